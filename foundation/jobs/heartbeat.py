"""The sign of life of who does a job."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from foundation.jobs import lease
from foundation.jobs.running import LostLease, RunningJob

FAILURES_TO_TELL = 3

log = logging.getLogger(__name__)


@contextmanager
def heartbeat(running: RunningJob) -> Iterator[None]:
    """Keep the lease alive during the block, in a thread of its own."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(running, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(running: RunningJob, stop: threading.Event) -> None:
    failures = 0
    while not running.lost.is_set() and not stop.wait(lease.HEARTBEAT_SECONDS):
        failures = 0 if _gave_sign(running) else failures + 1
        if failures and failures % FAILURES_TO_TELL == 0:
            log.error("job %s gave no sign of life %s times in a row: others may take it", running.job_id, failures)


def _gave_sign(running: RunningJob) -> bool:
    """False when it could not be stored. Notes that the lease is lost when another worker has it."""
    try:
        running.change()
    except LostLease:
        running.lost.set()
    except Exception as error:
        log.warning("no sign of life of job %s could be stored: %s", running.job_id, error)
        return False
    return True
