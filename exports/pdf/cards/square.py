"""The square that a telephone scans, as one filled shape: no image, so that it is sharp on any printer."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import segno
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black

from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.flowables import TaggedFigure
from exports.pdf.tagged.structure import StructureElement

QUIET = 4
"""Modules of paper around the dark ones, which a scanner needs (ISO/IEC 18004); they belong to the square."""


class ScannedSquare(TaggedFigure):
    """Opens `address`; `side` points, the quiet zone included. The longer the address, the smaller its modules."""

    def __init__(self, address: str, side: float, alternative: str, parent: StructureElement) -> None:
        super().__init__(Drawing(side, side), alternative, parent)
        self.modules = segno.make(address, error="m", micro=False).matrix

    def paint(self, canvas: TaggedCanvas) -> None:
        """The dark modules, on a grid of one unit per module."""
        across = len(self.modules) + 2 * QUIET
        canvas.saveState()
        canvas.scale(self.width / across, self.height / across)
        canvas.setFillColor(black)
        canvas.operators.append(" ".join([*self._bars(across), "f"]))
        canvas.restoreState()

    def _bars(self, across: int) -> Iterator[str]:
        """A rectangle for each stretch of dark modules in a row, as the operator that adds it to the shape."""
        for place, row in enumerate(self.modules):
            for start, length in _dark_runs(row):
                yield f"{start + QUIET} {across - QUIET - place - 1} {length} 1 re"


def _dark_runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(first module, how many) of each stretch of dark modules."""
    place = 0
    for is_dark, modules in groupby(row):
        length = len(list(modules))
        if is_dark:
            yield place, length
        place += length
