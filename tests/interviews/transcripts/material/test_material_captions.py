"""Subtitles that roll, grow, or name their speakers in odd places: each word once, each in the right mouth."""

import pytest

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.reading import read_transcript


def read(text: str, name: str) -> TranscriptDraft:
    return read_transcript(name, text.encode())


def cues(*texts: str, web: bool = False) -> TranscriptDraft:
    sign = "." if web else ","
    blocks = (
        f"{at}\n00:00:{at:02d}{sign}000 --> 00:00:{at:02d}{sign}990\n{text}\n" for at, text in enumerate(texts, 1)
    )
    return read(("WEBVTT\n\n" if web else "") + "\n".join(blocks), "a.vtt" if web else "a.srt")


def told(draft: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft.turns]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (["Ik", "Ik belde", "Ik belde het", "Ik belde het loket. Niemand", "Niemand nam op.", "Niemand nam op. Toen"],
         "Ik belde het loket. Niemand nam op. Toen"),
        (["hallo allemaal", "hallo allemaal", "hallo allemaal\nwe gaan", "we gaan", "we gaan\nbeginnen", "beginnen"],
         "hallo allemaal we gaan beginnen"),
        (["ja ja", "ja ja\nja ja", "ja ja\nnou goed", "nou goed\ndag"], "ja ja ja ja nou goed dag"),
    ],
)  # fmt: skip
def test_every_word_of_captions_that_roll_or_grow_is_there_once(shown: list[str], said: str) -> None:
    assert " ".join(turn.text for turn in cues(*shown).turns) == said


def test_captions_that_roll_with_names() -> None:
    asked = ["hoe kwam u", "hoe kwam u\nbij het loket"]
    answered = ["via de huisarts", "via de huisarts\ndie belde"]

    by_tag = cues(*(f"<v Marjan>{text}" for text in asked), *(f"<v Wilma>{text}" for text in answered), web=True)
    by_text = cues(*(f">> Marjan: {text}" for text in asked), *(f">> Wilma: {text}" for text in answered))

    assert told(by_tag) == told(by_text)
    assert told(by_tag) == [("Marjan", "hoe kwam u bij het loket"), ("Wilma", "via de huisarts die belde")]


def test_a_cue_name_without_a_blank_line_above_it_and_an_empty_one() -> None:
    draft = read(
        'WEBVTT\n\n1 "Marjan Hoekstra" (418)\n00:01.000 --> 00:02.000\nHoe?\n\n2 "" (0)\n00:02.000 --> 00:03.000\nHm.\n'
        '3 "Wilma" (291)\n00:03.000 --> 00:04.000\nZo.\n4 "Marjan Hoekstra" (418)\n00:04.000 --> 00:05.000\nEn?\n',
        "a.vtt",
    )  # fmt: skip

    assert told(draft) == [("Marjan Hoekstra", "Hoe?"), ("", "Hm."), ("Wilma", "Zo."), ("Marjan Hoekstra", "En?")]


def test_cue_names_with_the_number_of_the_cue() -> None:
    blocks = ((name, f"00:0{at}.000 --> 00:0{at}.900\n{text}") for at, (name, text) in enumerate(
        (("Marjan_001", "Hoe?"), ("Wilma_002", "Zo."), ("Marjan_003", "En?"))
    ))  # fmt: skip
    draft = read("WEBVTT\n\n" + "\n\n".join("\n".join(block) for block in blocks), "a.vtt")

    assert told(draft) == [("Marjan", "Hoe?"), ("Wilma", "Zo."), ("Marjan", "En?")]


def test_signs_of_place_and_look_are_no_speech() -> None:
    draft = cues("{\\an8}{i}Hoe{/i} kwam u?", "{\\pos(192,210)}<font color='#f00'>Zo.</font>")

    assert " ".join(turn.text for turn in draft.turns) == "Hoe kwam u? Zo."


def test_times_with_a_comma_between_them() -> None:
    text = "0:00:00.599,0:00:04.160\nHoe?\n\n0:00:04.160,0:00:06.770\n>> Zo.\n\n0:00:06.770,0:00:09.770\n>> En?\n"

    assert [turn.text for turn in read(text, "a.txt").turns] == ["Hoe?", "Zo.", "En?"]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("é", "e\u0301").encode(),
    ],
)
def test_each_encoding_gives_the_same_turns(encode) -> None:  # type: ignore[no-untyped-def]
    rows = [("Marjan", "Hoe was het in één keer?"), ("Wilma", "“Goed” – café."), ("Marjan", "Eén?"), ("Wilma", "Ja.")]
    text = "\n".join(
        f"{at}\n00:00:0{at},000 --> 00:00:0{at}.900\n{name}: {said}\n" for at, (name, said) in enumerate(rows, 1)
    )

    assert told(read_transcript("a.srt", encode(text))) == rows
