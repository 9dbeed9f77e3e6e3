"""Who does a job: one worker at a time. A worker that dies loses its lease, and the next sweep finds the job free."""

from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, or_, select

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.jobs.lease import end_of_lease
from foundation.jobs.models import Job, JobState
from foundation.jobs.running import RunningJob

MOST_ATTEMPTS = 5


def free_jobs(engine: Engine) -> list[int]:
    """Jobs that wait, or whose worker is gone; the oldest first."""
    with unit_of_work(engine, across=True) as session:
        return list(session.exec(select(Job.id).where(_is_free()).order_by(col(Job.id))).all())


def claim(engine: Engine, job_id: int) -> RunningJob | None:
    """Make it this worker's own; None when it is not free, or was tried too often."""
    with unit_of_work(engine, across=True) as session:
        row = session.exec(select(Job).where(Job.id == job_id, _is_free())).first()
        if row is None:
            return None
        if row.attempt >= MOST_ATTEMPTS:
            row.state, row.finished_at = JobState.FAILED, now()
            return None
        row.state, row.attempt, row.lease_until = JobState.RUNNING, row.attempt + 1, end_of_lease()
        owner = row.organisation_id, row.study_id, row.person_id
        return RunningJob(engine, row.id, row.kind, row.attempt, *owner, dict(row.arguments))


def _is_free() -> Any:
    gone = (col(Job.state) == JobState.RUNNING) & (col(Job.lease_until) < now())
    return or_(col(Job.state) == JobState.WAITING, gone)
