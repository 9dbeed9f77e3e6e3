"""The frequencies as a drawing: a bar per code, in pixels; the template draws them."""

from dataclasses import dataclass

from coding.retrieval.matrix import MatrixRow
from coding.retrieval.pictures import LABELS, short

_BAR_STEP, _BAR_TOP, _LONGEST_BAR = 30.0, 8.0, 210.0


@dataclass(frozen=True)
class Bar:
    row: MatrixRow
    label: str
    y: float
    length: float


@dataclass(frozen=True)
class BarPicture:
    width: float
    height: float
    bars: tuple[Bar, ...]


def bar_picture(rows: tuple[MatrixRow, ...]) -> BarPicture:
    """A bar per code, as long as it has segments."""
    most = max((row.segments for row in rows), default=0) or 1
    bars = tuple(
        Bar(row, short(row.code.name), _BAR_TOP + place * _BAR_STEP, _LONGEST_BAR * row.segments / most)
        for place, row in enumerate(rows)
    )
    return BarPicture(LABELS + _LONGEST_BAR + 96, _BAR_TOP + len(bars) * _BAR_STEP, bars)
