"""Asking for work, and the bell that tells a worker so once it is committed."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, col, select

from foundation.jobs.kinds import functions
from foundation.jobs.models import Job, JobState

_TO_RING = "jobs_to_ring"
_bell: Callable[[int], Any] | None = None


def ring_with(bell: Callable[[int], Any] | None) -> None:
    """How to tell a worker, once a job is committed, that there is one; None: workers find it by sweeping."""
    global _bell
    _bell = bell


def enqueue(session: Session, kind: str, study_id: int | None, **arguments: Any) -> Job:
    """Ask for work. The same kind of work on a study that is still to be done is not asked for twice."""
    if kind not in functions:
        raise KeyError(kind)
    if waiting := _still_to_do(session, kind, study_id):
        return waiting
    row = Job(kind=kind, study_id=study_id, person_id=session.info.get("person_id"), arguments=arguments)
    session.add(row)
    session.flush()
    session.info.setdefault(_TO_RING, []).append(row.id)
    return row


def _still_to_do(session: Session, kind: str, study_id: int | None) -> Job | None:
    unfinished = col(Job.state).in_([JobState.WAITING, JobState.RUNNING])
    query = select(Job).where(Job.kind == kind, Job.study_id == study_id, unfinished)
    return session.exec(query.order_by(col(Job.id))).first()


@event.listens_for(OrmSession, "after_commit")
def _ring(session: OrmSession) -> None:
    for job_id in session.info.pop(_TO_RING, []):
        if _bell is not None:
            _bell(job_id)


def latest_job(session: Session, kind: str, study_id: int) -> Job | None:
    """The newest job of this kind in a study, however it ended."""
    return session.exec(
        select(Job).where(Job.kind == kind, Job.study_id == study_id).order_by(col(Job.id).desc()).limit(1)
    ).first()
