"""One hook for all that is told of rows: packages declare what a change of a row of theirs means for the history.

So it is noted whoever changes the row, by whatever function. Bulk statements pass no row by: what they do is noted by
who gives them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Generic, TypeVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction

from foundation.tables import Table

Row = TypeVar("Row", bound=Table)


class Fate(Enum):
    """What became of a row."""

    NEW = auto()
    CHANGED = auto()
    GONE = auto()


@dataclass(frozen=True)
class RowChange(Generic[Row]):
    """A row as it is after a flush, and what the changed columns held before."""

    row: Row
    fate: Fate
    before: Mapping[str, Any] = field(default_factory=dict)

    def changes(self, *columns: str) -> bool:
        return any(column in self.before for column in columns)


Teller = Callable[[OrmSession, RowChange[Any]], None]
_TELLERS: dict[type[Table], list[Teller]] = defaultdict(list)


def tells_of(kind: type[Table]) -> Callable[[Teller], Teller]:
    """Declare a function that notes what a change of such a row means."""

    def declare(teller: Teller) -> Teller:
        _TELLERS[kind].append(teller)
        return teller

    return declare


def told_tables() -> set[str]:
    """The tables of which something is told."""
    return {str(kind.__tablename__) for kind in _TELLERS}


@event.listens_for(OrmSession, "after_flush")
def _tell(session: OrmSession, _flush: UOWTransaction) -> None:
    for row in session.new:
        _hand_on(session, row, Fate.NEW)
    for row in session.dirty:
        if type(row) in _TELLERS and (before := _before(row)):
            _hand_on(session, row, Fate.CHANGED, before)
    for row in session.deleted:
        _hand_on(session, row, Fate.GONE)


def _hand_on(session: OrmSession, row: Any, fate: Fate, before: Mapping[str, Any] | None = None) -> None:
    for teller in _TELLERS.get(type(row), ()):
        teller(session, RowChange(row, fate, before or {}))


def _before(row: Any) -> dict[str, Any]:
    """What the columns held that a flush changed; None where that was never read."""
    state: Any = inspect(row)
    found = {}
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes() and list(history.added) != list(history.deleted):
            found[column.key] = history.deleted[0] if history.deleted else None
    return found
