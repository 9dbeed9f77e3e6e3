"""Whose words a quote is, word for word or rewritten."""

import re

from interviews.respondents.consent import QuoteUse
from journeys.evidence.outline import Outline, OutlineStep

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
