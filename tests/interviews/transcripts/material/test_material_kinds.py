"""More of the same kinds: what other programs, translators and people make of captions, names, times and lines."""

import contextlib
import re
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from interviews.files.draft import TranscriptDraft, TranscriptRefused
from interviews.transcripts.heading_facts import facts_in
from interviews.transcripts.reading import read_transcript


def read(text: str, name: str = "a.txt") -> TranscriptDraft:
    return read_transcript(name, text.encode())


def srt(*texts: str, seconds: int = 1) -> TranscriptDraft:
    cues = (
        f"{at}\n00:00:{at * seconds:02d},000 --> 00:00:{(at + 1) * seconds:02d},000\n{text}\n"
        for at, text in enumerate(texts, start=1)
    )
    return read("\n".join(cues), "a.srt")


def vtt(*cues: tuple[str, str]) -> TranscriptDraft:
    """Cues as (identifier, text)."""
    blocks = (
        f"{identifier}\n00:{at:02d}.000 --> 00:{at + 1:02d}.000\n{text}\n" for at, (identifier, text) in enumerate(cues)
    )
    return read("WEBVTT\n\n" + "\n".join(blocks).replace("\n\n\n", "\n\n"), "a.vtt")


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


def words(draft: TranscriptDraft) -> str:
    return " ".join(turn.text for turn in draft.turns)


class TestRollingCaptions:
    def test_two_lines_that_scroll(self) -> None:
        draft = srt("Ik belde.", "Ik belde.\nNiemand nam op.", "Niemand nam op.\nToen ging ik zelf.")

        assert words(draft) == "Ik belde. Niemand nam op. Toen ging ik zelf."

    def test_three_lines_that_scroll_keep_what_was_said_twice(self) -> None:
        rows = ["een twee", "drie vier", "vijf zes", "ja ja ja", "ja ja"]
        shown = ["\n".join(rows[max(0, at - 2) : at + 1]) for at in range(len(rows))]

        assert words(srt(*shown)) == " ".join(rows)

    def test_captions_that_grow_word_by_word_with_half_words(self) -> None:
        draft = vtt(
            ("", "<v Wilma>Toen"), ("", "<v Wilma>Toen bel"), ("", "<v Wilma>Toen belde ik"),
            ("", "<v Wilma>Toen belde ik."), ("", "<v Marjan>En"), ("", "<v Marjan>En toen?"),
        )  # fmt: skip

        assert told(draft) == [("Wilma", "Toen belde ik."), ("Marjan", "En toen?")]

    def test_karaoke_without_repeating_loses_its_tags_only(self) -> None:
        draft = vtt(("", "<c.yellow>Hoe</c><00:00:00.400><c> kwam</c><00:00:00.800><c> u?</c>"), ("", "<c>Zo.</c>"))

        assert [turn.text for turn in draft.turns] == ["Hoe kwam u?", "Zo."]

    def test_what_people_say_twice_stays_twice(self) -> None:
        draft = srt("Ja.", "Ja.", "Ik belde het loket.", "het loket was dicht.", "Dus ja.")

        assert words(draft) == "Ja. Ja. Ik belde het loket. het loket was dicht. Dus ja."


class TestSignsOfAChange:
    def test_chevrons_part_the_turns_and_leave_the_speech(self) -> None:
        draft = srt(">> Hoe kwam u hier?", ">> Via de huisarts", "die zelf belde.", ">> En toen?\n>> Niks.")

        assert [turn.text for turn in draft.turns] == [
            "Hoe kwam u hier?", "Via de huisarts die zelf belde.", "En toen?", "Niks.",
        ]  # fmt: skip
        assert "geen sprekers" in draft.notices[0]

    def test_chevrons_before_a_name(self) -> None:
        draft = srt(">> MARJAN: Hoe?", ">> WILMA: Via de huisarts", "die belde.", ">> MARJAN: En?", ">> WILMA: Niks.")

        assert told(draft)[1] == ("WILMA", "Via de huisarts die belde.")
        assert draft.speakers == ("MARJAN", "WILMA")

    def test_dashes_part_two_voices_in_one_subtitle(self) -> None:
        draft = srt("- Hoe kwam u hier?\n- Via de huisarts.", "Die belde zelf.", "-En toen?\n-Niks.")

        assert [turn.text for turn in draft.turns] == [
            "Hoe kwam u hier?", "Via de huisarts. Die belde zelf.", "En toen?", "Niks.",
        ]  # fmt: skip


