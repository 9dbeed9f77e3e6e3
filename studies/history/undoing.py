"""Undo and redo: a person takes back what they changed, as long as it still stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import Any, get_args

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.tables import Scoped
from studies.history.changes import Operation, of_person
from studies.history.tied import check_free
from studies.models import ChangeRecord


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


def undoable(session: Session, area: str) -> ChangeRecord | None:
    """The last change of this person in `area` that still stands."""
    query = of_person(session, area).where(col(ChangeRecord.undone).is_(False))
    return session.exec(query.order_by(col(ChangeRecord.id).desc()).limit(1)).first()


def redoable(session: Session, area: str) -> ChangeRecord | None:
    """The change of this person in `area` that was undone last."""
    query = of_person(session, area).where(col(ChangeRecord.undone).is_(True))
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
