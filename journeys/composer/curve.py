"""The feeling curve as geometry: points to SVG path data, faces at their levels, one dot per conversation.

Nothing here draws: the composer, the public page and tests take numbers from it. Lengths are SVG
user units; x grows with the steps, y downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from journeys.story import Feeling

COLUMN = 150.0
HEIGHT = 172.0
LEVELS = {Feeling.POSITIVE: 24.0, Feeling.NEUTRAL: 76.0, Feeling.NEGATIVE: 128.0}
_DOT_GAP = 8.5
_DOTS_IN_ROW = 7
_BELOW_FACE = 22.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Stop:
    """One step on the curve: its place among the columns, the chosen level, and conversations per level.

    `spread` are those that tell the step, `beside` the others.
    """

    column: int
    feeling: Feeling
    spread: tuple[int, int, int] = (0, 0, 0)
    beside: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class Face:
    x: float
    y: float
    feeling: Feeling


@dataclass(frozen=True)
class Curve:
    """`line` is path data; `voices` are the centres of the filled dots, `hollow` of the open ones."""

    width: float
    height: float
    line: str
    faces: tuple[Face, ...]
    voices: tuple[Point, ...]
    hollow: tuple[Point, ...] = ()

    @property
    def levels(self) -> tuple[float, ...]:
        """Heights of the three guide lines."""
        return tuple(LEVELS.values())


def feeling_curve(stops: Sequence[Stop], columns: int, column: float = COLUMN) -> Curve:
    """The curve of a journey whose map has so many equal columns (a phase without steps has one too).

    `column` is the width of one; a narrower one than COLUMN has no room for the dots of many conversations.
    """
    faces = tuple(Face((stop.column + 0.5) * column, LEVELS[stop.feeling], stop.feeling) for stop in stops)
    dots = [dot for stop, face in zip(stops, faces, strict=True) for dot in _dots(stop, face.x)]
    voices = tuple(point for point, is_telling in dots if is_telling)
    hollow = tuple(point for point, is_telling in dots if not is_telling)
    return Curve(columns * column, HEIGHT, smooth_path([(face.x, face.y) for face in faces]), faces, voices, hollow)


def smooth_path(points: Sequence[Point]) -> str:
    """Path data through the points, level at tops and bottoms, never beyond the values. Source: Fritsch-Carlson (1980).

    `points` have growing x; fewer than two points give an empty path.
    """
    if len(points) < 2:
        return ""
    start = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    return start + "".join(_bend(*ends) for ends in pairwise(zip(points, _slopes(points), strict=True)))


def _bend(from_: tuple[Point, float], to: tuple[Point, float]) -> str:
    """Path data from one point with its slope to the next."""
    ((x, y), slope), ((next_x, next_y), next_slope) = from_, to
    third = (next_x - x) / 3
    leaving, arriving = y + slope * third, next_y - next_slope * third
    return f"C{x + third:.1f} {leaving:.1f} {next_x - third:.1f} {arriving:.1f} {next_x:.1f} {next_y:.1f}"


def _slopes(points: Sequence[Point]) -> list[float]:
    """The slope at each point: level at both ends and where the curve turns, else the harmonic mean."""
    rises = [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairwise(points)]
    between = [
        0.0 if before * after <= 0 else 2 * before * after / (before + after) for before, after in pairwise(rises)
    ]
    return [0.0, *between, 0.0]


def _dots(stop: Stop, x: float) -> list[tuple[Point, bool]]:
    """(centre, whether it tells the step) at each level, those that tell it first."""
    dots: list[tuple[Point, bool]] = []
    for (feeling, y), telling, others in zip(LEVELS.items(), stop.spread, stop.beside, strict=True):
        top = y + _BELOW_FACE if feeling is stop.feeling else y
        points = _rows(telling + others, x, top)
        dots += [(point, place < telling) for place, point in enumerate(points)]
    return dots


def _rows(number: int, x: float, top: float) -> list[Point]:
    """Dots in centred rows of at most seven."""
    dots: list[Point] = []
    for row, start in enumerate(range(0, number, _DOTS_IN_ROW)):
        count = min(_DOTS_IN_ROW, number - start)
        left = x - (count - 1) / 2 * _DOT_GAP
        dots += [(left + place * _DOT_GAP, top + row * _DOT_GAP) for place in range(count)]
    return dots
