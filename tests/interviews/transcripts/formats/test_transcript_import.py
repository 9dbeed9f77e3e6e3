"""The door for transcripts: what is read, what is refused, and that nothing is lost."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.files import limits
from interviews.files.draft import TranscriptDraft, TranscriptRefused
from interviews.transcripts.formats.registry import endings
from interviews.transcripts.isolated import read_safely
from interviews.transcripts.reading import read_transcript
from tests.interviews.transcripts.formats.word_files import HOSTILE, word_file

DATA = Path(__file__).parents[4].parent / "shared" / "data"
REFERENCE = DATA.parent / "reference"


def shared(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine")
    return path


def read(path: Path) -> TranscriptDraft:
    return read_transcript(path.name, shared(path).read_bytes())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def everything(draft: TranscriptDraft) -> str:
    return "\n".join([*draft.heading, *(f"{turn.speaker} {turn.text}" for turn in draft.turns)])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_word_file_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(TranscriptRefused, match=r"opnieuw|Open|[Ss]la|Kopieer|Kijk|Splits|Haal|Vraag|Pak"):
        read_transcript("gesprek.docx", HOSTILE[name]())


@pytest.mark.parametrize("name", ["password (OLE)", "a million paragraphs", "external entity", "50,000 levels"])
def test_a_hostile_word_file_is_refused_the_same_way_in_a_process_of_its_own(name: str) -> None:
    content = HOSTILE[name]()

    with pytest.raises(TranscriptRefused) as here:
        read_transcript("gesprek.docx", content)
    with pytest.raises(TranscriptRefused) as apart:
        read_safely("gesprek.docx", content)

    assert str(here.value) == str(apart.value)


def test_a_word_file_reads_the_same_in_a_process_of_its_own() -> None:
    assert read_safely("gesprek.docx", word_file()) == read_transcript("gesprek.docx", word_file())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gesprek.doc", "oud Word-bestand"),
        ("gesprek.docm", "macro"),
        ("gesprek.odt", "OpenDocument"),
        ("gesprek.pdf", "PDF"),
        ("gesprek.rtf", "RTF"),
        ("gesprek.mp3", "als .docx"),
        ("gesprek", "als .docx"),
        ("", "als .docx"),
    ],
)
def test_another_kind_of_file_is_refused_with_the_way_out(name: str, sentence: str) -> None:
    with pytest.raises(TranscriptRefused, match=sentence):
        read_transcript(name, b"I: Hoi.")


def test_a_file_above_the_limit_is_refused() -> None:
    with pytest.raises(TranscriptRefused, match="25 MB"):
        read_transcript("a.txt", bytes(limits.MAX_UPLOAD_BYTES + 1))


@pytest.mark.parametrize("extension", endings())
@pytest.mark.parametrize("content", [b"", b" \n\n ", b"\0\0\0", b"\xef\xbb\xbf", b"\xff\xfe", b"WEBVTT\n\n"])
def test_a_file_without_text_is_refused(extension: str, content: bytes) -> None:
    with pytest.raises(TranscriptRefused):
        read_transcript(f"a{extension}", content)


@pytest.mark.parametrize(
    "content",
    [word_file(), b"\x89PNG\r\n\x1a\n" + bytes(50), b"{\\rtf1 hoi}", b"%PDF-1.4 hoi"],
    ids=[
        "word",
        "png",
        "rtf",
        "pdf",
    ],  # a Word file holds its time: two workers would differ
)
def test_another_format_named_txt_is_refused(content: bytes) -> None:
    with pytest.raises(TranscriptRefused):
        read_transcript("a.txt", content)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
    ],
)
def test_every_encoding_gives_the_same_text(encode: Callable[[str], bytes]) -> None:
    text = "I: Hoe gaat het, Zoë?\nR: “Goed” – één keer.\nI: Fijn…\nR: Ja."

    draft = read_transcript("a.txt", encode(text))

    assert [turn.text for turn in draft.turns] == ["Hoe gaat het, Zoë?", "“Goed” – één keer.", "Fijn…", "Ja."]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_control_characters_are_removed_and_counted(name: str) -> None:
    draft = read_transcript(name, b"I: Ho\0i.\nR: H\x07allo.\nI: Ja.\nR: Nee.")

    assert [turn.text for turn in draft.turns][:2] == ["Hoi.", "Hallo."]
    assert draft.notices[0].startswith("2 onleesbare tekens")


def test_html_is_shown_as_text() -> None:
    draft = read_transcript("a.txt", b"I: <b>Hoi</b>\nR: <script>alert(1)</script>\nI: &amp;\nR: ja")

    assert [turn.text for turn in draft.turns] == ["<b>Hoi</b>", "<script>alert(1)</script>", "&amp;", "ja"]


@given(content=st.binary(max_size=400), extension=st.sampled_from(endings()))
def test_any_bytes_are_read_or_refused(content: bytes, extension: str) -> None:
    with suppress(TranscriptRefused):
        assert all(turn.text for turn in read_transcript(f"a{extension}", content).turns)


_SPOKEN = st.text("abcé IR:[]()<>/.-_*#\t0123456789…'", max_size=40)


@given(
    rows=st.lists(st.one_of(_SPOKEN, _SPOKEN.map(lambda row: f"I: {row}"), _SPOKEN.map(lambda row: f"[0:01] R: {row}")))
)
def test_no_word_of_a_text_is_lost(rows: list[str]) -> None:
    """Letters, since times become numbers of seconds."""
    text = "\n".join(rows)
    try:
        draft = read_transcript("a.txt", text.encode())
    except TranscriptRefused:
        return
    letters = set(re.findall(r"[^\W\d_]{2,}", text))

    assert letters <= set(re.findall(r"[^\W\d_]{2,}", " ".join([everything(draft), *draft.notices])))


@pytest.mark.parametrize("name", ["Jessica", "Kelly", "Penni", "Sam", "Ana"])
def test_real_interviews_keep_their_speakers_and_words(name: str) -> None:
    path = DATA / "docx-sheffield-interviews" / f"{name}.docx"
    draft = read(path)

    assert set(draft.speakers) == {"Researcher 1", name}
    # The text beside Ana.docx lacks her tracked insertions, so there only the start can be compared.
    ours, theirs = words(everything(draft)), words(path.with_suffix(".txt").read_text())
    assert ours[:300] == theirs[:300]
    assert len(ours) > len(theirs) if name == "Ana" else ours == theirs


@pytest.mark.parametrize("name", ["plenair-2014-10-15.txt", "plenair-2014-10-15.vtt"])
def test_a_debate_of_604_turns(name: str) -> None:
    draft = read(DATA / "tweedekamer-vlos" / "derived" / name)

    assert len(draft.turns) == 604
    assert len(draft.speakers) == 33
    assert draft.turns[1].speaker == "De heer Van Haersma Buma (CDA)"
    assert draft.turns[1].seconds == 23


def test_both_forms_of_the_debate_hold_the_same_turns() -> None:
    text, cues = (read(DATA / "tweedekamer-vlos" / "derived" / f"plenair-2014-10-15.{form}") for form in ("txt", "vtt"))

    assert [(turn.speaker, turn.text) for turn in text.turns] == [(turn.speaker, turn.text) for turn in cues.turns]


def test_subtitles_without_speakers_become_turns_of_some_sentences() -> None:
    path = DATA / "subtitles-nl-documentary" / "internets-own-boy.nl_NL.cues-0001-0800.srt"
    draft = read(path)

    spoken = re.sub(r"(?m)^\ufeff?\d+$|^.*-->.*$|<[^>]*>", "", path.read_text())
    assert words(everything(draft)) == words(spoken)
    assert draft.speakers == ("",)
    assert 100 < len(draft.turns) < 500
    assert draft.turns[0].seconds == pytest.approx(50.222)


@pytest.mark.parametrize("form", ["vtt", "txt"])
def test_the_output_of_a_transcription_program(form: str) -> None:
    draft = read(DATA / "vtt-noscribe" / f"interview.{form}")

    assert set(draft.speakers) == {"S00", "S01", "S02"}
    assert len(draft.turns) == 55


def test_the_example_interviews() -> None:
    first, second = read(REFERENCE / "voorbeeld-interview.txt"), read(REFERENCE / "voorbeeld-interview-2.txt")

    assert first.speakers == ("Interviewer", "Respondent")
    assert first.turns[0].seconds == 0
    assert len(first.heading) == 6
    assert second.speakers == ("I", "R")
    assert all(turn.seconds is not None for turn in second.turns)
