"""Versions of the questions of a measurement. What somebody answered belongs to the version that they saw."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

import feedback.measurements.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.tables import Scoped, UtcDateTime


class Questionnaire(Scoped, table=True):
    """`questions`: as feedback.questionnaires.questions writes them, in order. Once answered it never changes."""

    __table_args__ = (UniqueConstraint("measurement_id", "version"),)

    measurement_id: int = Field(foreign_key="measurement.id", ondelete="CASCADE")
    version: int = 1
    questions: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    made_by: int | None = Field(default=None, foreign_key="person.id")
