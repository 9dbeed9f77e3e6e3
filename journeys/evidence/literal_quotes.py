"""Whose words a quote is, word for word or rewritten."""

import re
from collections.abc import Iterable

from interviews.respondents.consent import QuoteUse
from journeys.evidence.outline import Outline, OutlineStep

_SHORTEST_LITERAL = 5
"""Fewer words than this somebody may have written too: those are a quotation only when they are all of a fragment, or
when the quote was made from words of that very conversation."""
_WORDS = re.compile(r"\w+")


def is_literal(quote: str, quotations: tuple[str, ...]) -> bool:
    """Whether a quote is what somebody said: all of a fragment, or five words or more of it in a row."""
    return _is_literal(_folded(quote), map(_folded, quotations))


def stands_in(quote: str, said: str) -> bool:
    """Whether the words of a quote, however few, stand in a row in what somebody said."""
    return _stands_in(_folded(quote), (_folded(said),))


def speakers_of_quotes(outline: Outline) -> dict[int, frozenset[int | None]]:
    """{step id: interviews in which its quote stands word for word}: cited anywhere in the journey, or its source.

    None among them is a text of no interview.
    """
    spoken = _spoken(outline)
    return {
        of.step.id: _source_of(of)
        | {interview_id for interview_id, said in spoken if _is_literal(_folded(of.step.quote), (said,))}
        for of in outline.steps
    }


def is_from_its_source(of: OutlineStep) -> bool:
    """Whether a step's quote stands, however short, in the conversation whose words it was made from."""
    return of.quoted_from is not None and stands_in(of.step.quote, of.source_said)


def echoing_steps(outline: Outline) -> frozenset[int]:
    """Ids of steps whose quote is a few words that a fragment has too: nobody can tell whether it was rewritten."""
    spoken, literal = [said for _interview_id, said in _spoken(outline)], speakers_of_quotes(outline)
    return frozenset(
        of.step.id for of in outline.steps if not literal[of.step.id] and _stands_in(_folded(of.step.quote), spoken)
    )


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


def _spoken(outline: Outline) -> list[tuple[int | None, str]]:
    cited = {one for of in outline.steps for one in of.evidence.spoken}
    return [(interview_id, _folded(said)) for interview_id, said in cited]


def _source_of(of: OutlineStep) -> frozenset[int | None]:
    return frozenset({of.quoted_from[0]}) if of.quoted_from and is_from_its_source(of) else frozenset()


def _folded(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def _is_literal(quote: str, said: Iterable[str]) -> bool:
    is_long = len(quote.split()) >= _SHORTEST_LITERAL
    return any(quote == one or (is_long and quote in one) for one in said if one.strip())


def _stands_in(quote: str, said: Iterable[str]) -> bool:
    return bool(quote.strip()) and any(quote in one for one in said)
