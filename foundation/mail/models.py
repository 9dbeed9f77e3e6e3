"""Mail on its way out: what it says lies sealed, and goes once it was sent."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from foundation.clock import now
from foundation.tables import ByValue, Scoped, UtcDateTime, one_of


class MailState(StrEnum):
    WAITING = "waiting"
    """To be sent from `next_try_at` on. Who sends it moves that on first, so that nobody else does meanwhile."""
    SENT = "sent"
    FAILED = "failed"


class OutgoingMail(Scoped, table=True):
    """One message to one person. `sealed` holds to whom it goes and what it says; None once that is not needed."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        one_of("state", MailState),
        CheckConstraint("state <> 'sent' OR sealed IS NULL", name="wiped_when_sent"),
        CheckConstraint("state <> 'waiting' OR sealed IS NOT NULL", name="whole_while_waiting"),
        Index("ix_outgoing_mail_due", "state", "next_try_at"),
    )

    message_id: str = Field(unique=True)
    """Fixed at writing: a message that is sent again is known as the same one by whoever receives it."""
    kind: str
    study_id: int | None = Field(default=None, foreign_key="study.id", index=True, ondelete="CASCADE")
    about: str | None = Field(default=None, unique=True)
    """By which what it tells of finds it: the digest of the link in it."""
    sealed: bytes | None = None
    state: MailState = Field(default=MailState.WAITING, sa_type=ByValue(MailState))
    attempts: int = 0
    next_try_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """After this moment it is of no use any more."""
    last_error: str = ""
    """In Dutch, without anything of the message or its reader."""
    bounced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was refused for good: at this address it will not arrive."""
    written_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was sent, or given up."""
