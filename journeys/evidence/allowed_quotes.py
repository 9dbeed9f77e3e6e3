"""Whether somebody allowed how a quote uses their words, and which journeys have quotes to rewrite.

Of a conversation that is tied to nobody, it is not known that anybody allowed it: literally its words may not be used.
"""

from collections.abc import Mapping

from sqlmodel import Session, select

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


def quoted_of_nobody(session: Session, outline: Outline) -> frozenset[int]:
    """Of those, the steps that would be allowed if the conversations were tied to somebody who allowed it."""
    sources = quote_sources(outline)
    answers = answers_by_interview(session, {one for uses in sources.values() for one in uses})
    known = {step_id: {one: use for one, use in uses.items() if one in answers} for step_id, uses in sources.items()}
    return frozenset(_unallowed(sources, answers).keys() - _unallowed(known, answers).keys())


def _unallowed(sources: Mapping[int, Mapping[int, QuoteUse]], answers: Mapping[int, Answers]) -> dict[int, QuoteUse]:
    found = {}
    for step_id, uses in sources.items():
        wrong = {use for one, use in uses.items() if not _is_allowed(answers.get(one), use)}
        if wrong:
            found[step_id] = QuoteUse.LITERALLY if QuoteUse.LITERALLY in wrong else QuoteUse.REWORDED
    return found


def journeys_to_rewrite(session: Session, study_id: int) -> list[tuple[Journey, list[QuoteUse]]]:
    """(journey, of each quote that has to be another the use that is not allowed) where there are any.

    Journeys are read only when anybody said no, or a conversation is tied to nobody.
    """
    told = session.exec(select(Interview.id).where(Interview.study_id == study_id)).all()
    answers = answers_by_interview(session, told)
    uses = (QuoteUse.LITERALLY, QuoteUse.REWORDED)
    if len(answers) == len(told) and all(_is_allowed(one, use) for one in answers.values() for use in uses):
        return []
    found = [
        (journey, _unallowed(quote_sources(outline), answers))
        for journey, outline in outlines_of_study(session, study_id)
    ]
    return [(journey, list(steps.values())) for journey, steps in found if steps]


def _is_allowed(answers: Answers | None, use: QuoteUse) -> bool:
    """`answers` is None where it is not known who told it."""
    if answers is None:
        return use is not QuoteUse.LITERALLY
    return quote_use(answers) is QuoteUse.LITERALLY if use is QuoteUse.LITERALLY else may_reword(answers)
