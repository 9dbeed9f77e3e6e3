"""The row of a job: what is asked for, how far it is, how it ended; and those of the workers, which do jobs.

huey only rings the bell; this is the truth.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, col

from foundation.clock import now
from foundation.tables import Scoped, Table, UtcDateTime


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
    """How often a worker began; it fences off who was taken over."""
    handed_back: int = 0
    """How many of those attempts a worker broke off because it was told to stop."""
    worker: str = ""
    """Who began last: the name of a Worker, or of a command."""
    begun_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When that was."""
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


_UNFINISHED = col(Job.state).in_([JobState.WAITING, JobState.RUNNING])
# Who asks twice at once has one job, whoever waits for whom.
Index(
    "uq_job_unfinished",
    col(Job.kind),
    col(Job.study_id),
    unique=True,
    sqlite_where=_UNFINISHED,
    postgresql_where=_UNFINISHED,
)


class Worker(Table, table=True):
    """A process that does jobs, as it last told of itself. One that was killed stays until another sweeps it away."""

    name: str = Field(unique=True)
    begun_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    seen_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
