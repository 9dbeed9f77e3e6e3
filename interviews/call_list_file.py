"""A call list as a file: CSV or a spreadsheet, read as a heading with rows below it. Nothing is stored here."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.call_list_headings import ColumnKind, kind_by_heading
from interviews.private_values import private_in
from interviews.spreadsheet import is_spreadsheet, read_sheets
from interviews.transcript_import.unreadable import Reason, Unreadable

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 60
_LONGEST_CELL = 500
_HEADING_WITHIN = 20
_SEPARATORS = ";,\t|"
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\r?\n', re.IGNORECASE)
_TEXT_OF_FORMULA = re.compile(r'="(.*)"')

Row = tuple[str, ...]


class CallListWrong(ResearcherError):
    """The file cannot be read as a call list at all."""


@dataclass(frozen=True)
class ListTable:
    """`rows`: (number as the spreadsheet shows it, cells); every row has a cell per heading, and one that is filled."""

    headings: Row
    rows: tuple[tuple[int, Row], ...]
    notice: str = ""
    """What to know about the reading: which sheet it was."""

    def column(self, index: int) -> list[str]:
        """What is filled in below a heading."""
        return [cells[index] for _number, cells in self.rows if cells[index]]


def read_file(content: bytes) -> ListTable:
    """The list in a file. Raises CallListWrong."""
    if not content.strip():
        raise CallListWrong(_("Dit bestand is leeg. Kijk of je het juiste bestand koos."))
    if is_spreadsheet(content):
        return _from_sheets(content)
    if len(content) > MOST_BYTES:
        raise CallListWrong(
            _("Dit bestand is te groot voor een bellijst. Bewaar alleen de lijst zelf als nieuw bestand.")
        )
    return _table(_csv_rows(_decoded(content)))


def _from_sheets(content: bytes) -> ListTable:
    try:
        sheets = [sheet for sheet in read_sheets(content) if any(any(row) for row in sheet.rows)]
    except Unreadable as problem:
        raise CallListWrong(_refusal(problem.reason)) from None
    if not sheets:
        raise CallListWrong(_("In dit bestand staat niets. Kijk of je het juiste bestand koos."))
    chosen = next((sheet for sheet in sheets if _holds_people(sheet.rows)), sheets[0])
    table = _table(chosen.rows)
    if len(sheets) == 1:
        return table
    told = _("Gelezen is het blad ‘%(sheet)s’. De andere bladen zijn niet gelezen.", sheet=chosen.name)
    return ListTable(table.headings, table.rows, told)


def _refusal(reason: Reason) -> str:
    sentences = {
        Reason.PASSWORD: _("Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en lees het opnieuw in."),
        Reason.MACRO: _("In dit bestand zitten macro’s. Bewaar het als gewone werkmap (.xlsx) en lees die in."),
        Reason.TOO_LARGE: _("Dit bestand is te groot. Bewaar alleen de lijst zelf als nieuw bestand."),
        Reason.UNPACKS_TOO_LARGE: _("Dit bestand is te groot. Bewaar alleen de lijst zelf als nieuw bestand."),
        Reason.TOO_HEAVY: _(
            "Dit bestand is te zwaar om te lezen. Kopieer de lijst naar een nieuw bestand en lees dat in."
        ),
    }
    return sentences.get(reason) or _(
        "Dit bestand is niet te lezen als rekenblad. Bewaar de lijst als .xlsx, .ods of CSV en lees die in."
    )


def _decoded(content: bytes) -> str:
    """UTF-8, Windows' own code page, or UTF-16 as Excel's 'Unicode-tekst'."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content or content.startswith((b"%PDF", b"{\\rtf")):
        raise CallListWrong(
            _("Dit bestand is geen rekenblad en geen CSV. Bewaar de lijst als .xlsx, .ods of CSV en lees die in.")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _csv_rows(text: str) -> list[list[str]]:
    line = _SEPARATOR_LINE.match(text)
    if line:
        return _parsed(text[line.end() :], line[1])
    return max((_parsed(text, separator) for separator in _SEPARATORS), key=_evenness)


def _parsed(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise CallListWrong(_("Dit bestand is niet te lezen als CSV. Bewaar de lijst opnieuw als CSV.")) from None


def _evenness(rows: Sequence[Sequence[str]]) -> int:
    """How much rows look like a table: many of the same length, and more than one cell in each."""
    lengths = Counter(len(row) for row in rows[:200] if any(row))
    return max(((length - 1) * times for length, times in lengths.items()), default=0)


def _table(rows: Sequence[Sequence[str]]) -> ListTable:
    heading, start = _heading_of(rows)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if number > start and any(map(_cell, row))]
    if not filled:
        raise CallListWrong(_("Onder de kopregel staat nog niemand. Vul de lijst aan en lees hem opnieuw in."))
    if len(filled) > MOST_ROWS:
        raise CallListWrong(_("Deze lijst heeft meer dan %(most)s rijen. Splits hem op.", most=MOST_ROWS))
    width = max(len(heading), *(len(row) for _number, row in filled))
    table = [(number, [*map(_cell, row), *([""] * (width - len(row)))]) for number, row in filled]
    named = [heading[index] if index < len(heading) else "" for index in range(width)]
    used = [index for index in range(width) if named[index] or any(cells[index] for _number, cells in table)]
    if len(used) > MOST_COLUMNS:
        raise CallListWrong(_("Deze lijst heeft meer dan %(most)s kolommen. Haal er een paar weg.", most=MOST_COLUMNS))
    return ListTable(
        tuple(named[index][:60] or _("Kolom %(letter)s", letter=_letter(index)) for index in used),
        tuple((number, tuple(cells[index] for index in used)) for number, cells in table),
    )


def _letter(index: int) -> str:
    first, second = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def _cell(cell: str) -> str:
    """Without the signs by which people keep a spreadsheet from calculating, and without 'geen' and '-'."""
    text = " ".join(cell.replace("\u00a0", " ").split())
    if found := _TEXT_OF_FORMULA.fullmatch(text):
        text = found[1]
    text = text.removeprefix("'").strip()
    return "" if text in {"-", "–", "--", "?", "#N/A", "#N/B"} else text[:_LONGEST_CELL]


def _heading_of(rows: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """The heading and how many rows go before the first person; titles and empty rows may stand above it.

    A list may have no heading at all: then what stands in its first row has the form of a value.
    """
    first = [[_cell(cell) for cell in row] for row in rows[:_HEADING_WITHIN]]
    known = [sum(kind_by_heading(cell) is not ColumnKind.OTHER for cell in row if cell) for row in first]
    if known and max(known) > 0:
        # A title such as 'Lijst met telefoonnummers' knows a word too: the row that knows most is the heading.
        place = max(range(len(first)), key=lambda row: (known[row], sum(map(bool, first[row]))))
        return first[place], place + 1
    wide = max((sum(map(bool, row)) for row in first), default=0)
    place = next((place for place, row in enumerate(first) if wide and sum(map(bool, row)) == wide), 0)
    if not first or any(private_in(cell) for cell in first[place]):
        return [], place
    return first[place], place + 1


def _holds_people(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a sheet has a heading that speaks of people, and somebody below it."""
    heading, start = _heading_of(rows)
    kinds = {kind_by_heading(cell) for cell in heading}
    return bool(kinds & ColumnKind.of_people()) and any(any(map(_cell, row)) for row in rows[start:])
