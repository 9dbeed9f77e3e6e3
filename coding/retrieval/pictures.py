"""The matrix as a drawing: places and shades, in pixels; the template draws them."""

from dataclasses import dataclass

from coding.retrieval.matrix import Matrix, MatrixRow
from coding.retrieval.shades import key_of_shades, shade_of

LABELS = 200.0
_CELL, _STEP = 32.0, 34.0
_TOP = 31.0
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


def matrix_picture(matrix: Matrix, rows: tuple[MatrixRow, ...]) -> MatrixPicture:
    """Codes down, conversations across, a total at the end of each row."""
    most = max((number for row in rows for number in row.cells), default=0)
    drawn = []
    for place, row in enumerate(rows):
        y = _TOP + place * _STEP
        squares = tuple(
            Square(LABELS + 7 + column * _STEP, y, number, shade_of(number, most), matrix.interviews[column].number)
            for column, number in enumerate(row.cells)
        )
        drawn.append(SquareRow(row, short(row.code.name), y, squares))
    columns = tuple(
        (LABELS + 7 + column * _STEP + _CELL / 2, one.number) for column, one in enumerate(matrix.interviews)
    )
    width = LABELS + 7 + len(columns) * _STEP + 62
    return MatrixPicture(width, _TOP + len(rows) * _STEP + 2, columns, tuple(drawn), key_of_shades(most))


def short(name: str) -> str:
    """A name that fits beside its row; the table has it whole."""
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"
