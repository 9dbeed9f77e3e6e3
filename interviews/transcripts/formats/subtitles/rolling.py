"""Captions that roll or grow: every cue shows again what stood there, with the new words behind it.

Automatic captions of video sites scroll line by line; live captions grow word by word. Each word is kept once.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from interviews.transcripts.formats.subtitles.cue import Cue

_WORD = re.compile(r"\S+")
_ROLLING = 0.3
"""From this share of the cues that repeat the cue before on, the file rolls; below it somebody says a thing twice."""
_FEWEST = 2
_GAP = 0.75
"""Seconds between a caption and the one that repeats it."""
_BEYOND_CHANCE = 3
"""Words in a row that the same two captions share."""
_LONGEST = 120
"""Words of a caption that are compared."""


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without the words that the cue before them showed already."""
    rolled = sum(_repeats(a, b) for a, b in pairwise(cues))
    if rolled < _FEWEST or rolled < _ROLLING * (len(cues) - 1):
        return list(cues)
    kept: list[Cue] = []
    shown: Cue | None = None
    for cue in cues:
        overlap = _overlap(shown, cue) if shown and _follows(shown, cue) else 0
        if kept and overlap:
            kept[-1] = _as_last_shown(kept[-1], cue, overlap)
        text = _from_word(cue.text, overlap)
        if text:
            kept.append(replace(cue, text=text))
        shown = cue
    return kept


def _repeats(before: Cue, cue: Cue) -> bool:
    """Two words or more of it; one when that is a line of its own, with new words behind it."""
    overlap = _overlap(before, cue) if _follows(before, cue) else 0
    return overlap > 1 or (overlap == 1 < len(cue.text.split()))


def _follows(before: Cue, cue: Cue) -> bool:
    return before.voice == cue.voice and cue.start - before.end <= _GAP


def _overlap(before: Cue, cue: Cue) -> int:
    """How many words at the end of `before` are the first of `cue`."""
    earlier, later = before.text.split()[-_LONGEST:], cue.text.split()[:_LONGEST]
    if _grows(earlier, later):
        return len(earlier)
    for length in range(min(len(earlier), len(later)), 0, -1):
        if all(map(_same, earlier[-length:], later[:length])) and _is_shown_again(before, cue, length):
            return length
    return 0


def _is_shown_again(before: Cue, cue: Cue, length: int) -> bool:
    """Whole lines, or too many words for chance: 'ging het' and 'het was' share a word only."""
    ends = [sum(len(row.split()) for row in cue.text.split("\n")[:at]) for at in range(1, cue.text.count("\n") + 2)]
    rows = [len(row.split()) for row in reversed(before.text.split("\n"))]
    starts = [sum(rows[:at]) for at in range(1, len(rows) + 1)]
    if length >= _BEYOND_CHANCE or (length in ends and length in starts):
        return True
    # Live captions let a sentence go when it ends: 'Ik belde. Niemand', then 'Niemand nam op.'
    words = before.text.split()
    return length < len(words) and words[-length - 1][-1] in ".?!" and words[-1][-1].isalnum()


def _grows(earlier: Sequence[str], later: Sequence[str]) -> bool:
    """All of it stands in the next cue, whose last word may have been half a word: 'Toen bel', 'Toen belde ik'."""
    if not earlier or len(earlier) > len(later):
        return False
    whole = all(map(_same, earlier[:-1], later))
    return whole and _bare(later[len(earlier) - 1]).startswith(_bare(earlier[-1]))


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(word: str) -> str:
    """Live captions add capitals and points later."""
    return word.casefold().strip(".,;:?!…") or word


def _from_word(text: str, number: int) -> str:
    starts = [found.start() for found in _WORD.finditer(text)]
    return text[starts[number] :] if number < len(starts) else ""


def _as_last_shown(kept: Cue, cue: Cue, overlap: int) -> Cue:
    """Its last word as the newer caption writes it, and shown as long."""
    newest = cue.text.split()[overlap - 1]
    last = list(_WORD.finditer(kept.text))[-1]
    return replace(kept, text=kept.text[: last.start()] + newest, end=max(kept.end, cue.end))
