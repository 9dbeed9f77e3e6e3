"""Reads the path data of an SVG drawing into moves, lines and cubic curves (SVG 1.1, chapter 8.3)."""

import math
import re
from collections.abc import Iterator
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Segment: TypeAlias = tuple[str, tuple[float, ...]]
"""'M' and 'L' with (x, y), 'C' with (x1, y1, x2, y2, x, y), 'Z' with nothing; all in absolute places."""

COMMAND = re.compile(r"[\s,]*([MmLlHhVvCcSsQqTtAaZz])")
NUMBER = re.compile(r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
FLAG = re.compile(r"[\s,]*([01])")
"""The flags of an arc may stand against the next number: 'a5 5 0 013 4'."""
ARGUMENTS = {
    "M": (NUMBER,) * 2,
    "L": (NUMBER,) * 2,
    "H": (NUMBER,),
    "V": (NUMBER,),
    "C": (NUMBER,) * 6,
    "S": (NUMBER,) * 4,
    "Q": (NUMBER,) * 4,
    "T": (NUMBER,) * 2,
    "A": (NUMBER, NUMBER, NUMBER, FLAG, FLAG, NUMBER, NUMBER),
    "Z": (),
}


def path_segments(data: str) -> list[Segment]:
    """The segments of path data. Raises ValueError for data that is not a path."""
    reader = _PathReader()
    for command, numbers in _commands(data):
        reader.read(command, numbers)
    return reader.segments


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    data, place, command = data.strip(), 0, ""
    while place < len(data):
        if letter := COMMAND.match(data, place):
            command, place = letter[1], letter.end()
        numbers = []
        for argument in ARGUMENTS[command.upper()]:
            found = argument.match(data, place)
            if found is None:
                raise ValueError(f"path data stops making sense at {data[place : place + 20]!r}")
            numbers.append(float(found[1]))
            place = found.end()
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)  # more points after a move are lines


class _PathReader:
    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.here: Point = (0, 0)
        self.start: Point = (0, 0)
        self.handle: Point | None = None
        """The last handle of the curve before, which a smooth one mirrors."""

    def read(self, command: str, numbers: list[float]) -> None:
        origin = self.here if command.islower() else (0.0, 0.0)
        handle, self.handle = self.handle, None
        match command.upper():
            case "M":
                self.start = self._to("M", self._place(numbers, origin))
            case "L":
                self._to("L", self._place(numbers, origin))
            case "H":
                self._to("L", (numbers[0] + origin[0], self.here[1]))
            case "V":
                self._to("L", (self.here[0], numbers[0] + origin[1]))
            case "C" | "S" | "Q" | "T":
                self._curve(command.upper(), self._places(numbers, origin), handle)
            case "A":
                self._arc(numbers, self._place(numbers[5:], origin))
            case "Z":
                self.segments.append(("Z", ()))
                self.here = self.start

    @staticmethod
    def _place(numbers: list[float], origin: Point) -> Point:
        return numbers[0] + origin[0], numbers[1] + origin[1]

    def _places(self, numbers: list[float], origin: Point) -> list[Point]:
        return [self._place(numbers[i : i + 2], origin) for i in range(0, len(numbers), 2)]

    def _to(self, kind: str, point: Point) -> Point:
        self.segments.append((kind, point))
        self.here = point
        return point

    def _curve(self, command: str, points: list[Point], handle: Point | None) -> None:
        (x, y), end = self.here, points[-1]
        if command in {"S", "T"}:
            points = [(2 * x - handle[0], 2 * y - handle[1]) if handle else (x, y), *points]
        if command in {"Q", "T"}:
            self._cubic(_towards((x, y), points[0]), _towards(end, points[0]), end)
            self.handle = points[0]
        else:
            self._cubic(*points)

    def _cubic(self, first: Point, second: Point, end: Point) -> None:
        self.segments.append(("C", (*first, *second, *end)))
        self.here, self.handle = end, second

    def _arc(self, numbers: list[float], end: Point) -> None:
        """Circular arcs only: our drawings have no turned ellipses. Source: SVG 1.1, F.6.5."""
        (x, y), (ex, ey) = self.here, end
        half = math.hypot(ex - x, ey - y) / 2
        radius = max(numbers[0], half)
        large, sweep = bool(numbers[3]), bool(numbers[4])
        rise = math.sqrt(radius**2 - half**2) * (1 if large != sweep else -1)
        cx = (x + ex) / 2 - rise * (ey - y) / (2 * half)
        cy = (y + ey) / 2 + rise * (ex - x) / (2 * half)
        begin = math.atan2(y - cy, x - cx)
        turn = (math.atan2(ey - cy, ex - cx) - begin) % (2 * math.pi)
        if not sweep:
            turn -= 2 * math.pi
        self._turn((cx, cy), radius, begin, turn)

    def _turn(self, centre: Point, radius: float, begin: float, turn: float) -> None:
        parts = max(1, math.ceil(abs(turn) / (math.pi / 2)))
        step = turn / parts
        reach = 4 / 3 * math.tan(step / 4) * radius
        for part in range(parts):
            a, b = begin + part * step, begin + (part + 1) * step
            p, q = _on_circle(centre, radius, a), _on_circle(centre, radius, b)
            first = (p[0] - reach * math.sin(a), p[1] + reach * math.cos(a))
            second = (q[0] + reach * math.sin(b), q[1] - reach * math.cos(b))
            self._cubic(first, second, q)


def _towards(point: Point, handle: Point) -> Point:
    """The handle of the cubic curve that runs as the quadratic one does: two thirds of the way."""
    return point[0] + (handle[0] - point[0]) * 2 / 3, point[1] + (handle[1] - point[1]) * 2 / 3


def _on_circle(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
