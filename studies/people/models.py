"""What somebody is in a study, and invitations that were not answered yet."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, col

from foundation.clock import now
from foundation.tables import ByValue, Scoped, UtcDateTime, one_of
from studies.access import Role


class StudyRole(Scoped, table=True):
    """What a person is in one study; who has none there does not see it.

    A row is ended, never removed: whose codings are a second coder's stays known for as long as the codings are there.
    """

    __tablename__ = "study_role"
    __table_args__ = (
        UniqueConstraint("study_id", "person_id"),
        one_of("role", Role),
        CheckConstraint("role <> 'guest'", name="gives_something"),
    )

    study_id: int = Field(foreign_key="study.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=ByValue(Role))
    given_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when they do not see the study any more."""


class Invitation(Scoped, table=True):
    """A link with which somebody comes to work here; answered or taken back, it is gone. One for an address and place.

    `email` is in lower case.
    """

    __table_args__ = (
        UniqueConstraint("organisation_id", "email", "study_id"),
        one_of("role", Role),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    email: str
    role: Role = Field(sa_type=ByValue(Role))
    study_id: int | None = Field(default=None, foreign_key="study.id", index=True, ondelete="CASCADE")
    """The one study it is for; None: all of the organisation's, and those to come."""
    token_digest: str = Field(unique=True)
    invited_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def is_late(self) -> bool:
        """Whether its link works no more."""
        return self.expires_at <= now()


_FOR_ALL = col(Invitation.study_id).is_(None)
# To a database two rows without a study differ; to who is invited they are for one place.
Index(
    "uq_invitation_for_all",
    col(Invitation.organisation_id),
    col(Invitation.email),
    unique=True,
    sqlite_where=_FOR_ALL,
    postgresql_where=_FOR_ALL,
)
