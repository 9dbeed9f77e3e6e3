"""The interviews of a study in figures: how many are how far, and how many turns and words each has."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from foundation.pages import Page
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn


@dataclass(frozen=True)
class InterviewCounts:
    """An interview as a list shows it. `words` are the stretches between spaces."""

    interview: Interview
    source_id: int
    turns: int
    words: int


def interviews_by_state(session: Session, study_id: int) -> Counter[InterviewState]:
    """How many interviews of a study are how far."""
    query = select(Interview.state, func.count()).where(Interview.study_id == study_id)
    found: Counter[InterviewState] = Counter()
    for state, interviews in session.exec(query.group_by(col(Interview.state))).all():
        found[InterviewState(state)] = interviews
    return found


def interviews_of(session: Session, study_id: int, page: Page) -> list[InterviewCounts]:
    """A page of the interviews of a study by number, with their own counts; one query, whatever their length."""
    words = func.length(col(Turn.text)) - func.length(func.replace(col(Turn.text), " ", "")) + 1
    query = (
        select(Interview, col(Source.id), func.count(col(Turn.id)), func.coalesce(func.sum(words), 0))
        .join(Source, col(Source.interview_id) == Interview.id)
        .outerjoin(Turn, col(Turn.source_id) == Source.id)
        .where(Interview.study_id == study_id)
        .group_by(col(Interview.id), col(Source.id))
        .order_by(col(Interview.number))
        .offset(page.offset)
        .limit(page.per)
    )
    return [InterviewCounts(*row) for row in session.exec(query).all()]
