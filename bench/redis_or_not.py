"""What Redis saves: reserving an attempt, asking how many are left, and ringing, with and without it.

`python -m bench.redis_or_not`: needs redis-server and PostgreSQL on the machine; starts both and takes them away. There
is no limit: counting and ringing do their work without Redis too. Prints medians, on one machine, one at a time.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import Engine

from bench.web_servers import this_machine
from foundation.database.engine import open_engine
from foundation.limits.counting import Counts, counts_of, reserve, tries_left
from foundation.limits.sliding import Limit
from foundation.redis_line import RedisLine
from tests.databases.cluster import PLAIN, Cluster
from tests.databases.own_redis import OwnRedis, redis_program
from webapp.migration import migrate
from webapp.work.queue import Bell, BellInFile, BellInRedis

TIMES = 300


def main() -> None:
    print(this_machine())
    with tempfile.TemporaryDirectory() as folder, _redis() as line, _postgresql() as url:
        with _prepared(f"sqlite:///{Path(folder) / 'counts.db'}") as on_sqlite, _prepared(url) as on_postgresql:
            _count("SQLite", counts_of(on_sqlite))
            _count("PostgreSQL", counts_of(on_postgresql))
            _count("Redis", counts_of(on_sqlite, line))
        _ring("a file", BellInFile(Path(folder) / "queue.db"))
        _ring("Redis", BellInRedis(line))


def _count(where: str, counts: Counts) -> None:
    """As a wrong password does: three limits at once."""
    limits = [Limit(f"{kind}:bench", 1_000_000, 900) for kind in ("account", "pair", "network")]
    counting, asking = _median(lambda: reserve(counts, limits)), _median(lambda: tries_left(counts, limits))
    print(f"{where}: counting {counting:.2f} ms, asking {asking:.2f} ms")


def _ring(where: str, bell: Bell) -> None:
    print(f"ringing by {where}: {_median(lambda: bell.ring(7)):.2f} ms")


def _median(act: Callable[[], object]) -> float:
    """Milliseconds."""
    took = []
    for _time in range(TIMES):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


@contextmanager
def _prepared(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    migrate(engine)
    yield engine
    engine.dispose()


@contextmanager
def _redis() -> Iterator[RedisLine]:
    redis = OwnRedis(redis_program())
    try:
        yield RedisLine(redis.url)
    finally:
        redis.end()


@contextmanager
def _postgresql() -> Iterator[str]:
    cluster = Cluster(is_durable=True)
    try:
        with psycopg.connect(cluster.for_owner("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE counts OWNER {PLAIN}")
        yield cluster.url("counts")
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
