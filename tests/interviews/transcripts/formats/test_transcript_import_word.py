"""Word files: what counts as spoken text, and what is skipped and said."""

import pytest

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.reading import read_transcript
from tests.interviews.transcripts.formats.word_files import STRICT, document, part, relations, word_file


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def read(body: str, *, namespace: str | None = None, **more: str) -> TranscriptDraft:
    text = document(body, namespace=namespace) if namespace else document(body)
    parts = {f"word/{name}.xml": content for name, content in more.items()}
    rels = relations(**{name: f"{name}.xml" for name in more})
    return read_transcript("a.docx", word_file(text, more={"word/_rels/document.xml.rels": rels, **parts}))


def texts(draft: TranscriptDraft) -> list[str]:
    return [turn.text for turn in draft.turns]


BOLD = "<w:b/>"


@pytest.mark.parametrize(
    "content",
    [
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag><w:smartTagPr/>{}</w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:fldSimple>{}</w:fldSimple>",
        "<w:ins><w:hyperlink><w:smartTag>{}</w:smartTag></w:hyperlink></w:ins>",
        "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_in_every_wrapping_is_read_once(content: str) -> None:
    draft = read(paragraph(run("Ik zei "), content.format(run("iets")), run(" terug.")))

    assert texts(draft) == ["Ik zei iets terug."]


def test_paragraphs_in_content_controls_are_read() -> None:
    inner = paragraph(run("Binnen."))

    assert texts(read(f"<w:sdt><w:sdtContent>{inner}{inner}</w:sdtContent></w:sdt>")) == ["Binnen.", "Binnen."]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('In het kader.'))}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert texts(read(paragraph(run("Ervoor."), shape))) == ["Ervoor.", "In het kader."]


def test_deleted_text_is_skipped_and_quoted() -> None:
    gone = "<w:del><w:r><w:delText>nooit gezegd</w:delText></w:r></w:del>"

    draft = read(paragraph(run("Wel "), gone, run("gezegd.")))

    assert texts(draft) == ["Wel gezegd."]
    assert "1 stukje tekst" in draft.notices[0]
    assert "‘nooit gezegd’" in draft.notices[0]


def test_paragraphs_parted_by_a_deleted_mark_are_one() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Eerste ')}</w:p>"

    assert texts(read(first + paragraph(run("en tweede.")))) == ["Eerste en tweede."]


def test_comments_notes_headers_and_images_are_counted_and_quoted() -> None:
    marks = '<w:r><w:commentReference w:id="0"/><w:footnoteReference w:id="2"/><w:endnoteReference w:id="3"/></w:r>'
    image = "<w:r><w:pict><v:imagedata/></w:pict></w:r>"

    draft = read(
        paragraph(run("Gesprek."), marks, image),
        comments=part("comments", f'<w:comment w:id="0">{paragraph(run("klopt dit?"))}</w:comment>'),
        footnotes=part("footnotes", f'<w:footnote w:id="2">{paragraph(run("zie bijlage"))}</w:footnote>'),
        endnotes=part("endnotes", f'<w:endnote w:id="3">{paragraph(run("bron"))}</w:endnote>'),
        header=part("hdr", paragraph(run("Vertrouwelijk"))),
        footer=part("ftr", paragraph()),
    )

    said = " ".join(draft.notices)
    assert texts(draft) == ["Gesprek."]
    for kind, quote in (("opmerking", "klopt dit?"), ("voetnoot", "zie bijlage"), ("eindnoot", "bron")):
        assert f"1 {kind}" in said
        assert f"‘{quote}’" in said
    assert "1 koptekst" in said
    assert "voettekst" not in said
    assert "1 afbeelding" in said


def test_a_bold_speaker_split_over_runs_with_plain_speech() -> None:
    ana = paragraph(run("A", BOLD), run("na: ", BOLD), run("Hoi."))
    bo = paragraph(run("Bo", BOLD), run(": ", BOLD), run("Dag."))

    assert [(turn.speaker, turn.text) for turn in read(ana + bo).turns] == [("Ana", "Hoi."), ("Bo", "Dag.")]


