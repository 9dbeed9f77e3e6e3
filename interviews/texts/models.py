"""The texts that conversations gave: speaker turns, and what points at a stretch of them."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, col, select

from foundation.database.full_text.index import Words, keep_words
from foundation.tables import Scoped
from interviews.models import Interview, InterviewState


class Source(Scoped, table=True):
    """A text that can be coded: one immutable text per revision, the turns joined by a line feed.

    The text itself lives in the turns, so that adding a segment costs the same in a long
    document as in a short one; `interviews.texts.sources.text_of` gives it whole. `length` counts code points.
    """

    names_people = True
    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    interview_id: int | None = Field(default=None, foreign_key="interview.id", unique=True, ondelete="CASCADE")
    revision: int = 1
    length: int = 0


class Turn(Scoped, table=True):
    """One speaker's turn: [start, end) in the source, in Unicode code points; `end - start == len(text)`."""

    names_people = True
    __table_args__ = (
        UniqueConstraint("source_id", "position"),
        Index("ix_turn_stretch", "source_id", "start", "end"),
        CheckConstraint('"start" >= 0 AND "end" >= "start"', name="stretch"),
    )

    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE")
    position: int
    start: int
    end: int
    text: str
    speaker: str = ""
    is_interviewer: bool = False
    seconds: float | None = None


class TurnWords(Words, table=True):
    """What a turn of a released conversation is found by: names that were not looked at yet come in no index."""

    __tablename__ = "turn_words"
    text = "text"

    id: int = Field(primary_key=True, foreign_key="turn.id", ondelete="CASCADE")


_OF_RELEASED = select(Source.id).join(Interview, col(Interview.id) == Source.interview_id)
keep_words(Turn, TurnWords, col(Turn.source_id).in_(_OF_RELEASED.where(col(Interview.state) != InterviewState.NAMES)))


class Anchored(Scoped):
    """A row that points at a stretch of a source: [start, end) in code points of the whole text.

    Every table made from it is re-anchored when a text is corrected.
    """

    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE")
    start: int
    end: int
