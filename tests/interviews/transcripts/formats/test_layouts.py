"""Layouts that transcribers, Word dictation and transcription programs make."""

import pytest

from interviews.files.blocks import Block, Line, Table
from interviews.files.draft import TranscriptDraft
from interviews.transcripts.layouts.turns import turns_from


def read(text: str) -> TranscriptDraft:
    return turns_from([Line(row) for row in text.strip("\n").split("\n")])


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


def times(draft: TranscriptDraft) -> list[float | None]:
    return [turn.seconds for turn in draft.turns]


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(tuple(tuple(Line(row) for row in cell.split("\n")) for cell in row) for row in rows))


ASKED, ANSWERED = "Hoe ging het?", "Ja, ging wel."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I: {0}", "R: {1}"),
        ("I:\t{0}", "R:\t{1}"),
        ("I\t{0}", "R\t{1}"),
        ("I - {0}", "R - {1}"),
        ("I. {0}", "R. {1}"),
        ("i: {0}", "r: {1}"),
        ("[I] {0}", "[R] {1}"),
        ("<I> {0}", "<R> {1}"),
        ("[I]: {0}", "[R]: {1}"),
        ("**I:** {0}", "**R:** {1}"),
        ("INT: {0}", "RESP: {1}"),
        ("Int1: {0}", "R07: {1}"),
        ("V: {0}", "A: {1}"),
        ("Vraag: {0}", "Antwoord: {1}"),
        ("Interviewer : {0}", "Moeder van Tijn : {1}"),
        ("Interviewer\n{0}", "Respondent\n{1}"),
        ("INTERVIEWER:\n{0}", "RESPONDENT 2:\n{1}"),
        ("Petra Lammerink\n{0}", "Jan de Vries\n{1}"),
        ("Speaker 1: {0}", "Speaker 2: {1}"),
        ("SPEAKER_00: {0}", "SPEAKER_01: {1}"),
        ("Mw. Jansen: {0}", "Dhr. van der Berg: {1}"),
        ("Jansen, Piet: {0}", "Ana (moeder): {1}"),
        ("De begeleider: {0}", "De jongere: {1}"),
        ("Interviewer 1 (Petra): {0}", "Respondent (moeder, 43 jaar): {1}"),
    ],
)
def test_each_way_to_name_the_speaker(first: str, second: str) -> None:
    pair = f"{first}\n\n{second}\n\n".format(ASKED, ANSWERED)

    draft = read(pair * 4)

    assert [text for _, text in told(draft)] == [ASKED, ANSWERED] * 4
    assert len(draft.speakers) == 2
    assert draft.heading == ()


@pytest.mark.parametrize(
    "layout",
    [
        "[{0}] I: {1}",
        "{0} I: {1}",
        "({0}) I: {1}",
        "I [{0}]: {1}",
        "I ({0}): {1}",
        "I {0}: {1}",
        "I: [{0}] {1}",
        "I  {0}\n{1}",
        "I, {0}\n{1}",
        "I ({0})\n{1}",
        "[{0}] I\n{1}",
        "{0} I\n{1}",
        "{0}\nI: {1}",
        "[{0}]\nI\n{1}",
        "{0} --> 00:59:59\nI\n{1}",
        "I [{0}] {1}",
        "#{0}-5# I: {1}",
        "[{0}]\tI\t{1}",
        "{0}\tI:\t{1}",
        "{0} - I: {1}",
        "[{0} - 00:59:59] I: {1}",
        "[tijd {0}] I: {1}",
    ],
)
@pytest.mark.parametrize(("names", "number"), [(("I", "R"), 2), (("Speaker 1", "Jan de Vries"), 2)])
def test_each_place_for_the_time(layout: str, names: tuple[str, str], number: int) -> None:
    rows = [
        layout.format(f"00:{minute:02d}:05", text).replace("I", names[minute % 2], 1)
        for minute, text in enumerate([ASKED, ANSWERED] * 4)
    ]

    draft = read("\n".join(rows))

    assert [text for _, text in told(draft)] == [ASKED, ANSWERED] * 4
    assert draft.speakers == names
    assert times(draft) == [minute * 60 + 5 for minute in range(8)]


