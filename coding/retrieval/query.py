"""Finding coded segments: which codes fit a theme or dimension, and who said what. Whose coding: coding.visibility."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, and_, col, func, select

from coding.codebook.tree import CodeInBook, codebook_of
from coding.models import Code, Segment
from coding.segments import FoundSegment, folded, segments_with_context
from coding.visibility import told
from interviews.models import Interview, Source, Turn


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
    """Segments that fit, by conversation and place. `wanted.text` is sought in the words and in the code's name."""
    query = (
        select(Segment.id, Interview.id, Segment.quotation, Code.name)
        .join(Code, col(Code.id) == Segment.code_id)
        .join(Source, col(Source.id) == Segment.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .where(Segment.study_id == study_id, told(session, study_id))
        .where(col(Segment.code_id).in_(_wanted_codes(session, study_id, wanted)))
        .order_by(col(Interview.number), col(Segment.start), col(Segment.end), col(Segment.id))
    )
    if wanted.selection.role:
        query = query.where(Interview.role == wanted.selection.role)
    if wanted.number is not None:
        query = query.where(Interview.number == wanted.number)
    text = folded(wanted.text.strip())
    rows = [row for row in session.exec(query).all() if text in folded(row[2]) or text in folded(row[3])]
    shown = _with_turns(session, study_id, [segment_id for segment_id, *_rest in rows[offset : offset + limit]])
    return CodingPage(shown, len(rows), len({interview_id for _segment, interview_id, *_rest in rows}))


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


def _wanted_codes(session: Session, study_id: int, wanted: CodingQuery) -> list[int]:
    fitting = {one.code.id for one in fitting_codes(session, study_id, wanted.selection)}
    if wanted.code_id is None:
        return sorted(fitting)
    under = {wanted.code_id}
    if not wanted.own_only:
        for one in codebook_of(session, study_id):  # parents come before children
            if one.code.parent_id in under:
                under.add(one.code.id)
    return sorted(fitting & under)


def _with_turns(session: Session, study_id: int, segment_ids: list[int]) -> tuple[ListedSegment, ...]:
    begins_in = and_(Turn.source_id == Segment.source_id, Turn.start <= Segment.start, Turn.end >= Segment.start)
    query = select(Segment.id, Turn.position).join(Turn, begins_in).where(col(Segment.id).in_(segment_ids))
    turns = dict(session.exec(query.order_by(col(Segment.id), col(Turn.position))).all())
    return tuple(
        ListedSegment(found, turns.get(found.segment.id, 0))
        for found in segments_with_context(session, study_id, segment_ids)
    )
