"""Files as transcription programs, meeting programs and people hand them over; every case is read as a person would."""

import unicodedata
from pathlib import Path

import pytest

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.heading_facts import facts_in
from interviews.transcripts.reading import read_transcript

CASES = Path(__file__).parent / "cases"


def case(number: str) -> TranscriptDraft:
    file = next(CASES.glob(f"{number}-*"))
    return read_transcript(file.name, file.read_bytes())


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


ASKED_AND_TOLD = [
    ("Marjan", "Hoe kwam u bij het loket?"),
    ("Wilma", "Via de huisarts, die belde zelf."),
    ("Marjan", "En toen?"),
    ("Wilma", "Toen duurde het acht weken."),
]


def test_rolling_captions_give_every_line_once_and_no_role() -> None:
    draft = case("01")

    assert " ".join(turn.text for turn in draft.turns) == (
        "goedemiddag allemaal we gaan het vandaag hebben over de aanvraag bij het loket "
        "ik belde drie keer en niemand nam op toen kwam er een brief met een datum "
        "en daarna hoorde ik weer niks meer"
    )
    assert "geen sprekers" in draft.notices[0]
    assert facts_in(draft.heading).role == ""


def test_a_name_that_stands_at_changes_only_is_carried_on() -> None:
    draft = case("02")

    assert [turn.speaker for turn in draft.turns] == ["Spreker 1", "Spreker 2"] * 3
    assert [turn.seconds for turn in draft.turns] == [1, 4, 70, 73, 139, 142]
    assert "Spreker" not in " ".join(turn.text for turn in draft.turns)
    assert draft.turns[2].text == "En wat gebeurde er toen?"


def test_names_in_the_identifiers_are_the_speakers() -> None:
    names = {"Marjan": "Marjan Hoekstra", "Wilma": "Wilma Tersteeg"}

    assert told(case("04")) == [(names[speaker], text) for speaker, text in ASKED_AND_TOLD]


def test_a_cue_without_a_name_is_of_nobody_known_where_every_cue_has_one() -> None:
    draft = case("06")

    assert told(draft)[2] == ("", "En toen?")
    assert [turn.speaker for turn in draft.turns] == ["SPEAKER_00", "SPEAKER_01", "", "SPEAKER_01"]
    assert "Bij 1 ondertitel staat niet wie er spreekt" in draft.notices[0]


def test_names_and_times_that_a_program_writes_in_the_text_are_no_speech() -> None:
    draft = case("08")

    assert told(draft) == ASKED_AND_TOLD
    assert "(16 Sekunden Pause)" in draft.heading


def test_the_lines_of_a_meeting_program_are_no_speech() -> None:
    draft = case("09")

    assert told(draft)[-1] == ("Wilma Tersteeg", "Toen duurde het acht weken.")
    assert facts_in(draft.heading).minutes == 28
    assert "‘Marjan Hoekstra stopped transcription’" in draft.notices[0]


def test_what_a_subtitle_file_says_of_itself_is_no_role() -> None:
    draft = case("10")

    assert facts_in(draft.heading).role == ""
    assert facts_in(["Kind: Sanne, 14 jaar"]).role == "jongere"


def test_letters_and_accents_become_one_character() -> None:
    text = " ".join(turn.text for turn in case("11").turns)

    assert unicodedata.is_normalized("NFC", text)
    for name in ("Noëlle", "Daniël", "Rosé College", "Josélaan 3"):
        assert name in text


def test_hidden_text_is_left_out_and_said() -> None:
    draft = case("14")

    assert told(draft) == [
        ("I", "Hoe kwam u bij het loket?"),
        ("R", "Via de huisarts, die belde zelf."),
        ("I", "En toen?"),
        ("R", "Toen duurde het acht weken."),
    ]
    assert draft.notices[0].startswith("2 stukjes verborgen tekst zijn niet overgenomen.")
    assert "dokter Ploegmakers" in draft.notices[0]
    assert "buurvrouw van de wethouder" in draft.notices[0]


def test_automatic_numbers_that_name_the_speaker_are_read() -> None:
    draft = case("15")

    assert [turn.speaker for turn in draft.turns] == ["Vraag", "Antwoord"] * 3
    assert draft.turns[1].text == "Via de huisarts, die belde zelf."
    assert "‘Vraag 1’" in draft.notices[0]


def test_lines_cut_by_time_are_joined_as_the_same_subtitles_are() -> None:
    draft = case("21")
    rows = [row[1:].split("]  ") for row in (CASES / "21-whisper-regels-met-tijd.txt").read_text().splitlines()]
    cues = [f"00:{time.replace('.', ',').replace('> ', '> 00:')}\n{text}" for time, text in rows]
    srt = "\n\n".join(f"{number}\n{cue}" for number, cue in enumerate(cues, start=1))

    assert [turn.text for turn in draft.turns] == [
        "Hoe kwam u bij het loket?",
        "Via de huisarts, want die had zelf gebeld en toen kreeg ik een brief waarin stond dat ik moest wachten.",
        "En toen?",
        "Toen duurde het acht weken voordat er iemand terugbelde.",
    ]
    assert draft.turns == read_transcript("hetzelfde.srt", srt.encode()).turns


def test_a_time_in_the_middle_of_a_sentence_makes_no_speaker() -> None:
    draft = case("23")

    assert draft.speakers == ("Marjan", "Wilma")
    assert told(draft)[1][1].endswith("Sanne [00:01:00] kwam toen langs en die zei dat het acht weken zou duren.")


def test_a_time_after_every_paragraph_is_no_speech() -> None:
    draft = case("24")

    assert told(draft)[1] == ("Wilma", "Eerst belde ik zelf.\nDaarna ging ik langs.\nEn toen kwam er een brief.")
    assert "#" not in " ".join(turn.text for turn in draft.turns)
    assert [turn.seconds for turn in draft.turns] == [None, 4, 15, 21]


@pytest.mark.parametrize("number", ["01", "02", "04", "06", "08", "09", "10", "11", "14", "15", "21", "23", "24"])
def test_no_turn_is_empty_and_none_keeps_a_sign_of_layout(number: str) -> None:
    for turn in case(number).turns:
        assert turn.text.strip() == turn.text != ""
        assert not any(sign in turn.text for sign in ("-->", "<c>", "<v", "**"))
