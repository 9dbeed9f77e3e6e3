"""Replacements made in a text all at once, and the map from the old places to the new ones."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replacement:
    """text[start:end] becomes `new`. Code points, end excluded."""

    start: int
    end: int
    new: str


class OffsetMap:
    """Where an offset of the old text is in the new one. Inside a replacement only its edges exist."""

    def __init__(self, replacements: Sequence[Replacement]) -> None:
        """`replacements`: in order, not overlapping."""
        self._old_starts = [replacement.start for replacement in replacements]
        self._old_ends = [replacement.end for replacement in replacements]
        self._new_starts: list[int] = []
        self._new_ends: list[int] = []
        shift = 0
        for replacement in replacements:
            self._new_starts.append(replacement.start + shift)
            shift += len(replacement.new) - (replacement.end - replacement.start)
            self._new_ends.append(replacement.end + shift)

    def start(self, old: int) -> int:
        """The new place of a stretch's start; inside a replacement: where the replacement starts."""
        at = self._last_before(old)
        return self._new_starts[at] if at >= 0 and old < self._old_ends[at] else self._shifted(at, old)

    def end(self, old: int) -> int:
        """The new place of a stretch's end; inside a replacement: where the replacement ends."""
        at = self._last_before(old - 1)
        return self._new_ends[at] if at >= 0 and old <= self._old_ends[at] else self._shifted(at, old)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The new (start, end) of text[start:end]: a replacement it touches lies wholly within it."""
        new_start = self.start(start)
        return new_start, max(new_start, self.end(end))

    def _last_before(self, old: int) -> int:
        return bisect_right(self._old_starts, old) - 1

    def _shifted(self, at: int, old: int) -> int:
        return old if at < 0 else old - self._old_ends[at] + self._new_ends[at]


def replace(text: str, replacements: Iterable[Replacement]) -> tuple[str, OffsetMap]:
    """The text with all replacements made. Raises ValueError when one is empty, overlaps another or leaves the text."""
    ordered = sorted(replacements, key=lambda replacement: replacement.start)
    pieces: list[str] = []
    at = 0
    for replacement in ordered:
        if not at <= replacement.start < replacement.end <= len(text):
            raise ValueError(
                f"{replacement.start}:{replacement.end} is empty, overlaps another or lies outside the text"
            )
        pieces += (text[at : replacement.start], replacement.new)
        at = replacement.end
    return "".join([*pieces, text[at:]]), OffsetMap(ordered)
