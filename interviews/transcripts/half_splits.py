"""A split that was typed while the turns were divided anew elsewhere: where it belongs now.

No word is typed in a split, so its words say where it was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from interviews.files.draft import DraftTurn
from interviews.transcripts.mending import parts_of

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class HalfSplit:
    """What was typed. `turn` is where it can still be made, with `text` to make it; both are None when nowhere.

    `is_made`: every border that was typed stands between two turns already.
    """

    typed: str
    turn: int | None = None
    text: str | None = None
    is_made: bool = False

    @property
    def is_lost(self) -> bool:
        """It can be shown only."""
        return bool(self.typed) and self.turn is None and not self.is_made


def half_split(turns: Sequence[DraftTurn], index: int, typed: str) -> HalfSplit:
    """Where the split `typed` in what was turn `index` belongs in the turns as they are now."""
    starts = [0, *accumulate(len(turn.text.split()) for turn in turns)]
    every = [word for turn in turns for word in turn.text.split()]
    words = typed.split()
    near = starts[min(max(index, 0), len(turns))]
    found = [at for at in range(len(every) - len(words) + 1) if words and every[at : at + len(words)] == words]
    if not found:
        return HalfSplit(typed.strip())
    first = min(found, key=lambda at: abs(at - near))
    borders = [first + count for count in accumulate(len(part.split()) for part in parts_of(typed))][:-1]
    for turn, (start, end) in enumerate(pairwise(starts)):
        inside = [border - start for border in borders if start < border < end]
        if inside:
            return HalfSplit(typed.strip(), turn, _parted(turns[turn].text, inside))
    return HalfSplit(typed.strip(), is_made=True) if borders else HalfSplit("")


def _parted(text: str, borders: Sequence[int]) -> str:
    """The text with an empty line before each of these words."""
    places = [found.start() for found in _WORD.finditer(text)]
    parts = [text[start:end].strip() for start, end in pairwise([0, *(places[at] for at in borders), len(text)])]
    return "\n\n".join(parts)
