"""What ties a step to what was told, and what a person says that it tells."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

import journeys.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.dutch import _
from foundation.tables import Scoped, UtcDateTime


class Stance(StrEnum):
    """What a segment says about the step it is tied to.

    TELLS: this person went through what the step says. THEME: the same subject, another event.
    DIFFERS: the same moment, but it went otherwise.
    """

    TELLS = "tells"
    THEME = "theme"
    DIFFERS = "differs"

    @property
    def dutch(self) -> str:
        """What a person says that a fragment tells."""
        return {
            Stance.TELLS: _("Vertelt dit"),
            Stance.THEME: _("Zelfde thema"),
            Stance.DIFFERS: _("Vertelt iets anders"),
        }[self]


STRONGEST_FIRST = (Stance.TELLS, Stance.DIFFERS, Stance.THEME, None)
"""A conversation with several segments under one step counts once, by the first of these that occurs."""


class Evidence(Scoped, table=True):
    """The tie between a step and a coded segment. It goes when either goes, and comes back with undo."""

    __table_args__ = (UniqueConstraint("step_id", "segment_id"),)

    step_id: int = Field(foreign_key="step.id", index=True, ondelete="CASCADE")
    segment_id: int = Field(foreign_key="segment.id", index=True, ondelete="CASCADE")
    stance: Stance | None = None
    """None: nobody judged it yet, so it never counts as telling."""
    stance_on_pain_point: Stance | None = None
    stance_on_gain: Stance | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)

    def take_over(self, other: "Evidence") -> None:
        """The segments of two ties became one: the strongest of what was said of either holds for it."""
        for name in ("stance", "stance_on_pain_point", "stance_on_gain"):
            said = {getattr(self, name), getattr(other, name)}
            setattr(self, name, next(one for one in STRONGEST_FIRST if one in said))
