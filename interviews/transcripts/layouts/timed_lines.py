"""Text with a time before every line, as speech recognition prints it: lines cut by time, not by sentence.

`[00:03.600 --> 00:06.000]  Via de huisarts, want die had`: the same as a subtitle, and read as one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from interviews.files.blocks import Block, Line
from interviews.files.draft import TranscriptDraft
from interviews.lines import stamps
from interviews.transcripts.formats.subtitles.cue import Cue
from interviews.transcripts.formats.subtitles.reading import gathered

_MOST = 0.8
_CUT = 0.2
"""With only a start time, from this share of lines on that break off in a sentence, times cut the text."""
_HEADING_LINES = 12
_FEWEST = 4


def turns_from_timed_lines(blocks: Sequence[Block]) -> TranscriptDraft | None:
    """The turns of a text that is made of lines with a time; None when it is another kind of text."""
    lines = [block for block in blocks if isinstance(block, Line) and not block.blank]
    stamped = _rising([stamps.stamp_at_start(line.text) for line in lines], lines)
    first = next((index for index, stamp in enumerate(stamped) if stamp and stamp.sure), None)
    if first is None or first > _HEADING_LINES or len(lines) < len([block for block in blocks if not _is_blank(block)]):
        return None
    body = list(zip(lines[first:], stamped[first:], strict=True))
    cues = _cues(body)
    ranges = sum(stamp is not None and stamp.until is not None for _line, stamp in body)
    alternating = 2 * sum(stamps.is_stamp_alone(line.text) for line, _stamp in body) == len(body)
    if len(cues) < 2 or max(ranges, len(cues) * (1 + alternating) if _is_cut(cues) else 0) < _MOST * len(body):
        return None
    return gathered(cues, [line.text.strip() for line in lines[:first]])


def _rising(found: Sequence[stamps.Stamp | None], lines: Sequence[Line]) -> list[stamps.Stamp | None]:
    """'0:03' is a time for sure where nearly every line, or every second one, begins with a later one."""
    seconds = [stamp.seconds for stamp in found if stamp]
    every = len(seconds) if not any(stamps.is_stamp_alone(line.text) for line in lines) else 2 * len(seconds)
    rising = all(later >= earlier for earlier, later in pairwise(seconds))
    if len(seconds) < _FEWEST or not rising or every < _MOST * len(lines):
        return list(found)
    return [replace(stamp, sure=True) if stamp else None for stamp in found]


def _is_blank(block: Block) -> bool:
    return isinstance(block, Line) and block.blank


def _cues(body: Sequence[tuple[Line, stamps.Stamp | None]]) -> list[Cue]:
    """A line without a time goes on with the line above it."""
    cues: list[Cue] = []
    for line, stamp in body:
        if stamp and stamp.sure:
            end = stamp.until if stamp.until is not None else stamp.seconds
            cues.append(Cue(stamp.seconds, max(end, stamp.seconds), line.text[stamp.end :].strip()))
        elif cues:
            before = cues.pop()
            cues.append(Cue(before.start, before.end, f"{before.text}\n{line.text.strip()}".strip()))
    # Without an end, a line lasts until the next one.
    lasting = [
        Cue(cue.start, later.start if cue.end == cue.start < later.start else cue.end, cue.text)
        for cue, later in pairwise(cues)
    ]
    return [cue for cue in (*lasting, *cues[-1:]) if cue.text]


def _is_cut(cues: Sequence[Cue]) -> bool:
    broken = sum(a.text[-1:].isalnum() and b.text[:1].islower() for a, b in pairwise(cues))
    return broken > 1 and broken >= _CUT * (len(cues) - 1)
