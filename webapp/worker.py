"""The worker: does jobs, one at a time, and looks for those whose worker died."""

import logging
import os
import signal
import threading
from itertools import count
from typing import Any

from huey import SqliteHuey
from sqlalchemy import Engine

import coding.jobs  # noqa: F401  declares the jobs
from foundation.database import unit_of_work
from foundation.jobs import free_jobs, run_job
from foundation.leaving_files import empty_log
from interviews.entering import erase_thrown_away
from webapp.queue import bell_for
from webapp.tidying import keep_promises

SWEEP_SECONDS = 3.0
_SWEEPS_PER_TIDYING = 20
_SWEEPS_PER_HOUR = 1200

log = logging.getLogger(__name__)


def work(engine: Engine, queue: SqliteHuey, beside: int = 0) -> None:
    """Serve the queue until the process is told to stop, or until the process `beside` that started it is gone."""
    ring = bell_for(queue, engine)
    stop = threading.Event()
    threading.Thread(target=_sweep, args=(engine, ring, stop, beside), daemon=True).start()
    log.info("worker ready")
    try:
        queue.create_consumer(workers=1, periodic=False, initial_delay=0.1, max_delay=1.0).run()
    finally:
        stop.set()


def work_off(engine: Engine) -> int:
    """Do every free job now, in this process; how many were done. For commands and tests."""
    return sum(run_job(engine, job_id) for job_id in free_jobs(engine))


def _sweep(engine: Engine, ring: Any, stop: threading.Event, beside: int) -> None:
    for sweep in count():
        if beside and os.getppid() != beside:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        for job_id in free_jobs(engine):
            ring(job_id)
        if sweep % _SWEEPS_PER_TIDYING == 0:
            with unit_of_work(engine, across=True) as session:
                erase_thrown_away(session)
            # A web process that stopped while somebody read left this undone.
            empty_log(engine)
        if sweep % _SWEEPS_PER_HOUR == 0:
            keep_promises(engine)
        if stop.wait(SWEEP_SECONDS):
            return
