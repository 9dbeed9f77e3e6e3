"""The child of `spreadsheet`: a spreadsheet on standard input, its cells as text or the reason to refuse it as JSON."""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    XmlError,
    ZipError,
    load_workbook,
)

from interviews.files import limits
from interviews.files.unreadable import Reason

MOST_SHEETS = 30
MOST_COLUMNS = 200
_LONGEST_CELL = 2_000

Cell = int | float | str | bool | time | date | datetime | timedelta


def main() -> None:
    """Limit this process, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(_answer(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)


def _answer(content: bytes, most_rows: int) -> dict[str, Any]:
    try:
        workbook = load_workbook(BytesIO(content))
        return {"sheets": [(name, _rows(workbook.get_sheet_by_name(name), most_rows)) for name in _shown(workbook)]}
    except PasswordError:
        return {"refused": Reason.PASSWORD.value}
    except (CalamineError, ZipError, XmlError, ValueError, OSError):
        return {"refused": Reason.DAMAGED.value}


def _shown(workbook: CalamineWorkbook) -> list[str]:
    sheets = [one.name for one in workbook.sheets_metadata if one.visible is SheetVisibleEnum.Visible]
    return sheets[:MOST_SHEETS]


def _rows(sheet: CalamineSheet, most_rows: int) -> list[list[str]]:
    """From cell A1 on, so that rows have the numbers that the spreadsheet shows."""
    if sheet.start is None:
        return []
    first_row, first_column = sheet.start
    above: list[list[str]] = [[] for _row in range(min(first_row, most_rows))]
    before = [""] * min(first_column, MOST_COLUMNS)
    rows = sheet.to_python(skip_empty_area=True, nrows=most_rows)
    return [*above, *([*before, *map(_text, islice(row, MOST_COLUMNS))] for row in rows)]


def _text(cell: Cell) -> str:
    """As a person would write it: '612345678', '3-4-1980', 'ja'."""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, datetime):
        return f"{cell.day}-{cell.month}-{cell.year}" + ("" if cell.time() == time() else f" {cell:%H:%M}")
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",") if abs(cell) < 1e15 else str(cell)
    return str(cell)[:_LONGEST_CELL]


if __name__ == "__main__":
    main()
