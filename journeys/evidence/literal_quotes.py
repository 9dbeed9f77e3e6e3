"""Whose words a quote is, word for word or rewritten, and whether that somebody allowed it."""

import re
from collections.abc import Mapping

from sqlmodel import Session, col, select

from interviews.models import Interview
from interviews.respondents.consent import Answers, QuoteUse, answers_by_interview, may_reword, quote_use
from journeys.evidence.outline import Outline, OutlineStep, outlines_of_study
from journeys.models import Journey

_SHORTEST_LITERAL = 5
_WORDS = re.compile(r"\w+")


def is_literal(quote: str, quotations: tuple[str, ...]) -> bool:
    """Whether a quote of five words or more stands word for word in what somebody said."""
    words = _WORDS.findall(quote.casefold())
    if len(words) < _SHORTEST_LITERAL:
        return False
    wanted = f" {' '.join(words)} "
    return any(wanted in f" {' '.join(_WORDS.findall(said.casefold()))} " for said in quotations)


def speakers_of_quotes(outline: Outline) -> dict[int, frozenset[int | None]]:
    """{step id: interviews, cited anywhere in the journey, in which its quote stands word for word}.

    None among them is a text of no interview.
    """
    spoken = {cited for step in outline.steps for cited in step.evidence.spoken}
    return {
        of.step.id: frozenset(interview_id for interview_id, said in spoken if is_literal(of.step.quote, (said,)))
        for of in outline.steps
    }


def literal_sources(outline: Outline) -> dict[int, frozenset[int]]:
    """As `speakers_of_quotes`, interviews alone: who can be asked, and can take it back. Noted ones too."""
    speakers = speakers_of_quotes(outline)
    return {
        of.step.id: frozenset(one for one in speakers[of.step.id] if one is not None) | _noted(of)
        for of in outline.steps
    }


def _noted(of: OutlineStep) -> frozenset[int]:
    """Whose words the quote is by what was noted when they were erased, unless it was rewritten since."""
    words, interviews = of.literal_when_erased or ("", frozenset())
    return interviews if is_literal(of.step.quote, (words,)) else frozenset()


def quote_sources(outline: Outline) -> dict[int, dict[int, QuoteUse]]:
    """{step id: {interview its quote comes from: how its words are used}}: word for word, or known to be rewritten."""
    found = {
        step_id: dict.fromkeys(sorted(interviews), QuoteUse.LITERALLY)
        for step_id, interviews in literal_sources(outline).items()
    }
    for of in outline.steps:
        if of.quoted_from:
            found[of.step.id].setdefault(of.quoted_from[0], QuoteUse.REWORDED)
    return found


def quoted_without_consent(session: Session, outline: Outline) -> dict[int, QuoteUse]:
    """{step id: the use its quote makes of words of somebody who did not allow that}; the literal one goes first."""
    sources = quote_sources(outline)
    return _unallowed(sources, answers_by_interview(session, {one for uses in sources.values() for one in uses}))


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
