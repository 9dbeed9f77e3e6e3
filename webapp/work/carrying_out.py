"""The process beside a worker that does its jobs: a line comes in for each, and one goes out when it ended."""

import ctypes
import os
import signal
import sys
import threading
from contextlib import suppress
from functools import partial
from queue import SimpleQueue

from sqlalchemy import Engine

import coding.suggestions.jobs
import coding.suggestions.topics.jobs  # noqa: F401  declares the jobs
import feedback.intake.jobs  # noqa: F401  declares the jobs
from foundation.database.passing_faults import patiently
from foundation.jobs.claiming import held
from foundation.jobs.doing import carry_out
from foundation.jobs.running import FINISHING_SECONDS

_WHEN_PARENT_ENDS = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def carry_out_what_comes(engine: Engine) -> None:
    """Do what the worker asks until it is gone."""
    _end_with_parent()
    # When to stop is for the worker to say, also when a terminal tells both.
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "w") as answers:
        # What a library prints is no answer.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        asked = _asked()
        while True:
            job_id, attempt = asked.get()
            running = patiently(partial(held, engine, job_id, attempt), FINISHING_SECONDS, f"job {job_id}")
            if running is not None:
                carry_out(running)
            print(job_id, file=answers, flush=True)


def _asked() -> "SimpleQueue[tuple[int, int]]":
    """What comes in (job, attempt), read by a thread of its own: it ends this process when nobody asks any more."""
    asked: SimpleQueue[tuple[int, int]] = SimpleQueue()

    def read() -> None:
        for line in sys.stdin:
            job_id, attempt = map(int, line.split())
            asked.put((job_id, attempt))
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return asked


def _end_with_parent() -> None:
    """On Linux, also when a library holds Python's lock, so that the thread that reads can't."""
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(_WHEN_PARENT_ENDS, signal.SIGKILL)
