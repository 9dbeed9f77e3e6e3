"""Why a code is suggested: the words that drove it, and the coded fragment that is most like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, and_, col, select

from coding.models import Segment, Suggestion
from coding.segments import RELEASED
from coding.visibility import seen, texts_taken_back
from interviews.models import Interview
from interviews.texts.models import Source, Turn

MOST_WORDS = 5


@dataclass(frozen=True)
class Reason:
    """`words` stand so in the passage. `by_definition`: the code has no fragment yet to be like."""

    words: tuple[str, ...] = ()
    like_segment_id: int | None = None
    by_definition: bool = False


UNKNOWN = Reason()


@dataclass(frozen=True)
class Like:
    """A coded fragment and where it stands: the turn in which it begins, from 0, and when that was said."""

    quotation: str
    interview: Interview
    turn: int
    seconds: float | None


def words_of(suggestion: Suggestion) -> list[str]:
    """The words that drove it, as far as they still stand there."""
    return [word for word in suggestion.words if word in suggestion.quotation]


def likes_of(session: Session, study_id: int, suggestions: Sequence[Suggestion]) -> dict[int, Like]:
    """By number of the suggestion, for those of which whoever works here may see the fragment.

    Left out too: what was taken back, and what has another code by now.
    """
    wanted = {(one.like_segment_id, one.code_id) for one in suggestions if one.like_segment_id is not None}
    if not wanted:
        return {}
    begins_in = and_(Turn.source_id == Segment.source_id, Turn.start <= Segment.start, Turn.end > Segment.start)
    query = (
        select(Segment, Interview, Turn.position, Turn.seconds)
        .join(Source, col(Source.id) == Segment.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .join(Turn, begins_in)
        .where(col(Segment.id).in_({segment_id for segment_id, _code in wanted}), seen(session))
        .where(col(Interview.state).in_(RELEASED), Segment.quotation != "")
        .where(col(Segment.source_id).not_in(texts_taken_back(session, study_id)))
    )
    found = {
        (segment.id, segment.code_id): Like(segment.quotation, interview, position, seconds)
        for segment, interview, position, seconds in session.exec(query).all()
    }
    likes = {one.id: found.get((one.like_segment_id or 0, one.code_id)) for one in suggestions}
    return {number: like for number, like in likes.items() if like}
