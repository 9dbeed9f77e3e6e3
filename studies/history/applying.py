"""One operation of a change is done the other way around, as long as its row still stands as the change left it.

What only hangs on a row that comes back (hanging) is left as it is by now when it does not stand so any more.
"""

from datetime import date, datetime
from enum import Enum
from typing import Any, get_args

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.tables import Scoped
from studies.history.hanging import but_its_place, only_hangs, tied_again
from studies.history.operations import Operation
from studies.history.tied import check_free
from studies.models import ChangeRecord


class ChangedSince(ResearcherError):
    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "Dit kan niet meer terug: %(label)s. Het is daarna nog veranderd. Er is niets gewijzigd. Pas het zelf "
                "aan als het anders moet.",
                label=label,
            )
        )


def apply_operation(session: Session, record: ChangeRecord, operation: Operation, expected: Any, wanted: Any) -> None:
    table, label = _table(operation["table"]), record.label
    row = session.get(table, operation["id"], populate_existing=True)
    if wanted is None:
        if row is None or not _stands(row, but_its_place(expected)):
            raise ChangedSince(label)
        check_free(session, record, row)
        session.delete(row)
    elif expected is None:
        _check(row is None, label)
        session.add(table(**{key: _rich(table, key, value) for key, value in wanted.items()}))
    elif only_hangs(record, table, operation):
        for key, value in tied_again(row, wanted, expected, _stands).items():
            setattr(row, key, _rich(table, key, value))
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
