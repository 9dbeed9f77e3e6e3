"""Subtitle files from meeting and transcription programs."""

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.reading import read_transcript


def vtt(*cues: tuple[str, str], head: str = "WEBVTT") -> TranscriptDraft:
    return read_transcript("a.vtt", (head + "\n\n" + "\n\n".join(f"{time}\n{text}" for time, text in cues)).encode())


def told(draft: TranscriptDraft) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker, turn.text, turn.seconds) for turn in draft.turns]


A, B, C = "00:00:01.000 --> 00:00:03.000", "00:00:03.000 --> 00:00:05.500", "01:02.500 --> 01:04.000 align:start"


def test_captions_of_one_voice_are_joined() -> None:
    draft = vtt((A, "<v Jan>Ik ging</v>"), (B, "<v Jan>naar huis.</v>"), (C, "<v Petra Bos>Ja?</v>"))

    assert told(draft) == [("Jan", "Ik ging naar huis.", 1.0), ("Petra Bos", "Ja?", 62.5)]


def test_two_voices_in_one_cue() -> None:
    assert told(vtt((A, "<v Jan>Hoi\n<v.loud Petra>Dag</v>"))) == [("Jan", "Hoi", 1.0), ("Petra", "Dag", 1.0)]


def test_names_in_the_text_with_captions_that_go_on() -> None:
    draft = vtt(*[(A, "Jan Jansen: Ik ging"), (B, "naar huis."), (C, "Petra Bos: Ja?")] * 2)

    assert told(draft) == [("Jan Jansen", "Ik ging naar huis.", 1.0), ("Petra Bos", "Ja?", 62.5)] * 2


def test_identifiers_notes_styles_and_tags_are_no_speech() -> None:
    head = "WEBVTT - Gesprek 3\nKind: captions\n\nNOTE gemaakt door een programma\n\nSTYLE\n::cue { color: red }"

    draft = vtt((f"4f2c-12/3-0\n{A}", "<v Jan><i>Hoi</i> &amp; <c.x>dag</c></v>"), head=head)

    assert told(draft) == [("Jan", "Hoi & dag", 1.0)]
    assert draft.heading == ("- Gesprek 3", "Kind: captions", "gemaakt door een programma")


def test_html_that_is_no_subtitle_markup_stays() -> None:
    assert told(vtt((A, "<v Jan><script>x</script>")))[0][1] == "<script>x</script>"


def test_srt_with_loose_numbers_and_a_missing_blank_line() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nIk ging\nnaar huis.\n2\n00:00:02,100 --> 00:00:03,000\n<i>2</i> keer.\n"

    assert told(read_transcript("a.srt", text.encode())) == [("", "Ik ging naar huis. 2 keer.", 1.0)]


def test_a_pause_divides_speech_without_names() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nEen.\n\n2\n00:00:09,000 --> 00:00:10,000\nTwee.\n"

    assert len(read_transcript("a.srt", text.encode()).turns) == 2


def test_a_remark_between_voices_goes_with_the_turn_before_it() -> None:
    draft = vtt((A, "(3 seconds pause)"), (B, "<v Jan>Hoi."), (C, "[lacht]"))

    assert told(draft) == [("Jan", "Hoi.\n[lacht]", 3.0)]
    assert draft.heading == ("(3 seconds pause)",)
