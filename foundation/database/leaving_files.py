"""What leaves the tables leaves SQLite's files too.

Deleted content is overwritten in the database file (`secure_delete`), but the write-ahead log beside it keeps every
page that was written since it was last emptied. A change to a row that may say who somebody is (`names_people`)
therefore empties the log once it is committed. While somebody still reads, the log can't be emptied: it is tried again
after every transaction of this process, and by the worker. Nobody waits for it. What such a change takes out of an
index to search in is taken out of that index's pages in the same transaction. PostgreSQL has no such file; see
docs/decisions/0009-erasure.md.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, SessionTransaction, UOWTransaction
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session

from foundation.database.full_text.index import forget_for_good
from foundation.tables import Scoped

_ERASED = "names_erased"
_waiting: set[str] = set()
"""Database files whose log still has to be emptied; adding to a set and taking from it needs no lock."""


def names_erased(session: Session | OrmSession) -> None:
    """Say that this transaction takes names out of the tables; rows that change or go by the session say so already."""
    session.info[_ERASED] = True


def empty_log(engine: Engine) -> bool:
    """Move everything from the log into the database file; False when a reader or writer is in the way."""
    file = _file_of(engine)
    return file is None or _emptied(file)


def _file_of(engine: Engine) -> str | None:
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return file if file != ":memory:" else None


def _emptied(file: str) -> bool:
    address = f"{Path(file).absolute().as_uri()}?mode=rw"
    try:
        # A connection of its own, which waits for nobody.
        with closing(sqlite3.connect(address, timeout=0, uri=True)) as connection:
            is_busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    if is_busy:
        return False
    _waiting.discard(file)
    return True


@event.listens_for(OrmSession, "before_flush")
def _notice(session: OrmSession, _flush: UOWTransaction, _instances: object) -> None:
    if any(isinstance(row, Scoped) and row.names_people for row in (*session.dirty, *session.deleted)):
        names_erased(session)


@event.listens_for(OrmSession, "do_orm_execute")
def _notice_many(asked: ORMExecuteState) -> None:
    """Rows that change or go by one statement."""
    if (asked.is_update or asked.is_delete) and any(_names_people(one.class_) for one in asked.all_mappers):
        names_erased(asked.session)


def _names_people(kind: type) -> bool:
    return issubclass(kind, Scoped) and kind.names_people


@event.listens_for(OrmSession, "before_commit")
def _merge_indexes(session: OrmSession) -> None:
    session.flush()
    if session.info.get(_ERASED):
        forget_for_good(session)


@event.listens_for(OrmSession, "after_commit")
def _ask(session: OrmSession) -> None:
    if session.info.pop(_ERASED, False) and (file := _file_of(session.get_bind().engine)):
        _waiting.add(file)


@event.listens_for(OrmSession, "after_rollback")
def _forget(session: OrmSession) -> None:
    if session.in_nested_transaction():
        return
    session.info.pop(_ERASED, None)


@event.listens_for(OrmSession, "after_transaction_end")
def _try(_session: OrmSession, transaction: SessionTransaction) -> None:
    """By now the session's own connection is back in the pool and holds nothing up."""
    if transaction.parent is not None:
        return
    for file in tuple(_waiting):
        _emptied(file)
