"""A subtitle file in blocks: cues with their times, identifier and lines, and the heading above them.

Sources: W3C WebVTT, sections 4 and 6; SubRip has no standard, so its common deviations are allowed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from interviews.transcripts.formats.subtitles.times import Timing, timing_in, timing_without_arrow

_NAMED_NUMBER = re.compile(r"\s*\d{1,6}[\s.:)-]{1,4}[\"“‘']?[^\W\d_][^?!]{0,78}$")
"""'12 "Marjan Hoekstra" (4183920448)' above a time: a number with a name, not speech."""
_QUOTED_NUMBER = re.compile(r"\s*\d{1,6}\s[\"“][^\"”]{0,80}[\"”]\s\(\d+\)\s*$")
"""So sure that no blank line is needed above it."""


@dataclass
class CueBlock:
    """One cue as it stands in the file. Times in seconds; `is_sound` is False when they were guessed or are odd."""

    start: float
    end: float
    is_sound: bool = True
    identifier: str = ""
    lines: list[str] = field(default_factory=list)


def blocks_in(rows: Sequence[str], *, web: bool) -> tuple[list[str], list[CueBlock]]:
    """The heading (titles, notes) and the cues of a .vtt (`web`) or .srt."""
    reader = _Blocks(rows, web)
    for index in range(len(rows)):
        reader.read(index)
    return reader.heading, reader.cues


class _Blocks:
    def __init__(self, rows: Sequence[str], web: bool) -> None:
        self.heading: list[str] = []
        self.cues: list[CueBlock] = []
        self._rows = rows
        self._web = web
        self._skipping = ""
        self._identifier = ""

    def read(self, index: int) -> None:
        row = self._rows[index]
        if timing := self._timing(index):
            self._begin(timing)
        elif not row.strip():
            self._skipping = ""
        elif self._web and self._starts_block(index) and row.split()[0] in ("NOTE", "STYLE", "REGION", "WEBVTT"):
            self._skipping = row.split()[0]
            self.heading.extend(_after_keyword(row) if self._skipping in ("NOTE", "WEBVTT") else ())
        elif not self._skipping and self._is_identifier(index):
            self._identifier = row.strip()
        elif self._skipping in ("NOTE", "WEBVTT") or (not self._skipping and not self.cues):
            self.heading.append(row.strip())
        elif not self._skipping:
            self.cues[-1].lines.append(row.strip())

    def _begin(self, timing: Timing) -> None:
        before = self.cues[-1].end if self.cues else 0.0
        start = timing.start if timing.start is not None else before
        end = max(timing.end if timing.end is not None else start, start)
        lines = [timing.rest] if timing.rest else []
        self.cues.append(CueBlock(start, end, timing.is_sound, self._identifier, lines))
        self._skipping = self._identifier = ""

    def _timing(self, index: int) -> Timing | None:
        found = timing_in(self._rows[index])
        if found or self._skipping:
            return found
        above = index - 1 if index and self._rows[index - 1].strip().isdecimal() else index
        return timing_without_arrow(self._rows[index]) if self._starts_block(above) else None

    def _starts_block(self, index: int) -> bool:
        return index == 0 or not self._rows[index - 1].strip()

    def _is_identifier(self, index: int) -> bool:
        """The line right above a time: a number with or without a name, or in .vtt any line that starts a block."""
        row = self._rows[index].strip()
        if index + 1 >= len(self._rows) or timing_in(self._rows[index + 1]) is None:
            below = index + 1 < len(self._rows) and self._starts_block(index)
            return row.isdecimal() and below and timing_without_arrow(self._rows[index + 1]) is not None
        if row.isdecimal() or _QUOTED_NUMBER.match(row):
            return True
        if self._starts_block(index) and _NAMED_NUMBER.match(row):
            return True
        # Below a cue without words it is rather those words, parted from their time by a blank line.
        waiting = bool(self.cues) and not any(line.strip() for line in self.cues[-1].lines)
        return self._web and self._starts_block(index) and not waiting


def _after_keyword(row: str) -> Iterator[str]:
    _keyword, _space, rest = row.strip().partition(" ")
    if rest.strip(" -"):
        yield rest.strip()
