"""Jobs as tests need them: asked for, or left by a worker that is gone."""

from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.jobs.asking import enqueue
from foundation.jobs.claiming import claim
from foundation.jobs.models import Job
from foundation.jobs.running import RunningJob
from studies.models import Study


def ask(session: Session, study: Study, kind: str = "count") -> int:
    """The number of a job that waits, stored."""
    row = enqueue(session, kind, study.id)
    session.commit()
    return row.id


def claimed(engine: Engine, job_id: int) -> RunningJob:
    running = claim(engine, job_id)
    assert running is not None
    return running


def expire_lease(engine: Engine, job_id: int) -> None:
    """What happens to it when its worker gives no sign of life."""
    with unit_of_work(engine, across=True) as session:
        session.get_one(Job, job_id).lease_until = now() - timedelta(seconds=1)
