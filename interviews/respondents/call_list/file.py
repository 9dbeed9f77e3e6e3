"""A call list as a file: CSV or a spreadsheet, read as a heading with rows below it. Nothing is stored here."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.files.unreadable import Reason, Unreadable
from interviews.respondents.attributes.headings import ColumnKind, kind_by_heading
from interviews.respondents.call_list.spreadsheet import is_spreadsheet, read_sheets
from interviews.respondents.call_list.top import find_top

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 60
_LONGEST_CELL = 500
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
    heading: tuple[int, Row] | None = None
    """The row that was taken for headings, as it stands in the file."""
    is_heading_asked: bool = False
    """Whether a person has to look if the first row holds headings: no heading of it is known."""

    def column(self, index: int) -> list[str]:
        """What is filled in below a heading."""
        return [cells[index] for _number, cells in self.rows if cells[index]]

    @property
    def first_row(self) -> tuple[int, Row]:
        """What is headings, or somebody already."""
        return self.heading or self.rows[0]

    def with_heading(self, *, is_there: bool) -> "ListTable":
        """The same list with the first row as headings, or as somebody. A list of one row holds that one person."""
        if is_there and self.heading is None and len(self.rows) > 1:
            return replace(self, headings=_named(self.rows[0][1]), rows=self.rows[1:], heading=self.rows[0])
        if not is_there and self.heading is not None:
            nameless = _named(("",) * len(self.headings))
            return replace(self, headings=nameless, rows=(self.heading, *self.rows), heading=None)
        return self


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
    return replace(table, notice=f"{told} {table.notice}".strip())


def _refusal(reason: str) -> str:
    sentences: dict[str, str] = {
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
    top = find_top([[_cell(cell) for cell in row] for row in rows])
    filled = [
        (number, list(map(_cell, row))) for number, row in enumerate(rows, start=1) if number > top.start and any(row)
    ]
    people = [(number, cells) for number, cells in filled if any(cells)]
    if not people:
        raise CallListWrong(_("Onder de kopregel staat nog niemand. Vul de lijst aan en lees hem opnieuw in."))
    if len(people) > MOST_ROWS:
        raise CallListWrong(_("Deze lijst heeft meer dan %(most)s rijen. Splits hem op.", most=MOST_ROWS))
    width = max(len(top.heading), *(len(cells) for _number, cells in people))
    table = [(number, [*cells, *([""] * (width - len(cells)))]) for number, cells in people]
    heading = [*top.heading, *([""] * (width - len(top.heading)))]
    used = [index for index in range(width) if heading[index] or any(cells[index] for _number, cells in table)]
    if len(used) > MOST_COLUMNS:
        raise CallListWrong(_("Deze lijst heeft meer dan %(most)s kolommen. Haal er een paar weg.", most=MOST_COLUMNS))
    as_written = tuple(heading[index] for index in used)
    return ListTable(
        _named(as_written, used),
        tuple((number, tuple(cells[index] for index in used)) for number, cells in table),
        _("Wat boven de koppen staat, gaat niet mee: ‘%(text)s’.", text=top.above) if top.above else "",
        (top.start, as_written) if top.heading else None,
        not top.is_sure,
    )


def _named(written: Sequence[str], places: Sequence[int] = ()) -> Row:
    """What a column is called; one without a heading by its letter."""
    letters = places or range(len(written))
    return tuple(
        text[:60] or _("Kolom %(letter)s", letter=_letter(place)) for text, place in zip(written, letters, strict=True)
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


def _holds_people(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a sheet has a heading that speaks of people, and somebody below it."""
    top = find_top([[_cell(cell) for cell in row] for row in rows])
    kinds = {kind_by_heading(cell) for cell in top.heading}
    return bool(kinds & ColumnKind.of_people()) and any(any(map(_cell, row)) for row in rows[top.start :])
