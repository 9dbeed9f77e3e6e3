"""Names in a story that may stand there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

import journeys.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.dutch import _
from foundation.tables import ByValue, Scoped, UtcDateTime, one_of


class Why(StrEnum):
    """Why a word is not the person of that name."""

    WORD = "word"
    MUNICIPALITY = "municipality"
    OTHER = "other"

    @property
    def dutch(self) -> str:
        """What the word is instead."""
        return {
            Why.WORD: _("een gewoon woord"),
            Why.MUNICIPALITY: _("de gemeente van dit onderzoek"),
            Why.OTHER: _("iemand of iets anders"),
        }[self]


class NameWaiver(Scoped, table=True):
    """A word in one text of a journey may stand, though somebody in the study is called so too.

    `digest` names word and place; without the key file it tells neither.
    """

    __tablename__ = "name_waiver"
    __table_args__ = (UniqueConstraint("journey_id", "digest"), one_of("why", Why))

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    digest: str
    why: Why = Field(sa_type=ByValue(Why))
    person_id: int | None = Field(default=None, foreign_key="person.id")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)
