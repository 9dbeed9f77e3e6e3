"""Keeping the words of a table's texts, and asking which rows hold some.

A class made from `Words` holds what the texts of one table are found by, a row for each: the two share their number.
It is written with every flush that writes the text, and goes with it. Asking gives numbers only, as a condition: the
query it stands in says of which organisation and study the rows must be.
"""

from typing import Any, ClassVar

from sqlalchemy import Connection, Select, bindparam, event, inspect, select
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session

from foundation.database.full_text import on_postgresql, on_sqlite
from foundation.database.full_text.words import Asked, spaced, stems_of, words_of
from foundation.tables import Scoped

_AT_ONCE = 1000
_ENGINES = {"sqlite": on_sqlite, "postgresql": on_postgresql}


class Words(Scoped):
    """What the texts of one table are found by. `id` is that of the row that holds the text."""

    is_index = True
    text: ClassVar[str]
    """The column that holds the text, in the table that `id` points at."""

    words: str
    stems: str


_kept: dict[type[Scoped], tuple[str, Any]] = {}


def keep_words(model: type[Scoped], table: type[Words]) -> None:
    """From now on `table` holds the words of what `model` holds."""
    _kept[model] = table.text, inspect(table).local_table


def holds(session: Session, table: type[Words], wanted: Asked) -> Select[Any]:
    """The numbers of the rows that hold what is wanted: as typed, also within words, or each word in some form."""
    local = inspect(table).local_table
    if len(wanted.phrase) < on_sqlite.SHORTEST:
        return select(local.c.id).where(local.c.words.contains(wanted.phrase))
    anywhere: Select[Any] = _engine(session.connection()).holding(local, wanted.phrase, wanted.stems)
    return anywhere


def holds_exactly(session: Session, table: type[Words], wanted: Asked) -> Select[Any]:
    """Those of them in which it stands word for word."""
    exactly: Select[Any] = _engine(session.connection()).holding(inspect(table).local_table, f" {wanted.phrase} ", ())
    return exactly


def mend(connection: Connection) -> None:
    """Make what the engine needs where it is not there (any more), and write the words of texts that have none."""
    for model, (text, table) in _kept.items():
        _engine(connection).create(connection, table)
        rows = inspect(model).local_table.c
        missing = rows.id.not_in(select(table.c.id)) & (rows[text] != "")
        query = select(rows.id, rows.organisation_id, rows[text]).where(missing).order_by(rows.id)
        for part in connection.execute(query).partitions(_AT_ONCE):
            if values := [_values(*row) for row in part if words_of(row[2])]:
                connection.execute(table.insert(), values)


def forget_for_good(session: Session | OrmSession) -> None:
    """Take what left the indexes out of their pages too."""
    connection = session.connection()
    for _text, table in _kept.values():
        _engine(connection).forget_for_good(connection, table)


def is_of_the_tables(_thing: object, name: str | None, kind: str, _is_reflected: bool, _model: object) -> bool:
    """For alembic: whether a migration has to do with it. What an engine makes for an index, `mend` sees to."""
    return not (kind in ("table", "index") and name is not None and on_sqlite.OWN in name)


def _engine(connection: Connection) -> Any:
    return _ENGINES[connection.dialect.name]


def _values(row_id: int, organisation_id: int, text: str) -> dict[str, Any]:
    words = words_of(text)
    return {
        "id": row_id,
        "organisation_id": organisation_id,
        "words": spaced(words),
        "stems": spaced(stems_of(words)),
    }


@event.listens_for(OrmSession, "after_flush")
def _keep(session: OrmSession, _flush: UOWTransaction) -> None:
    for model, (text, table) in _kept.items():
        changed = [one for one in (*session.new, *session.dirty) if isinstance(one, model) and _differs(one, text)]
        if not changed:
            continue
        connection = session.connection()
        connection.execute(table.delete().where(table.c.id == bindparam("old")), [{"old": one.id} for one in changed])
        values = [_values(one.id, one.organisation_id, getattr(one, text)) for one in changed]
        if written := [one for one in values if one["words"]]:
            connection.execute(table.insert(), written)


def _differs(row: Scoped, text: str) -> bool:
    has_changes: bool = inspect(row).attrs[text].history.has_changes()
    return has_changes
