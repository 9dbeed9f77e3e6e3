"""Work that takes longer than a second: a job row in the database is the truth, huey only rings the bell.

A worker claims a row, keeps its lease alive by a heartbeat, and stores result and end in one
transaction that is refused when another worker has taken over (the attempt number fences it
off). A worker that dies loses its lease, and the next sweep gives the job to somebody else.
"""

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Engine, event
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Field, Session, col, or_, select, update

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.errors import ResearcherError
from foundation.tables import Scoped, UtcDateTime

LEASE = timedelta(seconds=12)
HEARTBEAT_SECONDS = 3.0
MOST_ATTEMPTS = 5
_TO_RING = "jobs_to_ring"

log = logging.getLogger(__name__)


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Scoped, table=True):
    """One piece of long work. `lease_until` in the past while RUNNING means: its worker is gone."""

    kind: str
    study_id: int | None = Field(default=None, foreign_key="study.id", index=True, ondelete="CASCADE")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    arguments: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: JobState = Field(default=JobState.WAITING, index=True)
    done: int = 0
    total: int = 0
    stage: str = ""
    """In Dutch, what it is doing now."""
    message: str = ""
    """In Dutch, how it ended: what was found, or what the person can do."""
    attempt: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LostLease(RuntimeError):
    """Another worker has taken this job over; whatever this one computed is thrown away."""


@dataclass
class RunningJob:
    """What a job's function gets: its arguments, a way to tell progress, and a way to store the result."""

    engine: Engine
    job_id: int
    attempt: int
    organisation_id: int
    study_id: int | None
    person_id: int | None
    arguments: dict[str, Any]
    lost: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: int, total: int, stage: str = "") -> None:
        """Report progress; raises LostLease when another worker has taken over."""
        if self.lost.is_set():
            raise LostLease
        with self._fenced(done=done, total=total, stage=stage):
            pass

    def reading(self) -> AbstractContextManager[Session]:
        """A session to read the study with; changes nothing."""
        return unit_of_work(read_only(self.engine), self.organisation_id, self.person_id)

    @contextmanager
    def finishing(self, message: str) -> Iterator[Session]:
        """Store the result and the end of the job in one transaction."""
        with self._fenced(state=JobState.DONE, message=message, stage="", finished_at=now()) as session:
            yield session

    @contextmanager
    def _fenced(self, **values: Any) -> Iterator[Session]:
        with unit_of_work(self.engine, self.organisation_id, self.person_id) as session:
            changed = session.exec(
                update(Job)
                .where(col(Job.id) == self.job_id, col(Job.attempt) == self.attempt, col(Job.state) == JobState.RUNNING)
                .values(lease_until=now() + LEASE, **values)
                .execution_options(synchronize_session=False)
            )
            if changed.rowcount != 1:
                raise LostLease
            yield session


JobFunction = Callable[[RunningJob], None]
_FUNCTIONS: dict[str, JobFunction] = {}
_bell: Callable[[int], Any] | None = None


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Declare the function that does jobs of this kind. It ends by `running.finishing(...)`."""

    def declare(function: JobFunction) -> JobFunction:
        _FUNCTIONS[kind] = function
        return function

    return declare


def ring_with(bell: Callable[[int], Any] | None) -> None:
    """How to tell a worker, once a job is committed, that there is one; None: workers find it by sweeping."""
    global _bell
    _bell = bell


def enqueue(session: Session, kind: str, study_id: int | None, **arguments: Any) -> Job:
    """Ask for work. The same kind of work on a study that is still to be done is not asked for twice."""
    if kind not in _FUNCTIONS:
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


def run_job(engine: Engine, job_id: int) -> bool:
    """Do this job if it is free. False when somebody else has it or it is finished."""
    running = _claim(engine, job_id)
    if running is None:
        return False
    with _heartbeat(running):
        try:
            _FUNCTIONS[running.arguments.pop("__kind__")](running)
        except LostLease:
            log.warning("job %s was taken over by another worker", job_id)
        except ResearcherError as error:
            _fail(running, str(error))
        except Exception:
            log.error("job %s failed:\n%s", job_id, traceback.format_exc())
            _fail(running, "")
    return True


def free_jobs(engine: Engine) -> list[int]:
    """Jobs that wait, or whose worker is gone; the oldest first."""
    with unit_of_work(engine, across=True) as session:
        return list(session.exec(select(Job.id).where(_is_free()).order_by(col(Job.id))).all())


def _is_free() -> Any:
    gone = (col(Job.state) == JobState.RUNNING) & (col(Job.lease_until) < now())
    return or_(col(Job.state) == JobState.WAITING, gone)


def _claim(engine: Engine, job_id: int) -> RunningJob | None:
    with unit_of_work(engine, across=True) as session:
        row = session.exec(select(Job).where(Job.id == job_id, _is_free())).first()
        if row is None:
            return None
        if row.attempt >= MOST_ATTEMPTS:
            row.state, row.finished_at = JobState.FAILED, now()
            return None
        row.state, row.attempt, row.lease_until = JobState.RUNNING, row.attempt + 1, now() + LEASE
        arguments = {**row.arguments, "__kind__": row.kind}
        return RunningJob(engine, row.id, row.attempt, row.organisation_id, row.study_id, row.person_id, arguments)


def _fail(running: RunningJob, message: str) -> None:
    try:
        with running._fenced(state=JobState.FAILED, message=message, stage="", finished_at=now()):
            pass
    except LostLease:
        log.warning("job %s failed here but was taken over already", running.job_id)


@contextmanager
def _heartbeat(running: RunningJob) -> Iterator[None]:
    """Keep the lease alive while the work itself is deep inside a library."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(HEARTBEAT_SECONDS):
            try:
                with running._fenced():
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
