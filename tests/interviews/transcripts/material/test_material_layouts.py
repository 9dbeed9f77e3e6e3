"""Texts as meeting, coding and transcription programs and people set them: who speaks, what is said, what is not."""

import pytest

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.reading import read_transcript

SAID = ["Hoe kwam u bij het loket?", "Via de huisarts.", "En toen?", "Acht weken."]
VOICES = [
    ("Marjan", "Wilma"),
    ("I", "R"),
    ("Interviewer 1", "Respondent 1"),
    ("V", "A"),
    ("O", "U"),
    ("MARJAN HOEKSTRA", "WILMA VAN DER BERG"),
    ("Zoe\u0308", "Rene\u0301"),
]
FORMS = [
    "{name}: {text}", "[{time}] {name}: {text}", "{name} ({time}): {text}", "{name}: [{time}] {text}",
    "{name}: {text} [{time}]", "{time} {name}: {text}", "{time}\t{name}\t{text}", "{name}\t{time}\t{text}",
    "[{time}]\n{name}: {text}", "{name}\n[{time}]\n{text}", "{name}\n{time}\n\n{text}", "{name}\n{text}\n[{time}]",
    "{name}  {time}\n{text}", "#{time}-0#{name}: {text}", "{name}: {text} #{time}-0#", "{time} | {name} | {text}",
    "{name} - {text}", "{name} — {text}", "{name}> {text}", "{name} > {text}", "{name}; {text}", "- {name}: {text}",
    "• {name}: {text}", "* {name}: {text}", "<{name}> {text}", "{name}\t{text}", "[{name}] {time}\n{text}",
    "{name}: [{time}] {text} [{time}][2.0]",
]  # fmt: skip


def read(text: str, name: str = "a.txt") -> TranscriptDraft:
    return read_transcript(name, text.encode())


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("voices", VOICES, ids=lambda voices: voices[0])
def test_each_way_to_set_a_speaker(form: str, voices: tuple[str, str]) -> None:
    rows = [(voices[at % 2], text) for at, text in enumerate(SAID * 2)]
    text = "\n\n".join(
        form.format(name=name, text=said, time=f"00:00:{7 * at:02d}") for at, (name, said) in enumerate(rows)
    )

    draft = read(text)

    composed = {"Zoe\u0308": "Zoë", "Rene\u0301": "René"}
    assert told(draft) == [(composed.get(name, name), said) for name, said in rows]
    assert draft.notices == ()
    if "{time}" in form and not form.endswith(("[{time}]", "#")):
        assert [turn.seconds for turn in draft.turns] == [7 * at for at in range(8)]


def test_times_of_the_day_count_from_the_first_turn() -> None:
    draft = read(
        "[Marjan] 13:35:04\nHoe?\n\n[Wilma] 13:35:11\nZo.\n\n[Marjan] 13:36:04\nEn?\n\n[Wilma] 13:36:05\nJa.\n"
    )

    assert [turn.seconds for turn in draft.turns] == [0, 7, 60, 61]


def test_the_chat_of_a_meeting() -> None:
    rows = [("13:35:04", "Marjan", "Hoe?"), ("13:35:11", "Wilma", "Zo."), ("13:36:04", "Marjan", "En?")]

    draft = read("\n".join(f"{time} From {name} to Everyone:\n\t{text}" for time, name, text in rows))

    assert told(draft) == [("Marjan", "Hoe?"), ("Wilma", "Zo."), ("Marjan", "En?")]
    assert [turn.seconds for turn in draft.turns] == [0, 7, 60]


@pytest.mark.parametrize(
    "form", ["{time}\n{text}", "{time} {text}", "{time}\n{text}\n", "[00:0{time}] {text}", "{time}\t{text}"]
)
def test_captions_copied_with_their_times(form: str) -> None:
    texts = [
        "goedemiddag allemaal we gaan het",
        "vandaag over de aanvraag hebben en",
        "ik belde drie keer en daar",
        "nam niemand op",
    ]

    draft = read("Transcript\n\n" + "\n".join(form.format(time=f"0:0{2 * at}", text=t) for at, t in enumerate(texts)))

    assert [turn.text for turn in draft.turns] == [" ".join(texts)]
    assert draft.heading == ("Transcript",)


def test_lines_that_a_program_cut_are_joined_to_sentences() -> None:
    draft = read(
        "Hoe kwam u?\nVia de huisarts, want die had\nzelf gebeld, en toen\nkwam er een brief.\nEn toen?\nNiks.\n"
    )

    assert [turn.text for turn in draft.turns] == [
        "Hoe kwam u?", "Via de huisarts, want die had zelf gebeld, en toen kwam er een brief.", "En toen?", "Niks.",
    ]  # fmt: skip


