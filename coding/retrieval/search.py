"""Searching coded segments and listing them, a page at a time: the database counts per text and hands over one page.

What is typed is found in the quotation and in the name of the code, whatever the case and accents: as it stands, also
within words, or each of its words in some form. Where it stands word for word comes first; then by conversation and
place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal, not_, or_
from sqlmodel import Session, col, func, select

from coding.codebook.tree import codes_with_under
from coding.models import Code, Segment, SegmentWords
from coding.segments import FoundSegment, segments_with_context
from coding.visibility import counts
from foundation.database.full_text.asked import asked
from foundation.database.full_text.hits import counted_hits
from foundation.database.full_text.index import holds, holds_exactly
from interviews.models import Interview
from interviews.texts.models import Source


@dataclass(frozen=True)
class Hits:
    """`ids` are a page of all `total` segments that fit; `sources`: in how many texts those stand."""

    ids: list[int]
    total: int
    sources: int


@dataclass(frozen=True)
class FoundPage:
    """`segments` are a page of all `total` that fit."""

    segments: list[FoundSegment]
    total: int


@dataclass(frozen=True)
class _Search:
    """As conditions on Segment. `exactly`: where it stands word for word; None when nothing is told apart by that.

    `holding`: the numbers of all that were found, when the index of words alone tells.
    """

    whose: list[ColumnElement[bool]]
    found: ColumnElement[bool] | None = None
    exactly: ColumnElement[bool] | None = None
    holding: Select[Any] | None = None

    @property
    def fits(self) -> list[ColumnElement[bool]]:
        return self.whose if self.found is None else [*self.whose, self.found]

    def of_rank(self, rank: int) -> list[ColumnElement[bool]]:
        """What stands there word for word is found as well: that need not be asked."""
        if self.exactly is None:
            return self.fits
        return [*self.whose, self.exactly] if rank == 0 else [*self.fits, not_(self.exactly)]


def find_segments(
    session: Session, study_id: int, text: str = "", code_id: int | None = None, *, limit: int = 50, offset: int = 0
) -> FoundPage:
    """Segments that count for a study. `code_id` also finds what has a code under that one."""
    codes = None if code_id is None else sorted(codes_with_under(session, study_id, code_id))
    hits = search(session, study_id, text, counts(), codes=codes, limit=limit, offset=offset)
    return FoundPage(segments_with_context(session, study_id, hits.ids), hits.total)


def search(
    session: Session,
    study_id: int,
    text: str,
    whose: ColumnElement[bool],
    *,
    codes: Sequence[int] | None = None,
    of_texts: Sequence[ColumnElement[bool]] = (),
    limit: int = 50,
    offset: int = 0,
) -> Hits:
    """Segments of `whose` coding (see coding.visibility), with one of `codes`, in texts that fit `of_texts`.

    `of_texts` are conditions on Source and Interview. Without `text` all fit.
    """
    wanted = _search(session, study_id, text.strip(), [col(Segment.study_id) == study_id, whose], codes)
    hits = counted_hits(_counted(session, wanted), _texts(session, study_id, of_texts))
    ids = hits.page(limit, offset, lambda *of_page: _page(session, wanted, *of_page))
    return Hits(ids, hits.total, hits.texts)


def _search(
    session: Session, study_id: int, text: str, whose: list[ColumnElement[bool]], codes: Sequence[int] | None
) -> _Search:
    if codes is not None:
        whose = [*whose, col(Segment.code_id).in_(codes)]
    if not text:
        return _Search(whose)
    wanted, names = asked(text), session.exec(select(Code.id, Code.name).where(Code.study_id == study_id)).all()
    if not wanted.phrase:  # signs only: no word holds them
        named = [code_id for code_id, name in names if text in name]
        written = col(Segment.quotation).contains(text, autoescape=True)
        return _Search(whose, or_(written, col(Segment.code_id).in_(named)))
    named = [code_id for code_id, name in names if wanted.stands_in(name)]
    holding, exactly = holds(session, SegmentWords, wanted), holds_exactly(session, SegmentWords, wanted)
    found = or_(col(Segment.id).in_(holding), col(Segment.code_id).in_(named))
    return _Search(whose, found, col(Segment.id).in_(exactly), None if named else holding)


def _counted(session: Session, wanted: _Search) -> list[tuple[int, int, int]]:
    """(text, hits, hits word for word): in one walk through an index, or through what the index of words gives."""
    exact = func.sum(case((wanted.exactly, 1), else_=0)) if wanted.exactly is not None else literal(0)
    query = select(Segment.source_id, func.count(), exact)
    if wanted.holding is None:
        query = query.where(*wanted.fits)
    else:
        # Made whole first: asked of the index row by row, it takes seconds.
        holding = wanted.holding.cte().prefix_with("MATERIALIZED")
        query = query.join(holding, holding.c.id == Segment.id).where(*wanted.whose)
    return list(session.exec(query.group_by(col(Segment.source_id))).all())


def _texts(session: Session, study_id: int, of_texts: Sequence[ColumnElement[bool]]) -> dict[int, int]:
    """The place in the order of lists of every text that fits."""
    query = select(Source.id).join(Interview, col(Interview.id) == Source.interview_id, isouter=True)
    ordered = query.where(Source.study_id == study_id, *of_texts).order_by(*_by_conversation())
    return {source_id: place for place, source_id in enumerate(session.exec(ordered).all())}


def _by_conversation() -> tuple[Any, ...]:
    """Texts that are no conversation come first, on every engine."""
    return col(Interview.number).is_not(None), col(Interview.number), col(Source.id)


def _page(session: Session, wanted: _Search, rank: int, texts: list[int], offset: int, limit: int) -> list[int]:
    query = (
        select(Segment.id)
        .join(Source, col(Source.id) == Segment.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id, isouter=True)
        .where(*wanted.of_rank(rank), col(Segment.source_id).in_(texts))
        .order_by(*_by_conversation(), col(Segment.start), col(Segment.end), col(Segment.id))
    )
    return list(session.exec(query.offset(offset).limit(limit)).all())
