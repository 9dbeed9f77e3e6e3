"""How much of what respondents said has a code, is in a topic alone, or in neither."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from coding.models import Segment, Topic
from coding.segments import RELEASED
from coding.visibility import texts_taken_back, told
from interviews.models import Interview
from interviews.texts.models import Source, Turn

SHORT = 10
"""Words: an answer with fewer seldom says what it is about."""


@dataclass(frozen=True)
class LeftTurn:
    """A turn in neither, where it stands (`turn` from 1). `key`: its number and the revision of its text."""

    interview: Interview
    turn: int
    text: str
    source_id: int
    key: tuple[int, int]


@dataclass(frozen=True)
class Coverage:
    """Turns of respondents, each once. `short`: of those in neither, the ones of less than SHORT words."""

    coded: int
    in_topic: int
    neither: int
    short: int

    @property
    def turns(self) -> int:
        return self.coded + self.in_topic + self.neither


def coverage_of(session: Session, study_id: int, topics: Iterable[Topic], role: str = "") -> Coverage:
    """Of released interviews that may be used, as this person sees what is coded. `role`: with who has it alone."""
    coded, in_topics = _coded(session, study_id), _in_topics(topics)
    query = select(Turn.source_id, Turn.start, Turn.text).join(Source, col(Source.id) == Turn.source_id)
    query = query.join(Interview, col(Interview.id) == Source.interview_id).where(
        *_may_be_used(session, study_id, role)
    )
    counted = [0, 0, 0]
    short = 0
    for source_id, start, text in session.exec(query).all():
        part = _part(coded[source_id], in_topics[source_id], start, start + len(text))
        counted[part] += 1
        short += part == _NEITHER and len(text.split()) < SHORT
    return Coverage(counted[_CODED], counted[_IN_TOPIC], counted[_NEITHER], short)


def left_turns(session: Session, study_id: int, topics: Iterable[Topic], most: int, role: str = "") -> list[LeftTurn]:
    """The first turns in neither, in the order of the interviews."""
    coded, in_topics = _coded(session, study_id), _in_topics(topics)
    found: list[LeftTurn] = []
    for turn, interview, revision in usable_turns(session, study_id, role):
        end = turn.start + len(turn.text)
        if _part(coded[turn.source_id], in_topics[turn.source_id], turn.start, end) == _NEITHER:
            key = (turn.id, revision)
            found.append(LeftTurn(interview, turn.position + 1, turn.text, turn.source_id, key))
            if len(found) == most:
                break
    return found


def usable_turns(session: Session, study_id: int, role: str = "") -> Sequence[tuple[Turn, Interview, int]]:
    """What respondents said that may be used, in order, each with the revision of its text."""
    query = select(Turn, Interview, Source.revision).join(Source, col(Source.id) == Turn.source_id)
    query = query.join(Interview, col(Interview.id) == Source.interview_id).where(
        *_may_be_used(session, study_id, role)
    )
    return session.exec(query.order_by(col(Interview.number), col(Turn.position))).all()


_CODED, _IN_TOPIC, _NEITHER = range(3)
Stretches = list[tuple[int, int]]


def _part(coded: Stretches, in_topics: Stretches, start: int, end: int) -> int:
    if _reaches(coded, start, end):
        return _CODED
    return _IN_TOPIC if _reaches(in_topics, start, end) else _NEITHER


def _reaches(stretches: Stretches, start: int, end: int) -> bool:
    """Whether one of these stretches, sorted and apart from each other, has part of [start, end)."""
    place = bisect_left(stretches, (end,)) - 1
    return place >= 0 and stretches[place][1] > start


def _coded(session: Session, study_id: int) -> dict[int, Stretches]:
    query = select(Segment.source_id, Segment.start, Segment.end)
    return _apart(session.exec(query.where(Segment.study_id == study_id, told(session, study_id))).all())


def _in_topics(topics: Iterable[Topic]) -> dict[int, Stretches]:
    return _apart((source_id, start, end) for topic in topics for source_id, start, end in topic.stretches)


def _apart(stretches: Iterable[Sequence[int]]) -> dict[int, Stretches]:
    """Per source, sorted, with those that overlap put together."""
    found: dict[int, Stretches] = defaultdict(list)
    for source_id, start, end in sorted(map(tuple, stretches)):
        before = found[source_id]
        if before and start <= before[-1][1]:
            before[-1] = (before[-1][0], max(end, before[-1][1]))
        else:
            before.append((start, end))
    return found


def _may_be_used(session: Session, study_id: int, role: str) -> tuple[ColumnElement[bool], ...]:
    return (
        *([col(Interview.role) == role] if role else []),
        col(Source.study_id) == study_id,
        col(Interview.state).in_(RELEASED),
        col(Turn.is_interviewer).is_(False),
        col(Source.id).not_in(texts_taken_back(session, study_id)),
    )
