"""Doing a job: claimed, kept by a heartbeat, and ended well or with what the person can do."""

import logging
import time
import traceback
from collections.abc import Callable

from sqlalchemy import Engine

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.database.passing_faults import is_passing, patiently
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.jobs.claiming import claim
from foundation.jobs.heartbeat import heartbeat
from foundation.jobs.kinds import functions
from foundation.jobs.models import Job, JobState
from foundation.jobs.running import FINISHING_SECONDS, LostLease, RunningJob

_LOOK_SECONDS = 1.0

log = logging.getLogger(__name__)


def carry_out(running: RunningJob) -> None:
    """Do a job that was claimed, and store how it ended."""
    try:
        functions[running.kind](running)
    except LostLease:
        log.warning("job %s was taken over by another worker", running.job_id)
    except Exception as error:
        _break_off(running, error)


def run_job(
    engine: Engine, job_id: int, worker: str = "", carrying_out: Callable[[RunningJob], None] = carry_out
) -> bool:
    """Do this job if it is free. False when somebody else has it or it is finished."""
    running = claim(engine, job_id, worker)
    if running is None:
        return False
    with heartbeat(running):
        carrying_out(running)
    return True


def see_through(engine: Engine, organisation_id: int, job_id: int) -> Job:
    """The job once it has ended: done here, or by a worker that was first."""
    while True:
        run_job(engine, job_id)
        with unit_of_work(read_only(engine), organisation_id) as session:
            job = session.get_one(Job, job_id)
        if job.state in (JobState.DONE, JobState.FAILED):
            return job
        time.sleep(_LOOK_SECONDS)


def _break_off(running: RunningJob, error: Exception) -> None:
    if is_passing(error):
        # Its lease runs out, and by then the database may be back.
        log.warning("job %s breaks off and will be tried again: %s", running.job_id, error)
    elif isinstance(error, ResearcherError):
        fail(running, str(error))
    else:
        # Where it went wrong, without the words of the error: those may be of a conversation.
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("job %s failed with %s:\n%s", running.job_id, type(error).__name__, places)
        fail(running, _defect(running.job_id))


def fail(running: RunningJob, message: str) -> None:
    """It ends here, badly; `message` says in Dutch what the person can do."""
    ended = {"state": JobState.FAILED, "message": message, "stage": "", "finished_at": now()}
    try:
        patiently(lambda: running.change(**ended), FINISHING_SECONDS, f"the end of job {running.job_id}")
    except LostLease:
        log.warning("job %s failed here but was taken over already", running.job_id)
    except Exception:
        log.exception("why job %s failed could not be stored; it will be tried again", running.job_id)


def _defect(job_id: int) -> str:
    return _(
        "Dit is misgegaan door een fout in het programma. Wat er stond, staat er nog. Probeer het nog een keer. Lukt "
        "het weer niet, geef dan ‘job %(number)d’ door aan je beheerder. De fout staat in het log.",
        number=job_id,
    )
