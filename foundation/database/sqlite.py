"""The engine on SQLite: WAL, foreign keys, full durability, and writers that wait in line."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event

from foundation.database.write_turn import keep_turns, take_turn
from foundation.errors import NumberBeyondReach

# One for each thread of a web process; the one that was used last has its pages and statements at hand.
POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 20, "pool_use_lifo": True}
READS_ONLY: dict[str, Any] = {"verhaallijn_reads_only": True}
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "cache_size=-20000",
    # A replaced name must be gone from the file too, not only from the tables.
    "secure_delete=ON",
)


def prepare(engine: Engine) -> None:
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    keep_turns(engine)
    event.listen(engine, "handle_error", _refuse_boundless_number)


def is_taken(error: Any) -> bool:
    """Whether the database refused a row because there may be one such row."""
    taken = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
    return getattr(error, "sqlite_errorcode", None) in taken


def _set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    # SQLAlchemy's own BEGIN (below) replaces the driver's, which would start deferred.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads_only = bool(connection.get_execution_options().get("verhaallijn_reads_only"))
    if connection.info.get("reads_only", False) is not reads_only:
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA query_only={int(reads_only)}")
        connection.info["reads_only"] = reads_only
    if not reads_only:
        take_turn(connection)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _refuse_boundless_number(context: ExceptionContext) -> None:
    # Python's numbers have no end and SQLite's do; asked for one beyond, the driver gives up before the query runs.
    if isinstance(context.original_exception, OverflowError):
        raise NumberBeyondReach from context.original_exception
