"""How far the coding of each interview is, and where a person left off."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from coding.ends import ends_of
from coding.models import Segment
from coding.suggestions.proposals import WaitingInInterview, waiting_per_interview
from coding.visibility import in_figures
from interviews.models import Interview, InterviewState
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.how_far import HowFar, tells_how_far
from interviews.texts.models import Source, Turn

Span = tuple[int, int]


@dataclass(frozen=True)
class CodingProgress:
    """How far an interview is, for whoever looks: a second coder finds their own work here, others the researchers'.

    `coded` of the respondent's `answers` have a code somewhere; `resume` is the turn this person coded last.
    """

    interview: Interview
    segments: int
    answers: int
    coded: int
    suggestions: WaitingInInterview | None
    resume: int | None
    is_done: bool
    done_apart: tuple[str, ...]
    """Second coders who are done with it, by name; for a second coder the researchers, without names."""
    is_taken_back: bool
    """Whether it may not be used any more: it is in no figure."""

    @property
    def is_released(self) -> bool:
        return self.interview.state != InterviewState.NAMES


def coding_progress_of(session: Session, study_id: int) -> list[CodingProgress]:
    """Every interview of a study by number; a fixed number of queries."""
    query = (
        select(Interview, Source.id)
        .join(Source, col(Source.interview_id) == Interview.id)
        .where(Interview.study_id == study_id)
        .order_by(col(Interview.number))
    )
    answers, segments = _answers(session, study_id), _segments(session, study_id)
    waiting = {one.interview.id: one for one in waiting_per_interview(session, study_id)}
    taken_back = withdrawn_interviews(session, study_id)
    resume, ends = _last_turns(session, study_id), ends_of(session, study_id)
    return [
        CodingProgress(
            interview,
            len(segments[source_id]),
            len(answers[source_id]),
            _touched(answers[source_id], segments[source_id]),
            waiting.get(interview.id),
            resume.get(source_id),
            ends.is_done(interview),
            ends.others_done(interview),
            interview.id in taken_back,
        )
        for interview, source_id in session.exec(query).all()
    ]


@tells_how_far
def how_far_coded(session: Session, study_id: int) -> dict[int, HowFar]:
    """Per interview that was begun, for whoever looks: as in `coding_progress_of`, without counting answers."""
    ends, begun = ends_of(session, study_id), _begun(session, study_id)
    interviews = session.exec(select(Interview).where(Interview.study_id == study_id)).all()
    far = {one.id: HowFar.BUSY for one in interviews if one.id in begun}
    return far | {one.id: HowFar.DONE for one in interviews if ends.is_done(one)}


def _begun(session: Session, study_id: int) -> set[int]:
    """The interviews with a coding that is in the figures of whoever looks."""
    query = select(Source.interview_id).join(Segment, col(Segment.source_id) == Source.id)
    query = query.where(Segment.study_id == study_id, in_figures(session)).distinct()
    return {interview_id for interview_id in session.exec(query).all() if interview_id is not None}


def _answers(session: Session, study_id: int) -> dict[int, list[Span]]:
    query = (
        select(Turn.source_id, Turn.start, Turn.end)
        .join(Source, col(Source.id) == Turn.source_id)
        .where(Source.study_id == study_id, col(Turn.is_interviewer).is_(False))
        .order_by(col(Turn.source_id), col(Turn.position))
    )
    return _by_source(list(session.exec(query).all()))


def _segments(session: Session, study_id: int) -> dict[int, list[Span]]:
    query = select(Segment.source_id, Segment.start, Segment.end)
    query = query.where(Segment.study_id == study_id, in_figures(session))
    return _by_source(list(session.exec(query.order_by(col(Segment.id))).all()))


def _by_source(rows: list[tuple[int, int, int]]) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for source_id, start, end in rows:
        spans[source_id].append((start, end))
    return spans


def _touched(answers: list[Span], segments: list[Span]) -> int:
    """How many answers share a character with a segment."""
    starts, ends = [start for start, _end in answers], [end for _start, end in answers]
    touched: set[int] = set()
    for start, end in segments:
        touched.update(range(bisect_right(ends, start), bisect_left(starts, end)))
    return len(touched)


def _last_turns(session: Session, study_id: int) -> dict[int, int]:
    """Per source, the position of the turn in which this person's newest segment begins."""
    newest = (
        select(func.max(col(Segment.id)))
        .where(Segment.study_id == study_id, Segment.coder_id == session.info["person_id"])
        .group_by(col(Segment.source_id))
    )
    query = (
        select(Segment.source_id, Turn.position)
        .join(Turn, (col(Turn.source_id) == Segment.source_id) & (col(Turn.start) <= Segment.start))
        .where(col(Turn.end) > Segment.start, col(Segment.id).in_(newest))
    )
    return dict(session.exec(query).all())
