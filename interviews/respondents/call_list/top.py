"""Where the people of a call list begin: the headings, what stands above them, and whether there are headings at all.

What is found is a guess. Unless at least two headings are known, a person says whether the first row holds headings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviews.deidentification.lists.dutch_words import is_dutch_word
from interviews.respondents.attributes.headings import ColumnKind, kind_by_heading
from interviews.respondents.attributes.private_values import private_in
from interviews.respondents.roles import ROLES

_WITHIN = 20
_SURE = 2
_LONGEST_ABOVE = 120
_DIGITS = re.compile(r"\d(?:[ .\-/]?\d){3}|@")
_WORD = re.compile(r"[^\W\d_]{2,}")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Top:
    """`heading`: empty when the first row is somebody. `start`: how many rows go before the first person."""

    heading: tuple[str, ...]
    start: int
    is_sure: bool
    above: str = ""
    """What stands above the headings: a title."""


def find_top(rows: Rows) -> Top:
    """`rows` without what spreadsheets add to a cell. Titles and empty rows may stand above the headings."""
    first = rows[:_WITHIN]
    scores = [_score(row) for row in first]
    if scores and max(scores) > 0:
        # A title such as 'Lijst met telefoonnummers' knows a word too: the row that knows most is the heading.
        place = max(range(len(first)), key=lambda row: (scores[row], sum(map(bool, first[row]))))
        above = [row for row in first[:place] if any(row)]
        if not any(_holds_values(row) for row in above):
            told = " · ".join(cell for row in above for cell in row if cell)[:_LONGEST_ABOVE]
            return Top(tuple(first[place]), place + 1, scores[place] >= _SURE, told)
    wide = max((sum(map(bool, row)) for row in first), default=0)
    place = next((place for place, row in enumerate(first) if wide and sum(map(bool, row)) == wide), 0)
    below = [row for row in rows[place + 1 :] if any(row)]
    if not first or not below or _is_somebody(first[place], below):
        return Top((), place, is_sure=False)
    return Top(tuple(first[place]), place + 1, is_sure=False)


def _score(row: Sequence[str]) -> int:
    """How many headings of a row are known, less what can only be a value."""
    kinds = {cell: kind_by_heading(cell) for cell in row if cell}
    known = [cell for cell in row if cell and kinds[cell] is not ColumnKind.OTHER]
    return len(known) - sum(_is_value(cell) for cell in row if cell and kinds[cell] is ColumnKind.OTHER)


def _is_value(cell: str) -> bool:
    return bool(_DIGITS.search(cell) or private_in(cell)) or cell.lower() in ROLES


def _holds_values(row: Sequence[str]) -> bool:
    return any(_is_value(cell) for cell in row if kind_by_heading(cell) is ColumnKind.OTHER)


def _is_somebody(row: Sequence[str], below: Rows) -> bool:
    """Headings have no numbers, come back in no row below, and are words; names mostly aren't."""
    if _holds_values(row):
        return True
    columns = [{other[index] for other in below if index < len(other)} for index in range(len(row))]
    if any(cell and cell in column for cell, column in zip(row, columns, strict=True)):
        return True
    words = [word for cell in row for word in _WORD.findall(cell)]
    unknown = [word for word in words if word[0].isupper() and not word.isupper() and not is_dutch_word(word.lower())]
    return len(unknown) * 2 > len(words)