class TestNames:
    @pytest.mark.parametrize("form", ["[{}] ", "({}) ", "[{}]\n", "{}: ", "[{}]: ", "<v {}>"])
    def test_each_way_to_write_a_name_before_the_text(self, form: str) -> None:
        marjan, wilma = form.format("Marjan"), form.format("Wilma")
        texts = [
            f"{marjan}Hoe?",
            f"{wilma}Via de huisarts",
            f"{wilma}die belde.",
            f"{marjan}En?",
            f"{wilma}Nou.",
        ]

        draft = vtt(*[("", text) for text in texts])

        assert draft.speakers == ("Marjan", "Wilma")
        assert words(draft) == "Hoe? Via de huisarts die belde. En? Nou."

    def test_sounds_in_brackets_are_no_speakers(self) -> None:
        draft = srt("[Muziek]", "Ik belde.", "[Applaus]", "Toen niks.", "[Muziek]", "Nou ja.", "[Applaus]")

        assert draft.speakers == ("",)
        assert words(draft).count("[Muziek]") == 2

    @pytest.mark.parametrize(
        ("marjan", "wilma"),
        [
            ('{} "Marjan" (4183920448)', '{} "Wilma" (2917330176)'),
            ("{} Marjan", "{} Wilma"),
            ("{} - Spreker 1", "{} - Spreker 2"),
            ("Marjan", "Wilma"),
            ("{}: Marjan Hoekstra", "{}: Wilma Tersteeg"),
        ],
    )
    def test_each_way_to_write_a_name_in_the_identifier(self, marjan: str, wilma: str) -> None:
        draft = vtt((marjan.format(1), "Hoe?"), (wilma.format(2), "Zo."), (marjan.format(3), "En toen?"))

        assert [turn.text for turn in draft.turns] == ["Hoe?", "Zo.", "En toen?"]
        assert draft.turns[0].speaker == draft.turns[2].speaker != draft.turns[1].speaker
        assert draft.turns[0].speaker.startswith(("Marjan", "Spreker 1"))

    def test_identifiers_of_machines_are_no_names(self) -> None:
        draft = vtt(("0b1c2d3e-4f5a-6789-abcd-ef0123456789/12-0", "<v Marjan>Hoe?"), ("0b1c2d3e/13-0", "<v Wilma>Zo."))

        assert draft.speakers == ("Marjan", "Wilma")
        assert draft.notices == ()

    def test_other_words_in_identifiers_are_said(self) -> None:
        draft = vtt(("Inleiding", "Hoe?"), ("De wachtlijst", "Zo."))

        assert "‘De wachtlijst’" in " ".join(draft.notices)

    def test_a_few_names_in_a_film_stay_in_the_text_and_are_said(self) -> None:
        texts = [f"Hier vertelt iemand iets over dag {day}." for day in range(40)]
        texts[20:20] = ["Quinn: Flickr has video.", "Aaron: What?", "Quinn: Yes.", "Aaron: No."]

        draft = srt(*texts)

        assert draft.speakers == ("",)
        assert "Quinn: Flickr has video." in words(draft)
        assert "‘Quinn’" in " ".join(draft.notices)

    def test_without_points_nobody_is_put_in_the_mouth_of_another(self) -> None:
        draft = srt("[S1]: hoe kwam u hier", "[S2]: via de huisarts", "[S2]: die belde", "en toen", "[S2]: niks")

        assert ("", "en toen") in told(draft)

    def test_a_noscribe_name_and_time_before_the_text(self) -> None:
        draft = vtt(("1", "<v S01>Marjan: [00:00:16] Hoe kwam u?"), ("2", "<v S02>Wilma: Via [00:00:28] de huisarts."))

        assert told(draft) == [("Marjan", "Hoe kwam u?"), ("Wilma", "Via de huisarts.")]

    def test_speech_with_a_colon_does_not_rename_a_voice(self) -> None:
        draft = vtt(
            ("", "<v Jan>Advies: bel het loket."), ("", "<v Petra>Ja."), ("", "<v Jan>Advies: wacht niet."),
            ("", "<v Petra>Advies: ja."),
        )  # fmt: skip

        assert draft.speakers == ("Jan", "Petra")
        assert draft.turns[0].text == "Advies: bel het loket."


