"""What hangs on a segment or a code: memos, and whatever later packages tie to it (a step's citations).

The database removes such rows by itself when a segment goes, but undo would not know of them. Here they
go through the session, found by their foreign keys, so this package need not know who points at it.
"""

from typing import Any, Protocol, runtime_checkable

from sqlalchemy import UniqueConstraint, inspect
from sqlmodel import Session, col, select

from coding.models import Code, Segment
from foundation.database.pointing import pointing_at
from foundation.tables import Scoped


@runtime_checkable
class TakesOver(Protocol):
    """A row that can say for two what each said of its own."""

    def take_over(self, other: Any) -> None:
        """Say from now on what `other` says too; it goes."""


def attachments_of(session: Session, row: Segment | Code) -> list[Scoped]:
    """The rows that would go with this one: those whose foreign key cascades, in a fixed order."""
    found: list[Scoped] = []
    for table, key in _cascading_keys(type(row)):
        query = select(table).where(getattr(table, key) == row.id).order_by(col(table.id))
        found.extend(session.exec(query).all())
    return found


def remove_with_attachments(session: Session, row: Segment | Code) -> None:
    """Remove a row after what hangs on it, so that undo brings back all of it."""
    for attachment in attachments_of(session, row):
        session.delete(attachment)
    session.flush()
    session.delete(row)
    session.flush()


def hand_over(session: Session, old: Segment | Code, new: Segment | Code) -> None:
    """What hangs on `old` hangs on `new` from now on. What hangs there already stays behind, once it was taken over."""
    for table, key in _cascading_keys(type(old)):
        query = select(table).where(getattr(table, key) == old.id).order_by(col(table.id))
        for attachment in session.exec(query).all():
            twin = _twin(session, attachment, key, new.id)
            if twin is None:
                setattr(attachment, key, new.id)
            elif isinstance(twin, TakesOver):
                twin.take_over(attachment)
            session.flush()


def _twin(session: Session, attachment: Scoped, key: str, new_id: int) -> Scoped | None:
    """The row that already says of the other what this one would: the same step cites both."""
    table = type(attachment)
    for constraint in inspect(table).local_table.constraints:
        if isinstance(constraint, UniqueConstraint) and key in constraint.columns:
            wanted = {name: getattr(attachment, name) for name in (column.key for column in constraint.columns)} | {
                key: new_id
            }
            found = session.exec(select(table).where(*(getattr(table, name) == one for name, one in wanted.items())))
            return found.first()
    return None


def _cascading_keys(pointed_at: type[Scoped]) -> list[tuple[type[Scoped], str]]:
    return pointing_at(pointed_at, "CASCADE")
