"""Subtitles among the formats of transcripts. Programs save .vtt as .txt and the reverse: the text is certain."""

import re

from foundation.dutch import _
from interviews.files import limits
from interviews.files.draft import TranscriptDraft
from interviews.files.encodings import lines_of
from interviews.transcripts.formats.registry import TextFormat
from interviews.transcripts.formats.subtitles.reading import NO_CUES, turns_from_cues

_WEB = "WEBVTT"
"""The first word of every .vtt."""
_TIMES_ALONE = re.compile(r"(?m)^[ \t]*\d{1,3}:\d\d:\d\d[.,]\d{3}[ \t]+-->[ \t]+\d{1,3}:\d\d:\d\d[.,]\d{3}[ \t]*$")
_COMMA_TIMES = re.compile(r"(?m)^(\d{1,2}:\d\d:\d\d\.\d{3}),(\d{1,2}:\d\d:\d\d\.\d{3})[ \t]*$")
"""As .sbv has them, saved under another name."""


def _recognises(text: str) -> bool:
    """Two lines or more hold two times and nothing else."""
    return text.startswith(_WEB) or len(_TIMES_ALONE.findall(_with_arrows(text)[:20_000])) > 1


def _read(text: str, ending: str) -> TranscriptDraft:
    web = ending == ".vtt" or text.startswith(_WEB)
    return turns_from_cues(lines_of(_with_arrows(text), limits.MAX_CUE_LINES), web=web)


def _with_arrows(text: str) -> str:
    """Between two times of one cue."""
    return _COMMA_TIMES.sub(r"\1 --> \2", text) if len(_COMMA_TIMES.findall(text[:20_000])) > 1 else text


FORMAT = TextFormat(
    name=lambda: _("ondertitels"),
    place=4,
    endings=(".vtt", ".srt"),
    read=_read,
    recognises=_recognises,
    refusals={
        NO_CUES: lambda: _(
            "In dit ondertitelbestand staan geen tijden met tekst. Maak de export opnieuw als .vtt of .srt. Of sla de "
            "tekst op als .txt. Lees dat bestand in."
        ),
    },
)