def test_a_text_without_points_is_not_one_turn() -> None:
    draft = read("\n".join(f"toen belde ik voor de {at}e keer en daarna nog eens" for at in range(60)))

    assert 3 <= len(draft.turns) <= 8


@pytest.mark.parametrize("dash", ["- ", "– ", "—", "-"])
def test_a_dash_begins_a_turn_and_is_no_speech(dash: str) -> None:
    draft = read(f"{dash}Hoe kwam u?\n\n{dash}Via de huisarts.\nDie belde.\n\n{dash}En toen?\n\n{dash}Acht weken.\n")

    assert [turn.text for turn in draft.turns] == [
        "Hoe kwam u?", "Via de huisarts.\nDie belde.", "En toen?", "Acht weken.",
    ]  # fmt: skip
    assert "geen sprekers" in draft.notices[0]


@pytest.mark.parametrize(
    "line",
    ["Wilma Tersteeg joined the meeting", "Wilma Tersteeg left the meeting", "Pagina 2 van 7", "- p. 2 -",
     "Wilma Tersteeg heeft de vergadering verlaten"],
)  # fmt: skip
def test_what_a_program_prints_between_turns(line: str) -> None:
    draft = read(f"I: Hoe?\n\nR: Zo.\n\n{line}\n\nI: En?\n\nR: Hij heeft het gesprek verlaten\n\nR: En meer.\n")

    assert told(draft)[1:4] == [("R", "Zo."), ("I", "En?"), ("R", "Hij heeft het gesprek verlaten")]
    assert f"‘{line}’" in draft.notices[0]


def test_a_paragraph_with_a_time_of_its_own_goes_on_without_it() -> None:
    draft = read("**Marjan:** [00:00:04] Hoe?\n\n**Wilma:** [00:00:11] Zo.\n\n[00:01:00] En zo.\n", "a.md")

    assert told(draft) == [("Marjan", "Hoe?"), ("Wilma", "Zo.\nEn zo.")]


def test_a_word_with_a_place_to_break_it_off_is_one_word() -> None:
    assert "wachtlijst" in read("I: Hoe?\nR: De wacht\u00adlijst.\nI: En?\nR: Zo.\n").turns[1].text


def test_times_set_as_headings_are_times() -> None:
    draft = read(
        "## Transcript\n\n### 00:00:00\n\n**Marjan:** Hoe?\n\n**Wilma:** Zo.\n\n### 00:05:00\n\n**Marjan:** En?\n\n"
        "**Wilma:** Niks.\n\n### Transcription ended after 00:07:42\n", "a.md",
    )  # fmt: skip

    assert [turn.seconds for turn in draft.turns] == [0, None, 300, None]
    assert draft.closing == ("Transcription ended after 00:07:42",)
    assert len(draft.notices) == 1


class TestMarkdown:
    def test_comments_footnotes_and_line_ends_of_the_web(self) -> None:
        draft = read(
            "**Marjan:** Hoe?<br>**Wilma:** Zo[^1].\n\n<!-- niet delen\nmet Jan -->\n\n**Marjan:** En?\n\n"
            "**Wilma:** Ja.\n\n[^1]: bedoelt het wijkteam\n", "a.md",
        )  # fmt: skip

        assert told(draft) == [("Marjan", "Hoe?"), ("Wilma", "Zo."), ("Marjan", "En?"), ("Wilma", "Ja.")]
        assert "‘niet delen met Jan’" in draft.notices[0]
        assert "‘bedoelt het wijkteam’" in draft.notices[1]

    def test_a_table_with_codes_beside_the_speech(self) -> None:
        rows = ["Nr | Wie | Wat | Code", "-|-|-|-", "1 | I | Hoe? | start", "2 | R | Zo. | arts", "3 | I | En? | "]

        draft = read("\n".join(f"| {row} |" for row in rows), "a.md")

        assert told(draft) == [("I", "Hoe?"), ("R", "Zo."), ("I", "En?")]
        assert "‘start’; ‘arts’" in draft.notices[0]

    @pytest.mark.parametrize("form", ["**{}** {}", "**{}:** {}", "> **{}**: {}", "1. **{}:** {}", "* __{}__: {}"])
    def test_bold_speakers(self, form: str) -> None:
        rows = [("Marjan", "Hoe?"), ("Wilma", "Zo."), ("Marjan", "En?"), ("Wilma", "Niks.")]

        assert told(read("\n\n".join(form.format(*row) for row in rows), "a.md")) == rows
