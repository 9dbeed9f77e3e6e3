"""Citizen numbers (BSN) in a list: no law lets this product have them, so they are gone before anything is kept."""

import re
from collections.abc import Sequence

from foundation.forms.dates import read_day
from interviews.deidentification.lists.word_lists import unaccented
from interviews.respondents.attributes.private_values import is_citizen_number

_CALLED = re.compile(r"bsn|burgerservice|sofi|citizenservice|socialsecurity|nationalid|\bssn\b")
_NUMBER = re.compile(r"(?<![\d.,])\d(?:[ .\-]?\d){7,8}(?![\d]|[.,]\d)")
_BEYOND_CHANCE = 0.4
"""One in eleven numbers passes the test by chance."""
_ENOUGH = 10


def is_called_so(heading: str) -> bool:
    """'BSN', 'burger_service_nummer', 'sofinr'."""
    plain = unaccented(heading.casefold())
    return bool(_CALLED.search(re.sub(r"[^a-z0-9]+", "", plain)) or _CALLED.search(plain))


def holds_them(values: Sequence[str]) -> bool:
    """Whether a column is one of citizen numbers, whatever it is called."""
    numbers = _whole_numbers(values)
    passing = sum(map(is_citizen_number, numbers))
    return bool(passing) and passing > len(values) / 5 and passing >= _BEYOND_CHANCE * len(numbers)


def numbers_otherwise(values: Sequence[str]) -> bool:
    """Whether its eight or nine digits are numbers of another kind: enough of them, and no more pass than by chance."""
    numbers = _whole_numbers(values)
    passing = sum(map(is_citizen_number, numbers))
    return len(numbers) >= _ENOUGH and passing < _BEYOND_CHANCE * len(numbers)


def without_them(cell: str) -> tuple[str, bool]:
    """The cell without what may be a citizen number, and whether there was one."""
    cleaned = _NUMBER.sub(lambda match: "" if _passes(match[0]) else match[0], cell)
    return (cleaned.strip(), True) if cleaned != cell else (cell, False)


def _whole_numbers(values: Sequence[str]) -> list[str]:
    return [one for one in values if _NUMBER.fullmatch(one) and read_day(one) is None]


def _passes(number: str) -> bool:
    return is_citizen_number(number) and read_day(number) is None
