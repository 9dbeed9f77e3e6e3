"""The material: who was asked to tell their story, and the conversations that were held."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

import studies.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.dutch import _
from foundation.tables import Scoped, UtcDateTime


class Respondent(Scoped, table=True):
    """Somebody who was asked to tell their story. `number` counts within the study: 'Respondent 9'.

    Holds nothing that says who it is: name and telephone number stand sealed in RespondentContact.
    """

    names_people = True
    __table_args__ = (UniqueConstraint("study_id", "number"),)

    study_id: int = Field(foreign_key="study.id", ondelete="CASCADE")
    number: int
    role: str = ""
    """In Dutch: ouder, jongere, verzorger, …"""
    attributes: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """{'leeftijd': '12 tot 18', 'woonplaats': 'dorp'}: broad enough to recognise nobody by."""
    withdrawn_on: date | None = None
    """The day from which this person takes part no more, whatever they consented to before."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def title(self) -> str:
        return _("Respondent %(number)s", number=self.number)


class InterviewState(StrEnum):
    """The stations of an interview, in order."""

    NAMES = "names"
    """Entered; names still have to be replaced before anybody else may read it."""
    CODING = "coding"
    """Released for coding."""
    CODED = "coded"
    """The researchers say that their coding is done; second coders say so each for themselves."""


class Interview(Scoped, table=True):
    """One conversation. `number` counts within the study: 'Gesprek 11'."""

    names_people = True
    __table_args__ = (UniqueConstraint("study_id", "number"),)

    study_id: int = Field(foreign_key="study.id", ondelete="CASCADE")
    number: int
    role: str = ""
    """Who was spoken to, in Dutch: ouder, jongere, verzorger, …"""
    held_on: date | None = None
    minutes: int | None = None
    state: InterviewState = InterviewState.NAMES
    names_searched: bool = False
    """Whether names were looked for; an interview that came in by a command still waits for that."""
    respondent_id: int | None = Field(default=None, foreign_key="respondent.id", index=True, ondelete="SET NULL")
    """Whose story this is; None when nobody said so (yet)."""
    file_name: str = ""
    content_digest: str = Field(default="", index=True)
    """Keyed digest of the words as they came in, to recognise the same interview coming in twice. '': not known yet."""
    heading: list[str] = Field(default_factory=list, sa_type=JSON)
    notices: list[str] = Field(default_factory=list, sa_type=JSON)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def title(self) -> str:
        return _("Gesprek %(number)s", number=self.number)


class DeletedInterview(Scoped, table=True):
    """That a conversation was there, and who deleted it when: all that stays of one.

    What rested on it, and readers have, names it by `sign`.
    """

    __tablename__ = "deleted_interview"

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    number: int
    respondent_id: int | None = Field(default=None, foreign_key="respondent.id", index=True, ondelete="SET NULL")
    is_taken_back: bool
    """Whether who told it allowed no more that it was used."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    deleted_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    words_left: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Where words of it stood elsewhere when it went: interviews.erasing.words_left.WordsLeft as plain data."""

    @property
    def title(self) -> str:
        return _("Gesprek %(number)s", number=self.number)

    @property
    def sign(self) -> int:
        """Stands where the number of the interview stood, and is never the number of another one."""
        return -self.id
