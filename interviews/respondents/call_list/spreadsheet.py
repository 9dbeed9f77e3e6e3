"""Spreadsheets (.xlsx, .xls, .ods) as tables of text: looked over at the gate, opened in a process of their own."""

from dataclasses import dataclass

from interviews.files.child_process import answer_apart
from interviews.files.package import is_old_office, is_sealed_office, open_package
from interviews.files.unreadable import Reason, Unreadable

MOST_BYTES = 5_000_000
MOST_ROWS = 10_000
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Sheet:
    """What stands on one sheet, from its first cell on; every row is as long as the others or shorter."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def is_spreadsheet(content: bytes) -> bool:
    """By how the file begins; its name may say anything."""
    return content.startswith(_ZIP) or is_old_office(content)


def read_sheets(content: bytes, most_bytes: int = MOST_BYTES, most_rows: int = MOST_ROWS) -> tuple[Sheet, ...]:
    """The sheets that are shown, in order, as far as `most_rows`; of a formula its last outcome. Raises Unreadable."""
    if len(content) > most_bytes:
        raise Unreadable(Reason.TOO_LARGE)
    if is_sealed_office(content):
        raise Unreadable(Reason.PASSWORD)
    if not is_old_office(content):
        open_package(content)  # refuses most bad files without starting a process
    answer = answer_apart("interviews.respondents.call_list.spreadsheet_process", content, str(most_rows))
    return tuple(Sheet(name, tuple(tuple(row) for row in rows)) for name, rows in answer["sheets"])
