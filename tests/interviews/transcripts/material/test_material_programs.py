"""Files of chat, coding and meeting programs: their numbers, times and headings are no speaker and no speech."""

import pytest

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.heading_facts import facts_in
from interviews.transcripts.reading import read_transcript

CONVERSATION = [("I", "Hoe kwam u?"), ("B", "Via de huisarts."), ("I", "En toen?"), ("B", "2 brieven."), ("B", "Ja.")]


def read(text: str, name: str = "a.txt") -> TranscriptDraft:
    return read_transcript(name, text.encode())


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


class TestNumberedLines:
    @pytest.mark.parametrize(
        "form", ["{}  {}: {}", "{} {}: {}", "{}. {}: {}", "{}) {}: {}", "{}\t{}: {}", "   {}  {}:\t{}"]
    )
    def test_the_number_is_no_part_of_the_speaker(self, form: str) -> None:
        draft = read("\n".join(form.format(at, *turn) for at, turn in enumerate(CONVERSATION, start=1)))

        assert told(draft) == CONVERSATION
        assert "genummerd" in " ".join(draft.notices)

    def test_lines_that_go_on_are_numbered_too(self) -> None:
        rows = ["Gesprek 4", "", "I: Hoe?", "B: Via de", "huisarts.", "I: En?", "B: Niks."]
        draft = read("\n".join(f"{at} {row}" for at, row in enumerate(rows, start=1)))

        assert draft.heading == ("Gesprek 4",)
        assert told(draft)[1] == ("B", "Via de\nhuisarts.")

    def test_numbers_that_people_say_stay(self) -> None:
        draft = read("I: Hoeveel?\n2 weken duurde het.\nR: 3 weken.\n4 weken.\nI: En?\nR: 5 weken.")

        assert "2 weken duurde het." in " ".join(turn.text for turn in draft.turns)


ANDROID = """{day} 14:05 - Berichten en oproepen zijn end-to-end versleuteld. Tik voor meer info.
{day} 14:05 - Marjan Hoekstra: Hoe kwam je bij het loket?
{day} 14:07 - Wilma: Via de huisarts
die belde zelf
{day} 14:08 - +31 6 12345678: <Media weggelaten>
{day} 14:09 - Marjan Hoekstra: En toen?
{day} 14:11 - Wilma: Let op: acht weken <Dit bericht is bewerkt>
"""
IPHONE = """[{day}, 14:05:11] Marjan Hoekstra: Hoe kwam je bij het loket?
[{day}, 14:07:22] Wilma: Via de huisarts
die belde zelf
\u200e[{day}, 14:08:01] Wilma: \u200eafbeelding weggelaten
\u200e[{day}, 14:08:30] Wilma: \u200e<bijgevoegd: 00000012-PHOTO-2026-03-12.jpg>
[{day}, 14:09:33] Marjan Hoekstra: En toen?
[{day}, 14:11:45] Wilma: Let op: acht weken \u200e<Dit bericht is bewerkt>
"""
CHAT = [
    ("Marjan Hoekstra", "Hoe kwam je bij het loket?"),
    ("Wilma", "Via de huisarts\ndie belde zelf"),
    ("Marjan Hoekstra", "En toen?"),
    ("Wilma", "Let op: acht weken"),
]


class TestChats:
    @pytest.mark.parametrize("file", [ANDROID, IPHONE])
    @pytest.mark.parametrize("day", ["12-03-2026", "12/03/2026", "12-3-26", "12.03.2026"])
    def test_a_message_is_a_turn_of_its_sender(self, file: str, day: str) -> None:
        draft = read(file.format(day=day))

        assert told(draft) == CHAT
        assert str(facts_in(draft.told).held_on) == "2026-03-12"
        assert round(draft.turns[-1].seconds or 0, -2) == 400

    def test_what_is_left_out_is_said(self) -> None:
        android, iphone = read(ANDROID.format(day="12-03-2026")), read(IPHONE.format(day="12-03-2026"))

        assert "‘<Media weggelaten>’" in " ".join(android.notices)
        assert "‘Berichten en oproepen zijn end-to-end versleuteld. Tik voor meer info.’" in " ".join(android.notices)
        assert "‘afbeelding weggelaten’" in " ".join(iphone.notices)

    def test_the_american_and_the_copied_way_to_write_a_time(self) -> None:
        american = "3/13/26, 2:05\u202fPM - Marjan: Hoe?\n3/13/26, 2:07\u202fPM - ~ Wilma: Zo.\n"
        copied = "[14:05, 13-3-2026] Marjan: Hoe?\n[14:07, 13-3-2026] Wilma: Zo.\n"

        for text in (american, copied):
            draft = read(text)
            assert told(draft) == [("Marjan", "Hoe?"), ("Wilma", "Zo.")]
            assert str(facts_in(draft.told).held_on) == "2026-03-13"

    def test_a_chat_of_days_has_no_minutes(self) -> None:
        draft = read("12-03-2026 14:05 - Marjan: Hoe?\n14-03-2026 09:00 - Wilma: Zo.\n")

        assert [turn.seconds for turn in draft.turns] == [None, None]


class TestHeadingsBetweenTurns:
    def test_a_heading_is_left_out_and_said(self) -> None:
        draft = read(
            "# Gesprek\n\n## Aanmelding\n\n**Interviewer:** Hoe?\n\n**Moeder**: Zo.\n\n## Daarna\n\n"
            "**Interviewer:** En toen?\n\n**Moeder:** Niks.\n", "a.md",
        )  # fmt: skip

        assert told(draft) == [
            ("Interviewer", "Hoe?"),
            ("Moeder", "Zo."),
            ("Interviewer", "En toen?"),
            ("Moeder", "Niks."),
        ]
        assert "‘Daarna’" in draft.notices[0]

    def test_a_name_as_heading_still_speaks(self) -> None:
        draft = read("### Marjan\n\nHoe?\n\n### Wilma\n\nZo.\n\n### Marjan\n\nEn?\n\n### Wilma\n\nNiks.\n", "a.md")

        assert told(draft) == [("Marjan", "Hoe?"), ("Wilma", "Zo."), ("Marjan", "En?"), ("Wilma", "Niks.")]


class TestTimes:
    def test_the_first_name_below_its_time_speaks(self) -> None:
        draft = read(
            "Gesprek met Wilma\n\nSPEAKERS\nWilma Tersteeg, Marjan Hoekstra\n\n00:00\nMarjan Hoekstra\nHoe kwam u?\n\n"
            "Wilma Tersteeg  00:07\nVia de huisarts.\n\nMarjan Hoekstra  00:15\nEn toen?\n\n"
            "Wilma Tersteeg  01:02\nNiks.\n"
        )

        assert told(draft)[0] == ("Marjan Hoekstra", "Hoe kwam u?")
        assert draft.turns[0].seconds == 0
        assert draft.heading[-1] == "Wilma Tersteeg, Marjan Hoekstra"

    def test_a_time_before_a_line_that_goes_on_is_no_speech(self) -> None:
        draft = read(
            "[00:00:03] Marjan: Hoe?\n[00:00:09] Wilma: Via de huisarts.\n[00:00:12] die belde zelf.\n"
            "(00:00:15) Marjan: En toen?\n00:00:20 Wilma: Om 10:30 belde ik.\n10:45 was het stil.\n"
        )

        assert told(draft)[1] == ("Wilma", "Via de huisarts.\ndie belde zelf.")
        assert told(draft)[3] == ("Wilma", "Om 10:30 belde ik.\n10:45 was het stil.")
