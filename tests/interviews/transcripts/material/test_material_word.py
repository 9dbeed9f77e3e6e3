"""Word files of several builds: tables, tracked changes, fields, controls, boxes and numbers; nothing lost silently."""

import pytest

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.reading import read_transcript
from tests.interviews.transcripts.formats.word_files import document, part, relations, word_file

CONVERSATION = [("I", "Hoe kwam u?"), ("R", "Via de huisarts."), ("I", "En toen?"), ("R", "Acht weken.")]


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{text if text.startswith('<w:') else run(text)}</w:p>"


def cell(*texts: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, texts))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def word(*body: str, **parts: str) -> TranscriptDraft:
    more: dict[str, str | bytes] = {f"word/{name}.xml": content for name, content in parts.items()}
    more["word/_rels/document.xml.rels"] = relations(**{name: f"{name}.xml" for name in parts})
    return read_transcript("a.docx", word_file(document("".join(body)), more=more))


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


class TestTables:
    @pytest.mark.parametrize("heading", [("Spreker", "Tekst"), ("Wie", "Wat"), ("Naam", "Gesproken tekst"), ()])
    def test_a_small_table_per_page(self, heading: tuple[str, ...]) -> None:
        pages = [table(*([row(*heading)] if heading else []), *(row(*one) for one in rows)) for rows in (
            CONVERSATION[:2], CONVERSATION[2:]
        )]  # fmt: skip

        draft = word(pages[0], paragraph(""), pages[1])

        assert told(draft) == CONVERSATION

    def test_a_column_of_codes_is_no_speech_and_is_said(self) -> None:
        rows = (row(str(at), *one, f"code {at}") for at, one in enumerate(CONVERSATION, start=1))

        draft = word(table(row("Nr", "Wie", "Wat er gezegd is", "Opmerkingen"), *rows))

        assert told(draft) == CONVERSATION
        assert "‘code 1’; ‘code 2’; ‘code 3’; ‘code 4’" in draft.notices[0]

    def test_a_row_that_is_one_cell_is_a_heading(self) -> None:
        rows = [row(*one) for one in CONVERSATION]
        wide = row(cell("Deel 2: de wachttijd", properties='<w:gridSpan w:val="2"/>'))

        draft = word(table(*rows[:2], wide, *rows[2:]))

        assert told(draft) == CONVERSATION
        assert "‘Deel 2: de wachttijd’" in draft.notices[0]

    def test_facts_above_it_are_a_heading(self) -> None:
        draft = word(
            table(row("Datum", "11 maart 2026"), row("Interviewer", "Petra"), row("Leeftijd", "41")),
            table(*(row(*one) for one in CONVERSATION[:2])), table(*(row(*one) for one in CONVERSATION[2:])),
        )  # fmt: skip

        assert told(draft) == CONVERSATION
        assert draft.heading == ("Datum", "11 maart 2026", "Interviewer", "Petra", "Leeftijd", "41")

    def test_a_column_for_the_questions_and_one_for_the_answers(self) -> None:
        draft = word(table(row("Vraag", "Antwoord"), row("Hoe?", "Zo."), row("En?", "Niks.")))

        assert told(draft) == [("Vraag", "Hoe?"), ("Antwoord", "Zo."), ("Vraag", "En?"), ("Antwoord", "Niks.")]


class TestTrackedChanges:
    def test_a_deleted_row_and_paragraph_are_left_out_and_said(self) -> None:
        rows = [row(*one) for one in CONVERSATION]
        gone = row("R", "Nooit gezegd.", properties='<w:del w:id="1"/>')

        draft = word(table(*rows[:2], gone, *rows[2:]), f'<w:del w:id="2">{paragraph("Ook niet.")}</w:del>')

        assert told(draft) == CONVERSATION
        assert "Nooit gezegd." in draft.notices[0]
        assert "Ook niet." in draft.notices[0]


class TestControls:
    def test_a_field_that_nobody_filled_in_is_no_speech(self) -> None:
        prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"

        draft = word(
            *(paragraph(": ".join(one)) for one in CONVERSATION), prompt.format(paragraph("Klik om te typen.")),
            paragraph(run("I: Nog iets?") + prompt.format(run("Kies een item."))),
        )  # fmt: skip

        assert told(draft) == [*CONVERSATION, ("I", "Nog iets?")]
        assert draft.notices[0].startswith("2 invulvelden zijn leeg gelaten")

    def test_a_field_of_spaces_parts_words_and_is_not_worth_a_word(self) -> None:
        blank = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('  ')}</w:sdtContent></w:sdt>"
        said = [paragraph(run(f"{name}: {text}") + blank + run("Ja.")) for name, text in CONVERSATION]

        draft = word(*said)

        assert draft.turns[0].text.split() == ["Hoe", "kwam", "u?", "Ja."]
        assert draft.notices == ()

    def test_controls_fields_links_and_line_breaks_are_read(self) -> None:
        field = '<w:fldSimple w:instr="REF x"><w:r><w:t>kwam</w:t></w:r></w:fldSimple>'
        control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('R: Via de huisarts.')}</w:sdtContent></w:sdt>"
        link = '<w:hyperlink r:id="a"><w:r><w:t>En</w:t></w:r></w:hyperlink>'
        broken = "<w:r><w:t> toen?</w:t><w:br/><w:t>R: Acht weken.</w:t></w:r>".replace(
            "<w:t> ", '<w:t xml:space="preserve"> '
        )

        draft = word(paragraph(run("I: Hoe ") + field + run(" u?")), control, paragraph(run("I: ") + link + broken))

        assert told(draft) == CONVERSATION


class TestLooks:
    def test_a_name_in_bold_and_no_sign_behind_it(self) -> None:
        draft = word(*(paragraph(run(f"{name} ", "<w:b/>") + run(text)) for name, text in CONVERSATION))

        assert told(draft) == CONVERSATION

    def test_a_meeting_program_writes_name_time_and_speech_in_one_paragraph(self) -> None:
        line = "<w:r><w:br/></w:r>"
        said = (
            paragraph(run(name, "<w:b/>") + run(f"   0:0{at}") + line + run(text))
            for at, (name, text) in enumerate(CONVERSATION)
        )

        draft = word(*said, paragraph(run("Marjan Hoekstra", "<w:b/>") + run(" stopped transcription")))

        assert told(draft) == CONVERSATION
        assert "‘Marjan Hoekstra stopped transcription’" in draft.notices[0]

    def test_automatic_labels_of_one_list_only(self) -> None:
        level = '<w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val="{}"/></w:lvl>'
        numbers = '<w:abstractNum w:abstractNumId="0">' + level.format("%1.") + "</w:abstractNum>" + "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level.format(label)}'
            "</w:lvlOverride></w:num>" for number, label in ((1, "I:"), (2, "R:"))
        )  # fmt: skip
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'

        draft = word(
            *(paragraph(text, listed.format(1 + (name == "R"))) for name, text in CONVERSATION),
            numbering=part("numbering", numbers),
        )

        assert told(draft) == CONVERSATION
