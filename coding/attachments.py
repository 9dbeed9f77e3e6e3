"""What hangs on a segment or a code: memos, and whatever later packages tie to it (a step's citations).

The database removes such rows by itself when a segment goes, but undo would not know of them. Here they
go through the session, found by their foreign keys, so this package need not know who points at it.
"""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from coding.models import Code, Segment
from foundation.tables import Scoped


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
    """What hangs on `old` hangs on `new` from now on; what hangs there already stays behind."""
    for table, key in _cascading_keys(type(old)):
        for attachment in session.exec(select(table).where(getattr(table, key) == old.id)).all():
            _point_at(session, attachment, key, new.id)


def _point_at(session: Session, attachment: Scoped, key: str, new_id: int) -> None:
    try:
        with session.begin_nested():
            setattr(attachment, key, new_id)
            session.add(attachment)
    except IntegrityError:  # the same step cites the other segment too: one citation says it
        session.refresh(attachment)


def _cascading_keys(pointed_at: type[Scoped]) -> list[tuple[type[Scoped], str]]:
    """(table class, column) of every foreign key to this table that cascades, by table name."""
    target = inspect(pointed_at).local_table
    keys: list[tuple[type[Scoped], str]] = []
    mappers: Any = inspect(pointed_at).registry.mappers
    for mapper in sorted(mappers, key=lambda one: str(one.local_table)):
        keys += [
            (mapper.class_, mapper.get_property_by_column(key.parent).key)
            for key in mapper.local_table.foreign_keys
            if key.column.table is target and key.ondelete == "CASCADE"
        ]
    return keys
