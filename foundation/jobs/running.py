"""What a job's function gets; what it writes is refused once another worker took over: the attempt fences it off."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select, update

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.database.passing_faults import is_passing, patiently
from foundation.jobs.lease import end_of_lease
from foundation.jobs.models import Job, JobState

FINISHING_SECONDS = 600.0
"""How long what was computed waits for a database that is away."""

log = logging.getLogger(__name__)


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
        """Report progress, when the database can take it; raises LostLease when another worker has taken over."""
        if self.lost.is_set():
            raise LostLease
        try:
            self.change(done=done, total=total, stage=stage)
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("how far job %s is could not be stored: %s", self.job_id, error)

    def reading(self) -> AbstractContextManager[Session]:
        """A session to read the study with; changes nothing."""
        return unit_of_work(read_only(self.engine), self.organisation_id, self.person_id)

    def finish(self, message: str, store: Callable[[Session], Any]) -> None:
        """Store the result and the end of the job in one transaction; `store` again when the database was away."""
        patiently(lambda: self._finish(message, store), FINISHING_SECONDS, f"the result of job {self.job_id}")

    def change(self, **values: Any) -> None:
        """Set these values of the job, and give a sign of life. Raises LostLease.

        Of no organisation: it waits for nobody who writes in this one.
        """
        with unit_of_work(self.engine, across=True) as session:
            self._change(session, values)

    def _finish(self, message: str, store: Callable[[Session], Any]) -> None:
        with unit_of_work(self.engine, self.organisation_id, self.person_id) as session:
            if session.exec(select(Job.id).where(*self._is_held())).first() is None:
                raise LostLease
            store(session)
            # At the end, so that signs of life go on meanwhile.
            ended = {"state": JobState.DONE, "message": message, "stage": "", "finished_at": now()}
            self._change(session, ended)

    def _change(self, session: Session, values: dict[str, Any]) -> None:
        change = update(Job).where(*self._is_held()).values({"lease_until": end_of_lease(), **values})
        if session.exec(change.execution_options(synchronize_session=False)).rowcount != 1:
            raise LostLease

    def _is_held(self) -> tuple[Any, ...]:
        """The condition on a job that nobody took it over."""
        return Job.id == self.job_id, Job.attempt == self.attempt, Job.state == JobState.RUNNING
