"""Rows of a database on PostgreSQL, in and out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, Table, column, func, select, table

from foundation.database.row_security import standing_within


@contextmanager
def filling(connection: Connection) -> Iterator[None]:
    """One transaction. A row may come before what it points at in its own table.

    COPY fills no table that is behind a wall; until the end the owner, who fills them, stands within it.
    """
    with connection.begin(), standing_within(connection):
        yield


def write_rows(connection: Connection, into: Table, types: Mapping[str, Any], rows: Iterable[Any]) -> None:
    """Each with the numbers it has; in one statement, so that what they point at is looked up at the end."""
    ways = [kind.dialect_impl(connection.dialect).bind_processor(connection.dialect) for kind in types.values()]
    names = SQL(", ").join(map(Identifier, types))
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(SQL("COPY {} ({}) FROM STDIN").format(Identifier(into.name), names)) as copy,
    ):
        for row in rows:
            copy.write_row([way(value) if way else value for way, value in zip(ways, row, strict=True)])


def last_numbers(connection: Connection, tables: Iterable[str]) -> dict[str, int]:
    """The last number that each table gave to a row."""
    known = table("pg_sequences", column("schemaname"), column("sequencename"), column("last_value")).c
    query = select(func.format("%I.%I", known.schemaname, known.sequencename), known.last_value)
    given = {str(name): number for name, number in connection.execute(query)}
    return {name: given[made] for name, made in _sequences(connection, tables).items() if given.get(made)}


def go_on_after(connection: Connection, numbers: Mapping[str, int]) -> None:
    """The next row of each table gets a higher number than this one."""
    for name, sequence in _sequences(connection, numbers).items():
        connection.execute(select(func.setval(sequence, numbers[name])))


def size_of(connection: Connection) -> int:
    """In bytes, with its indexes."""
    return int(connection.scalar(select(func.pg_database_size(func.current_database()))) or 0)


def is_used_elsewhere(connection: Connection) -> bool:
    """Whether another program of the same user is connected to this database."""
    known = table("pg_stat_activity", column("datname"), column("usename"), column("pid")).c
    mine = known.datname == func.current_database(), known.usename == func.current_user()
    others = select(func.count()).where(*mine, known.pid != func.pg_backend_pid())
    return bool(connection.scalar(others))


def _sequences(connection: Connection, tables: Iterable[str]) -> dict[str, str]:
    """Of each table that numbers its rows."""
    found = {name: connection.scalar(select(func.pg_get_serial_sequence(name, "id"))) for name in tables}
    return {name: str(sequence) for name, sequence in found.items() if sequence}
