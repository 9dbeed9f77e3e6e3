"""The interviews of a study in figures: how many are how far, and how many turns and words each has."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from foundation.pages import Page
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn


@dataclass(frozen=True)
class InterviewCounts:
    """An interview as a list shows it."""

    interview: Interview
    source_id: int
    turns: int
    words: int


def words_in(text: str) -> int:
    """How many words a text has, wherever that is shown: the stretches between spaces, tabs and ends of lines."""
    return len(text.split())


def interviews_by_state(session: Session, study_id: int) -> Counter[InterviewState]:
    """How many interviews of a study are how far."""
    query = select(Interview.state, func.count()).where(Interview.study_id == study_id)
    found: Counter[InterviewState] = Counter()
    for state, interviews in session.exec(query.group_by(col(Interview.state))).all():
        found[InterviewState(state)] = interviews
    return found


def interviews_of(session: Session, study_id: int, page: Page) -> list[InterviewCounts]:
    """A page of the interviews of a study by number, with their own counts; two queries, whatever their length."""
    query = (
        select(Interview, col(Source.id))
        .join(Source, col(Source.interview_id) == Interview.id)
        .where(Interview.study_id == study_id)
        .order_by(col(Interview.number))
        .offset(page.offset)
        .limit(page.per)
    )
    rows = session.exec(query).all()
    turns, words = _counted(session, [source_id for _interview, source_id in rows])
    return [InterviewCounts(interview, source_id, turns[source_id], words[source_id]) for interview, source_id in rows]


def _counted(session: Session, source_ids: Collection[int]) -> tuple[Counter[int], Counter[int]]:
    """How many turns and how many words each of these texts has."""
    turns: Counter[int] = Counter()
    words: Counter[int] = Counter()
    said = select(Turn.source_id, Turn.text).where(col(Turn.source_id).in_(source_ids)).order_by(col(Turn.id))
    for source_id, text in session.exec(said):
        turns[source_id] += 1
        words[source_id] += words_in(text)
    return turns, words
