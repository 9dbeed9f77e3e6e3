"""Finding coded segments: who said what. Whose coding: coding.visibility."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, select

from coding.codebook.tree import codes_with_under
from coding.models import Segment
from coding.retrieval.search import search
from coding.retrieval.selection import CodingQuery, fitting_codes
from coding.segments import FoundSegment, segments_with_context
from coding.visibility import told
from interviews.models import Interview
from interviews.texts.models import Turn


@dataclass(frozen=True)
class ListedSegment:
    """A segment in a list; `turn` is the place of the turn in which it begins, from 0."""

    found: FoundSegment
    turn: int


@dataclass(frozen=True)
class CodingPage:
    """A page of what was found: `segments` of all `total` that fit, `interviews` the conversations of all of them."""

    segments: tuple[ListedSegment, ...]
    total: int
    interviews: int


def find_coded(session: Session, study_id: int, wanted: CodingQuery, *, limit: int = 50, offset: int = 0) -> CodingPage:
    """Segments that fit, in the order of `search`."""
    of_texts: list[ColumnElement[bool]] = [col(Interview.id).is_not(None)]
    if wanted.selection.role:
        of_texts.append(col(Interview.role) == wanted.selection.role)
    if wanted.number is not None:
        of_texts.append(col(Interview.number) == wanted.number)
    whose = told(session, study_id)
    codes = _wanted_codes(session, study_id, wanted)
    hits = search(session, study_id, wanted.text, whose, codes=codes, of_texts=of_texts, limit=limit, offset=offset)
    return CodingPage(_with_turns(session, study_id, hits.ids), hits.total, hits.sources)


def segment_total(session: Session, study_id: int) -> int:
    """How many segments of a study there are, for whoever asks: the number behind every sum of figures."""
    query = select(func.count(col(Segment.id))).where(Segment.study_id == study_id, told(session, study_id))
    return session.exec(query).one()


def _wanted_codes(session: Session, study_id: int, wanted: CodingQuery) -> list[int] | None:
    """None when all are."""
    if wanted.code_id is None:
        codes = None
    else:
        codes = {wanted.code_id} if wanted.own_only else codes_with_under(session, study_id, wanted.code_id)
    if wanted.selection.theme or wanted.selection.dimension:
        fitting = {one.code.id for one in fitting_codes(session, study_id, wanted.selection)}
        codes = fitting if codes is None else fitting & codes
    return None if codes is None else sorted(codes)


def _with_turns(session: Session, study_id: int, segment_ids: list[int]) -> tuple[ListedSegment, ...]:
    begins_in = and_(Turn.source_id == Segment.source_id, Turn.start <= Segment.start, Turn.end >= Segment.start)
    query = select(Segment.id, Turn.position).join(Turn, begins_in).where(col(Segment.id).in_(segment_ids))
    turns = dict(session.exec(query.order_by(col(Segment.id), col(Turn.position))).all())
    return tuple(
        ListedSegment(found, turns.get(found.segment.id, 0))
        for found in segments_with_context(session, study_id, segment_ids)
    )