@pytest.mark.parametrize(
    "timing",
    [
        "00:00:61,000 --> 00:00:63,000", "00:00:05.500 -> 00:00:08.000", "00: 00: 09,000 --> 00: 00: 12,000",
        "00:00:15,000 --> 00:00:13,000", "00:00:16,000 -->", "--> 00:00:20,000", "00:00:20:500 --> 00:00:22:000",
        "00:01:xx --> 00:01:25,000", "00:01:30,000", "01:31,5 --> 01:33,0", "-->", "00:00:16,000 --&gt; 00:00:18,000",
        "00:00:01.00,00:00:03.00", "00:00:01,000 → 00:00:03,000",
    ],
)  # fmt: skip
def test_no_word_is_lost_below_a_broken_time_and_it_is_no_speech(timing: str) -> None:
    sound = "1\n00:00:01,000 --> 00:00:02,000\nEerst dit.\n\n"

    draft = read(f"{sound}2\n{timing}\nToen dat.\n\n3\n00:02:00,000 --> 00:02:01,000\nEn nu?\n", "a.srt")

    assert words(draft) == "Eerst dit. Toen dat. En nu?"
    assert all(turn.seconds is not None for turn in draft.turns)


def test_a_time_that_cannot_be_is_said_and_words_behind_a_time_are_read() -> None:
    draft = read(
        "1\n00:00:61,000 --> 00:00:03,000 Op dezelfde regel.\n\n2\n00:00:04,000 --> 00:00:05,000\nJa.", "a.srt"
    )

    assert words(draft) == "Op dezelfde regel. Ja."
    assert draft.notices[0].startswith("Bij 1 ondertitel klopt de tijd")


class TestLinesWithTimes:
    def test_with_names_at_a_change(self) -> None:
        draft = read(
            "[00:00.000 --> 00:03.400] SPEAKER_00: Hoe kwam u?\n[00:03.600 --> 00:06.000] SPEAKER_01: Via de huisarts, "
            "want die had\n[00:06.000 --> 00:09.200] zelf gebeld.\n[00:09.400 --> 00:10.000] SPEAKER_00: En toen?\n"
        )

        assert told(draft)[1] == ("SPEAKER_01", "Via de huisarts, want die had zelf gebeld.")

    def test_with_a_start_only(self) -> None:
        draft = read(
            "[00:00:00] Hoe kwam u bij het\n[00:00:02] loket?\n[00:00:04] Via de huisarts want die had\n"
            "[00:00:08] zelf gebeld en toen kreeg ik\n[00:00:11] een brief.\n"
        )

        assert [turn.text for turn in draft.turns] == [
            "Hoe kwam u bij het loket?", "Via de huisarts want die had zelf gebeld en toen kreeg ik een brief.",
        ]  # fmt: skip

    def test_without_brackets(self) -> None:
        draft = read("00:00:00.000 --> 00:00:03.400 Hoe kwam u\n00:00:03.600 --> 00:00:06.000 hier?\n")

        assert [turn.text for turn in draft.turns] == ["Hoe kwam u hier?"]

    def test_subtitles_saved_as_text(self) -> None:
        draft = read("1\n00:00:01,000 --> 00:00:02,000\nMarjan: Hoe?\n\n2\n00:00:02,000 --> 00:00:03,000\nWilma: Zo.\n")

        assert told(draft) == [("Marjan", "Hoe?"), ("Wilma", "Zo.")]


class TestTimesInSpeech:
    @pytest.mark.parametrize(
        "row", ["Sanne [00:01:00] Jansen kwam mee.", "Wilma [00:03:00] Zei niks.", "Sanne (00:01:00) kwam toen langs."]
    )
    @pytest.mark.parametrize("form", ["{}: {}", "**{}:** {}", "{}\n{}"])
    def test_a_name_before_it_goes_on_with_the_turn(self, form: str, row: str) -> None:
        rows = [("Marjan", "Hoe?"), ("Wilma", f"Zo.\n{row}\n{row}"), ("Marjan", "En?"), ("Wilma", "Ja.")] * 2

        draft = read("\n\n".join(form.format(*one) for one in rows))

        assert draft.speakers == ("Marjan", "Wilma")
        assert row in draft.turns[1].text

    def test_a_time_between_name_and_speech_opens_a_turn_where_all_do(self) -> None:
        draft = read(
            "Marjan [00:01] Hoe?\nWilma [00:03] Zo.\nMarjan [00:05] En?\nWilma [00:08] Ja.\n".replace("[", "[00:")
        )

        assert told(draft)[:2] == [("Marjan", "Hoe?"), ("Wilma", "Zo.")]

    @pytest.mark.parametrize("stamp", ["#00:00:0{}-1#", "#00:00:0{}#", "[00:00:0{}]", "(00:00:0{})"])
    def test_a_time_behind_every_paragraph(self, stamp: str) -> None:
        one, two, three, four = (stamp.format(second) for second in (2, 4, 6, 8))

        draft = read(f"I: Hoe? {one}\n\nR: Eerst. {two}\n\nToen. {three}\n\nI: En? {four}\n\nR: Niks.")

        assert told(draft) == [("I", "Hoe?"), ("R", "Eerst.\nToen."), ("I", "En?"), ("R", "Niks.")]
        assert [turn.seconds for turn in draft.turns] == [None, 2, 6, 8]


