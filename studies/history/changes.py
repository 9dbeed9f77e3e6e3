"""Every change with its inverse: what undo, redo and the history of a study are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import Any, get_args

from sqlalchemy import event, inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.tables import Scoped
from studies.history.telling import forget_tellings, has_tellings, keep_tellings
from studies.history.tied import check_free
from studies.models import ChangeRecord

_LOG = "change_log"
Operation = dict[str, Any]


class NothingToUndo(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is hier niets om ongedaan te maken."))


class NothingToRedo(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is hier niets om opnieuw te doen."))


class ChangedSince(ResearcherError):
    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "‘%(label)s’ kan niet meer terug: het is daarna nog veranderd. Er is niets gewijzigd. Pas het zelf aan "
                "als het anders moet.",
                label=label,
            )
        )


class UsedSince(ResearcherError):
    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "‘%(label)s’ kan niet meer terug: anderen werkten intussen verder met wat erbij hoort. Er is niets "
                "gewijzigd. Pas het zelf aan als het anders moet.",
                label=label,
            )
        )


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


def undoable(session: Session, area: str) -> ChangeRecord | None:
    """The last change of this person in `area` that still stands."""
    query = _of_person(session, area).where(col(ChangeRecord.undone).is_(False))
    return session.exec(query.order_by(col(ChangeRecord.id).desc()).limit(1)).first()


def redoable(session: Session, area: str) -> ChangeRecord | None:
    """The change of this person in `area` that was undone last."""
    query = _of_person(session, area).where(col(ChangeRecord.undone).is_(True))
    return session.exec(query.order_by(col(ChangeRecord.id)).limit(1)).first()


def undo(session: Session, area: str) -> ChangeRecord:
    """Take back this person's last change in `area`. Raises NothingToUndo, ChangedSince, UsedSince, TiedSince."""
    record = undoable(session, area)
    if record is None:
        raise NothingToUndo
    with _whole_or_not(session, record):
        for operation in reversed(record.operations):
            _apply(session, record, operation, operation["after"], operation["before"])
        record.undone = True
    return record


def redo(session: Session, area: str) -> ChangeRecord:
    """Do again what was undone last. Raises NothingToRedo, ChangedSince, UsedSince, TiedSince."""
    record = redoable(session, area)
    if record is None:
        raise NothingToRedo
    with _whole_or_not(session, record):
        for operation in record.operations:
            _apply(session, record, operation, operation["before"], operation["after"])
        record.undone = False
    return record


@contextmanager
def _whole_or_not(session: Session, record: ChangeRecord) -> Iterator[None]:
    label = record.label
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        raise UsedSince(label) from error


def _of_person(session: Session, area: str) -> SelectOfScalar[ChangeRecord]:
    person_id = session.info.get("person_id")
    return select(ChangeRecord).where(ChangeRecord.area == area, ChangeRecord.person_id == person_id)


def _forget_undone(session: Session, area: str) -> None:
    """A new change closes the way to redo."""
    for record in session.exec(_of_person(session, area).where(col(ChangeRecord.undone).is_(True))).all():
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


def _apply(session: Session, record: ChangeRecord, operation: Operation, expected: Any, wanted: Any) -> None:
    table, label = _table(operation["table"]), record.label
    row = session.get(table, operation["id"], populate_existing=True)
    if wanted is None:
        if row is None or not _stands(row, expected):
            raise ChangedSince(label)
        check_free(session, record, row)
        session.delete(row)
    elif expected is None:
        _check(row is None, label)
        session.add(table(**{key: _rich(table, key, value) for key, value in wanted.items()}))
    else:
        _check(row is not None and _stands(row, expected), label)
        for key, value in wanted.items():
            setattr(row, key, _rich(table, key, value))
    session.flush()


def _stands(row: Any, expected: Operation) -> bool:
    """Whether a row is as the change left it; a column that is no more says nothing."""
    there = {key: value for key, value in expected.items() if hasattr(row, key)}
    return all(getattr(row, key) == _rich(type(row), key, value) for key, value in there.items())


def _check(as_expected: bool, label: str) -> None:
    if not as_expected:
        raise ChangedSince(label)


def _rich(table: type[SQLModel], key: str, value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"iso"}:
        return datetime.fromisoformat(value["iso"]) if "T" in value["iso"] else date.fromisoformat(value["iso"])
    if isinstance(value, dict) and set(value) == {"hex"}:
        return bytes.fromhex(value["hex"])
    kind = _enum_of(table.model_fields[key].annotation)
    return kind(value) if kind and value is not None else value


def _enum_of(annotation: Any) -> type[Enum] | None:
    """The enum in `Feeling` or `Feeling | None`; None for other columns."""
    kinds = get_args(annotation) or (annotation,)
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Enum)), None)


def _table(name: str) -> type[Scoped]:
    return next(
        mapper.class_
        for mapper in inspect(ChangeRecord).registry.mappers
        if mapper.local_table is not None and getattr(mapper.local_table, "name", None) == name
    )
