"""The line to Redis, for installations of several machines: the only door to it. Away, it costs a moment and no more.

Nothing is kept there that is not elsewhere, or that may not be lost. Who meets RedisAway goes on without it.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from foundation.dutch import _
from foundation.errors import ResearcherError

SCHEMES = ("redis://", "rediss://", "unix://")
_CONNECTING, _ANSWERING = 1.0, 3.0
"""Seconds that are waited for a connection, and for an answer."""
_PAUSE = 5.0
"""Seconds in which nobody asks again after it was away: not everybody has to wait in turn to learn so."""

log = logging.getLogger(__name__)


class RedisAway(Exception):
    """It did not answer, or not in time."""


class RedisNotInstalled(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Voor VERHAALLIJN_REDIS_URL is het pakket ‘redis’ nodig. docs/deploy.md zegt hoe dat erbij komt.")
        )


class RedisLine:
    """One for each process: connections are shared by its threads."""

    def __init__(self, url: str) -> None:
        """Connects to nothing yet. Raises RedisNotInstalled."""
        try:
            from redis import Redis, RedisError
            from redis.backoff import NoBackoff
            from redis.retry import Retry
        except ImportError:
            raise RedisNotInstalled from None
        self._fails = (RedisError, OSError)
        self._away_until, self._is_away = 0.0, False
        self._client = Redis.from_url(
            url,
            decode_responses=True,
            socket_connect_timeout=_CONNECTING,
            socket_timeout=_ANSWERING,
            retry=Retry(NoBackoff(), 1),  # a line that Redis closed meanwhile is opened anew
        )

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """What `question` gets out of the client of redis-py. Raises RedisAway."""
        if time.monotonic() < self._away_until:
            raise RedisAway
        try:
            told = question(self._client)
        except self._fails as error:
            self._away_until = time.monotonic() + _PAUSE
            if not self._is_away:
                log.warning("Redis is away, we go on without it: %s", type(error).__name__)
            self._is_away = True
            raise RedisAway from None
        if self._is_away:
            log.warning("Redis is back")
        self._is_away = False
        return told


def line_to(url: str) -> RedisLine | None:
    """None where no Redis is set. Raises RedisNotInstalled."""
    return RedisLine(url) if url else None
