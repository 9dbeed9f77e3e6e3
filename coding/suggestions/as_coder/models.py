"""What the program learnt from in a study, and what was measured of it in interviews that were left out."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from foundation.clock import now
from foundation.tables import Scoped, UtcDateTime


class Learning(Scoped, table=True):
    """The last time that the program learnt in a study: under which name and version, from how much."""

    is_made_anew = True

    study_id: int = Field(foreign_key="study.id", unique=True, ondelete="CASCADE")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    """When what it learnt from was read: what came later is not in it."""
    program: str
    """The version of the product."""
    encoder: str
    """What it compared meaning with; empty where words alone were compared."""
    digest: str
    """Short, of all that it learnt from: the same again means that nothing of that changed."""
    by_itself: bool
    segments: int
    interviews: int
    per_code: dict[str, int] = Field(sa_type=JSON)
    """{code id: segments}."""
    language: str
    """The study's main language, as in ISO 639-1."""
    languages: dict[str, str] = Field(sa_type=JSON)
    """{source id: language}, of the texts that are in another one."""
    measured_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    measured: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """{word of certainty: [times that a shown proposal was right, times that it was said]}."""


class ProgramAgreement(Scoped, table=True):
    """What the program and a person each gave the turns of a text that it had not learnt from, in numbers.

    A row per person and text, so that only those are added up that the reader may see.
    """

    is_made_anew = True
    __tablename__ = "program_agreement"
    __table_args__ = (UniqueConstraint("source_id", "coder_id"),)

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE")
    coder_id: int = Field(foreign_key="person.id")
    turns: int
    both: int
    program_only: int
    coder_only: int
    neither: int


class DoubtedCoding(Scoped, table=True):
    """A segment of which the program, that had not read it, thought another code likely. It leaves with the segment.

    It holds for the code and the text as they were: `code_id`, and `revision` of the source.
    """

    is_made_anew = True
    __tablename__ = "doubted_coding"

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    segment_id: int = Field(foreign_key="segment.id", unique=True, ondelete="CASCADE")
    code_id: int = Field(foreign_key="code.id", ondelete="CASCADE")
    other_id: int = Field(foreign_key="code.id", ondelete="CASCADE")
    revision: int
    place: int
    """The surest of a code comes first."""
    is_settled: bool = False
    """A person read it and lets it stand: it is not asked again."""
