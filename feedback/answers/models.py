"""What people answer. Nothing here leads back to a code: only who has it on paper finds their own answer again."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from feedback.unordered import Large, Unordered
from foundation.tables import ByValue, Scoped, one_of


class Readers(StrEnum):
    """Who may read what somebody wrote, as they said themselves."""

    EVERYONE = "everyone"
    THOSE_WHO_HELP = "those_who_help"
    RESEARCHERS = "researchers"


class UnfinishedAnswer(Scoped, table=True):
    """What was filled in with a code so far. It opens with that code alone, and goes when it is sent or expires."""

    __tablename__ = "unfinished_answer"

    code_id: int = Field(foreign_key="entry_code.id", unique=True, ondelete="CASCADE")
    questionnaire_id: int = Field(foreign_key="questionnaire.id", ondelete="CASCADE")
    sealed: bytes
    sealed_call: bytes | None = None
    """Apart from the rest, since a number is kept no longer than was promised: it goes on the day `call_until`."""
    call_until: date | None = None


class Response(Unordered, table=True):
    """Somebody's answer to a measurement. `month` is the first day of the month in which it came; nothing more is kept
    of when. `id` follows from the code, for who has that.
    """

    __table_args__ = (
        one_of("readers", Readers),
        Index("ix_response_waiting", "measured_id", "month", "block_id"),
    )

    measured_id: int = Field(foreign_key="measured.id", ondelete="CASCADE")
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    month: date
    readers: Readers = Field(default=Readers.RESEARCHERS, sa_type=ByValue(Readers))
    block_id: int | None = Field(default=None, foreign_key="published_block.id", index=True)
    """The closed block in which it is counted in public; None: it still waits for enough others."""


class Given(Unordered, table=True):
    """What was chosen at one question: the grade, or the place of the answer, from 1. `question` is its key."""

    __table_args__ = (
        UniqueConstraint("response_id", "question"),
        CheckConstraint("value BETWEEN 1 AND 16", name="on_scale"),
    )

    response_id: int = Field(foreign_key="response.id", ondelete="CASCADE", sa_type=Large)
    question: str
    value: int


class WrittenAnswer(Unordered, table=True):
    """What was written at one question, in somebody's own words. `question` is its key.

    `shown`: the same with names replaced, once a person looked at it; `stand_ins`: where in it something was replaced,
    (start, end) in code points. The words as they were written go some time after that.
    """

    __tablename__ = "written_answer"
    __table_args__ = (
        UniqueConstraint("response_id", "question"),
        CheckConstraint("text <> ''", name="has_text"),
        CheckConstraint("(shown IS NULL) = (checked_on IS NULL)", name="checked_on_a_day"),
    )
    names_people = True

    response_id: int = Field(foreign_key="response.id", ondelete="CASCADE", sa_type=Large)
    question: str
    text: str
    shown: str | None = None
    stand_ins: list[tuple[int, int]] = Field(default_factory=list, sa_type=JSON)
    checked_on: date | None = None
