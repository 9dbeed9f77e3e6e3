"""What else is told that means about the same as a fragment: the nearest passages, by the vectors that are kept.

Nothing is encoded here: the web process never loads the encoder. A few statements, however many passages there are.

ResearcherError
├── TakenBack         of what somebody took back nothing is looked up
├── NoMeaning         here texts are compared by words alone
├── NotReadYet        of this text nothing is kept; searching for suggestions once more helps
└── NothingToCompare  no passage of what a respondent said is in it
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from coding.models import Code, Segment, TextVector
from coding.segments import RELEASED
from coding.suggestions.text_cleaning import cleaned_texts, stand_ins_of
from coding.visibility import texts_taken_back
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.models import Interview
from interviews.texts.models import Source, Turn

if TYPE_CHECKING:
    from coding.suggestions.text_space import Floats

NEAREST = 20


class TakenBack(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("De toestemming voor dit gesprek is ingetrokken. Het telt niet meer mee en er wordt niets bij gezocht.")
        )


class NoMeaning(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Hier vergelijkt het programma teksten alleen op woorden. Zoeken op betekenis kan niet. Je beheerder "
                "kan dat aanzetten."
            )
        )


class NotReadYet(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Het programma heeft deze tekst nog niet op betekenis gelezen. Dat gebeurt bij het zoeken van "
                "suggesties. Laat nog een keer suggesties zoeken; daarna kan het."
            )
        )


class NothingToCompare(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Zoeken op betekenis kan alleen bij wat een respondent vertelt, en niet bij een paar losse woorden. "
                "Kies een ander fragment."
            )
        )


@dataclass(frozen=True)
class Near:
    """A passage: text[start:end] of a source, in the turn at that place (from 0), and when that was said."""

    source_id: int
    start: int
    end: int
    text: str
    interview: Interview
    turn: int
    seconds: float | None


@dataclass(frozen=True)
class CodedNear:
    """A segment that shares text with a passage."""

    segment_id: int
    code: Code


def near(session: Session, fragment: Segment, *, by_its_own_words: bool = True) -> list[Near]:
    """The passages of all released interviews that mean most nearly the same, the nearest first.

    Without `by_its_own_words` only what is kept of the passages themselves is looked at: that the very words of a
    fragment were read tells that a researcher coded them. Raises TakenBack, NoMeaning, NotReadYet, NothingToCompare.
    """
    from coding.suggestions.meaning.reading import encoder_is_here

    taken_back = texts_taken_back(session, fragment.study_id)
    if fragment.source_id in taken_back:
        raise TakenBack
    rows = _passages(session, fragment.study_id, taken_back)
    if not any(row.source_id == fragment.source_id for row in rows):
        raise NotReadYet if encoder_is_here() else NoMeaning
    own = _own_vector(session, fragment) if by_its_own_words else None
    nearest = _nearest(rows, fragment, own)
    return _with_text(session, [(row.source_id, row.start, row.end) for row in nearest])


def turn_of(session: Session, fragment: Segment) -> int:
    """The place of the turn in which a fragment begins, from 0."""
    around = (Turn.source_id == fragment.source_id, Turn.start <= fragment.start, Turn.end > fragment.start)
    return session.exec(select(Turn.position).where(*around).order_by(col(Turn.position))).first() or 0


def coded_near(session: Session, places: Sequence[Near], whose: ColumnElement[bool]) -> list[list[CodedNear]]:
    """The segments of `whose` coding (see coding.visibility) in each passage, by place in it."""
    if not places:
        return []
    shared = [
        and_(col(Segment.source_id) == one.source_id, col(Segment.start) < one.end, col(Segment.end) > one.start)
        for one in places
    ]
    query = select(Segment, Code).join(Code, col(Code.id) == Segment.code_id).where(or_(*shared), whose)
    found = session.exec(query.order_by(col(Segment.start), col(Segment.id))).all()
    return [
        [
            CodedNear(segment.id, code)
            for segment, code in found
            if segment.source_id == one.source_id and segment.start < one.end and segment.end > one.start
        ]
        for one in places
    ]


def _passages(session: Session, study_id: int, taken_back: set[int]) -> Sequence[Any]:
    """(source id, start, end, vector) of all that may be used. Columns, not objects: there may be many."""
    from coding.suggestions.meaning.reading import encoder_here

    query = (
        select(TextVector.source_id, TextVector.start, TextVector.end, TextVector.vector)
        .join(Source, col(Source.id) == TextVector.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .where(TextVector.study_id == study_id, TextVector.encoder == encoder_here().name)
        .where(col(TextVector.start).is_not(None))
        .where(col(Interview.state).in_(RELEASED), col(TextVector.source_id).not_in(taken_back))
    )
    return session.exec(query.order_by(col(TextVector.source_id), col(TextVector.start))).all()


def _own_vector(session: Session, fragment: Segment) -> bytes | None:
    from coding.suggestions.judging.vectors import digest_of
    from coding.suggestions.meaning.reading import encoder_here

    (text,) = cleaned_texts([fragment.quotation], stand_ins_of(session, fragment.study_id))
    digest = digest_of(session, fragment.study_id, text)
    query = select(TextVector.vector).where(TextVector.source_id == fragment.source_id, TextVector.digest == digest)
    return session.exec(query.where(TextVector.encoder == encoder_here().name)).first()


def _nearest(rows: Sequence[Any], fragment: Segment, own: bytes | None) -> list[Any]:
    """By cosine, after what all passages share is taken off."""
    import numpy as np

    shared = np.array([_shared(row, fragment) for row in rows])
    if own is None and not shared.any():
        raise NothingToCompare
    points = _read(b"".join(row.vector for row in rows))
    centre = points.mean(axis=0)
    asked = _read(own)[0] if own else (points * (shared / shared.sum())[:, np.newaxis]).sum(axis=0)
    points -= centre
    lengths = np.maximum(np.linalg.norm(points, axis=1), np.finfo(np.float32).tiny)
    likeness = points @ (asked - centre) / lengths
    likeness[shared > 0] = -np.inf
    best = np.argsort(-likeness, kind="stable")[:NEAREST]
    return [rows[row] for row in best if np.isfinite(likeness[row])]


def _read(vectors: bytes) -> "Floats":
    import numpy as np

    from coding.suggestions.judging.vectors import STORED
    from coding.suggestions.meaning.reading import encoder_here

    return np.frombuffer(vectors, dtype=STORED).reshape(-1, encoder_here().dimensions).astype(np.float32)


def _shared(row: Any, fragment: Segment) -> int:
    """How many characters of a passage the fragment has."""
    if row.source_id != fragment.source_id:
        return 0
    return max(0, min(int(row.end), fragment.end) - max(int(row.start), fragment.start))


def _with_text(session: Session, places: list[tuple[int, int, int]]) -> list[Near]:
    """In this order; what a respondent does not say there any more is left out."""
    if not places:
        return []
    around = [
        and_(col(Turn.source_id) == source_id, col(Turn.start) <= start, col(Turn.end) >= end)
        for source_id, start, end in places
    ]
    query = (
        select(Turn, Interview)
        .join(Source, col(Source.id) == Turn.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .where(or_(*around), col(Turn.is_interviewer).is_(False))
    )
    found = session.exec(query.order_by(col(Turn.id))).all()
    return [
        Near(
            source_id,
            start,
            end,
            turn.text[start - turn.start : end - turn.start],
            interview,
            turn.position,
            turn.seconds,
        )
        for source_id, start, end in places
        for turn, interview in found
        if turn.source_id == source_id and turn.start <= start and end <= turn.end
    ]
