"""Headings between the turns are what a transcriber wrote, not what somebody said; names set as headings speak."""

import pytest

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.isolated import read_safely
from interviews.transcripts.reading import read_transcript
from tests.interviews.transcripts.formats.word_files import document, part, relations, word_file

HEADING = "Deel 2: de wachttijd"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{more}</w:style>'
    for identity, name, more in (
        ("Kop1", "heading 1", "<w:rPr><w:b/></w:rPr>"),
        ("Kop6", "heading 6", ""),
        ("Titel", "Title", ""),
        ("Ondertitel", "Subtitle", ""),
        ("Kop3LO", "Kop 3", ""),
        ("Eigen", "Tussenkop gemeente", '<w:basedOn w:val="Kop1"/>'),
        ("Niveau", "Mijn kop", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Plat", "Normal", ""),
    )
)
TOLD = [("I", "Hoe kwam u hier?"), ("R", "Via de huisarts.\nDie belde."), ("I", "En toen?"), ("R", "Acht weken.")]


def paragraph(text: str, style: str = "Plat", more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def word(*paragraphs: str, safely: bool = False) -> TranscriptDraft:
    more: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(styles="styles.xml"),
        "word/styles.xml": part("styles", STYLES),
    }
    content = word_file(document("".join(paragraphs)), more=more)
    return read_safely("a.docx", content) if safely else read_transcript("a.docx", content)


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


def conversation(heading: str, *, safely: bool = False) -> TranscriptDraft:
    return word(
        paragraph("Gesprek met een ouder", "Titel"), paragraph("I: Hoe kwam u hier?"),
        paragraph("R: Via de huisarts."), paragraph("Die belde."), heading, paragraph("I: En toen?"),
        paragraph("R: Acht weken."), safely=safely,
    )  # fmt: skip


@pytest.mark.parametrize("style", ["Kop1", "Kop6", "Titel", "Ondertitel", "Kop3LO", "Eigen", "Niveau"])
def test_a_heading_in_word_is_nobodys_words_and_is_said(style: str) -> None:
    draft = conversation(paragraph(HEADING, style))

    assert told(draft) == TOLD
    assert draft.heading == ("Gesprek met een ouder",)
    assert f"‘{HEADING}’" in draft.notices[0]


def test_a_level_of_the_outline_makes_a_heading_too_and_the_process_apart_tells_it() -> None:
    draft = conversation(paragraph(HEADING, more='<w:outlineLvl w:val="2"/>'), safely=True)

    assert told(draft) == TOLD
    assert f"‘{HEADING}’" in draft.notices[0]


def test_without_speakers_a_heading_is_no_turn() -> None:
    draft = word(paragraph("Verslag", "Titel"), paragraph("Ik belde."), paragraph(HEADING, "Kop1"), paragraph("Niks."))

    assert told(draft) == [("", "Ik belde."), ("", "Niks.")]
    assert draft.heading == ("Verslag",)
    assert f"‘{HEADING}’" in " ".join(draft.notices)


def test_questions_set_as_headings_are_asked() -> None:
    draft = word(
        paragraph("Hoe kwam u hier?", "Kop1"), paragraph("Via de huisarts."), paragraph("En toen?", "Kop1"),
        paragraph("Acht weken."),
    )  # fmt: skip

    assert [turn.text for turn in draft.turns] == ["Hoe kwam u hier?", "Via de huisarts.", "En toen?", "Acht weken."]
    assert len(draft.speakers) == 2


@pytest.mark.parametrize("form", ["{}: {}", "{}|{}", "{}  0:03|{}"])
def test_names_set_as_headings_speak(form: str) -> None:
    rows = [("Marjan", "Hoe?"), ("Wilma", "Zo."), ("Marjan", "En?"), ("Wilma", "Niks.")]
    texts = [form.format(*row).split("|") for row in rows]

    draft = word(*(p for name, *text in texts for p in (paragraph(name, "Kop1"), *map(paragraph, text))))

    assert told(draft) == rows


def test_the_interviewers_questions_as_headings_with_a_label_are_speech() -> None:
    rows = [("I: Hoe?", "Kop1"), ("R: Zo.", "Plat"), ("O: Ja.", "Plat"), ("I: En?", "Kop1"), ("R: Niks.", "Plat"),
            ("O: Nee.", "Plat")]  # fmt: skip

    assert [turn.speaker for turn in word(*(paragraph(*row) for row in rows)).turns] == ["I", "R", "O"] * 2


def test_a_heading_with_a_colon_is_no_speaker() -> None:
    draft = word(
        paragraph("Blok 1: aanmelding", "Kop1"), paragraph("I: Hoe?"), paragraph("R: Zo."),
        paragraph("Wachten: de maanden erna", "Kop1"), paragraph("I: En?"), paragraph("R: Niks."),
    )  # fmt: skip

    assert draft.speakers == ("I", "R")
    assert draft.heading == ("Blok 1: aanmelding",)
    assert "‘Wachten: de maanden erna’" in draft.notices[0]


def test_a_text_that_is_all_heading_is_speech() -> None:
    rows = ["Ik belde het loket.", "Niemand nam op.", "Toen ging ik zelf."]

    draft = word(*(paragraph(row, "Kop1") for row in rows))

    assert [turn.text for turn in draft.turns] == rows


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("heading", [f"## {HEADING}", f"###### {HEADING}", f"{HEADING}\n{'=' * 20}"])
def test_headings_of_signs(name: str, heading: str) -> None:
    text = f"I: Hoe kwam u hier?\n\nR: Via de huisarts.\n\nDie belde.\n\n{heading}\n\nI: En toen?\n\nR: Acht weken.\n"

    draft = read_transcript(name, text.encode())

    assert told(draft) == TOLD
    assert f"‘{HEADING}’" in draft.notices[0]


@pytest.mark.parametrize("heading", [HEADING, "Hoofdstuk 3. Daarna", "BLOK 2 – DE WACHTTIJD", "Thema 4"])
def test_a_numbered_part_alone_between_blank_lines(heading: str) -> None:
    text = f"I: Hoe kwam u hier?\n\nR: Via de huisarts.\n\nDie belde.\n\n{heading}\n\nI: En toen?\n\nR: Acht weken.\n"

    draft = read_transcript("a.txt", text.encode())

    assert told(draft) == TOLD
    assert f"‘{heading}’" in draft.notices[0]


def test_speech_about_a_part_stays_speech() -> None:
    text = "I: Hoe?\n\nR: Eerst de aanvraag.\n\nDeel 2 was erger, want toen kwam er niemand.\n\nI: En?\n\nR: Niks.\n"

    assert "Deel 2 was erger" in read_transcript("a.txt", text.encode()).turns[1].text
