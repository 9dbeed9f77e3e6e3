"""Counts in the database: for every installation, and where Redis is away."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Engine, Table, delete, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.limits.models import Attempts
from foundation.limits.sliding import Counted, Hits, Limit, last_moment, refuse, window_of

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_TABLE = cast(Table, inspect(Attempts).local_table)


class InDatabase:
    """Counts that all processes on this database share."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reserve(self, limits: Sequence[Limit], moment: float) -> None:
        """In a transaction of its own. Who is refused takes no turn to write. Raises TooOften."""
        with unit_of_work(read_only(self._engine), across=True) as session:
            refuse(limits, _hits(session, limits, moment), moment, to_come=1)
        with unit_of_work(self._engine, across=True) as session:
            _count(session, limits, moment)
            refuse(limits, _hits(session, limits, moment), moment)

    def hits(self, limits: Sequence[Limit], moment: float) -> Hits:
        with unit_of_work(read_only(self._engine), across=True) as session:
            return _hits(session, limits, moment)

    def give_back(self, session: Session, counted: Counted) -> None:
        for key, window in counted:
            this = (col(Attempts.key) == key) & (col(Attempts.window) == window) & (col(Attempts.hits) > 0)
            session.execute(update(Attempts).where(this).values(hits=Attempts.hits - 1))


def forget_old_attempts(session: Session) -> None:
    """What counts no more."""
    session.execute(delete(Attempts).where(col(Attempts.until) <= now()))


def _count(session: Session, limits: Sequence[Limit], moment: float) -> None:
    """One statement for all. On PostgreSQL it also waits for whoever counts the same."""
    insert = _INSERTS[session.get_bind().dialect.name](_TABLE)
    counted = [
        {"key": one.key, "window": window_of(one, moment), "hits": 1, "until": last_moment(one, moment)}
        for one in limits
    ]
    again = {"hits": _TABLE.c.hits + 1}
    session.execute(insert.values(counted).on_conflict_do_update(index_elements=["key", "window"], set_=again))


def _hits(session: Session, limits: Sequence[Limit], moment: float) -> Hits:
    oldest = min(window_of(one, moment) for one in limits) - 1
    among = _TABLE.c.key.in_([one.key for one in limits]) & (_TABLE.c.window >= oldest)
    rows = session.execute(select(_TABLE.c.key, _TABLE.c.window, _TABLE.c.hits).where(among))
    return {(key, window): hits for key, window, hits in rows}