def test_minutes_and_seconds_and_times_past_the_hour() -> None:
    draft = read("[0:07] I: Ja?\n[59:58] R: Nee.\n[1:02:09] I: En nu?\n[00.59.01] R: Wel.")

    assert times(draft) == [7, 59 * 60 + 58, 3729, 59 * 60 + 1]


def test_a_closing_f4_time_starts_the_next_turn() -> None:
    draft = read("I: Hoe ging het? #00:00:05-2#\nR: Goed. #00:00:09-1#\nI: Fijn. #00:00:11-0#")

    assert told(draft) == [("I", "Hoe ging het?"), ("R", "Goed."), ("I", "Fijn.")]
    assert times(draft) == [None, 5, 9]


def test_a_bold_name_whose_letters_are_split_over_runs_is_one_speaker() -> None:
    lines = [Line("Anke: Hoi", bold=5), Line("Bo: Hallo daar: jij", bold=3), Line("Nou: gezellig")]

    assert told(turns_from(lines)) == [("Anke", "Hoi"), ("Bo", "Hallo daar: jij\nNou: gezellig")]


def test_a_bold_line_alone_is_a_speaker() -> None:
    lines = [Line("Anke", 4), Line("Hoe is het?"), Line("Bo", 2), Line("Goed."), Line("Anke", 4), Line("Mooi.")]

    assert told(turns_from([*lines, Line("Bo", 2), Line("Ja.")]))[:2] == [("Anke", "Hoe is het?"), ("Bo", "Goed.")]


def test_bold_questions_and_plain_answers_are_two_voices() -> None:
    lines = [Line("Gesprek met een ouder"), Line("Hoe ging dat?", 13), Line("Goed."), Line("Echt.")]

    draft = turns_from([*lines, Line("En toen?", 8), Line("Toen niks.")])

    assert [text for _, text in told(draft)] == ["Hoe ging dat?", "Goed.\nEcht.", "En toen?", "Toen niks."]
    assert len(draft.speakers) == 2
    assert draft.heading == ("Gesprek met een ouder",)


def test_a_colon_inside_speech_makes_no_speaker() -> None:
    text = """
I: Wat zei hij?
R: Nou.
Die zei: ik mis hem in de klas.
Kijk: zo gaat dat.
Henk zei: kom om tien uur.
Om 10:30 was ik er. De afspraak: elf uur.
Conclusie: niks.
I: En toen?
R: Toen: niks.
"""
    draft = read(text)

    assert draft.speakers == ("I", "R")
    assert len(draft.turns) == 4


def test_someone_who_speaks_once_is_still_a_speaker() -> None:
    draft = read("I: Hoi.\nR: Hallo.\nI: Wie is dat?\nR: Mijn zoon.\nTijn: Hoi!\nI: Dag Tijn.")

    assert ("Tijn", "Hoi!") in told(draft)


def test_the_heading_holds_its_fields_and_who_is_who() -> None:
    text = """
Transcript gesprek 7
Interviewer: Petra Lammerink
Respondent: 07, ouder
Datum: 11 maart 2025
I: interviewer
R: respondent

I: Goedenavond.
R: Goedenavond.
I: Gaat het?
R: Ja.
I: Fijn.
R: Ja.
"""
    draft = read(text)

    assert draft.speakers == ("I", "R")
    assert draft.turns[0].text == "Goedenavond."
    assert len(draft.heading) == 6


def test_the_same_words_above_the_fields_and_in_the_conversation() -> None:
    draft = read("Interviewer: Petra\nRespondent: 07\nDatum: 12 mei\n\n" + "Interviewer: Ja?\nRespondent: Nee.\n" * 3)

    assert len(draft.heading) == 3
    assert told(draft)[0] == ("Interviewer", "Ja?")


def test_continuation_paragraphs_and_remarks_belong_to_the_turn() -> None:
    draft = read("I: Vertel.\nR: Eerst dit.\n\nDan dat.\n[16:20 tot 19:05 op verzoek niet uitgewerkt]\nI: Dank.")

    assert told(draft)[1] == ("R", "Eerst dit.\nDan dat.\n[16:20 tot 19:05 op verzoek niet uitgewerkt]")


def test_a_time_that_no_turn_takes_stays_in_the_text() -> None:
    draft = read("[00:00:01] I: Vertel.\n[00:00:03] R: Eerst.\n[00:05:00]\nEn toen.\n[00:06:00] en daarna.\nI: Ja.")

    assert told(draft)[1] == ("R", "Eerst.\n[00:05:00]\nEn toen.\nen daarna.")


