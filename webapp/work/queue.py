"""The bell between web and worker: a file in the data folder, or Redis where web and worker stand on several machines.

It only saves a worker the wait until it looks around: the job itself is a row in the database.
"""

import time
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from foundation.redis_line import RedisAway, RedisLine

_RUNG = "verhaallijn:rung"
_MOST_RUNG = 10_000
"""More than wait where a worker is; where none is, the list ends there."""


class Bell(Protocol):
    def ring(self, job_id: int) -> None:
        """Tell a worker of this job. Raises what stands in the way: the job is stored by then."""

    def heard(self, seconds: float) -> int | None:
        """The job that was rung for longest ago; None when so long it didn't ring."""

    def waiting(self) -> int:
        """How often it rang without being heard."""


class BellInFile:
    """Huey on a SQLite file, which web and worker on one machine share. It is loaded at the first ring."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def _opened(self) -> tuple[Any, Any]:
        """The queue and its one task: who hears has to know it too, or else can't read what comes."""
        from huey import SqliteHuey

        queue = SqliteHuey("verhaallijn", filename=str(self._file), fsync=True)
        return queue, queue.task(name="run_job")(_only_a_number)

    @property
    def _queue(self) -> Any:
        return self._opened[0]

    def ring(self, job_id: int) -> None:
        self._opened[1](job_id)

    def heard(self, seconds: float) -> int | None:
        task = self._queue.dequeue()
        if task is None:
            time.sleep(seconds)
            return None
        return int(task.args[0])

    def waiting(self) -> int:
        return int(self._queue.pending_count())


class BellInRedis:
    """Numbers of jobs in a list. Nothing else is read from it: who can write there, can have nothing done but these."""

    def __init__(self, line: RedisLine) -> None:
        self._line = line

    def ring(self, job_id: int) -> None:
        """Raises RedisAway."""

        def push(redis: object) -> None:
            both = redis.pipeline()  # type: ignore[attr-defined]
            both.lpush(_RUNG, job_id).ltrim(_RUNG, 0, _MOST_RUNG - 1).execute()

        self._line.ask(push)

    def heard(self, seconds: float) -> int | None:
        """Away, it is silent: the worker looks around as it always does."""
        try:
            told = self._line.ask(lambda redis: redis.brpop(_RUNG, timeout=seconds))
        except RedisAway:
            time.sleep(seconds)
            return None
        return int(told[1]) if told and told[1].isdecimal() else None

    def waiting(self) -> int:
        """Raises RedisAway."""
        return int(self._line.ask(lambda redis: redis.llen(_RUNG)))


def open_bell(file: Path, line: RedisLine | None) -> Bell:
    """In Redis where there is a line to it, in this file otherwise."""
    return BellInRedis(line) if line else BellInFile(file)


def _only_a_number(job_id: int) -> None:
    """What huey keeps: it is never carried out here."""
