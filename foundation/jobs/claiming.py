"""Who does a job: one worker at a time. A worker that dies loses its lease, and the next sweep finds the job free."""

import logging
from typing import Any

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, or_, select, update

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _
from foundation.jobs.lease import end_of_lease
from foundation.jobs.models import Job, JobState
from foundation.jobs.running import LostLease, RunningJob

MOST_ATTEMPTS = 5
"""Not counting those that ended because their worker was told to stop."""

log = logging.getLogger(__name__)


def free_jobs(engine: Engine) -> list[int]:
    """Jobs that wait, or whose worker is gone; the oldest first."""
    with unit_of_work(read_only(engine), across=True) as session:
        return list(session.exec(select(Job.id).where(is_free()).order_by(col(Job.id))).all())


def is_free() -> ColumnElement[bool]:
    """The condition on a job that any worker may take it."""
    gone = (col(Job.state) == JobState.RUNNING) & (col(Job.lease_until) < now())
    return or_(col(Job.state) == JobState.WAITING, gone)


def claim(engine: Engine, job_id: int, worker: str = "") -> RunningJob | None:
    """Make it this worker's own; None when it is not free, or was tried too often.

    One statement looks and takes, so that on no database two can.
    """
    tried = col(Job.attempt) - col(Job.handed_back)
    held = {"state": JobState.RUNNING, "worker": worker, "begun_at": now(), "lease_until": end_of_lease()}
    with unit_of_work(engine, across=True) as session:
        if _change(session, job_id, tried < MOST_ATTEMPTS, attempt=col(Job.attempt) + 1, **held):
            return _running(engine, session.get_one(Job, job_id))
        if _change(session, job_id, tried >= MOST_ATTEMPTS, state=JobState.FAILED, **_given_up(job_id)):
            log.error("job %s broke off %s times and is given up", job_id, MOST_ATTEMPTS)
    return None


def held(engine: Engine, job_id: int, attempt: int) -> RunningJob | None:
    """The job that was claimed at this attempt; None when that was taken over."""
    with unit_of_work(read_only(engine), across=True) as session:
        query = select(Job).where(Job.id == job_id, Job.attempt == attempt, Job.state == JobState.RUNNING)
        row = session.exec(query).first()
        return _running(engine, row) if row else None


def hand_back(running: RunningJob) -> None:
    """Let another worker have it at once, as if this one had not begun: it was told to stop."""
    _let_go(running, handed_back=col(Job.handed_back) + 1)


def set_free(running: RunningJob) -> None:
    """Let any worker try it again at once: this attempt broke off."""
    _let_go(running)


def _let_go(running: RunningJob, **values: Any) -> None:
    fresh = {"state": JobState.WAITING, "stage": "", "done": 0, "total": 0, "worker": "", "lease_until": None}
    try:
        running.change(**fresh, **values)
    except LostLease:
        log.warning("job %s was taken over already", running.job_id)


def _change(session: Session, job_id: int, condition: ColumnElement[bool], **values: Any) -> bool:
    """Whether the job was free and met the condition; then it has these values."""
    changed = session.exec(
        update(Job)
        .where(col(Job.id) == job_id, is_free(), condition)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def _given_up(job_id: int) -> dict[str, Any]:
    message = _(
        "Dit brak %(times)d keer af voordat het klaar was. Misschien heeft de computer te weinig geheugen. Wat er "
        "stond, staat er nog. Vraag je beheerder om in het log te kijken bij ‘job %(number)d’, en probeer het daarna "
        "opnieuw.",
        times=MOST_ATTEMPTS,
        number=job_id,
    )
    return {"stage": "", "message": message, "finished_at": now()}


def _running(engine: Engine, row: Job) -> RunningJob:
    owner = row.organisation_id, row.study_id, row.person_id
    return RunningJob(engine, row.id, row.kind, row.attempt, *owner, dict(row.arguments))