def test_times_without_speakers_divide_the_text() -> None:
    draft = read("Gesprek 3\n[00:00:01] Vertel eens.\n[00:00:09] Nou, eerst.\nEn toen.\n[00:01:00] Ja.")

    assert told(draft) == [("", "Vertel eens."), ("", "Nou, eerst.\nEn toen."), ("", "Ja.")]
    assert times(draft) == [1, 9, 60]
    assert draft.heading == ("Gesprek 3",)


def test_without_speakers_or_times_each_paragraph_is_a_turn() -> None:
    draft = read("Een eerste alinea\ndie doorloopt.\n\nEen tweede.")

    assert told(draft) == [("", "Een eerste alinea\ndie doorloopt."), ("", "Een tweede.")]
    assert "geen sprekers" in draft.notices[0]


def test_a_report_with_a_few_colons_is_no_conversation() -> None:
    paragraphs = ["Dit is een verslag van een bijeenkomst over slaap en gezondheid van jongeren."] * 30

    draft = turns_from([Line(row) for row in [*paragraphs, "Advies: slaap meer.", "Rusten: doe dat.", *paragraphs]])

    assert draft.speakers == ("",)


@pytest.mark.parametrize(
    "rows",
    [
        [("I", ASKED), ("R", ANSWERED), ("I", ASKED)],
        [("I:", ASKED), ("R:", ANSWERED), ("I:", ASKED)],
        [("Spreker", "Tekst"), ("I", ASKED), ("R", ANSWERED), ("I", ASKED)],
        [("00:00:01", "I", ASKED), ("00:00:05", "R", ANSWERED), ("00:00:09", "I", ASKED)],
        [("I", "00:00:01", ASKED), ("R", "00:00:05", ANSWERED), ("I", "00:00:09", ASKED)],
        [("1", "I", ASKED), ("2", "R", ANSWERED), ("3", "I", ASKED)],
        [("I\n00:00:01", ASKED), ("R\n00:00:05", ANSWERED), ("I\n00:00:09", ASKED)],
        [("Tijd", "Spreker", "Tekst"), ("0:01", "I", ASKED), ("0:05", "R", ANSWERED), ("0:09", "I", ASKED)],
        [("Interviewer", "Respondent"), (ASKED, ANSWERED), (ASKED, "")],
    ],
)
def test_each_kind_of_table(rows: list[tuple[str, ...]]) -> None:
    draft = turns_from([Line("Gesprek 4"), table(*rows)])

    assert [text for _, text in told(draft)] == [ASKED, ANSWERED, ASKED]
    assert len(draft.speakers) == 2
    assert draft.heading[0] == "Gesprek 4"


def test_a_list_of_the_same_words_is_no_conversation() -> None:
    assert read("Binnen.\nBinnen.").speakers == ("",)
    assert read("Zutphen\nDeventer\nZutphen\nDeventer").speakers == ("",)


def test_a_table_row_without_a_speaker_goes_on_with_the_turn() -> None:
    draft = turns_from([table(("I", ASKED), ("R", ANSWERED), ("", "En meer."), ("I", "Dank."))])

    assert told(draft)[1] == ("R", f"{ANSWERED}\nEn meer.")


def test_a_table_of_facts_stays_above_the_conversation() -> None:
    facts = table(("Interviewer", "Petra Lammerink"), ("Respondent", "07"), ("Datum", "12 mei"))
    lines: list[Block] = [Line(row) for row in ("I: Hoi.", "R: Hoi.", "I: Gaat het?", "R: Ja.")]

    draft = turns_from([facts, *lines])

    assert draft.speakers == ("I", "R")
    assert "Petra Lammerink" in draft.heading


def test_a_name_without_any_words_is_reported() -> None:
    draft = read("I: Hoi.\nR:\nI: Ben je er?\nR: Ja.")

    assert len(draft.turns) == 3
    assert "zonder tekst" in draft.notices[0]
    assert "R" in draft.notices[0]


def test_one_spelling_per_speaker() -> None:
    assert read("Moeder: Ja.\nI: Zo.\nmoeder: Nee.\nMOEDER : Ja.\ni: Goed.").speakers == ("Moeder", "I")
