"""A file as a table of lines. What may not be here is gone before anybody gets it: citizen numbers, and remarks."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from feedback.intake.citizen_numbers import holds_them, is_called_so, numbers_otherwise, without_them
from feedback.intake.headings import is_remark, known_headings
from foundation.dutch import _, whole
from foundation.errors import ResearcherError
from interviews.files.unreadable import Reason, Unreadable
from interviews.respondents.call_list.spreadsheet import is_spreadsheet, read_sheets

MOST_LINES = 50_000
MOST_COLUMNS = 60
_MOST_SHEET_BYTES = 20_000_000
_LONGEST_CELL = 300
_LONGEST_HEADING = 60
_LONG_WORDS = 100
"""Signs. Who writes more in a cell writes a remark."""
_SEPARATORS = ";,\t|"
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\r?\n', re.IGNORECASE)
_TEXT_OF_FORMULA = re.compile(r'="(.*)"')
_TOP = 20

Row = tuple[str, ...]


class FileWrong(ResearcherError):
    """The file can't be read as a list at all."""


class Refused(StrEnum):
    """Why nothing of a column was kept."""

    CITIZEN_NUMBERS = "bsn"
    REMARKS = "opmerking"


@dataclass(frozen=True)
class Table:
    """`rows`: (number as the file counts, cells); nothing of it is in `repr`.

    `refused`: {place of the column: why it was wiped}; `stained`: lines in which a citizen number stood elsewhere.
    """

    headings: Row
    rows: tuple[tuple[int, Row], ...] = field(repr=False)
    refused: dict[int, Refused] = field(default_factory=dict)
    stained: frozenset[int] = frozenset()
    numbered: frozenset[int] = frozenset()
    """Columns of long numbers, which are not shown."""

    def column(self, place: int) -> list[str]:
        return [cells[place] for _number, cells in self.rows if cells[place]]


def read_table(content: bytes) -> Table:
    """The list in a file, without what may not be kept. Raises FileWrong."""
    if not content.strip():
        raise FileWrong(_("Dit bestand is leeg. Kijk of je het juiste bestand koos."))
    rows = _sheet_rows(content) if is_spreadsheet(content) else _csv_rows(_decoded(content))
    return _wiped(_table(rows))


