"""A long list in pages: which one is asked for, and which come before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

AT_ONCE = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page:
    """One page of a list of `total`; a number that is not there is the nearest that is."""

    wanted: int
    total: int
    per: int = AT_ONCE

    @property
    def last(self) -> int:
        return max(-(-self.total // self.per), 1)

    @property
    def number(self) -> int:
        return min(max(self.wanted, 1), self.last)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.per

    @property
    def until(self) -> int:
        """The place of its last row, from 1."""
        return min(self.offset + self.per, self.total)

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows[self.offset : self.until]
