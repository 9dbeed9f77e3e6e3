"""A limit slides over two windows: what is left of it, and how long somebody waits.

What was tried in the window before this one counts for the part of it that still lies within the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, floor

from foundation.clock import now
from foundation.dutch import _, clock_time
from foundation.errors import ResearcherError

_MINUTE = 60

Counted = tuple[tuple[str, int], ...]
"""What was counted: (key, window), in the order of keys."""
Hits = dict[tuple[str, int], int]
"""{(key, window): how often}."""


@dataclass(frozen=True)
class Limit:
    """At most so many failed attempts within so many seconds, of whom `key` stands for."""

    key: str
    most: int
    seconds: int


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


def room(limits: Sequence[Limit], hits: Hits, moment: float) -> int:
    """How many attempts fit."""
    return max(0, floor(min(_room(one, hits, moment) for one in limits)))


def _room(limit: Limit, hits: Hits, moment: float) -> float:
    window = window_of(limit, moment)
    tried, before = hits.get((limit.key, window), 0), hits.get((limit.key, window - 1), 0)
    return limit.most - tried - before * share_before(limit, moment)


def refuse(limits: Sequence[Limit], hits: Hits, moment: float, to_come: int = 0) -> None:
    """`to_come`: attempts that `hits` does not count yet. Raises TooOften."""
    waits = []
    for one in limits:
        window = window_of(one, moment)
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


def share_before(limit: Limit, moment: float) -> float:
    """How much of the window before still counts: 1 at the beginning of this one, 0 at its end."""
    return 1 - moment % limit.seconds / limit.seconds


def window_of(limit: Limit, moment: float) -> int:
    return int(moment // limit.seconds)


def last_moment(limit: Limit, moment: float) -> datetime:
    return datetime.fromtimestamp((window_of(limit, moment) + 2) * limit.seconds, UTC)


def _whole_minute(moment: datetime) -> datetime:
    """The first whole minute from then on, so that nobody comes back seconds too early."""
    return datetime.fromtimestamp(ceil(moment.timestamp() / _MINUTE) * _MINUTE, UTC)
