"""Transcripts on their way in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

import interviews.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.tables import Scoped, UtcDateTime


class TranscriptInProgress(Scoped, table=True):
    """A transcript that is not an interview yet: being typed, or imported and waiting for a person to look.

    `text` holds what is typed, as typed; `turns` what was imported: [{speaker, text, seconds}]; `mended` the turns
    after a person split, joined or reassigned some, and `mends` how to take the last of that back (see mending).
    """

    names_people = True
    __tablename__ = "transcript_in_progress"

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)
    handed_on_by: int | None = Field(default=None, foreign_key="person.id")
    """Who had it before, and stopped being a researcher of the study; None: nobody."""
    file_name: str = ""
    text: str = ""
    turns: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    heading: list[str] = Field(default_factory=list, sa_type=JSON)
    notices: list[str] = Field(default_factory=list, sa_type=JSON)
    role: str = ""
    held_on: date | None = None
    minutes: int | None = None
    filled_in: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """The half-filled form about speakers and conversation, kept until it is sent."""
    mended: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    mends: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    thrown_away_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Gone for good a day later; until then it can be put back."""
    saved_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    """Of what was typed the last moment, mends and the form included; of a file when it was read in."""
    version: int = 0
    """Counts saves, so that two tabs cannot silently overwrite each other."""
