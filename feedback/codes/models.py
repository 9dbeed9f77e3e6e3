"""Codes that were made, without the codes: who has one on paper can answer, and nobody can tell who that is."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

import feedback.measurements.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.tables import Scoped


class CodeBatch(Scoped, table=True):
    """Cards that were made at once, on sheets of eight. Who handed out which card is stored nowhere."""

    __tablename__ = "code_batch"
    __table_args__ = (CheckConstraint("cards > 0", name="has_cards"),)

    measured_id: int = Field(foreign_key="measured.id", index=True, ondelete="CASCADE")
    cards: int
    handed_out_by: str = ""
    """Where they are handed out: 'Spreekuur, balie Meerplein'."""
    made_on: date
    valid_until: date


class EntryCode(Scoped, table=True):
    """One code of a batch. Whether it was used is all that is kept: no moment, and nothing of who.

    `digest`: keyed, so that the database alone does not tell which codes there are.
    """

    __tablename__ = "entry_code"
    __table_args__ = (Index("ix_entry_code_spent", "batch_id", "is_spent"),)

    batch_id: int = Field(foreign_key="code_batch.id", ondelete="CASCADE")
    digest: str = Field(unique=True)
    is_spent: bool = False
