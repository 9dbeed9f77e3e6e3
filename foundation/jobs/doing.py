"""Doing a job: claimed, kept by a heartbeat, and ended well or with what the person can do."""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from foundation.clock import now
from foundation.errors import ResearcherError
from foundation.jobs import lease
from foundation.jobs.claiming import claim
from foundation.jobs.kinds import functions
from foundation.jobs.models import JobState
from foundation.jobs.running import LostLease, RunningJob

log = logging.getLogger(__name__)


def run_job(engine: Engine, job_id: int) -> bool:
    """Do this job if it is free. False when somebody else has it or it is finished."""
    running = claim(engine, job_id)
    if running is None:
        return False
    with _heartbeat(running):
        try:
            functions[running.kind](running)
        except LostLease:
            log.warning("job %s was taken over by another worker", job_id)
        except ResearcherError as error:
            fail(running, str(error))
        except Exception:
            log.error("job %s failed:\n%s", job_id, traceback.format_exc())
            fail(running, "")
    return True


def fail(running: RunningJob, message: str) -> None:
    """It ends here, badly; `message` says in Dutch what the person can do."""
    try:
        with running.fenced(state=JobState.FAILED, message=message, stage="", finished_at=now()):
            pass
    except LostLease:
        log.warning("job %s failed here but was taken over already", running.job_id)


@contextmanager
def _heartbeat(running: RunningJob) -> Iterator[None]:
    """Keep the lease alive while the work itself is deep inside a library."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(lease.HEARTBEAT_SECONDS):
            try:
                with running.fenced():
                    pass
            except LostLease:
                running.lost.set()
                return

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
