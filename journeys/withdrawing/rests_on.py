"""What an edition keeps, out of readers' sight, of whose words it rests on and quotes; and which steps lost them."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from interviews.respondents.consent import QuoteUse
from interviews.respondents.withdrawal import TakenBack
from journeys.evidence.literal_quotes import literal_sources, quote_sources
from journeys.evidence.outline import Outline
from journeys.models import Journey, Publication

RestsOn = Mapping[str, list[int]]
"""{step number: interviews}: plain data for a JSON column."""
Edition = tuple[RestsOn | None, Mapping[str, Mapping[str, list[int]]] | None]
"""What `rests_on` and `quoted` gave; None where an edition did not keep it yet."""


def rests_on(outline: Outline) -> dict[str, list[int]]:
    """What an edition keeps for itself, out of readers' sight: whose conversations each step rests on."""
    quoted = literal_sources(outline)
    return {
        str(of.number): sorted(of.evidence.interview_ids | quoted.get(of.step.id, frozenset())) for of in outline.steps
    }


def quoted(outline: Outline) -> dict[str, dict[str, list[int]]]:
    """What an edition keeps of its quotes, out of readers' sight: whose words they are, and how they were used."""
    sources = quote_sources(outline)
    return {
        str(of.number): {
            use.value: [one for one, how in sources[of.step.id].items() if how is use]
            for use in (QuoteUse.LITERALLY, QuoteUse.REWORDED)
        }
        for of in outline.steps
    }


def published_steps(
    editions: Mapping[int, Edition], journey: Journey, outline: Outline, gone: TakenBack
) -> tuple[int, ...]:
    if journey.id not in editions:
        return ()
    kept, quotes = editions[journey.id]
    if kept is None:  # published before editions kept this: what the journey cites now tells it best
        return tuple(
            of.number
            for of in outline.steps
            if of.evidence.withdrawn_segments or of.evidence.interview_ids & gone.all_of_it
        )
    return tuple(
        int(number)
        for number, interviews in kept.items()
        if gone.all_of_it.intersection(interviews) or _quotes_gone((quotes or {}).get(number, {}), gone)
    )


def _quotes_gone(uses: Mapping[str, list[int]], gone: TakenBack) -> bool:
    literally, reworded = uses.get(QuoteUse.LITERALLY, ()), uses.get(QuoteUse.REWORDED, ())
    both = gone.all_of_it.intersection([*literally, *reworded])
    return bool(both or gone.literally.intersection(literally) or gone.reworded.intersection(reworded))


def editions_of(session: Session, study_id: int) -> dict[int, Edition]:
    """{journey id: what its newest standing edition rests on, and whose words it quotes}. One query."""
    query = (
        select(Publication.journey_id, Publication.rests_on, Publication.quoted)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(Journey.study_id == study_id, col(Publication.withdrawn_at).is_(None))
        .order_by(col(Publication.journey_id), col(Publication.version))
    )
    return {journey_id: (kept, quotes) for journey_id, kept, quotes in session.exec(query).all()}
