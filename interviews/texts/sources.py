"""Interviews and their texts: finding one, reading it whole or in part, checking that all offsets hold.

Offsets count Unicode code points in the text of the source.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from foundation.dutch import _
from foundation.errors import NotFound
from foundation.pages import Page
from interviews.models import Interview, InterviewState
from interviews.texts.models import Anchored, Source, Turn


class InterviewUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit gesprek bestaat niet, of het is weggegooid."))


@dataclass(frozen=True)
class InterviewCounts:
    """An interview as a list shows it. `words` are the stretches between spaces."""

    interview: Interview
    source_id: int
    turns: int
    words: int


def interview_by_number(session: Session, study_id: int, number: int) -> Interview:
    """'Gesprek 11' of a study. Raises InterviewUnknown."""
    query = select(Interview).where(Interview.study_id == study_id, Interview.number == number)
    interview = session.exec(query).first()
    if interview is None:
        raise InterviewUnknown
    return interview


def source_of(session: Session, interview: Interview) -> Source:
    """The text that this interview gave."""
    return session.exec(select(Source).where(Source.interview_id == interview.id)).one()


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


def turns_of(session: Session, source_id: int) -> list[Turn]:
    """The turns of a source, in order."""
    return list(session.exec(select(Turn).where(Turn.source_id == source_id).order_by(col(Turn.position))).all())


def text_of(session: Session, source_id: int) -> str:
    """The whole text of a source."""
    query = select(Turn.text).where(Turn.source_id == source_id).order_by(col(Turn.position))
    return "\n".join(session.exec(query).all())


def slice_of(session: Session, source_id: int, start: int, end: int) -> str:
    """text[start:end], reading only the turns that hold it: the cost does not grow with the document.

    A stretch that is turned around or before the text is empty; one that runs past the end stops there.
    """
    if not 0 <= start < end:
        return ""
    of_source = select(Turn).where(Turn.source_id == source_id)
    first = session.exec(of_source.where(Turn.start <= start).order_by(col(Turn.start).desc()).limit(1)).first()
    if first is None:
        return ""
    # `<=`: a stretch that ends right after a turn holds the line feed, which needs the next turn to be there.
    later = of_source.where(Turn.start > first.start, Turn.start <= end).order_by(col(Turn.start))
    rest = session.exec(later).all() if first.end < end else []
    return "\n".join(turn.text for turn in (first, *rest))[start - first.start : end - first.start]


def coded_sources(session: Session, study_id: int) -> set[int]:
    """The sources of a study that somebody has coded. Tables of codings say so by their `coder_id`."""
    coded: set[int] = set()
    for table in (one for one in Anchored.__subclasses__() if "coder_id" in one.model_fields):
        query = select(table.source_id).join(Source, col(Source.id) == table.source_id)
        coded.update(session.exec(query.where(Source.study_id == study_id).distinct()).all())
    return coded


def check_sources(session: Session) -> list[str]:
    """What is wrong with stored texts, one line each; an empty list when every offset holds."""
    return [
        problem
        for source in session.exec(select(Source).order_by(col(Source.id))).all()
        for problem in _problems(source, turns_of(session, source.id))
    ]


def _problems(source: Source, turns: Sequence[Turn]) -> Iterator[str]:
    expected = 0
    for position, turn in enumerate(turns):
        place = f"source {source.id} turn {turn.position}"
        if turn.position != position:
            yield f"{place}: position should be {position}"
        if turn.start != expected:
            yield f"{place}: starts at {turn.start}, the turn before ends at {expected - 1}"
        if turn.end - turn.start != len(turn.text):
            yield f"{place}: {turn.end - turn.start} long by its offsets, {len(turn.text)} by its text"
        expected = turn.start + len(turn.text) + 1
    if source.length != max(expected - 1, 0):
        yield f"source {source.id}: length says {source.length}, the turns end at {max(expected - 1, 0)}"
