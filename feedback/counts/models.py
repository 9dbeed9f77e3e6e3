"""How many chose what: running counts per month, and blocks of answers that were closed for the public."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

import feedback.measurements.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.tables import Scoped


class Counted(Scoped):
    """How many chose 1, 2, … at the question with this key: a grade up to 10, or one of sixteen choices at most."""

    question: str
    c1: int = 0
    c2: int = 0
    c3: int = 0
    c4: int = 0
    c5: int = 0
    c6: int = 0
    c7: int = 0
    c8: int = 0
    c9: int = 0
    c10: int = 0
    c11: int = 0
    c12: int = 0
    c13: int = 0
    c14: int = 0
    c15: int = 0
    c16: int = 0

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(getattr(self, column) for column in COLUMNS)


COLUMNS = tuple(f"c{value}" for value in range(1, 17))


class MonthCount(Counted, table=True):
    """Of all answers of a month, kept up with every answer that comes or is taken back."""

    __tablename__ = "month_count"
    __table_args__ = (UniqueConstraint("measured_id", "question", "month"),)

    measured_id: int = Field(foreign_key="measured.id", ondelete="CASCADE")
    month: date


class PublishedBlock(Scoped, table=True):
    """At least ten answers that are counted in public together, from then on and for good.

    What is published is a sum of blocks, so that any two publications differ by ten answers or more. It stays as it
    is when somebody takes an answer back: correcting it would show what that was.
    """

    __tablename__ = "published_block"
    __table_args__ = (CheckConstraint("answers >= 10", name="enough_answers"),)

    measured_id: int = Field(foreign_key="measured.id", index=True, ondelete="CASCADE")
    first_month: date
    last_month: date
    answers: int
    closed_on: date


class BlockCount(Counted, table=True):
    """Of the answers of one block."""

    __tablename__ = "block_count"
    __table_args__ = (UniqueConstraint("block_id", "question"),)

    block_id: int = Field(foreign_key="published_block.id", ondelete="CASCADE")
