"""Whether somebody allowed how a quote uses their words, and which journeys have quotes to rewrite."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from interviews.models import Interview
from interviews.respondents.consent import Answers, QuoteUse, answers_by_interview, may_reword, quote_use
from journeys.evidence.literal_quotes import quote_sources
from journeys.evidence.outline import Outline, outlines_of_study
from journeys.models import Journey


def quoted_without_consent(session: Session, outline: Outline) -> dict[int, QuoteUse]:
    """{step id: the use its quote makes of words of somebody who did not allow that}; the literal one goes first."""
    sources = quote_sources(outline)
    return _unallowed(sources, answers_by_interview(session, {one for uses in sources.values() for one in uses}))


def pieces_without_consent(session: Session, kept: Mapping[str, Mapping[str, list[int]]]) -> tuple[int, ...]:
    """Of what was kept of the quotes of a frozen text: the numbers of those that use words in a way not allowed now."""
    sources = {
        int(number): {one: QuoteUse(use) for use, interviews in uses.items() for one in interviews}
        for number, uses in kept.items()
    }
    answers = answers_by_interview(session, {one for uses in sources.values() for one in uses})
    return tuple(sorted(_unallowed(sources, answers)))


def _unallowed(sources: Mapping[int, Mapping[int, QuoteUse]], answers: Mapping[int, Answers]) -> dict[int, QuoteUse]:
    found = {}
    for step_id, uses in sources.items():
        wrong = {use for one, use in uses.items() if one in answers and not _is_allowed(answers[one], use)}
        if wrong:
            found[step_id] = QuoteUse.LITERALLY if QuoteUse.LITERALLY in wrong else QuoteUse.REWORDED
    return found


def journeys_to_rewrite(session: Session, study_id: int) -> list[tuple[Journey, int]]:
    """(journey, how many quotes have to be rewritten) where that is so; journeys are read only when anybody said no."""
    told = select(Interview.id).where(Interview.study_id == study_id, col(Interview.respondent_id).is_not(None))
    answers = answers_by_interview(session, session.exec(told).all())
    if all(_is_allowed(one, use) for one in answers.values() for use in (QuoteUse.LITERALLY, QuoteUse.REWORDED)):
        return []
    found = [
        (journey, _unallowed(quote_sources(outline), answers))
        for journey, outline in outlines_of_study(session, study_id)
    ]
    return [(journey, len(steps)) for journey, steps in found if steps]


def _is_allowed(answers: Answers, use: QuoteUse) -> bool:
    return quote_use(answers) is QuoteUse.LITERALLY if use is QuoteUse.LITERALLY else may_reword(answers)