@pytest.mark.parametrize(
    "line",
    [
        "Marjan Hoekstra stopped transcription", "Transcribed by https://otter.ai", "Meeting ended after 00:27:42 👋",
        "Marjan Hoekstra heeft de transcriptie gestopt", "Transcription ended after 00:27:42", "[einde opname]",
        "This editable transcript was computer generated and might contain errors.", "Getranscribeerd met Amberscript",
        "Transcribed by Happy Scribe", "(Transcribed by TurboScribe.ai. Go Unlimited to remove this message.)",
        "[END OF TRANSCRIPT]", "Transcript by Rev.com", "Ondertitels ingediend door de Amara.org gemeenschap",
    ],
)  # fmt: skip
def test_a_closing_line_is_said_and_is_no_speech(line: str) -> None:
    conversation = "Marjan: Hoe?\n\nWilma: Zo.\n\nMarjan: En?\n\nWilma: De opname is gestopt.\n\n"

    assert told(read(conversation + line))[-1] == ("Wilma", "De opname is gestopt.")
    assert line in read(conversation + line).notices[0]
    assert line not in words(srt("Marjan: Hoe?", "Wilma: Zo.", "Marjan: En?", line))


@pytest.mark.parametrize(
    ("line", "minutes"),
    [("27m 42s", 28), ("1h 2m 3s", 62), ("1u 5m 10s", 65), ("Wed, Mar 11, 2026 1:35PM • 27:42", 28),
     ("Duration: 0:45:10", 45),
     ("11 maart 2026, 01:35PM", None), ("Zaal 5 m breed", None)],
)  # fmt: skip
def test_how_long_it_took_as_programs_write_it(line: str, minutes: int | None) -> None:
    assert facts_in([line]).minutes == minutes


def test_an_otter_file_from_top_to_bottom() -> None:
    draft = read(
        "Gesprek 4\nWed, Mar 11, 2026 1:35PM • 27:42\n\nSUMMARY KEYWORDS\nloket\n\nSPEAKERS\nMarjan, Wilma\n\n"
        "Marjan  00:03\nHoe kwam u?\n\nWilma  00:09\nVia de huisarts.\n\nTranscribed by https://otter.ai\n"
    )

    assert told(draft) == [("Marjan", "Hoe kwam u?"), ("Wilma", "Via de huisarts.")]
    assert (facts_in(draft.heading).minutes, str(facts_in(draft.heading).held_on)) == (28, "2026-03-11")


_SPOKEN = st.text("abcdé IR:[]()<>.-#0123456789,'\n", max_size=40).filter(lambda text: "-->" not in text)


def _names_and_says_nothing(text: str) -> bool:
    return re.fullmatch(r"[\W_]*([^:]*:)?[\W_]*", text) is not None


@example(texts=["0:", "0:"], web=False)
@given(texts=st.lists(_SPOKEN, min_size=1, max_size=8), web=st.booleans())
def test_no_word_of_a_subtitle_is_lost_and_none_is_doubled(texts: list[str], web: bool) -> None:
    cues = [f"00:00:{at:02d}.000 --> 00:00:{at + 1:02d}.000\n{text}\n" for at, text in enumerate(texts)]
    kind = "vtt" if web else "srt"
    assume(any(re.search(r"\w", text) for text in texts))
    content = ("WEBVTT\n\n" if web else "") + "\n".join(cues)
    if all(_names_and_says_nothing(line) for text in texts for line in text.splitlines()):
        with contextlib.suppress(TranscriptRefused):  # nothing is said in it
            read(content, f"a.{kind}")
        return
    draft = read(content, f"a.{kind}")

    found = " ".join([*draft.heading, *(f"{turn.speaker} {turn.text}" for turn in draft.turns), *draft.notices])
    letters = re.findall(r"[^\W\d_]{2,}", "\n".join(texts))

    assert set(letters) <= set(re.findall(r"[^\W\d_]{2,}", found))
    assert len(re.findall(r"[^\W\d_]{2,}", words(draft))) <= len(letters)


@given(lengths=st.lists(st.integers(1, 6), min_size=4, max_size=9))
def test_every_word_of_captions_that_scroll_is_there_once(lengths: list[int]) -> None:
    rows = [" ".join(f"woord{row}x{word}" for word in range(length)) for row, length in enumerate(lengths)]

    assert words(srt(rows[0], *("\n".join(pair) for pair in pairwise(rows)))) == " ".join(rows)
