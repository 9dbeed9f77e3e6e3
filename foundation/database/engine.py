"""The engine and the unit of work."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlmodel import Session

from foundation.database import (
    leaving_files,  # noqa: F401  empties the log after names were erased
    wall,  # noqa: F401  keeps every session in its own organisation
)
from foundation.database.write_turn import keep_turns, take_turn
from foundation.errors import NumberBeyondReach

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "cache_size=-20000",
    # A replaced name must be gone from the file too, not only from the tables.
    "secure_delete=ON",
)


def open_engine(url: str, **options: Any) -> Engine:
    """Connect to `url`. On SQLite: WAL, foreign keys, full durability, and writers that queue."""
    # Without its values an error says as much, and what people said stays out of the log.
    engine = create_engine(url, hide_parameters=True, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        keep_turns(engine)
        event.listen(engine, "handle_error", _refuse_boundless_number)
    return engine


def read_only(engine: Engine) -> Engine:
    """The same engine for work that only reads: it never waits for a writer, and can't write."""
    return engine.execution_options(verhaallijn_reads_only=True, postgresql_readonly=True)


def open_session(engine: Engine, organisation_id: int | None, person_id: int | None = None) -> Session:
    """A session that sees one organisation; None sees only tables that belong to nobody."""
    info = {"organisation_id": organisation_id, "person_id": person_id}
    return Session(engine, expire_on_commit=False, info=info)


def open_session_across_organisations(engine: Engine) -> Session:
    """For sign-in, workers looking for jobs, integrity checks and public pages; nothing else."""
    return Session(engine, expire_on_commit=False, info={"organisation_id": None, "across": True})


@contextmanager
def unit_of_work(
    engine: Engine, organisation_id: int | None = None, person_id: int | None = None, *, across: bool = False
) -> Iterator[Session]:
    """Commit when the block ends well, roll back when it raises."""
    session = open_session_across_organisations(engine) if across else open_session(engine, organisation_id, person_id)
    with session, session.begin():
        yield session


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # SQLAlchemy's own BEGIN (below) replaces the driver's, which would start deferred.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads_only = bool(connection.get_execution_options().get("verhaallijn_reads_only"))
    driver: Any = connection.connection.dbapi_connection
    driver.execute(f"PRAGMA query_only={int(reads_only)}")
    if not reads_only:
        take_turn(connection)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _refuse_boundless_number(context: ExceptionContext) -> None:
    # Python's numbers have no end and SQLite's do; asked for one beyond, the driver gives up before the query runs.
    if isinstance(context.original_exception, OverflowError):
        raise NumberBeyondReach from context.original_exception
