"""Every change with its inverse: what undo, redo and the history of a study are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from studies.history.telling import forget_tellings, has_tellings, keep_tellings
from studies.models import ChangeRecord

_LOG = "change_log"
Operation = dict[str, Any]


@contextmanager
def recorded(session: Session, study_id: int, area: str, label: str) -> Iterator[None]:
    """Record all row changes in this block as one ChangeRecord, undoable within `area`.

    `label` is what the person reads: 'code ‘Geen bericht’ gekoppeld'. Rows must change through
    the session, not by bulk statements, or undo cannot know of them. Blocks do not nest.
    """
    session.flush()
    log: list[Operation] = []
    session.info[_LOG] = log
    try:
        yield
        session.flush()
    finally:
        session.info.pop(_LOG, None)
        told = forget_tellings(session)
    if log:
        _forget_undone(session, area)
        person_id = session.info.get("person_id")
        change = ChangeRecord(study_id=study_id, person_id=person_id, area=area, label=label, operations=log)
        session.add(change)
        session.flush()
        keep_tellings(session, change, told)


def noted(session: Session, study_id: int, area: str, label: str) -> None:
    """Keep in the history that something was done which no undo takes back, by whom and when."""
    person_id = session.info.get("person_id")
    change = ChangeRecord(study_id=study_id, person_id=person_id, area=area, label=label, operations=[])
    session.add(change)
    session.flush()
    keep_tellings(session, change, forget_tellings(session))


def forget(session: Session, record: ChangeRecord) -> None:
    """Let go of what a change holds: no undo takes it back any more. Who was told of it is still told."""
    if record.undone or not has_tellings(session, record):
        session.delete(record)
    else:
        record.area, record.label, record.operations = f"forgotten:{record.study_id}", "", []
        session.add(record)
    session.flush()


def of_person(session: Session, area: str) -> SelectOfScalar[ChangeRecord]:
    person_id = session.info.get("person_id")
    return select(ChangeRecord).where(ChangeRecord.area == area, ChangeRecord.person_id == person_id)


def _forget_undone(session: Session, area: str) -> None:
    """A new change closes the way to redo."""
    for record in session.exec(of_person(session, area).where(col(ChangeRecord.undone).is_(True))).all():
        session.delete(record)


@event.listens_for(OrmSession, "after_flush")
def _log_changes(session: OrmSession, _flush: UOWTransaction) -> None:
    log = session.info.get(_LOG)
    if log is None:
        return
    for row in session.new:
        log.append(_operation(row, None, _values(row)))
    for row in session.dirty:
        if changed := _changed(row):
            log.append(_operation(row, changed[0], changed[1]))
    for row in session.deleted:
        log.append(_operation(row, _values(row), None))


def _operation(row: Any, before: Operation | None, after: Operation | None) -> Operation:
    return {"table": row.__tablename__, "id": row.id, "before": before, "after": after}


def _values(row: Any) -> dict[str, Any]:
    return {column.key: _plain(getattr(row, column.key)) for column in inspect(type(row)).column_attrs}


def _changed(row: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
    before, after = {}, {}
    state = inspect(row)
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes():
            before[column.key] = _plain(history.deleted[0]) if history.deleted else None
            after[column.key] = _plain(history.added[0]) if history.added else None
    return (before, after) if after else None


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    return {"iso": value.isoformat()} if isinstance(value, date | datetime) else value
