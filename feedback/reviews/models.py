"""Reviews: what somebody wrote and everybody may read, what was decided about it by whom, and what was answered."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from feedback.unordered import Large, Unordered
from foundation.dutch import _
from foundation.tables import ByValue, Scoped, one_of


class ReviewState(StrEnum):
    PLACED = "placed"
    DOUBTED = "doubted"
    """Somebody wants it not to be placed, and a second person has not said yet."""
    REFUSED = "refused"


class Refusal(StrEnum):
    """The only reasons why a review is not placed; they stand on the website, with how often each was used."""

    RECOGNISABLE = "recognisable"
    THREAT = "threat"
    ELSEWHERE = "elsewhere"
    NO_PERMISSION = "no_permission"
    DOUBLE = "double"

    @property
    def dutch(self) -> str:
        return {
            Refusal.RECOGNISABLE: _("Iemand blijft te herkennen, ook zonder namen"),
            Refusal.THREAT: _("Er staat een bedreiging of scheldwoord in"),
            Refusal.ELSEWHERE: _("Het gaat over een andere organisatie"),
            Refusal.NO_PERMISSION: _("De schrijver trok de toestemming in"),
            Refusal.DOUBLE: _("Het is dezelfde review als een andere"),
        }[self]


class Review(Unordered, table=True):
    """About the answer with the same number. Without `response_id` its writer took the words away.

    `grade` stands beside the words once `block_id` says in which block it could be shown without telling what any of
    the others in that block gave; then it stays known, as what was public is.
    """

    __table_args__ = (
        one_of("state", ReviewState),
        one_of("refusal", Refusal),
        CheckConstraint("(state = 'placed') = (refusal IS NULL)", name="refused_for_a_reason"),
        CheckConstraint("state <> 'refused' OR decided_by <> doubted_by", name="refused_by_two"),
        CheckConstraint("refusal IS NULL OR explained <> ''", name="refusal_is_explained"),
        CheckConstraint("(grade IS NULL) = (block_id IS NULL)", name="grade_of_a_block"),
    )

    measured_id: int = Field(foreign_key="measured.id", index=True, ondelete="CASCADE")
    response_id: int | None = Field(
        default=None, foreign_key="response.id", unique=True, ondelete="SET NULL", sa_type=Large
    )
    state: ReviewState = Field(sa_type=ByValue(ReviewState))
    refusal: Refusal | None = Field(default=None, sa_type=ByValue(Refusal))
    explained: str = ""
    """Why, in one sentence; for colleagues alone."""
    doubted_by: int | None = Field(default=None, foreign_key="person.id")
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_on: date | None = None
    grade: int | None = None
    block_id: int | None = Field(default=None, foreign_key="published_block.id", index=True)


class ReplyBy(StrEnum):
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"


class ReviewReply(Scoped, table=True):
    """What was answered below a review, for everybody to read."""

    __tablename__ = "review_reply"
    __table_args__ = (
        UniqueConstraint("review_id", "reply_by"),
        one_of("reply_by", ReplyBy),
        CheckConstraint("text <> ''", name="has_text"),
    )

    review_id: int = Field(foreign_key="review.id", ondelete="CASCADE", sa_type=Large)
    reply_by: ReplyBy = Field(sa_type=ByValue(ReplyBy))
    text: str
    placed_on: date
    placed_by: int | None = Field(default=None, foreign_key="person.id")
