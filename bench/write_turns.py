"""Short writes beside a busy writer, in three processes on one SQLite file: with a turn, and with SQLite's own waiting.

`python -m bench.write_turns`: two processes with four coders each, who write a number every 20 ms, beside one that adds
500 rows at a time without pause. Limit: with turns the p95 of a short write is at most a fifth of that without.
"""

import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from foundation.database import sqlite as product
from foundation.database.engine import open_engine

LIMIT_RATIO = 5.0
SECONDS = 6.0
_WORDS = [{"x": "w" * 150}] * 500


def main() -> None:
    without, with_turns = (_p95(has_turns=has_turns) for has_turns in (False, True))
    ratio = without / with_turns
    verdict = "met" if ratio >= LIMIT_RATIO else "MISSED"
    print(f"short write, p95: {with_turns * 1000:.0f} ms with turns, {without * 1000:.0f} ms without")
    print(f"ratio {ratio:.1f} (limit {LIMIT_RATIO}: {verdict})")
    sys.exit(ratio < LIMIT_RATIO)


def _p95(*, has_turns: bool) -> float:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'turns.db'}"
        with open_engine(url).begin() as connection:
            connection.execute(text("create table s(n int)"))
            connection.execute(text("insert into s values (0)"))
            connection.execute(text("create table t(x text)"))
        times: Any = multiprocessing.Queue()
        processes = [
            multiprocessing.Process(target=_process, args=(url, has_turns, *work, times))
            for work in ((_codes, 4), (_codes, 4), (_imports, 1))
        ]
        for process in processes:
            process.start()
        taken = sorted(taken for _ in processes for taken in times.get())
        for process in processes:
            process.join()
    return float(taken[int(len(taken) * 0.95)])


def _process(url: str, has_turns: bool, act: Callable[..., None], threads: int, times: Any) -> None:
    if not has_turns:
        product.take_turn = lambda _connection: None
    engine, end, taken = open_engine(url), time.monotonic() + SECONDS, list[float]()
    working = [threading.Thread(target=act, args=(engine, end, taken)) for _ in range(threads)]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()
    times.put(taken)


def _codes(engine: Any, end: float, taken: list[float]) -> None:
    while time.monotonic() < end:
        began = time.perf_counter()
        with engine.begin() as connection:
            connection.execute(text("update s set n = n + 1"))
        taken.append(time.perf_counter() - began)
        time.sleep(0.02)


def _imports(engine: Any, end: float, _taken: list[float]) -> None:
    while time.monotonic() < end:
        with engine.begin() as connection:
            connection.execute(text("insert into t(x) values (:x)"), _WORDS)


if __name__ == "__main__":
    main()
