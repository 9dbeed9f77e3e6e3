"""The one place that knows what time and what day it is, so that a demonstration can tell what happened when."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """This moment, in UTC, with its time zone."""
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    """The date in the Netherlands, where people read it; just after midnight it is still yesterday in UTC."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The date in the Netherlands on which something happened."""
    return moment.astimezone(AMSTERDAM).date()


def end_of(day: date) -> datetime:
    """The moment at which a date in the Netherlands is over."""
    return datetime.combine(day + timedelta(days=1), time(), AMSTERDAM)


@contextmanager
def pretend_it_is(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment`, which has a time zone."""
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)
