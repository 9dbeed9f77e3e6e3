"""The list beside a step: coded segments to rest it on, searched and cited."""

from dataclasses import dataclass

from sqlmodel import Session

from coding.retrieval.search import FoundPage, find_segments
from coding.segments import FoundSegment, segments_with_context
from foundation.database.full_text.asked import Asked, asked
from interviews.respondents.consent import QuoteUse, quotes_allowed
from interviews.respondents.withdrawal import withdrawn_interviews
from journeys.composing.models import QuoteSource
from journeys.composing.quote_source import source_of_quote
from journeys.evidence.alike import AlikeList, alike_list
from journeys.evidence.ledger import ties_of
from journeys.evidence.literal_quotes import is_literal, stands_in
from journeys.evidence.models import Evidence
from journeys.models import Journey, Step

PROOFS_AT_ONCE = 20
MOST_PROOFS = 500


@dataclass(frozen=True)
class Proof:
    """A segment in the list. `is_literal_quote`: the step's quote still stands in it word for word.

    `quotes`: how far its words may be used; LITERALLY too when the respondent is not known.
    """

    found: FoundSegment
    tie: Evidence | None
    """What a person says that it tells; None when the step does not cite it."""
    is_literal_quote: bool
    quotes: QuoteUse = QuoteUse.LITERALLY
    is_withdrawn: bool = False

    @property
    def is_cited(self) -> bool:
        return self.tie is not None


@dataclass(frozen=True)
class EvidenceList:
    """`total` counts all segments that fit the search; `proofs` are the first of them."""

    proofs: tuple[Proof, ...]
    total: int
    text: str
    code_id: int | None

    unjudged: tuple[int, ...] = ()
    """The cited segments that nobody judged yet, in the order of citing, searched or not."""

    alike: AlikeList | None = None
    """When it was searched by meaning."""

    @property
    def sought(self) -> Asked:
        """What to mark in the words."""
        return asked(self.text)

    @property
    def is_searched(self) -> bool:
        return bool(self.text or self.code_id)


def evidence_list(
    session: Session,
    journey: Journey,
    step: Step,
    text: str = "",
    code_id: int | None = None,
    most: int = 0,
    alike_to: int | None = None,
) -> EvidenceList:
    """Segments that fit the search, by conversation; without a search, those the step cites come first.

    `alike_to`: a segment, to find by meaning what is like it, the nearest first.
    """
    text, limit = text.strip(), min(max(most, PROOFS_AT_ONCE), MOST_PROOFS)
    ties = ties_of(session, step)
    alike = alike_list(session, journey, alike_to) if alike_to is not None else None
    if alike is not None:
        page = FoundPage(list(alike.segments), len(alike.segments))
    else:
        page = find_segments(session, journey.study_id, text, code_id, limit=limit)
    found = page.segments
    if not text and code_id is None and alike is None:
        cited = segments_with_context(session, journey.study_id, list(ties))
        found = [*cited, *(one for one in found if one.segment.id not in ties)][: max(limit, len(cited))]
    gone = withdrawn_interviews(session, journey.study_id)
    allowed = quotes_allowed(session, {one.interview.id for one in found if one.interview})
    source = source_of_quote(session, step)
    proofs = tuple(
        Proof(
            one,
            ties.get(one.segment.id),
            _is_quoted(step, one, source),
            allowed.get(one.interview.id, QuoteUse.LITERALLY) if one.interview else QuoteUse.LITERALLY,
            one.interview is not None and one.interview.id in gone,
        )
        for one in found
    )
    unjudged = tuple(segment_id for segment_id, tie in ties.items() if tie.stance is None)
    return EvidenceList(proofs, page.total, text, code_id, unjudged, alike)


def _is_quoted(step: Step, one: FoundSegment, source: QuoteSource | None) -> bool:
    """Of the conversation that the quote was made from, a few words are a quotation too."""
    said = one.segment.quotation
    is_source = source is not None and one.interview is not None and one.interview.id == source.interview_id
    return is_literal(step.quote, (said,)) or (is_source and stands_in(step.quote, said))
