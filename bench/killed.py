"""Killing the web process and the worker again and again while people work: `python -m bench.killed [ROUNDS] [SEED]`.

200 rounds unless said otherwise, on SQLite, or in the empty database of `VERHAALLIJN_DATABASE_URL`. In each, five
people code, type, read files in, publish and ask for suggestions over HTTP, until the web process, the worker or both
get SIGKILL at a random moment. What got no answer has to be there wholly or not at all; then what was killed starts
again and they send it once more. The same seed kills the same at the same moments. Limit: of what was acknowledged
nothing is lost, nothing is there by halves, and each job that was asked for ended once.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from foundation.jobs.models import JobState
from tests.webapp.killed.acts import Standing
from tests.webapp.killed.processes import WEB, WORKER
from tests.webapp.killed.rounds import Rounds, killed_so_often
from webapp.settings import Settings

ROUNDS, MOST_SHOWN = 200, 20


def main(rounds: int = ROUNDS, seed: int = 1) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        killing, ended = killed_so_often(Settings(data_dir=Path(folder) / "instance"), rounds, seed)
    return _tell(killing, ended, time.monotonic() - begun)


def _tell(killing: Rounds, ended: Counter[JobState], seconds: float) -> int:
    ledger, kills = killing.ledger, killing.kills
    print(f"{killing.place.engine.dialect.name}: {killing.rounds} rounds in {seconds:.0f} s")
    print(f"killed: web {kills[WEB]} times, worker {kills[WORKER]} times")
    each = ", ".join(f"{number} × {what}" for what, number in sorted(ledger.count().items()))
    print(f"acknowledged: {len(ledger.acknowledged)} ({each})")
    there, absent = ledger.turned_out[Standing.WHOLE], ledger.turned_out[Standing.ABSENT]
    print(f"without an answer: {there} were there wholly, {absent} not at all; all were sent again")
    how = f"{ended[JobState.DONE]} done, {ended[JobState.FAILED]} failed with a word"
    print(f"jobs: {ended.total()} ({how}), {killing.begun_again} of them taken over from a worker that was killed")
    for kind, found in ledger.wrong.items():
        print(f"{kind}: {len(found)} (limit 0: {'MISSED' if found else 'met'})")
        for sentence in found[:MOST_SHOWN]:
            print(f"  {sentence}")
    return int(not ledger.is_well)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