def _sheet_rows(content: bytes) -> Sequence[Sequence[str]]:
    try:
        sheets = read_sheets(content, most_bytes=_MOST_SHEET_BYTES, most_rows=MOST_LINES + _TOP)
    except Unreadable as problem:
        raise FileWrong(_refusal(problem.reason)) from None
    filled = [sheet.rows for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise FileWrong(_("In dit bestand staat niets. Kijk of je het juiste bestand koos."))
    return max(filled, key=lambda rows: max(map(known_headings, rows[:_TOP]), default=0))


def _refusal(reason: str) -> str:
    too_large = _("Dit bestand is te groot. Bewaar alleen de lijst zelf als nieuw bestand, of splits hem op.")
    sentences: dict[str, str] = {
        Reason.PASSWORD: _("Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en lees het opnieuw in."),
        Reason.MACRO: _("In dit bestand zitten macro’s. Bewaar het als gewone werkmap (.xlsx) en lees die in."),
        Reason.TOO_LARGE: too_large,
        Reason.UNPACKS_TOO_LARGE: too_large,
        Reason.TOO_HEAVY: too_large,
    }
    return sentences.get(reason) or _("Dit bestand is niet te lezen. Bewaar de lijst als .xlsx of CSV en lees die in.")


def _decoded(content: bytes) -> str:
    """UTF-8, Windows' own code page, UTF-16 as Excel's 'Unicode-tekst', or UTF-8 that went through Windows' once."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content or content.startswith((b"%PDF", b"{\\rtf")):
        raise FileWrong(_("Dit is geen rekenblad en geen CSV. Bewaar de lijst als .xlsx of CSV en lees die in."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
    try:
        return text.encode("cp1252").decode("utf-8") if "Ã" in text else text
    except UnicodeError:
        return text


def _csv_rows(text: str) -> list[list[str]]:
    line = _SEPARATOR_LINE.match(text)
    if line:
        return _parsed(text[line.end() :], line[1])
    start = text[:100_000]
    return _parsed(text, max(_SEPARATORS, key=lambda separator: _evenness(_parsed(start, separator))))


def _parsed(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise FileWrong(_("Dit bestand is niet te lezen als CSV. Bewaar de lijst opnieuw als CSV.")) from None


def _evenness(rows: Sequence[Sequence[str]]) -> int:
    """How much rows look like a table: many of the same length, and more than one cell in each."""
    lengths = Counter(len(row) for row in rows[:200] if any(row))
    return max(((length - 1) * times for length, times in lengths.items()), default=0)


def _table(rows: Sequence[Sequence[str]]) -> Table:
    top = _place_of_headings(rows)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if number > top + 1 and any(map(_cell, row))]
    if not filled:
        raise FileWrong(_("Onder de kopregel staat nog niemand. Vul de lijst aan en lees hem opnieuw in."))
    if len(filled) > MOST_LINES:
        raise FileWrong(_("Een bestand mag hooguit %(most)s regels hebben. Splits het op.", most=whole(MOST_LINES)))
    heading = [_cell(cell)[:_LONGEST_HEADING] for cell in rows[top]]
    width = max(len(heading), *(len(row) for _number, row in filled))
    if width > 2 * MOST_COLUMNS or sum(map(bool, heading)) > MOST_COLUMNS:
        raise FileWrong(_("Deze lijst heeft meer dan %(most)s kolommen. Haal er een paar weg.", most=MOST_COLUMNS))
    lines = ((number, [*map(_cell, row), *([""] * (width - len(row)))]) for number, row in filled)
    named = [place for place in range(len(heading)) if heading[place]]
    if not named:
        raise FileWrong(_("Zet boven elke kolom wat erin staat, zoals ‘naam’ en ‘e-mail’. Lees het dan opnieuw in."))
    return Table(
        _each_once([heading[place] for place in named]),
        tuple((number, tuple(cells[place] for place in named)) for number, cells in lines),
    )


def _place_of_headings(rows: Sequence[Sequence[str]]) -> int:
    """The row that knows most words that stand above columns; the first that is filled in when none does."""
    scores = [known_headings(map(_cell, row)) for row in rows[:_TOP]]
    if max(scores, default=0):
        return scores.index(max(scores))
    first = [place for place, row in enumerate(rows[:_TOP]) if any(map(_cell, row))]
    if not first:
        raise FileWrong(_("In dit bestand staat niets. Kijk of je het juiste bestand koos."))
    return first[0]


def _each_once(headings: Sequence[str]) -> Row:
    """Of two columns that are called alike the second gets a number."""
    seen: Counter[str] = Counter()
    named = []
    for heading in headings:
        seen[heading] += 1
        named.append(f"{heading} ({seen[heading]})" if seen[heading] > 1 else heading)
    return tuple(named)


def _cell(cell: str) -> str:
    """Without the signs by which people keep a spreadsheet from calculating, and without '-' for nothing."""
    text = " ".join(cell.replace("\u00a0", " ").split())
    if found := _TEXT_OF_FORMULA.fullmatch(text):
        text = found[1]
    text = text.removeprefix("'").strip()
    return "" if text in {"-", "–", "--", "?", "#N/A", "#N/B", "NULL", "null"} else text[:_LONGEST_CELL]


def _wiped(table: Table) -> Table:
    """Columns of citizen numbers and of remarks are emptied, and a citizen number elsewhere is taken out."""
    columns = [table.column(place) for place in range(len(table.headings))]
    refused = {place: why for place, heading in enumerate(table.headings) if (why := _why(heading, columns[place]))}
    numbered = {place for place, values in enumerate(columns) if place not in refused and numbers_otherwise(values)}
    looked_at = set(range(len(columns))) - refused.keys() - numbered
    stained: set[int] = set()
    rows = []
    for number, cells in table.rows:
        kept = ["" if place in refused else cell for place, cell in enumerate(cells)]
        for place in looked_at:
            if len(kept[place]) > 7:
                kept[place], found = without_them(kept[place])
                if found:
                    stained.add(number)
        rows.append((number, tuple(kept)))
    headings = _each_once([without_them(heading)[0] or _("Kolom zonder naam") for heading in table.headings])
    return replace(
        table,
        headings=headings,
        rows=tuple(rows),
        refused=refused,
        stained=frozenset(stained),
        numbered=frozenset(numbered),
    )


def _why(heading: str, values: Sequence[str]) -> Refused | None:
    if is_called_so(heading) or holds_them(values):
        return Refused.CITIZEN_NUMBERS
    if is_remark(heading) or any(len(value) > _LONG_WORDS for value in values):
        return Refused.REMARKS
    return None
