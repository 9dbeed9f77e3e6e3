"""Where the quote of a step came from, and whether it stood so in what was told."""

from sqlalchemy import JSON
from sqlmodel import Field

import journeys.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.tables import Scoped


class QuoteSource(Scoped, table=True):
    """Whose words a step's quote was made from, for as long as the quote stands. It goes when either goes."""

    __tablename__ = "quote_source"

    step_id: int = Field(foreign_key="step.id", unique=True, ondelete="CASCADE")
    interview_id: int = Field(foreign_key="interview.id", index=True, ondelete="CASCADE")


class LiteralQuote(Scoped, table=True):
    """That a quote stood word for word in what was told, noted when the transcripts were erased: later none can tell.

    It goes when its step does, when its quote is taken away, with the last of its interviews, and a day after the quote
    was rewritten: until then undo brings that back (see journeys.withdrawing.forgetting).
    """

    names_people = True
    __tablename__ = "literal_quote"

    step_id: int = Field(foreign_key="step.id", unique=True, ondelete="CASCADE")
    interview_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    words: str
    """The quote as it stood then: one that was rewritten since is literal no more."""
