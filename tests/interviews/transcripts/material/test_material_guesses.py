"""What is filled in beforehand about speakers and the conversation: only what the file makes clear, else nothing."""

from pathlib import Path

import pytest

from interviews.files.draft import DraftTurn, TranscriptDraft
from interviews.transcripts.heading_facts import facts_in
from interviews.transcripts.reading import read_transcript
from interviews.transcripts.speakers import SpeakerGuess, guess_speakers, guessed_turns

CASES = Path(__file__).parent / "cases"


def read(text: str, name: str = "a.txt") -> TranscriptDraft:
    return read_transcript(name, text.encode())


def guesses(draft: TranscriptDraft) -> dict[str, SpeakerGuess]:
    return {guess.label: guess for guess in guess_speakers(draft.turns)}


def turns(*told: tuple[str, str]) -> list[DraftTurn]:
    return [DraftTurn(speaker, text) for speaker, text in told]


class TestWhoSpeaks:
    def test_a_cue_of_nobody_known_is_nobody_yet_and_a_person_must_choose(self) -> None:
        file = CASES / "06-cue-zonder-spreker.srt"
        found = guesses(read_transcript(file.name, file.read_bytes()))

        assert (found[""].name, found[""].is_interviewer) == ("", False)
        assert found["SPEAKER_00"].is_interviewer
        assert found["SPEAKER_01"].name == "SPEAKER_01"

    def test_where_nobody_can_be_asked_an_unknown_speaker_is_called_so(self) -> None:
        assert [turn.speaker for turn in guessed_turns(turns(("I", "Hoe?"), ("", "Zo.")))] == [
            "Interviewer", "Onbekend",
        ]  # fmt: skip

    def test_everybody_who_only_asks_is_an_interviewer(self) -> None:
        told = turns(("Marjan", "Hoe?"), ("Petra", "En?"), ("Wilma", "Zo."), ("Marjan", "En toen?"), ("Wilma", "Niks?"),
                     ("Petra", "Ja?"), ("Wilma", "Ja."), ("Gerrit", "Hoort u mij?"))  # fmt: skip

        assert [guess.is_interviewer for guess in guess_speakers(told)] == [True, True, False, False]

    def test_nobody_is_the_interviewer_where_two_ask_nearly_as_often(self) -> None:
        told = turns(*[("S01", "Wat?")] * 7, *[("S01", "Ja.")] * 19, *[("S00", "Wat?")] * 11, *[("S00", "Ja.")] * 16)

        assert not any(guess.is_interviewer for guess in guess_speakers(told))

    def test_a_telephone_number_and_a_device_are_speakers(self) -> None:
        told = ["Marjan Hoekstra: Hoe?", "Wilma: Zo.", "+31 6 12345678: Hallo.", "iPad van Gerrit: Ik ook.",
                "Marjan Hoekstra: En?", "Wilma: Niks."]  # fmt: skip
        cues = "\n".join(f"00:{at:02d}.000 --> 00:{at + 1:02d}.000\n{row}\n" for at, row in enumerate(told))

        for draft in (read(f"WEBVTT\n\n{cues}", "a.vtt"), read("\n".join(told))):
            assert draft.speakers == ("Marjan Hoekstra", "Wilma", "+31 6 12345678", "iPad van Gerrit")
            assert draft.turns[2].text == "Hallo."
            assert [guess.name for guess in guess_speakers(draft.turns)][2:] == ["Respondent 2", "Respondent 3"]


class TestTheConversation:
    @pytest.mark.parametrize(
        "line",
        [
            "Steeds meer jongeren gaan naar een festival en slapen daar 300 minuten of korter.",
            "We spraken met ouders, 24 min van het station.", "Het kind sliep 1u 30m.",
        ],
    )  # fmt: skip
    def test_an_introduction_tells_no_role_and_no_minutes(self, line: str) -> None:
        assert (facts_in([line]).role, facts_in([line]).minutes) == ("", None)

    @pytest.mark.parametrize(
        ("line", "role", "minutes"),
        [
            ("Respondent: moeder van Sanne", "ouder", None), ("Rol: jongere", "jongere", None),
            ("Gesprek met moeder", "ouder", None), ("Gesprek: 07, ouder", "ouder", None),
            ("Duur van het gesprek: 24 minuten", "", 24), ("24 minuten", "", 24),
            ("11 maart 2026 · 24 min", "", 24),
            ("04-Apr-2023 - 11:03 - 38m00s - Pseudonym", "", 38), ("Length 45 min", "", 45),
            ("Vergadering beëindigd na 00:07:31 👋", "", 8),
        ],
    )  # fmt: skip
    def test_a_line_that_says_so_tells_it(self, line: str, role: str, minutes: int | None) -> None:
        assert (facts_in([line]).role, facts_in([line]).minutes) == (role, minutes)

    def test_a_day_with_the_year_first_and_slashes(self) -> None:
        assert str(facts_in(["Gesprek loket – 2026/03/13 14:00 CET – Transcript"]).held_on) == "2026-03-13"

    @pytest.mark.parametrize("line", ["Vergadering beëindigd na 00:07:31 👋", "Meeting ended after 00:07:31 👋"])
    def test_the_closing_line_of_a_meeting_tells_how_long_it_took(self, line: str) -> None:
        draft = read(f"Marjan: Hoe?\n\nWilma: Zo.\n\nMarjan: En?\n\nWilma: Niks.\n\n{line}\n")

        assert draft.turns[-1].text == "Niks."
        assert f"‘{line}’" in draft.notices[0]
        assert facts_in(draft.told).minutes == 8


def test_who_asks_in_bold_is_the_interviewer() -> None:
    told = turns(("vet gedrukt", "En ook nog:"), ("gewoon gedrukt", "Wat? Ja?"), ("vet gedrukt", "Hoe?"))

    assert [(guess.name, guess.is_interviewer) for guess in guess_speakers(told)] == [
        ("Interviewer", True), ("Respondent", False),
    ]  # fmt: skip
