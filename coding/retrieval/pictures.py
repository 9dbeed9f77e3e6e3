"""The matrix and the frequencies as drawings: places and shades, in pixels; the template draws them."""

from dataclasses import dataclass

from coding.retrieval.matrix import Matrix, MatrixRow

SHADES = 5
"""Tints from light to dark; 0 is an empty cell."""

_LABELS = 200.0
_CELL, _STEP = 32.0, 34.0
_TOP = 31.0
_BAR_STEP, _BAR_TOP, _LONGEST_BAR = 30.0, 8.0, 210.0
_LONGEST_LABEL = 28


@dataclass(frozen=True)
class Square:
    """One cell: its left and top, its number, and its tint."""

    x: float
    y: float
    number: int
    shade: int
    interview: int
    """The number of the conversation."""


@dataclass(frozen=True)
class SquareRow:
    row: MatrixRow
    label: str
    y: float
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class MatrixPicture:
    """`columns` are (x of the middle, number of the conversation)."""

    width: float
    height: float
    columns: tuple[tuple[float, int], ...]
    rows: tuple[SquareRow, ...]
    steps: tuple[tuple[int, str], ...]
    """(shade, the numbers it stands for), for the key."""


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


def matrix_picture(matrix: Matrix, rows: tuple[MatrixRow, ...]) -> MatrixPicture:
    """Codes down, conversations across, a total at the end of each row."""
    most = max((number for row in rows for number in row.cells), default=0)
    drawn = []
    for place, row in enumerate(rows):
        y = _TOP + place * _STEP
        squares = tuple(
            Square(_LABELS + 7 + column * _STEP, y, number, shade_of(number, most), matrix.interviews[column].number)
            for column, number in enumerate(row.cells)
        )
        drawn.append(SquareRow(row, short(row.code.name), y, squares))
    columns = tuple(
        (_LABELS + 7 + column * _STEP + _CELL / 2, one.number) for column, one in enumerate(matrix.interviews)
    )
    width = _LABELS + 7 + len(columns) * _STEP + 62
    return MatrixPicture(width, _TOP + len(rows) * _STEP + 2, columns, tuple(drawn), _key(most))


def bar_picture(rows: tuple[MatrixRow, ...]) -> BarPicture:
    """A bar per code, as long as it has segments."""
    most = max((row.segments for row in rows), default=0) or 1
    bars = tuple(
        Bar(row, short(row.code.name), _BAR_TOP + place * _BAR_STEP, _LONGEST_BAR * row.segments / most)
        for place, row in enumerate(rows)
    )
    return BarPicture(_LABELS + _LONGEST_BAR + 96, _BAR_TOP + len(bars) * _BAR_STEP, bars)


def shade_of(number: int, most: int) -> int:
    """The tint of a number, 0 to SHADES: its own up to SHADES, in equal parts of `most` above that."""
    return number if most <= SHADES else -(-number * SHADES // most)


def short(name: str) -> str:
    """A name that fits beside its row; the table has it whole."""
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"


def _key(most: int) -> tuple[tuple[int, str], ...]:
    numbers: dict[int, list[int]] = {}
    for number in range(1, most + 1):
        numbers.setdefault(shade_of(number, most), []).append(number)
    return tuple(
        (shade, str(held[0]) if len(held) == 1 else f"{held[0]}–{held[-1]}") for shade, held in numbers.items()
    )
