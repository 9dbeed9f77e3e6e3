"""All rows of one database into an empty one of the same shape, whichever engines they are on; seen to be the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import JSON, Connection, Engine, Select, Table, Text, cast, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from foundation.backup import on_postgresql, on_sqlite
from foundation.database.engine import read_only
from foundation.database.row_security import see_all
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import fingerprint
from foundation.tables import Scoped

_AT_ONCE = 1000
_ENGINES: dict[str, Any] = {"sqlite": on_sqlite, "postgresql": on_postgresql}


class RowNotTaken(ResearcherError):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            _(
                "Een rij van tabel %(name)s past niet in de nieuwe database (%(why)s). Er is niets overgezet. Geef dit "
                "door aan wie het programma maakt.",
                name=name,
                why=why,
            )
        )


class RowsDiffer(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Na het overzetten is tabel %(name)s niet gelijk aan die in de oude database. Er is niets overgezet. "
                "Schreef er nog iemand? Stop Verhaallijn overal en probeer het opnieuw.",
                name=name,
            )
        )


@contextmanager
def rows_moved(source: Engine, target: Engine, *, compared: bool) -> Iterator[dict[str, int]]:
    """How many rows of each table were moved: stored when the block ends well. Indexes of words are left to `mend`.

    `compared`: after all of them were read again on both sides. Raises RowNotTaken, RowsDiffer.
    """
    tables = moved_tables()
    with read_only(source).connect() as of, target.connect() as into, _of(target).filling(into):
        see_all(of)
        for table in reversed(tables):
            into.execute(table.delete())
        moved = {table.name: _move(of, into, table) for table in tables}
        numbered = [table.name for table in tables if "id" in table.columns]
        _of(target).go_on_after(into, _of(source).last_numbers(of, numbered))
        if compared:
            _compare(of, into, tables)
        yield moved


def moved_tables() -> list[Table]:
    """In an order in which each comes after those it points at."""
    kinds: Any = [mapper.class_ for mapper in SQLModel._sa_registry.mappers]
    indexes = {one.__tablename__ for one in kinds if issubclass(one, Scoped) and one.is_index}
    return [one for one in SQLModel.metadata.sorted_tables if one.name not in indexes]


def _compare(of: Connection, into: Connection, tables: list[Table]) -> None:
    for table in tables:
        if _digest(of, table) != _digest(into, table):
            raise RowsDiffer(table.name)


def _digest(connection: Connection, table: Table) -> str:
    """The same for the same rows, on every engine."""
    return fingerprint(repr(tuple(row)).encode() for row in _rows(connection, table))


def _of(engine: Engine) -> Any:
    return _ENGINES[engine.dialect.name]


def _move(of: Connection, into: Connection, table: Table) -> int:
    counted = 0

    def counting() -> Iterator[Any]:
        nonlocal counted
        for row in _rows(of, table):
            counted += 1
            yield row

    types = {one.name: _type(one) for one in table.columns}
    try:
        _of(into.engine).write_rows(into, table, types, counting())
    except (DBAPIError, psycopg.Error, OverflowError) as error:
        raise RowNotTaken(table.name, type(error).__name__) from error
    return counted


def _rows(connection: Connection, table: Table) -> Iterator[Any]:
    columns = [cast(one, Text) if isinstance(one.type, JSON) else one for one in table.columns]
    query: Select[Any] = select(*columns).order_by(*table.primary_key)
    yield from connection.execute(query.execution_options(yield_per=_AT_ONCE))


def _type(column: Any) -> Any:
    """What is JSON goes over as it is written: nothing and the word for nothing stay two things."""
    return Text() if isinstance(column.type, JSON) else column.type
