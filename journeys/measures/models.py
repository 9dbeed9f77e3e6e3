"""What is done about a pain point, how that stood, and what waits to be told of it."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Field

import journeys.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.tables import Scoped, UtcDateTime
from journeys.story import MeasureState


class Measure(Scoped, table=True):
    """What is done about a pain point, or why it cannot be changed (yet)."""

    __table_args__ = (
        Index("ix_measure_order", "journey_id", "position"),
        CheckConstraint("state <> 'NOT_YET' OR length(reason) > 0", name="reason_given"),
    )

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL")
    position: int
    title: str
    state: MeasureState = MeasureState.PROPOSED
    what: str = ""
    reason: str = ""
    owner: str = ""
    when: str = ""
    """When it happens, as readers are told: 'sinds 1 september'."""
    review_on: date | None = None
    """The day on which those who follow the measure look at it again."""
    result: str = ""
    """What came of it, as readers are told."""

    @property
    def why_not(self) -> str:
        """The reason, while the state is one that has a reason."""
        return self.state.why_not(self.reason)

    @property
    def told_when(self) -> str:
        """When it happens, while the state is one that has a day."""
        return self.state.when(self.when)


class MeasureRemoval(Scoped, table=True):
    """A measure was taken out: readers are told as of which day their list stands."""

    __tablename__ = "measure_removal"

    journey_id: int = Field(foreign_key="journey.id", index=True, ondelete="CASCADE")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class MeasureChange(Scoped, table=True):
    """Somebody said how a measure stands.

    `before` is None where it began, and equals `after` when only the reason or the result changed.
    """

    __tablename__ = "measure_change"

    measure_id: int = Field(foreign_key="measure.id", index=True, ondelete="CASCADE")
    before: MeasureState | None = None
    after: MeasureState
    told: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What readers are told from then on: {title, what, owner, when, reason, result}; only what was said then."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    writer_id: int | None = Field(default=None, foreign_key="person.id")
    """Who wrote the words, when they waited until `person_id` looked at them and stored them."""
    is_rewritten: bool = False
    """Whether `person_id` changed the words of `writer_id`."""
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class WaitingWords(Scoped, table=True):
    """What was typed anew about a measure; a whole form when `measure_id` is None: that one is not there (yet)."""

    __tablename__ = "waiting_words"
    names_people = True

    journey_id: int = Field(foreign_key="journey.id", index=True, ondelete="CASCADE")
    measure_id: int | None = Field(default=None, foreign_key="measure.id", ondelete="SET NULL")
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL")
    typed: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    returned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a researcher gave them back to be written otherwise."""
    rewritten_by_id: int | None = Field(default=None, foreign_key="person.id")
    """Who stored them otherwise than they were written; they wait again once that is undone."""
