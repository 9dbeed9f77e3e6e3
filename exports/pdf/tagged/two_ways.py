"""Lines in which words run from left to right and from right to left.

Words are painted in the order in which they are read, each at the place where it is seen; so the text of the file keeps
its order for a screen reader, while the eye finds Arabic and Hebrew as they are written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reportlab.lib.rl_accel import fp_str

from exports.pdf.tagged.reportlab_inside import HookedText
from exports.pdf.type.direction import has_from_right, levels, turned, visual_order
from exports.pdf.type.fonts import SHAPED, width

Fragment = tuple[str, str, float]
"""A text with its typeface and size."""


@dataclass
class _Piece:
    """Part of a fragment: a word or a space, all of it in one direction. `left` is its place on the line."""

    text: str
    level: int
    left: float = 0.0


class TwoWayText(HookedText):
    """The text object of a paragraph that may hold words from right to left."""

    def __init__(self, canvas: Any, x: float, y: float) -> None:
        super().__init__(canvas, x, y)
        self._lines: Iterator[list[list[_Piece]]] | None = None
        self._rest: list[list[_Piece]] = []
        self._shift = 0.0

    def follow(self, lines: list[list[Fragment]], from_right: bool) -> None:
        """What the lines will hold, in the order in which they are painted."""
        whole = " ".join(_text(line) for line in lines)
        if has_from_right(whole):
            self._from_right = from_right
            self._lines = self._placed(lines, levels(whole, from_right))

    def paint(self, text: str, ends_line: bool) -> None:
        """Paint each word of the fragment at its own place on the line."""
        if self._lines is None:
            super().paint(text, ends_line)
            return
        if not self._rest:
            self._rest = next(self._lines)
        pieces = self._rest.pop(0)
        operators = [operator for piece in self._as_painted(pieces, text) for operator in self._operators(piece)]
        if ends_line:
            operators += [self._move_to(0.0), "T*"]
            self._rest = []
        self._code.append(" ".join(operators))
        if any(piece.level % 2 and piece.text.strip() for piece in pieces):
            self.reads_as(text)

    def reads_as(self, text: str) -> None:
        """The fragment painted last is seen in another order than it is read."""

    def _as_painted(self, pieces: list[_Piece], text: str) -> Iterator[_Piece]:
        """The pieces with the signs that layout changed: a soft hyphen, or a space that ends the line."""
        at = 0
        for piece in pieces:
            yield _Piece(text[at : at + len(piece.text)], piece.level, piece.left)
            at += len(piece.text)
        if text[at:]:
            yield _Piece(text[at:], int(self._from_right), self._end)

    def _operators(self, piece: _Piece) -> Iterator[str]:
        yield self._move_to(piece.left)
        if piece.level % 2 and self._fontname not in SHAPED and piece.text.strip():
            yield self._formatText(turned(piece.text))
        else:
            yield self._formatText(piece.text)

    def _move_to(self, left: float) -> str:
        step, self._shift = left - self._shift, left
        return f"{fp_str(step, 0)} Td"

    # --- where each piece stands
    def _placed(self, lines: list[list[Fragment]], found: list[int]) -> Iterator[list[list[_Piece]]]:
        start = 0
        for line in lines:
            end = start + len(_text(line))
            yield self._place(line, self._line_levels(_text(line), found[start:end]))
            start = end + 1

    def _line_levels(self, text: str, found: list[int]) -> list[int]:
        """Spaces at the end of a line stand at the paragraph's end of it (rule L1)."""
        words = len(text.rstrip())
        return found[:words] + [int(self._from_right)] * (len(text) - words)

    def _place(self, line: list[Fragment], found: list[int]) -> list[list[_Piece]]:
        fragments, start = [], 0
        for text, _font, _size in line:
            fragments.append(_pieces(text, found[start : start + len(text)]))
            start += len(text)
        pieces = [
            (piece, self._length(piece, font, size))
            for (_, font, size), parts in zip(line, fragments, strict=True)
            for piece in parts
        ]
        left = 0.0
        for place in visual_order([piece.level for piece, _ in pieces]):
            pieces[place][0].left = left
            left += pieces[place][1]
        self._end = 0.0 if self._from_right else left
        return fragments

    def _length(self, piece: _Piece, font: str, size: float) -> float:
        spaces = piece.text.count(" ") + piece.text.count("\u00a0")
        return width(piece.text, font, size) + spaces * getattr(self, "_wordSpace", 0)


def _text(line: list[Fragment]) -> str:
    return "".join(text for text, _, _ in line)


def _pieces(text: str, found: list[int]) -> list[_Piece]:
    signs = zip(text, found, strict=True)
    groups = groupby(signs, key=lambda one: (one[1], one[0].isspace()))
    return [_Piece("".join(sign for sign, _ in group), level) for (level, _), group in groups]
