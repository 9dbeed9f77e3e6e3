"""The worker: does jobs, one at a time, and looks for those whose worker died."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from itertools import count
from typing import Any

from huey import SqliteHuey
from sqlalchemy import Engine

import coding.suggestions.jobs  # noqa: F401  declares the jobs
from foundation.database.engine import unit_of_work
from foundation.database.leaving_files import empty_log
from foundation.jobs.claiming import free_jobs
from foundation.jobs.doing import run_job
from foundation.mail.outbox import MailDoor
from foundation.mail.sending import keep_sending
from interviews.transcripts.drafts import erase_thrown_away
from webapp.work.queue import bell_for
from webapp.work.tidying import keep_promises

SWEEP_SECONDS = 3.0
_SWEEPS_PER_TIDYING = 20
_SWEEPS_PER_HOUR = 1200

log = logging.getLogger(__name__)


def work(engine: Engine, queue: SqliteHuey, beside: int = 0, mail: MailDoor | None = None) -> None:
    """Serve the queue until the process is told to stop, or until the process `beside` that started it is gone.

    With `mail` it sends what waits, in a thread of its own: a mail server may take its time.
    """
    ring = bell_for(queue, engine)
    stop = threading.Event()
    threading.Thread(target=keep_looking, args=(engine, ring, stop, beside), daemon=True).start()
    if mail is not None:
        threading.Thread(target=keep_sending, args=(engine, mail, stop), daemon=True).start()
    log.info("worker ready")
    try:
        queue.create_consumer(workers=1, periodic=False, initial_delay=0.1, max_delay=1.0).run()
    finally:
        stop.set()


def work_off(engine: Engine) -> int:
    """Do every free job now, in this process; how many were done. For commands and tests."""
    return sum(run_job(engine, job_id) for job_id in free_jobs(engine))


def keep_looking(engine: Engine, ring: Any, stop: threading.Event, beside: int = 0) -> None:
    """Look around every few seconds until `stop`. What fails is done again in its turn: the next job still finds us."""
    looks = (
        (1, lambda: _ring_for_free_jobs(engine, ring)),
        (_SWEEPS_PER_TIDYING, lambda: _tidy(engine)),
        (_SWEEPS_PER_HOUR, lambda: keep_promises(engine)),
    )
    for sweep in count():
        if beside and os.getppid() != beside:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        for every, look in looks:
            if sweep % every == 0:
                _try(look)
        if stop.wait(SWEEP_SECONDS):
            return


def _try(look: Callable[[], Any]) -> None:
    try:
        look()
    except Exception:
        # A database that is away for a moment may not end this thread: nobody would see that it is gone.
        log.exception("looking around failed")


def _ring_for_free_jobs(engine: Engine, ring: Any) -> None:
    for job_id in free_jobs(engine):
        ring(job_id)


def _tidy(engine: Engine) -> None:
    with unit_of_work(engine, across=True) as session:
        erase_thrown_away(session)
    # A web process that stopped while somebody read left this undone.
    empty_log(engine)
