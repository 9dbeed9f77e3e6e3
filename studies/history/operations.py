"""What a flush changes in rows, as plain data: the values before and after, logged while somebody listens."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction

CHANGE_LOG = "change_log"
Operation = dict[str, Any]


@event.listens_for(OrmSession, "after_flush")
def _log_changes(session: OrmSession, _flush: UOWTransaction) -> None:
    log = session.info.get(CHANGE_LOG)
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
