"""What leaned on a conversation that may not be used any more, and waits for eyes."""

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

import journeys.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.tables import Scoped


class ToReread(Scoped, table=True):
    """A step, or (without one) the texts around the steps, that leaned on a conversation and waits for eyes.

    The conversation was deleted, or it was untied from the step after it was withdrawn. A number is never given twice:
    a button on a page from before would say of another step that it was read.
    """

    __tablename__ = "to_reread"
    __table_args__ = (
        UniqueConstraint("step_id", "deleted_id"),
        UniqueConstraint("step_id", "interview_id"),
        CheckConstraint("(deleted_id IS NULL) <> (interview_id IS NULL)", name="one_conversation"),
    )
    is_made_anew = True

    journey_id: int = Field(foreign_key="journey.id", index=True, ondelete="CASCADE")
    step_id: int | None = Field(default=None, foreign_key="step.id", index=True, ondelete="CASCADE")
    deleted_id: int | None = Field(default=None, foreign_key="deleted_interview.id", index=True, ondelete="CASCADE")
    interview_id: int | None = Field(default=None, foreign_key="interview.id", index=True, ondelete="CASCADE")
    was_ground: bool = False
    """Whether the step cited it, or its quote was made from it."""
    texts: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of the texts (see StoryText) in which words of it stood when it went."""
