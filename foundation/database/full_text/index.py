"""Keeping the words of a table's texts, and asking which rows hold some.

A class made from `Words` holds what the texts of one table are found by, a row for each: the two share their number.
It is written with every flush that writes the text, and goes with it. Asking gives numbers only, as a condition: the
query it stands in says of which organisation and study the rows must be.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Connection, Select, bindparam, event, inspect, select
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session

from foundation.database.full_text import on_postgresql, on_sqlite
from foundation.database.full_text.asked import Asked
from foundation.database.full_text.words import spaced, stems_of, words_of
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


@dataclass(frozen=True)
class _Kept:
    """That `table` holds the words of a column of `rows`; when `may` is given, of the rows alone that meet it."""

    rows: Any
    text: str
    table: Any
    may: tuple[ColumnElement[bool], ...]


_kept: dict[type[Scoped], _Kept] = {}


def keep_words(model: type[Scoped], table: type[Words], may: ColumnElement[bool] | None = None) -> None:
    """From now on `table` holds the words of what `model` holds.

    `may`: of which rows alone, as a condition on the table of `model`. When others come to meet it, `write_words`.
    """
    whether = () if may is None else (may,)
    _kept[model] = _Kept(inspect(model).local_table, table.text, inspect(table).local_table, whether)


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
    for kept in _kept.values():
        _engine(connection).create(connection, kept.table)
        _write(connection, kept, kept.rows.c[kept.text] != "")


def write_words(session: Session, model: type[Scoped], which: ColumnElement[bool]) -> None:
    """Of rows that may be found from now on, and had no words yet."""
    session.flush()
    _write(session.connection(), _kept[model], which)


def forget_for_good(session: Session | OrmSession) -> None:
    """Take what left the indexes out of their pages too."""
    connection = session.connection()
    for kept in _kept.values():
        _engine(connection).forget_for_good(connection, kept.table)


def is_of_the_tables(_thing: object, name: str | None, kind: str, _is_reflected: bool, _model: object) -> bool:
    """For alembic: whether a migration has to do with it. What an engine makes for an index, `mend` sees to."""
    return not (kind in ("table", "index") and name is not None and on_sqlite.OWN in name)


def _engine(connection: Connection) -> Any:
    return _ENGINES[connection.dialect.name]


def _write(connection: Connection, kept: _Kept, which: ColumnElement[bool]) -> None:
    rows = kept.rows.c
    query = select(rows.id, rows.organisation_id, rows[kept.text])
    query = query.where(which, *kept.may, rows.id.not_in(select(kept.table.c.id))).order_by(rows.id)
    for part in connection.execute(query).partitions(_AT_ONCE):
        if values := [_values(*row) for row in part if words_of(row[2])]:
            connection.execute(kept.table.insert(), values)


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
    added, changed = list(session.new), list(session.dirty)  # each asking makes the whole set anew
    for model, kept in _kept.items():
        earlier = _of_other_words(changed, model, kept)
        written = [*_of_other_words(added, model, kept), *earlier]
        if not written:
            continue
        connection = session.connection()
        if earlier:
            old = [{"old": one.id} for one in earlier]
            connection.execute(kept.table.delete().where(kept.table.c.id == bindparam("old")), old)
        may = _that_may(connection, kept, [one.id for one in written])
        values = [_values(one.id, one.organisation_id, getattr(one, kept.text)) for one in written if one.id in may]
        if values := [one for one in values if one["words"]]:
            connection.execute(kept.table.insert(), values)


def _of_other_words(rows: list[Any], model: type[Scoped], kept: _Kept) -> list[Any]:
    return [one for one in rows if isinstance(one, model) and inspect(one).attrs[kept.text].history.has_changes()]


def _that_may(connection: Connection, kept: _Kept, ids: list[int]) -> set[int]:
    """Those of these rows that may be found."""
    if not kept.may:
        return set(ids)
    parts = (ids[begin : begin + _AT_ONCE] for begin in range(0, len(ids), _AT_ONCE))
    rows = kept.rows.c
    return {
        row_id for part in parts for row_id in connection.scalars(select(rows.id).where(rows.id.in_(part), *kept.may))
    }
