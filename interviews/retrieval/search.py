"""Searching in what was said: the turns of released conversations that hold some words, a page at a time.

As in coded fragments: as it stands, also within words, or each of its words in some form; what stands there word for
word comes first, then by conversation and place. A conversation of which the names were not replaced yet is in no
index; what somebody took back is not shown.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, case, col, func, not_, select

from foundation.database.full_text.asked import Asked
from foundation.database.full_text.hits import counted_hits
from foundation.database.full_text.index import holds, holds_exactly
from foundation.pages import Page
from interviews.models import Interview, InterviewState
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.models import Source, Turn, TurnWords


@dataclass(frozen=True)
class FoundTurn:
    turn: Turn
    interview: Interview


@dataclass(frozen=True)
class FoundTurns:
    """A `page` of the turns that were found; all of them are of so many `interviews`."""

    turns: list[FoundTurn]
    page: Page
    interviews: int


@dataclass(frozen=True)
class Searched:
    """Which conversations of a study are looked in: the place in lists of each text, and how many stay out."""

    order: dict[int, int]
    not_released: int
    taken_back: int


def searched(session: Session, study_id: int) -> Searched:
    query = select(Source.id, Interview.id, Interview.state).join(Interview, col(Interview.id) == Source.interview_id)
    rows = session.exec(query.where(Interview.study_id == study_id).order_by(col(Interview.number))).all()
    withdrawn = withdrawn_interviews(session, study_id)
    released = [row for row in rows if row[2] is not InterviewState.NAMES]
    allowed = [source_id for source_id, interview_id, _state in released if interview_id not in withdrawn]
    order = {source_id: place for place, source_id in enumerate(allowed)}
    return Searched(order, len(rows) - len(released), len(released) - len(allowed))


def find_turns(session: Session, among: Searched, wanted: Asked, page: int = 1) -> FoundTurns:
    """Turns of these texts that hold what is wanted; none when that holds no letter or digit."""
    hits = counted_hits(_counted(session, wanted) if wanted.phrase else [], among.order)
    shown = Page(page, hits.total)
    ids = hits.page(shown.per, shown.offset, lambda *of_page: _page(session, wanted, *of_page))
    return FoundTurns(_with_interviews(session, ids), shown, hits.texts)


def _counted(session: Session, wanted: Asked) -> list[tuple[int, int, int]]:
    # Made whole first: asked of the index row by row, it takes seconds.
    holding = holds(session, TurnWords, wanted).cte().prefix_with("MATERIALIZED")
    exactly = func.sum(case((_exactly(session, wanted), 1), else_=0))
    query = select(Turn.source_id, func.count(), exactly).join(holding, holding.c.id == Turn.id)
    return list(session.exec(query.group_by(col(Turn.source_id))).all())


def _page(session: Session, wanted: Asked, rank: int, texts: list[int], offset: int, limit: int) -> list[int]:
    exactly = _exactly(session, wanted)
    found = exactly if rank == 0 else col(Turn.id).in_(holds(session, TurnWords, wanted)) & not_(exactly)
    query = (
        select(Turn.id)
        .join(Source, col(Source.id) == Turn.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .where(found, col(Turn.source_id).in_(texts))
        .order_by(col(Interview.number), col(Turn.position))
    )
    return list(session.exec(query.offset(offset).limit(limit)).all())


def _exactly(session: Session, wanted: Asked) -> Any:
    return col(Turn.id).in_(holds_exactly(session, TurnWords, wanted))


def _with_interviews(session: Session, turn_ids: list[int]) -> list[FoundTurn]:
    query = (
        select(Turn, Interview)
        .join(Source, col(Source.id) == Turn.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .where(col(Turn.id).in_(turn_ids))
    )
    rows = {turn.id: FoundTurn(turn, interview) for turn, interview in session.exec(query).all()}
    return [rows[turn_id] for turn_id in turn_ids if turn_id in rows]
