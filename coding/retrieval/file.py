"""The figures as a file that a Dutch spreadsheet opens by a double click."""

import csv
import io
from collections.abc import Iterator

from coding.retrieval.matrix import Matrix
from foundation.dutch import _

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = "\ufeff"


def matrix_csv(matrix: Matrix) -> bytes:
    """One row per code with its level in the codebook, one column per conversation, then the sums.

    UTF-8 with byte order mark, semicolons.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in _rows(matrix))
    return (_BYTE_ORDER_MARK + text.getvalue()).encode()


def _rows(matrix: Matrix) -> Iterator[list[str | int]]:
    yield [
        _("Code"),
        _("Niveau"),
        *(one.title for one in matrix.interviews),
        _("Fragmenten"),
        _("Gesprekken"),
        _("Fragmenten met codes eronder"),
        _("Gesprekken met codes eronder"),
    ]
    for row in matrix.rows:
        sums = [row.segments, row.interviews, row.segments_below, row.interviews_below]
        yield [row.code.name, row.level, *row.cells, *sums]
    sums = [matrix.segments, matrix.told_in]
    yield [_("Alle codes"), "", *matrix.column_sums, *sums, *sums]


def guarded(cell: str | int) -> str | int:
    """Text that a spreadsheet would calculate with gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS) else cell
