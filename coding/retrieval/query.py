"""Finding coded segments: which codes fit a theme or dimension, and who said what. Whose coding: coding.visibility."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, select

from coding.codebook.tree import CodeInBook, codebook_of, codes_with_under
from coding.models import Code, Segment
from coding.retrieval.search import search
from coding.segments import FoundSegment, segments_with_context
from coding.visibility import told
from interviews.models import Interview
from interviews.texts.models import Turn


@dataclass(frozen=True)
class Selection:
    """Which conversations (by role) and which codes (by theme and dimension) are looked at; empty means all."""

    role: str = ""
    theme: str = ""
    dimension: str = ""


@dataclass(frozen=True)
class CodingQuery:
    """Which segments are wanted. `code_id` takes the codes under it along unless `own_only`; None means any."""

    selection: Selection = field(default_factory=Selection)
    code_id: int | None = None
    own_only: bool = False
    number: int | None = None
    """The number of one conversation."""
    text: str = ""


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


def fitting_codes(session: Session, study_id: int, selection: Selection) -> list[CodeInBook]:
    """The codes of this theme and dimension, in the order of the codebook.

    A code that says nothing itself has the theme and the dimension of the code above it.
    """
    themes: dict[int | None, str] = {None: ""}
    dimensions: dict[int | None, str] = {None: ""}
    fitting = []
    for one in codebook_of(session, study_id):
        theme = themes[one.code.id] = one.code.theme or themes[one.code.parent_id]
        dimension = dimensions[one.code.id] = one.code.dimension or dimensions[one.code.parent_id]
        if selection.theme in ("", theme) and selection.dimension in ("", dimension):
            fitting.append(one)
    return fitting


def roots_of(codes: Iterable[Code], parents: dict[int, int | None]) -> dict[int, int]:
    """{code: the highest code above it, or itself, that is among `codes`}. `parents` holds the whole codebook."""
    among = {code.id for code in codes}
    roots = {}
    for code_id in among:
        root, above = code_id, parents.get(code_id)
        while above is not None:
            root, above = (above if above in among else root), parents.get(above)
        roots[code_id] = root
    return roots


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
