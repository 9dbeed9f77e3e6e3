"""Reading rounds: who reads along, what they said, and what they filled in and did not send."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

import journeys.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.dutch import _
from foundation.forms.page_turns import SentPage
from foundation.tables import Scoped, UtcDateTime


class Verdict(StrEnum):
    """What a council member finds of the whole story."""

    AGREED = "agreed"
    AGREED_IF = "agreed_if"
    NOT_AGREED = "not_agreed"

    @property
    def dutch(self) -> str:
        """What a council member found of the whole."""
        return {
            Verdict.AGREED: _("Akkoord"),
            Verdict.AGREED_IF: _("Akkoord als er iets verandert"),
            Verdict.NOT_AGREED: _("Niet akkoord"),
        }[self]


class Outcome(StrEnum):
    """What was done with a comment."""

    ADOPTED = "adopted"
    DECLINED = "declined"
    READ = "read"
    """Thanked for: somebody who finds the step good added a word to it."""

    @property
    def dutch(self) -> str:
        """What was done with a comment."""
        return {
            Outcome.ADOPTED: _("Overgenomen"),
            Outcome.DECLINED: _("Niet overgenomen"),
            Outcome.READ: _("Gelezen"),
        }[self]


class ReviewRound(Scoped, table=True):
    """The advisory council reads `content`: the journey as it stood when the round began (journeys.story.as_json)."""

    __tablename__ = "review_round"
    __table_args__ = (UniqueConstraint("journey_id", "number"),)

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    number: int
    content: dict[str, Any] = Field(sa_type=JSON)
    step_ids: list[int] = Field(sa_type=JSON)
    """The steps as they were numbered; a step may be gone by now."""
    rests_on: dict[str, list[int]] | None = Field(default=None, sa_type=JSON)
    """As in Publication: whose conversations each piece rests on."""
    quoted: dict[str, dict[str, list[int]]] | None = Field(default=None, sa_type=JSON)
    closes_on: date
    """The last day on which can be read."""
    contact: str
    telephone: str
    started_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    started_by: int | None = Field(default=None, foreign_key="person.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CouncilMember(Scoped, table=True):
    """Somebody who reads along in one round, without an account. The link holds a token, this row its SHA-256."""

    __tablename__ = "council_member"

    round_id: int = Field(foreign_key="review_round.id", index=True, ondelete="CASCADE")
    name: str
    email: str = ""
    token_digest: str = Field(unique=True)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verdict: Verdict | None = None
    verdict_note: str = ""
    judged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verdict_form: str = ""
    """The opened page that sent the verdict."""


class Comment(Scoped, table=True):
    """What a council member said of one step, and what was done with it.

    `is_good`: it may stay as it is; then `text` may be None, or a word that goes with it.
    """

    __table_args__ = (
        UniqueConstraint("member_id", "step_number"),
        CheckConstraint("is_good OR text IS NOT NULL", name="something_said"),
        CheckConstraint("outcome <> 'DECLINED' OR length(answer) > 0", name="declined_with_reason"),
    )

    member_id: int = Field(foreign_key="council_member.id", ondelete="CASCADE")
    step_number: int
    is_good: bool = False
    text: str | None = None
    said_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    form: str = ""
    """The opened page that sent it."""
    earlier: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    """What was said before, the oldest first: [{text, said_at, outcome, answer}]; moments in ISO 8601."""
    outcome: Outcome | None = None
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def answered_before(self) -> list[dict[str, str]]:
        """What was answered, and replaced since by other words or by none."""
        return [one for one in self.earlier if one["outcome"]]


class UnsentAnswer(Scoped, table=True):
    """What a council member filled in and did not send (yet). `step_number` 0: of the whole story.

    Only this member ever sees it. `choice` is what was chosen, '' for nothing. `form` is the opened page that wrote
    it, `elsewhere` what other opened pages wrote that this one never showed: {form: text}. `chosen_at` is None when
    `choice` was only shown, not made.
    """

    __tablename__ = "unsent_answer"
    __table_args__ = (UniqueConstraint("member_id", "step_number"),)

    member_id: int = Field(foreign_key="council_member.id", ondelete="CASCADE")
    step_number: int
    choice: str = ""
    chosen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    text: str = ""
    form: str = ""
    elsewhere: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    saved_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class CouncilPageSent(SentPage, table=True):
    """How far a page that a council member opened was sent: what was typed before that may arrive after it."""

    __tablename__ = "council_page_sent"
    __table_args__ = (UniqueConstraint("member_id", "page"),)

    member_id: int = Field(foreign_key="council_member.id", ondelete="CASCADE")
