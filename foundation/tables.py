"""What every table has: a number, and (nearly always) the organisation it belongs to."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, DateTime, Dialect, String, event
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

# Alembic can only drop or rename a constraint that has a name.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


WITHDRAWN_AT = "withdrawn_at"
"""In `info` of a table of which readers have every row: the column that says since when they have it no more."""


OUTLIVES_STUDY = "outlives_study"
"""In `info` of a table whose rows name studies by number and stay when those go."""


@event.listens_for(sa.Table, "after_parent_attach")
def _give_each_number_once(table: sa.Table, metadata: sa.MetaData) -> None:
    """SQLite gives the number of the last row anew once that row is gone: an open page would be about another row."""
    if metadata is not SQLModel.metadata:
        return  # a migration says it itself
    table.dialect_options["sqlite"]["autoincrement"] = "id" in table.columns and len(table.primary_key.columns) == 1


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its time zone; SQLite forgets zones, so moments are stored in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class ByValue(TypeDecorator[StrEnum]):
    """An enum that is stored by its value, in a column of text: `one_of` lets the database refuse anything else."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


def one_of(column: str, kind: type[StrEnum], *, or_nothing: bool = False) -> CheckConstraint:
    """That a column holds a value of this enum, or an empty text where that may be."""
    values = ", ".join(f"'{one}'" for one in (*([""] if or_nothing else []), *kind))
    return CheckConstraint(f"{column} IN ({values})", name=column)


class Table(SQLModel):
    """A table with a number of its own. Never validated by SQLModel: domain functions check."""

    id: int = Field(default=None, primary_key=True)


class Scoped(Table):
    """A row of one organisation. The session adds the organisation, to rows and to queries."""

    names_people: ClassVar[bool] = False
    """Whether it may say who somebody is: what is taken out of it then leaves the files as well."""
    is_made_anew: ClassVar[bool] = False
    """Whether the product works it out by itself: it may go with what it points at, and nobody misses it."""
    is_index: ClassVar[bool] = False
    """Whether it only serves to find the row it points at: it is written with that row and goes with it, unseen."""
    is_of_this_place: ClassVar[bool] = False
    """Whether it means something beside the keys of this installation alone: who leaves does not take it along."""

    organisation_id: int = Field(default=None, foreign_key="organisation.id", index=True)