def test_bold_by_a_style_counts_as_bold() -> None:
    name = '<w:p><w:pPr><w:pStyle w:val="naam2"/></w:pPr>{}</w:p>'
    style = (
        '<w:style w:styleId="naam"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="naam2"><w:basedOn w:val="naam"/></w:style>'
    )
    body = "".join(
        name.format(run(f"{who} vraagt iets?")) + paragraph(run("Antwoord van een ander.")) for who in ("Een", "Twee")
    )

    assert len(read(body, styles=part("styles", style)).speakers) == 2


def test_tabs_line_breaks_and_special_hyphens() -> None:
    draft = read(paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"))

    assert " ".join(texts(draft)) == "a\tb c\u2011"


def test_a_table_with_a_control_around_its_rows_is_a_conversation() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = [row.format(paragraph(run(who)), paragraph(run(said))) for who, said in (("I", "Ja?"), ("R", "Nee."))]
    body = f"<w:tbl>{rows[0]}<w:sdt><w:sdtContent>{rows[1]}</w:sdtContent></w:sdt>{rows[0]}</w:tbl>"

    assert [(turn.speaker, turn.text) for turn in read(body).turns] == [("I", "Ja?"), ("R", "Nee."), ("I", "Ja?")]


def test_the_strict_variant_is_read() -> None:
    assert texts(read(paragraph(run("Streng.")), namespace=STRICT)) == ["Streng."]


def test_the_main_part_may_have_another_name() -> None:
    content = word_file(document("<w:p/>"), more={"word/document2.xml": document(paragraph(run("Hier.")))})
    renamed = word_file(
        more={
            "word/document2.xml": document(paragraph(run("Hier."))),
            "_rels/.rels": relations(officeDocument="/word/document2.xml"),
        }
    )

    assert content != renamed
    assert texts(read_transcript("a.docx", renamed)) == ["Hier."]


def test_text_hidden_by_a_style_or_in_a_hidden_row_is_skipped_and_quoted() -> None:
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="Weg"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Notitie"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Onder"><w:basedOn w:val="Notitie"/></w:style>',
    )
    body = (
        "<w:p><w:r><w:t>I: Hoe?</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>R: Zo</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Weg"/></w:rPr><w:t> geheim</w:t></w:r>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="Onder"/></w:pPr><w:r><w:t>een notitie</w:t></w:r>'
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Te zien.</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>rij weg</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>I: Ja.</w:t></w:r></w:p>"
    )
    more: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(styles="styles.xml"), "word/styles.xml": styles,
    }  # fmt: skip

    draft = read_transcript("a.docx", word_file(document(body), more=more))

    assert [turn.text for turn in draft.turns] == ["Hoe?", "Zo.\nTe zien.", "Ja."]
    assert draft.notices[0].startswith("3 stukjes verborgen tekst")
    for words in ("geheim", "een notitie", "rij weg"):
        assert words in draft.notices[0]


def _numbered(style: bool) -> bytes:
    def level(text: str, kind: str = "decimal") -> str:
        return f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'

    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{level("Interviewer:", "bullet")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{level("R%1:")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="9">{level("o", "bullet")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>',
    )
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Vraag"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>",
    )
    ask = '<w:pStyle w:val="Vraag"/>' if style else '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    rows = [(ask, "Hoe?"), ('<w:numPr><w:numId w:val="2"/></w:numPr>', "Zo."), (ask, "En?"),
            ('<w:numPr><w:numId w:val="3"/></w:numPr>', "Een punt.")]  # fmt: skip
    body = "".join(f"<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>" for look, text in rows)
    more: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(styles="styles.xml", numbering="numbering.xml"),
        "word/styles.xml": styles, "word/numbering.xml": numbering,
    }  # fmt: skip
    return word_file(document(body), more=more)


@pytest.mark.parametrize("style", [False, True])
def test_labels_that_word_prints_by_itself_are_read_and_bullets_are_not(style: bool) -> None:
    draft = read_transcript("a.docx", _numbered(style))

    assert [(turn.speaker, turn.text) for turn in draft.turns] == [
        ("Interviewer", "Hoe?"), ("R1", "Zo."), ("Interviewer", "En?\nEen punt."),
    ]  # fmt: skip
