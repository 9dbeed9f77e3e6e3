"""Requests that no screen sends, at random over all routes and forms: `python -m bench.fuzz [NUMBER] [SEED]`.

20,000 unless said otherwise, as somebody of each role and as nobody, to copies of the demonstration that are renewed
every 1,000. The same seed sends the same. Limit: none ends in a fault of the program (500).
"""

import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.databases.on_sqlite import OnSqlite
from tests.demonstration import build_demonstration
from tests.webapp.fuzzing.fuzzed import first_known, fuzz
from tests.webapp.fuzzing.fuzzer import Broken, Fuzzer

NUMBER, PER_COPY = 20_000, 1_000


def main(number: int = NUMBER, seed: int = 1) -> int:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        databases = OnSqlite(Path(folder))
        (Path(folder) / "demonstration").mkdir()
        demonstration = build_demonstration(
            Path(folder) / "demonstration", databases.new(Path(folder) / "demonstration")
        )
        fuzzer = Fuzzer(seed, first_known(demonstration))
        for begin in range(0, number, PER_COPY):
            fuzz(fuzzer, demonstration, databases, Path(folder) / f"copy-{begin}", min(PER_COPY, number - begin))
        demonstration.engine.dispose()
    return _tell(fuzzer)


def _tell(fuzzer: Fuzzer) -> int:
    run = fuzzer.run
    statuses = ", ".join(f"{number} × {status}" for status, number in sorted(run.statuses.items()))
    print(f"{run.sent} requests over {len(run.routes)} routes and methods: {statuses}")
    kinds: Counter[str] = Counter(one.said.strip().splitlines()[-1][:120] for one in run.broken)
    for kind, number in kinds.most_common():
        _show(kind, number, next(one for one in run.broken if kind in one.said))
    print(f"faults: {len(run.broken)} (limit 0: {'MISSED' if run.broken else 'met'})")
    return int(bool(run.broken))


def _show(kind: str, number: int, first: Broken) -> None:
    print(f"{number} × {kind}\n  {first.request}\n  {first.fields}\n{first.said}")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
