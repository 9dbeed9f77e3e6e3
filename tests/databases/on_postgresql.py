"""Databases for tests on PostgreSQL, on a server of their own.

Making a database from another one takes a tenth of a second, so one serves all tests: before each it is brought back to
what the test begins with. A test that asks for a database by itself gets one for itself.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Composable, Identifier
from sqlalchemy import Engine, make_url

from foundation.database.engine import open_engine
from tests.databases.cluster import PLAIN, Cluster

_OF_ALL = "of_all_tests"
_urls: dict[Path, str] = {}
"""Where the database is that belongs to a data folder, for who runs the server."""


def rows_in(folder: Path) -> dict[str, bytes]:
    """All that stands in the tables of the database that belongs to this folder, by the name of SQLite's file."""
    if folder not in _urls:
        return {}
    with psycopg.connect(_urls[folder]) as connection:
        return {"verhaallijn.db": b"".join(_rows(connection))}


def _rows(connection: psycopg.Connection[Any]) -> Iterator[bytes]:
    for table in _tables(connection):
        query: Composable = SQL("COPY {} TO STDOUT (FORMAT binary)").format(Identifier(table))
        with connection.cursor().copy(query) as rows:
            yield from (bytes(row) for row in rows)


def _tables(connection: psycopg.Connection[Any], schema: str = "public") -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename <> 'alembic_version'"
    return [row[0] for row in connection.execute(query, [schema])]


def _tables_with_rows(connection: psycopg.Connection[Any]) -> list[str]:
    asked = [
        SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(table, Identifier("public", table))
        for table in _tables(connection)
    ]
    return [row[0] for row in connection.execute(SQL(" UNION ALL ").join(asked))]


def _count_from(connection: psycopg.Connection[Any], begun: dict[str, int]) -> None:
    """Numbers start again after those that are given."""
    used = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    for name in {row[0] for row in connection.execute(used)} | begun.keys():
        connection.execute("SELECT setval(%s, %s, %s)", [f'"{name}"', begun.get(name, 1), name in begun])


class OnPostgresql:
    """One database for all tests, and others for who asks."""

    def __init__(self) -> None:
        self.cluster = Cluster()
        self._server = self._connected("postgres")
        self._numbers = count()
        self._made = list[str]()
        self._sequences: dict[str, list[tuple[str, int]]] = {}
        self._shared: psycopg.Connection[Any] | None = None

    def new(self, folder: Path, *, stays: bool = False) -> str:
        url = self._make(f"own_{next(self._numbers)}", "template1", folder)
        if stays:
            self._made.pop()
        return url

    def copied(self, url: str, folder: Path) -> str:
        return self._make(f"own_{next(self._numbers)}", str(make_url(url).database), folder)

    def keep(self, url: str, name: str) -> None:
        """As tables in a schema of that name."""
        shared = self._of_all(url)
        shared.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
        for table in _tables_with_rows(shared):
            into, of = Identifier(name, table), Identifier("public", table)
            shared.execute(SQL("CREATE TABLE {} AS TABLE {}").format(into, of))
        used = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
        self._sequences[name] = shared.execute(used).fetchall()

    def begin(self, name: str, folder: Path) -> str:
        url, _urls[folder] = self.cluster.url(_OF_ALL), self.cluster.for_owner(_OF_ALL)
        shared = self._of_all(url)
        shared.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        with shared.transaction():
            shared.execute("SET LOCAL session_replication_role = replica")
            for table in _tables_with_rows(shared):
                shared.execute(SQL("DELETE FROM {}").format(Identifier("public", table)))
            for table in _tables(shared, name):
                into, of = Identifier("public", table), Identifier(name, table)
                shared.execute(SQL("INSERT INTO {} SELECT * FROM {}").format(into, of))
            _count_from(shared, dict(self._sequences[name]))
        return url

    def one_engine(self) -> Engine:
        return open_engine(self.cluster.url(_OF_ALL), query_cache_size=4000)

    def stop(self) -> None:
        self._server.close()
        if self._shared:
            self._shared.close()
        self.cluster.stop()

    def empty(self) -> str:
        """The address of the database of all tests, before it has tables."""
        return self._make(_OF_ALL, "template1", self.cluster.folder)

    def clear_away(self) -> None:
        """The databases that tests asked for themselves."""
        while self._made:
            self._server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(self._made.pop())))

    def _make(self, name: str, like: str, folder: Path) -> str:
        made = SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        self._server.execute(made.format(Identifier(name), Identifier(like), Identifier(PLAIN)))
        if name != _OF_ALL:
            self._made.append(name)
        url, _urls[folder] = self.cluster.url(name), self.cluster.for_owner(name)
        return url

    def _connected(self, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.cluster.for_owner(database), autocommit=True)

    def _of_all(self, url: str) -> psycopg.Connection[Any]:
        if self._shared is None:
            self._shared = self._connected(str(make_url(url).database))
        return self._shared
