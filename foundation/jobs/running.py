"""What a job's function gets; what it writes is refused once another worker took over: the attempt fences it off."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, update

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.jobs.lease import end_of_lease
from foundation.jobs.models import Job, JobState


class LostLease(RuntimeError):
    """Another worker has taken this job over; whatever this one computed is thrown away."""


@dataclass
class RunningJob:
    """What a job's function gets: its arguments, a way to tell progress, and a way to store the result."""

    engine: Engine
    job_id: int
    kind: str
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
        with self.fenced(done=done, total=total, stage=stage):
            pass

    def reading(self) -> AbstractContextManager[Session]:
        """A session to read the study with; changes nothing."""
        return unit_of_work(read_only(self.engine), self.organisation_id, self.person_id)

    @contextmanager
    def finishing(self, message: str) -> Iterator[Session]:
        """Store the result and the end of the job in one transaction."""
        with self.fenced(state=JobState.DONE, message=message, stage="", finished_at=now()) as session:
            yield session

    @contextmanager
    def fenced(self, **values: Any) -> Iterator[Session]:
        """Set these values of the job, and what the block writes, in one transaction. Raises LostLease."""
        with unit_of_work(self.engine, self.organisation_id, self.person_id) as session:
            changed = session.exec(
                update(Job)
                .where(col(Job.id) == self.job_id, col(Job.attempt) == self.attempt, col(Job.state) == JobState.RUNNING)
                .values(lease_until=end_of_lease(), **values)
                .execution_options(synchronize_session=False)
            )
            if changed.rowcount != 1:
                raise LostLease
            yield session
