"""The row of a job: what is asked for, how far it is, how it ended. huey only rings the bell; this is the truth."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from foundation.clock import now
from foundation.tables import Scoped, UtcDateTime


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
