"""Quotes that stand word for word in what somebody said, and whether that somebody allowed it."""

import re

from sqlmodel import Session, col, select

from interviews.consent import QuoteUse, quotes_allowed
from interviews.models import Interview
from journeys.finding import journeys_of
from journeys.models import Journey
from journeys.outline import Outline, outline_of

_SHORTEST_LITERAL = 5
_WORDS = re.compile(r"\w+")


def is_literal(quote: str, quotations: tuple[str, ...]) -> bool:
    """Whether a quote of five words or more stands word for word in what somebody said."""
    words = _WORDS.findall(quote.casefold())
    if len(words) < _SHORTEST_LITERAL:
        return False
    wanted = f" {' '.join(words)} "
    return any(wanted in f" {' '.join(_WORDS.findall(said.casefold()))} " for said in quotations)


def literal_sources(outline: Outline) -> dict[int, frozenset[int]]:
    """{step id: interviews, cited anywhere in the journey, in which its quote stands word for word}."""
    spoken = {cited for step in outline.steps for cited in step.evidence.spoken}
    return {
        step.step.id: frozenset(
            interview_id
            for interview_id, said in spoken
            if interview_id is not None and is_literal(step.step.quote, (said,))
        )
        for step in outline.steps
    }


def quoted_without_consent(session: Session, outline: Outline) -> frozenset[int]:
    """The steps whose quote is literally that of somebody who did not allow it, cited anywhere in the journey."""
    literal = literal_sources(outline)
    sources = frozenset[int]().union(*literal.values())
    allowed = quotes_allowed(session, sources)
    closed = {interview_id for interview_id, use in allowed.items() if use is not QuoteUse.LITERALLY}
    return frozenset(step_id for step_id, ids in literal.items() if closed & ids)


def journeys_to_rewrite(session: Session, study_id: int) -> list[tuple[Journey, int]]:
    """(journey, how many quotes have to be rewritten) where that is so; journeys are read only when anybody said no."""
    told = select(Interview.id).where(Interview.study_id == study_id, col(Interview.respondent_id).is_not(None))
    if not set(quotes_allowed(session, session.exec(told).all()).values()) - {QuoteUse.LITERALLY}:
        return []
    found = [(one, quoted_without_consent(session, outline_of(session, one))) for one in journeys_of(session, study_id)]
    return [(journey, len(steps)) for journey, steps in found if steps]
