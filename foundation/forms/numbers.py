"""Whole numbers as they come in with a form or an address: the number of a row, a place in a list, how many to show."""

import re

from werkzeug.routing import IntegerConverter

MOST = 2**31 - 1
"""The largest whole number for which both databases have room in every column."""
_WRITTEN = re.compile(r"[0-9]{1,10}")


def read_number(written: str) -> int:
    """'12' -> 12, for `get(…, type=read_number)`. Raises ValueError for all else, also '²', '١٢' and what is too large.

    `int` reads figures of every script, and goes beyond what a database holds.
    """
    number = int(written) if _WRITTEN.fullmatch(written) else MOST + 1
    if number > MOST:
        raise ValueError(written)
    return number


def whole_number(written: str) -> int | None:
    """As `read_number`; None where it raises."""
    try:
        return read_number(written)
    except ValueError:
        return None


class NumberInAddress(IntegerConverter):
    """<int:…> in an address: one that no row can have leads nowhere."""

    regex = _WRITTEN.pattern

    def to_python(self, value: str) -> int:
        """Raises ValidationError, which is: no such address."""
        self.max = MOST
        return int(super().to_python(value))
