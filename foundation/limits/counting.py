"""Attempts are reserved before they are made and given back when they succeed.

Who asks first and counts afterwards lets through whatever comes at the same moment: 17 to 30 of 30 on a limit of ten.

A limit slides: what was tried in the window before this one counts for the part of it that still lies within the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, floor
from typing import Any, cast

from sqlalchemy import Engine, Table, delete, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _, clock_time
from foundation.errors import ResearcherError
from foundation.limits.models import Attempts

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_TABLE = cast(Table, inspect(Attempts).local_table)
_MINUTE = 60


@dataclass(frozen=True)
class Limit:
    """At most so many failed attempts within so many seconds, of whom `key` stands for."""

    key: str
    most: int
    seconds: int


@dataclass(frozen=True)
class Reserved:
    """Attempts that count as failed until they are given back: (key, window), in the order of keys."""

    counted: tuple[tuple[str, int], ...]


class TooOften(ResearcherError):
    """`seconds` from now it can be tried again; the sentence names that minute."""

    status = 429

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, ceil(seconds))
        self.headers = {"Retry-After": str(self.seconds)}
        self.again_at = _whole_minute(now() + timedelta(seconds=self.seconds))
        super().__init__(
            _("Er is te vaak achter elkaar geprobeerd. Vanaf %(time)s kan het weer.", time=clock_time(self.again_at))
        )


Hits = dict[tuple[str, int], int]


def reserve(engine: Engine, limits: Sequence[Limit]) -> Reserved:
    """Count an attempt for each limit, in a transaction of its own; for none when one is used up. Raises TooOften.

    Somebody who is refused fills nobody else's count, and takes no turn to write.
    """
    moment = now().timestamp()
    ordered = sorted(limits, key=lambda one: one.key)  # in one order, so that no two wait for each other
    with unit_of_work(read_only(engine), across=True) as session:
        _refuse(ordered, _hits(session, ordered, moment), moment, to_come=1)
    with unit_of_work(engine, across=True) as session:
        _count(session, ordered, moment)
        _refuse(ordered, _hits(session, ordered, moment), moment)
    return Reserved(tuple((one.key, _window(one, moment)) for one in ordered))


def tries_left(engine: Engine, limits: Sequence[Limit]) -> int:
    """How many attempts fit now, whatever becomes of them."""
    moment = now().timestamp()
    with unit_of_work(read_only(engine), across=True) as session:
        hits = _hits(session, limits, moment)
    return max(0, floor(min(_room(one, hits, moment) for one in limits)))


def _room(limit: Limit, hits: Hits, moment: float) -> float:
    window, passed = _window(limit, moment), moment % limit.seconds
    tried, before = hits.get((limit.key, window), 0), hits.get((limit.key, window - 1), 0)
    return limit.most - tried - before * (1 - passed / limit.seconds)


def give_back(session: Session, reserved: Reserved) -> None:
    """What succeeded was no failure; it is given back together with what came of it."""
    for key, window in reserved.counted:
        this = (col(Attempts.key) == key) & (col(Attempts.window) == window) & (col(Attempts.hits) > 0)
        session.execute(update(Attempts).where(this).values(hits=Attempts.hits - 1))


def forget_old_attempts(session: Session) -> None:
    """What counts no more."""
    session.execute(delete(Attempts).where(col(Attempts.until) <= now()))


def _count(session: Session, limits: Sequence[Limit], moment: float) -> None:
    """One statement for all. On PostgreSQL it also waits for whoever counts the same."""
    insert = _INSERTS[session.get_bind().dialect.name](_TABLE)
    counted = [
        {"key": one.key, "window": _window(one, moment), "hits": 1, "until": _last_moment(one, moment)}
        for one in limits
    ]
    again = {"hits": _TABLE.c.hits + 1}
    session.execute(insert.values(counted).on_conflict_do_update(index_elements=["key", "window"], set_=again))


def _hits(session: Session, limits: Sequence[Limit], moment: float) -> Hits:
    oldest = min(_window(one, moment) for one in limits) - 1
    among = _TABLE.c.key.in_([one.key for one in limits]) & (_TABLE.c.window >= oldest)
    rows = session.execute(select(_TABLE.c.key, _TABLE.c.window, _TABLE.c.hits).where(among))
    return {(key, window): hits for key, window, hits in rows}


def _refuse(limits: Sequence[Limit], hits: Hits, moment: float, to_come: int = 0) -> None:
    """`to_come`: attempts that `hits` does not count yet."""
    waits = []
    for one in limits:
        window = _window(one, moment)
        tried, before = hits.get((one.key, window), 0) + to_come, hits.get((one.key, window - 1), 0)
        waits.append(_wait(one, tried, before, moment % one.seconds))
    if max(waits) > 0:
        raise TooOften(max(waits))


def _wait(limit: Limit, tried: int, before: int, passed: float) -> float:
    """Seconds until an attempt fits, 0 when it fits now.

    `tried`: in this window, this attempt among them; `before`: in the window before; `passed`: seconds of this window.
    """
    if tried + before * (1 - passed / limit.seconds) <= limit.most:
        return 0
    if tried <= limit.most:
        return _fits_after(limit, tried, before) - passed
    return limit.seconds - passed + _fits_after(limit, 1, tried - 1)


def _fits_after(limit: Limit, tried: int, before: int) -> float:
    """Seconds of a window that have to be over before `before`, of the window before it, leaves room for `tried`."""
    return max(0.0, limit.seconds * (1 - (limit.most - tried) / before))


def _window(limit: Limit, moment: float) -> int:
    return int(moment // limit.seconds)


def _last_moment(limit: Limit, moment: float) -> datetime:
    return datetime.fromtimestamp((_window(limit, moment) + 2) * limit.seconds, UTC)


def _whole_minute(moment: datetime) -> datetime:
    """The first whole minute from then on, so that nobody comes back seconds too early."""
    return datetime.fromtimestamp(ceil(moment.timestamp() / _MINUTE) * _MINUTE, UTC)
