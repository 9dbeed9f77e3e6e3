"""Where everything lies in the drawings of figures: a grade on its interval, and the line of a year."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from feedback.scores.comparing import Grade
from feedback.scores.figures import Month
from foundation.dutch import short_month

TOP = 100  # tenths
HIGHEST_START = 50
"""A drawing begins at a 5, or lower when something on the page lies lower; the same for the whole page."""
_LEFT, _RIGHT = 8, 252


def start_of(grades: Iterable[Grade | None]) -> int:
    """Where the scale of a page begins: whole grades, in tenths."""
    return min([HIGHEST_START, *(max(one.low // 10 * 10, 10) for one in grades if one)])


@dataclass(frozen=True)
class Spread:
    """The axis of a page, in a drawing 260 wide; `start` in tenths."""

    start: int

    def x(self, tenths: int) -> float:
        return round(_LEFT + (tenths - self.start) / (TOP - self.start) * (_RIGHT - _LEFT), 1)

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """(whole grade, where it lies)"""
        return [(tenths // 10, self.x(tenths)) for tenths in range(self.start, TOP + 1, 10)]


@dataclass(frozen=True)
class Stop:
    """A month with a grade."""

    x: float
    y: float
    tenths: int


@dataclass(frozen=True)
class Line:
    """A drawing `width` wide and `height` high. `paths`: one for each run of months that all have a grade;
    `levels`: (whole grade, y); `names`: (x, month), fewer where they would not fit.
    """

    width: int
    height: int
    levels: tuple[tuple[int, float], ...]
    bands: tuple[str, ...]
    paths: tuple[str, ...]
    stops: tuple[Stop, ...]
    names: tuple[tuple[float, str], ...]


_EDGE_LEFT, _EDGE_RIGHT, _EDGE_TOP, _EDGE_BOTTOM = 34, 26, 24, 34
_BESIDE = 4  # of a band, beside its first and its last month


def line_of(months: Sequence[Month], start: int, *, width: int, height: int, name_every: int) -> Line:
    step = (width - _EDGE_LEFT - _EDGE_RIGHT) / max(len(months) - 1, 1)
    place = {one.month: round(_EDGE_LEFT + index * step, 1) for index, one in enumerate(months)}

    def y(tenths: int) -> float:
        return round(_EDGE_TOP + (TOP - tenths) / (TOP - start) * (height - _EDGE_TOP - _EDGE_BOTTOM), 1)

    runs = list(_runs(months))
    return Line(
        width=width,
        height=height,
        levels=tuple((tenths // 10, y(tenths)) for tenths in range(start, TOP + 1, 10)),
        bands=tuple(_band([(place[day], y(one.low), y(one.high)) for day, one in run]) for run in runs),
        paths=tuple(_path([(place[day], y(one.tenths)) for day, one in run]) for run in runs),
        stops=tuple(Stop(place[day], y(one.tenths), one.tenths) for run in runs for day, one in run),
        names=tuple((place[one.month], short_month(one.month)) for one in months[::-1][::name_every]),
    )


def _runs(months: Sequence[Month]) -> Iterator[list[tuple[date, Grade]]]:
    """Months after each other that have a grade."""
    run: list[tuple[date, Grade]] = []
    for one in months:
        if one.grade:
            run.append((one.month, one.grade))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _band(margins: Sequence[tuple[float, float, float]]) -> str:
    """(x, low, high) of each month; so wide that a month that stands alone is seen too."""
    (first, *_first), (last, *_last) = margins[0], margins[-1]
    wide = [(first - _BESIDE, *margins[0][1:]), *margins, (last + _BESIDE, *margins[-1][1:])]
    there = [(round(x, 1), high) for x, _low, high in wide]
    back = [(round(x, 1), low) for x, low, _high in reversed(wide)]
    return f"{_path([*there, *back])}Z"


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)
