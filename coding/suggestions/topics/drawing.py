"""The map of topics as it is drawn: circles with their names below, none over another.

Places come from what topics are about; here they are only moved as far apart as circles and names ask.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coding.models import Topic
from coding.suggestions.topics.belonging import Belonging

WIDTH = 720
_LOWEST = 220
_AIR = 1.8
"""How much more room there is than circles and names take."""
_SMALLEST, _LARGEST = 16.0, 32.0
_LETTER, _LINE, _MARGIN = 7.0, 24.0, 14.0
_STEP_ASIDE, _STEP_DOWN = 24.0, 14.0
_NEAREST_FIRST = sorted(
    ((aside, down) for aside in range(-30, 31) for down in range(-40, 41)),
    key=lambda step: (math.hypot(step[0] * _STEP_ASIDE, step[1] * _STEP_DOWN), step),
)
"""Steps from where a circle would stand."""
_LONGEST = 26
"""Letters of a name on the map; the table has all of it."""


@dataclass
class Circle:
    """`x` and `y`: of the centre; `radius` grows with the root of the number of passages."""

    topic: Topic
    belonging: Belonging
    x: float
    y: float
    radius: float

    @property
    def label(self) -> str:
        name = self.topic.name
        return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"

    @property
    def half(self) -> float:
        """Half of how wide it is with its name."""
        return max(self.radius, len(self.label) * _LETTER / 2) + _MARGIN / 2

    @property
    def top(self) -> float:
        return self.y - self.radius - _MARGIN / 2

    @property
    def bottom(self) -> float:
        return self.y + self.radius + _LINE


@dataclass(frozen=True)
class Tie:
    """A line between two circles."""

    first: Circle
    second: Circle


@dataclass(frozen=True)
class Drawing:
    circles: list[Circle]
    ties: list[Tie]
    height: int


def drawing_of(topics: Sequence[Topic], belongings: Sequence[Belonging]) -> Drawing:
    """`belongings[i]` is of topics[i]. The same topics, the same drawing."""
    largest = max((one.segments for one in topics), default=1) or 1
    circles = [
        Circle(topic, belonging, 0.0, 0.0, _SMALLEST + (_LARGEST - _SMALLEST) * (topic.segments / largest) ** 0.5)
        for topic, belonging in zip(topics, belongings, strict=True)
    ]
    asked = sum(2 * one.half * (2 * one.radius + _LINE + _MARGIN / 2) for one in circles)
    height = max(_LOWEST, round(_AIR * asked / WIDTH))
    while not _all_placed(circles, height):
        height += height // 4
    by_position = {one.topic.position: one for one in circles}
    ties = [Tie(one, by_position[other]) for one in circles for other in one.topic.ties if other in by_position]
    return Drawing(circles, ties, height)


def _all_placed(circles: list[Circle], height: int) -> bool:
    """Each, the largest first, in the free place nearest to its own; False when there is none in so much height."""
    placed: list[Circle] = []
    for one in sorted(circles, key=lambda circle: -circle.radius):
        wanted = (one.topic.x * WIDTH, one.topic.y * height)
        if not _is_placed(one, wanted, height, placed):
            return False
        placed.append(one)
    return True


def _is_placed(one: Circle, wanted: tuple[float, float], height: int, placed: list[Circle]) -> bool:
    left, right = one.half, WIDTH - one.half
    top, bottom = one.radius + _MARGIN / 2, height - one.radius - _LINE
    x, y = min(max(wanted[0], left), right), min(max(wanted[1], top), bottom)
    for aside, down in _NEAREST_FIRST:
        one.x, one.y = x + aside * _STEP_ASIDE, y + down * _STEP_DOWN
        if left <= one.x <= right and top <= one.y <= bottom and not any(_overlap(one, other) for other in placed):
            return True
    return False


def _overlap(one: Circle, other: Circle) -> bool:
    beside = abs(one.x - other.x) >= one.half + other.half
    return not (beside or one.bottom <= other.top or other.bottom <= one.top)
