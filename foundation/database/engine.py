"""The engine, the unit of work, and the wall between organisations."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.orm import ORMExecuteState, UOWTransaction, with_loader_criteria
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.sql.base import ExecutableOption
from sqlmodel import Session

import foundation.database.leaving_files  # noqa: F401  empties the log after names were erased
from foundation.errors import NumberBeyondReach
from foundation.tables import Scoped

_NOBODY = 0  # no organisation has this number: a join that reaches scoped rows finds none
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "cache_size=-20000",
    # A replaced name must be gone from the file too, not only from the tables.
    "secure_delete=ON",
)


class NoOrganisation(RuntimeError):
    """A session without an organisation asked for rows that belong to one. Always a programming error."""


class OtherOrganisation(RuntimeError):
    """A row of one organisation was about to be written in a session of another."""


class PointsNowhere(RuntimeError):
    """A migration would leave a row that points at one that is not there. Nothing was changed."""


def open_engine(url: str, **options: Any) -> Engine:
    """Connect to `url`. On SQLite: WAL, foreign keys, full durability, and writers that queue."""
    # Without its values an error says as much, and what people said stays out of the log.
    engine = create_engine(url, hide_parameters=True, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "handle_error", _refuse_boundless_number)
    return engine


def read_only(engine: Engine) -> Engine:
    """The same engine for work that only reads: it never waits for a writer."""
    return engine.execution_options(verhaallijn_reads_only=True)


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


@contextmanager
def tables_are_copied(connection: Connection) -> Iterator[None]:
    """To change a table, a migration on SQLite copies it and drops the old one. What points at it stays meanwhile.

    Before anything was asked of the connection; the block is one transaction. Raises PointsNowhere.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin():
            yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")  # it does nothing within a transaction
    try:
        with connection.begin():
            before = driver.total_changes
            yield
            # It walks through every row, so a start with nothing to migrate does without.
            if driver.total_changes == before:
                return
            if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise PointsNowhere(f"{lost[0].table} points at {lost[0].parent} (and {len(lost) - 1} more)")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # SQLAlchemy's own BEGIN (below) replaces the driver's, which would start deferred.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("verhaallijn_reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _refuse_boundless_number(context: ExceptionContext) -> None:
    # Python's numbers have no end and SQLite's do; asked for one beyond, the driver gives up before the query runs.
    if isinstance(context.original_exception, OverflowError):
        raise NumberBeyondReach from context.original_exception


@event.listens_for(OrmSession, "do_orm_execute")
def _only_own_organisation(state: ORMExecuteState) -> None:
    """Every SELECT, UPDATE and DELETE on scoped tables gets the organisation; without one it is refused."""
    if state.is_column_load or state.session.info.get("across"):
        return
    if not (state.is_select or state.is_update or state.is_delete):
        return
    organisation_id = state.session.info.get("organisation_id")
    if organisation_id is None:
        if any(issubclass(mapper.class_, Scoped) for mapper in state.all_mappers):
            raise NoOrganisation
        organisation_id = _NOBODY
    state.statement = state.statement.options(_criteria(organisation_id))


@lru_cache(maxsize=256)
def _criteria(organisation_id: int) -> ExecutableOption:
    """The condition on every scoped table. Kept per organisation: building it costs more than most queries."""

    def is_of_it(table: Any) -> ColumnElement[bool]:
        column: Any = getattr(table, "organisation_id", None)  # Scoped itself is asked too, and has no column
        same: ColumnElement[bool] = column == organisation_id
        return same

    return with_loader_criteria(Scoped, is_of_it, include_aliases=True)


@event.listens_for(OrmSession, "before_flush")
def _stay_in_own_organisation(session: OrmSession, _: UOWTransaction, __: object) -> None:
    organisation_id = session.info.get("organisation_id")
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(row, Scoped):
            continue
        if row.organisation_id is None and organisation_id is not None:
            row.organisation_id = organisation_id
        if not session.info.get("across") and row.organisation_id != organisation_id:
            raise OtherOrganisation(type(row).__name__)
