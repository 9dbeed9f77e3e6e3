"""A turn while it is being gathered line by line, and how gathered turns become a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from foundation.dutch import ngettext
from interviews.files.draft import DraftTurn, TranscriptDraft
from interviews.lines import stamps

_MOST = 0.5
"""From this share of turns that end with a bracketed time on, such times are of the program, not of the transcriber."""

_NO_RECORDING = 6 * 3600
"""Seconds; nobody records longer before the first word, nor after it."""


@dataclass
class TurnLines:
    """One speaker's lines; `seconds` from the start of the recording, when known."""

    speaker: str
    lines: list[str] = field(default_factory=list)
    seconds: float | None = None

    def takes_time(self, line: str) -> bool:
        """A time on its own line between the name and the first words; the turn begins there."""
        stamp = stamps.stamp_at_start(line) if not self.lines and self.seconds is None else None
        if stamp:
            self.seconds = stamp.seconds
        return stamp is not None

    @property
    def text(self) -> str:
        return "\n".join(line for line in self.lines if line).strip()


def without_closing_times(turns: Sequence[TurnLines]) -> list[TurnLines]:
    """Without the times that close a paragraph; the last one of a turn says when the next begins.

    '#00:01:02-3#' is always such a time, '[00:01:02]' where most turns end with one.
    """
    brackets = _close_with_brackets(turns)
    starts: float | None = None
    for turn in turns:
        turn.seconds = starts if turn.seconds is None else turn.seconds
        starts = None
        for index, line in enumerate(turn.lines):
            turn.lines[index], seconds = stamps.without_closing_stamp(line, brackets=brackets)
            starts = seconds if seconds is not None else starts
    return list(turns)


def _close_with_brackets(turns: Sequence[TurnLines]) -> bool:
    spoken = [turn.lines[-1] for turn in turns if turn.text]
    closed = sum(stamps.without_closing_stamp(line, brackets=True)[1] is not None for line in spoken)
    return len(spoken) > 1 and closed >= _MOST * len(spoken)


def from_the_start(turns: Sequence[DraftTurn]) -> tuple[DraftTurn, ...]:
    """Seconds since the first turn where the times are of the day: '13:35:04' for what was said first."""
    times = [turn.seconds for turn in turns if turn.seconds is not None]
    first = min(times, default=0.0)
    if first < _NO_RECORDING or max(times) - first > _NO_RECORDING:
        return tuple(turns)
    return tuple(replace(turn, seconds=None if turn.seconds is None else turn.seconds - first) for turn in turns)


def finished(turns: Sequence[TurnLines], heading: Sequence[str] = ()) -> TranscriptDraft:
    """The turns that hold words, and a notice about the others."""
    spoken = tuple(DraftTurn(turn.speaker, turn.text, turn.seconds) for turn in turns if turn.text)
    empty = [turn.speaker for turn in turns if not turn.text]
    return TranscriptDraft(spoken, tuple(heading), tuple(_about_empty_turns(empty)))


def _about_empty_turns(speakers: Sequence[str]) -> Iterator[str]:
    if speakers:
        yield ngettext(
            "%(num)s spreekbeurt zonder tekst is weggelaten (%(names)s).",
            "%(num)s spreekbeurten zonder tekst zijn weggelaten (%(names)s).",
            len(speakers),
            names=", ".join(dict.fromkeys(speakers)),
        )
