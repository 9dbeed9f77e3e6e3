"""Attempts are reserved before they are made and given back when they succeed.

Who asks first and counts afterwards lets through whatever comes at the same moment: 17 to 30 of 30 on a limit of ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Engine
from sqlmodel import Session

from foundation.clock import now
from foundation.limits.in_database import InDatabase
from foundation.limits.in_redis import InRedis
from foundation.limits.sliding import Counted, Hits, Limit, room, window_of
from foundation.redis_line import RedisLine


class Counts(Protocol):
    """Where is counted: shared by all processes, exact when many try at once."""

    def reserve(self, limits: Sequence[Limit], moment: float) -> None:
        """Count an attempt for each limit; for none when one is used up. Raises TooOften."""

    def hits(self, limits: Sequence[Limit], moment: float) -> Hits: ...

    def give_back(self, session: Session, counted: Counted) -> None:
        """With what came of it: when the session is rolled back, it stays counted."""


def counts_of(engine: Engine, line: RedisLine | None = None) -> Counts:
    """In Redis where there is a line to it, in the database otherwise."""
    in_database = InDatabase(engine)
    return InRedis(line, in_database) if line else in_database


@dataclass(frozen=True)
class Reserved:
    """Attempts that count as failed until they are given back."""

    counted: Counted
    by: Counts = field(compare=False, repr=False)


def reserve(counts: Counts, limits: Sequence[Limit]) -> Reserved:
    """Count an attempt for each limit; for none when one is used up. Raises TooOften.

    Somebody who is refused fills nobody else's count.
    """
    moment = now().timestamp()
    ordered = sorted(limits, key=lambda one: one.key)  # in one order, so that no two wait for each other
    counts.reserve(ordered, moment)
    return Reserved(tuple((one.key, window_of(one, moment)) for one in ordered), counts)


def tries_left(counts: Counts, limits: Sequence[Limit]) -> int:
    """How many attempts fit now, whatever becomes of them."""
    moment = now().timestamp()
    return room(limits, counts.hits(limits, moment), moment)


def give_back(session: Session, reserved: Reserved) -> None:
    """What succeeded was no failure; it is given back together with what came of it."""
    reserved.by.give_back(session, reserved.counted)
