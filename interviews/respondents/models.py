"""How somebody is reached, when they were called, what they consented to, and what was filled in about that."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

import interviews.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.forms.page_turns import SentPage
from foundation.tables import Scoped, UtcDateTime


class RespondentContact(Scoped, table=True):
    """Name and telephone number, readable with the key file only. Never part of a ChangeRecord."""

    names_people = True
    __tablename__ = "respondent_contact"

    respondent_id: int = Field(foreign_key="respondent.id", unique=True, ondelete="CASCADE")
    sealed: bytes = Field(sa_type=LargeBinary)


class RespondentDraft(Scoped, table=True):
    """One part of a respondent's page as somebody filled it in and did not keep it; read by that person alone."""

    names_people = True
    __tablename__ = "respondent_draft"
    __table_args__ = (UniqueConstraint("respondent_id", "person_id", "page", "part"),)

    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)
    page: str
    """The page as it was opened: another tab, another row."""
    part: str
    sealed: bytes = Field(sa_type=LargeBinary)
    saved_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class RespondentPageSent(SentPage, table=True):
    """How far an opened page of a respondent was sent: what was typed before that may arrive after it."""

    __tablename__ = "respondent_page_sent"
    __table_args__ = (UniqueConstraint("respondent_id", "person_id", "page"),)

    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)


class Purpose(StrEnum):
    """What a respondent is asked to consent to, each apart."""

    RECORD = "record"
    QUOTE_REWORDED = "quote_reworded"
    QUOTE_LITERALLY = "quote_literally"
    CALL_BACK = "call_back"
    READ_FIRST = "read_first"


class ConsentWay(StrEnum):
    """How somebody answered."""

    BY_TELEPHONE = "by_telephone"
    ON_PAPER = "on_paper"
    BY_EMAIL = "by_email"
    IN_PERSON = "in_person"


class Consent(Scoped, table=True):
    """One answer to one question for consent. Answers are kept; of a purpose the one of the latest day holds."""

    names_people = True
    __table_args__ = (
        Index("ix_consent_newest", "respondent_id", "purpose", "id"),
        CheckConstraint("withdrawn_on IS NULL OR is_given", name="withdrawn_was_given"),
    )

    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    purpose: Purpose
    is_given: bool
    answered_on: date
    way: ConsentWay
    withdrawn_on: date | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id")


class CallResult(StrEnum):
    """How a call ended."""

    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"
    APPOINTMENT = "appointment"
    REFUSED = "refused"
    SPOKEN = "spoken"
    """The conversation itself was held."""


class CallAttempt(Scoped, table=True):
    """One time that somebody was called. `again_at`: when to call back, or when the appointment is."""

    names_people = True
    __tablename__ = "call_attempt"
    __table_args__ = (Index("ix_call_attempt_newest", "respondent_id", "called_at", "id"),)

    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    called_at: datetime = Field(sa_type=UtcDateTime)
    result: CallResult
    again_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    note: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id")
