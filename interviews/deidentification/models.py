"""Stretches that may give somebody away, and what stands in the place of names."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from foundation.tables import ByValue, Scoped, UtcDateTime, one_of
from interviews.name_kinds import NameKind
from interviews.texts.models import Anchored


class FindingState(StrEnum):
    PROPOSED = "proposed"
    REPLACED = "replaced"
    KEPT = "kept"


class NameFinding(Anchored, table=True):
    """A stretch that may give somebody away, and what the researcher decided."""

    names_people = True
    __tablename__ = "name_finding"
    __table_args__ = (
        Index("ix_name_finding_stretch", "source_id", "start", "end"),
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="stretch"),
        one_of("kind", NameKind),
    )

    kind: NameKind = Field(sa_type=ByValue(NameKind))
    reason: str = ""
    state: FindingState = FindingState.PROPOSED
    digest: str = Field(default="", index=True)
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    """What stood here, exactly as written, for 'Zet terug'; readable with the key file only. None unless replaced."""
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Pseudonym(Scoped, table=True):
    """What stands in the text instead of a name. Without the key file nobody can turn it back.

    Two names may share one pseudonym: '[datum]', or 'Tijn' and 'Tijntje' who are one person.
    """

    names_people = True
    __table_args__ = (UniqueConstraint("study_id", "digest"), one_of("kind", NameKind))

    study_id: int = Field(foreign_key="study.id", ondelete="CASCADE")
    kind: NameKind = Field(sa_type=ByValue(NameKind))
    digest: str
    pseudonym: str
    sealed: bytes = Field(sa_type=LargeBinary)
