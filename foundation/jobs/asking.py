"""Asking for work, and the bell that tells a worker so once it is committed."""

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, col, delete, select

from foundation.jobs.kinds import functions
from foundation.jobs.models import Job, JobState

_TO_RING = "jobs_to_ring"
_bell: Callable[[int], Any] | None = None

log = logging.getLogger(__name__)


def ring_with(bell: Callable[[int], Any] | None) -> None:
    """How to tell a worker, once a job is committed, that there is one; None: workers find it by sweeping."""
    global _bell
    _bell = bell


def enqueue(session: Session, kind: str, study_id: int | None, **arguments: Any) -> Job:
    """Ask for work. What is still to be done of this kind on this study is not asked for twice, but rung for again."""
    if kind not in functions:
        raise KeyError(kind)
    row = _still_to_do(session, kind, study_id) or _added(session, kind, study_id, arguments)
    session.info.setdefault(_TO_RING, []).append(row.id)
    return row


def put_behind(session: Session, kind: str, study_id: int) -> None:
    """What failed of this kind is not told any more: somebody went on after it."""
    failed = (col(Job.kind) == kind, col(Job.study_id) == study_id, col(Job.state) == JobState.FAILED)
    session.exec(delete(Job).where(*failed))


def _added(session: Session, kind: str, study_id: int | None, arguments: dict[str, Any]) -> Job:
    """A new job, or the one that somebody else asked for at the same moment."""
    row = Job(kind=kind, study_id=study_id, person_id=session.info.get("person_id"), arguments=arguments)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        if asked := _still_to_do(session, kind, study_id):
            return asked
        raise
    return row


def _still_to_do(session: Session, kind: str, study_id: int | None) -> Job | None:
    unfinished = col(Job.state).in_([JobState.WAITING, JobState.RUNNING])
    query = select(Job).where(Job.kind == kind, Job.study_id == study_id, unfinished)
    return session.exec(query.order_by(col(Job.id))).first()


@event.listens_for(OrmSession, "after_commit")
def _ring(session: OrmSession) -> None:
    if session.in_nested_transaction():
        return
    for job_id in session.info.pop(_TO_RING, []):
        try:
            if _bell is not None:
                _bell(job_id)
        except Exception:
            # The job is stored: a worker that looks around finds it.
            log.exception("no worker could be told of job %s", job_id)


@event.listens_for(OrmSession, "after_rollback")
def _forget(session: OrmSession) -> None:
    if session.in_nested_transaction():
        return
    session.info.pop(_TO_RING, None)


def latest_job(session: Session, kind: str, study_id: int) -> Job | None:
    """The newest job of this kind in a study, however it ended."""
    return session.exec(
        select(Job).where(Job.kind == kind, Job.study_id == study_id).order_by(col(Job.id).desc()).limit(1)
    ).first()
