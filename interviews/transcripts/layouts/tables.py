"""Transcripts set as a table: speaker | text, time | speaker | text, or a column per speaker."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviews.files.blocks import Line, Table, words_in_lines
from interviews.lines import stamps
from interviews.lines.openings import MAX_LABEL
from interviews.lines.speaker_names import is_heading_field, is_usual_label, looks_like_name, may_be_label
from interviews.lines.vocabulary import COLUMN_HEADINGS, REMARK_COLUMNS, VOICE_COLUMNS

_MOST = 0.8


@dataclass(frozen=True)
class SpokenRow:
    """What one table row says. `speaker` is None when the row goes on with the turn before it."""

    speaker: str | None
    text: str
    seconds: float | None = None


@dataclass(frozen=True)
class SpokenTable:
    """A table as speech; a row that is one wide cell is lines. `aside` is what stands in columns of remarks."""

    heading: str
    rows: tuple[SpokenRow | tuple[Line, ...], ...]
    aside: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Columns:
    text: int
    speaker: int | None
    time: int | None
    numbers: frozenset[int]


Rows = Sequence[Sequence[str]]


def spoken_tables(tables: Sequence[Table]) -> list[SpokenTable | None]:
    """Each table as speech, None where it does not say who speaks. Small tables of one shape are judged together."""
    read = [_Rows(table) for table in tables]
    own = [_as_speech(rows, _columns(rows.body)) for rows in read]
    together: dict[int, list[Sequence[str]]] = {}
    for rows in read:
        together.setdefault(rows.width, []).extend(rows.body)
    columns = {width: _columns(body) for width, body in together.items()}
    return [
        speech or (_as_speech(rows, columns[rows.width]) if _fits(rows, columns[rows.width], together) else None)
        for rows, speech in zip(read, own, strict=True)
    ]


class _Rows:
    """The rows of a table: `body` without heading, wide cells, and columns of remarks."""

    def __init__(self, table: Table) -> None:
        filled = [row for row in table.rows if any(not line.blank for cell in row for line in cell)]
        self.width = max(map(len, filled), default=0)
        texts = [[words_in_lines(cell).strip() for cell in row] for row in filled]
        self.first = texts[0] if texts else []
        self.has_heading = bool(texts) and _is_heading(texts[0])
        self.remarks = {
            at
            for at, cell in enumerate(self.first)
            if self.has_heading and cell.casefold().strip(" :.") in REMARK_COLUMNS
        }
        self.aside = [
            texts[row][at] for row in range(1, len(texts)) for at in sorted(self.remarks) if at < len(texts[row])
        ]
        spoken = [[cell for at, cell in enumerate(row) if at not in self.remarks] for row in texts]
        self.all = spoken
        self.lines = [tuple(line for cell in row for line in cell) for row in filled]
        start = int(self.has_heading)
        self.order = [at for at in range(start, len(filled)) if any(spoken[at])]
        self.body = [spoken[at] for at in self.order if not self.is_wide(at)]

    def is_wide(self, at: int) -> bool:
        return len(self.all[at]) == 1 < self.width


def _as_speech(rows: _Rows, columns: _Columns | None) -> SpokenTable | None:
    heading = " | ".join(cell for cell in rows.first if cell) if rows.has_heading else ""
    named = _column_per_speaker(rows.all)
    if named:
        return SpokenTable(heading, tuple(named), tuple(filter(None, rows.aside)))
    if columns is None or columns.speaker is None:
        return None
    read = (rows.lines[at] if rows.is_wide(at) else _spoken(rows.all[at], columns) for at in rows.order)
    return SpokenTable(heading, tuple(read), tuple(filter(None, rows.aside)))


def _fits(rows: _Rows, columns: _Columns | None, together: Mapping[int, Rows]) -> bool:
    """Its labels are usual, or stand in the other tables too; a table of facts has its own."""
    if columns is None or columns.speaker is None or not rows.body:
        return False
    counts = Counter(_label(cell)[0].casefold() for cell in _cells(together[rows.width], columns.speaker))
    labels = [_label(cell)[0] for cell in _cells(rows.body, columns.speaker)]
    return all(is_usual_label(label) or counts[label.casefold()] > 1 for label in labels)


def loose_lines(table: Table) -> Iterator[Line]:
    """The lines of a table of another kind, row by row, without the numbers in a column of line numbers."""
    width = max((len(row) for row in table.rows), default=0)
    rows = [[words_in_lines(cell).strip() for cell in row] for row in table.rows]
    numbers = {column for column in range(width) if width > 1 and _is_numbering(_cells(rows, column))}
    for row in table.rows:
        yield Line("")
        for column, cell in enumerate(row):
            if column not in numbers:
                yield from cell


def _is_heading(row: Sequence[str]) -> bool:
    """All of its cells name columns; or half of them, and no cell is a sentence."""
    filled = [cell.casefold().strip(" :.") for cell in row if cell]
    known = sum(COLUMN_HEADINGS.issuperset(cell.split()) for cell in filled)
    if len(filled) > 1 and all(cell in COLUMN_HEADINGS or is_usual_label(cell) for cell in filled):
        return True
    short = all(len(cell) <= 30 and not cell.endswith((".", "?", "!", "…")) for cell in row)
    return known > 1 and 2 * known >= len(filled) and short


def _column_per_speaker(rows: Rows) -> list[SpokenRow] | None:
    """A heading 'Interviewer | Respondent' with what each said below it."""
    if len(rows) < 3 or len(rows[0]) < 2 or not all(_names_voice(cell) for cell in rows[0]):
        return None
    if any(cell and is_usual_label(cell.rstrip(": ")) for row in rows[1:] for cell in row):
        return None
    names = rows[0]
    return [SpokenRow(name, cell) for row in rows[1:] for name, cell in zip(names, row, strict=False) if cell]


def _names_voice(cell: str) -> bool:
    return is_usual_label(cell) or cell.casefold().strip(" :.") in VOICE_COLUMNS


def _columns(rows: Rows) -> _Columns | None:
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return None
    cells = {column: _cells(rows, column) for column in range(width)}
    time = next((column for column in cells if _most(cells[column], stamps.is_stamp_alone)), None)
    numbers = frozenset(column for column in cells if column != time and _is_numbering(cells[column]))
    others = [column for column in cells if column != time and column not in numbers and cells[column]]
    if not others:
        return None
    text = max(others, key=lambda column: sum(map(len, cells[column])))
    speaker = next((column for column in others if column != text and _names_speakers(cells[column], rows, text)), None)
    return _Columns(text, speaker, time, numbers)


def _names_speakers(cells: Sequence[str], rows: Rows, text: int) -> bool:
    """Short labels that look like speakers and recur; a table of facts ('Interviewer | Petra') has each once."""
    labels = [_label(cell)[0] for cell in cells]
    counts = Counter(label.casefold() for label in labels)
    if len(rows) < 2 or any(len(label) > MAX_LABEL for label in labels):
        return False
    fitting = sum(
        (is_usual_label(label) or looks_like_name(label) or (counts[label.casefold()] > 2 and may_be_label(label)))
        and not is_heading_field(label)
        for label in labels
    )
    speech = [cell for cell in _cells(rows, text) if cell]
    long = sum(map(len, speech)) > 40 * len(speech)
    return fitting >= _MOST * len(labels) and (max(counts.values()) > 1 or long)


def _spoken(row: Sequence[str], columns: _Columns) -> SpokenRow:
    cell = row[columns.speaker] if columns.speaker is not None and columns.speaker < len(row) else ""
    speaker, seconds = _label(cell)
    apart = {columns.speaker, columns.time, *columns.numbers}
    if columns.time is not None and columns.time < len(row) and row[columns.time]:
        stamp = stamps.stamp_at_start(row[columns.time])
        seconds = stamp.seconds if stamp else seconds
        apart -= set() if stamp else {columns.time}
    text = "\n".join(other for column, other in enumerate(row) if other and column not in apart)
    stamp = stamps.stamp_at_start(text) if seconds is None else None
    if stamp and stamp.sure:
        text, seconds = text[stamp.end :].strip(), stamp.seconds
    return SpokenRow(speaker or None, text, seconds)


def _label(cell: str) -> tuple[str, float | None]:
    """The speaker in a cell, without colon, and a time that stands with it: 'Interviewer: 00:12'."""
    words = " ".join(cell.split())
    stamp = stamps.stamp_at_start(words)
    if stamp:
        return words[stamp.end :].strip(" :-–"), stamp.seconds
    for start in (index for index, letter in enumerate(words[:MAX_LABEL]) if letter in " ([<#"):
        stamp = stamps.stamp_at_start(words[start:])
        if stamp and stamp.end == len(words) - start:
            return words[:start].strip(" :-–"), stamp.seconds
    return words.strip(" :-–"), None


def _cells(rows: Rows, column: int) -> list[str]:
    return [row[column] for row in rows if column < len(row) and row[column]]


def _most(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(holds(cell) for cell in cells) >= _MOST * len(cells)


def _is_numbering(cells: Sequence[str]) -> bool:
    """1, 2, 3, …: each number is above the one before it."""
    numbers = [int(cell.rstrip(".")) for cell in cells if cell.rstrip(".").isdecimal() and len(cell) < 7]
    rising = all(later > earlier for earlier, later in pairwise(numbers))
    return len(numbers) > 2 and rising and len(numbers) >= _MOST * len(cells)
