"""What in journeys rests on somebody who took their consent back: steps to mend, and editions that readers have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.dutch import _, counted, enumerated
from interviews.respondents.consent import QuoteUse
from interviews.respondents.withdrawal import TakenBack, taken_back
from journeys.evidence.literal_quotes import literal_sources, quote_sources
from journeys.evidence.outline import Outline, outlines_of_study
from journeys.models import Journey, Publication
from journeys.open_point import OpenPoint

RestsOn = Mapping[str, list[int]]
"""{step number: interviews}: plain data for a JSON column."""
Edition = tuple[RestsOn | None, Mapping[str, Mapping[str, list[int]]] | None]
"""What `rests_on` and `quoted` gave; None where an edition did not keep it yet."""


@dataclass(frozen=True)
class Touched:
    """A journey that rests on what may not be used any more. Numbers of steps, as they stand now or as published."""

    journey: Journey
    steps: tuple[int, ...]
    first_step_id: int | None
    published_steps: tuple[int, ...]


def withdrawn_points(outline: Outline) -> Iterator[OpenPoint]:
    """One point per step that cites somebody who took their consent back: it is solved by letting go."""
    for of in outline.steps:
        if of.evidence.withdrawn_segments:
            fragments = counted(of.evidence.withdrawn_segments, "fragment", "fragmenten")
            sentence = _(
                "Stap %(number)s: de toestemming voor %(fragments)s is ingetrokken. Haal weg wat hieruit komt, ook in "
                "de tekst",
                number=of.number,
                fragments=fragments,
            )
            yield OpenPoint(sentence, "onderbouwing", step_id=of.step.id)


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


def touched_journeys(session: Session, study_id: int) -> list[Touched]:
    """The journeys of a study that rest on what may not be used any more; read only when anybody took consent back."""
    gone = taken_back(session, study_id)
    if not gone:
        return []
    editions = editions_of(session, study_id)
    found = []
    for journey, outline in outlines_of_study(session, study_id):
        steps = [of for of in outline.steps if of.evidence.withdrawn_segments]
        published = published_steps(editions, journey, outline, gone)
        if steps or published:
            first = steps[0].step.id if steps else None
            found.append(Touched(journey, tuple(of.number for of in steps), first, published))
    return found


def published_withdrawn(session: Session, journey: Journey, outline: Outline) -> tuple[int, ...]:
    """Numbers of the steps of the edition readers have now, that rest on what may not be used any more."""
    gone = taken_back(session, journey.study_id)
    return published_steps(editions_of(session, journey.study_id), journey, outline, gone) if gone else ()


def in_words(numbers: tuple[int, ...]) -> str:
    """'stap 3', 'stap 3, 5 en 6'."""
    return _("stap %(numbers)s", numbers=enumerated([str(number) for number in numbers]))


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
