"""What in journeys rests on somebody who took their consent back: steps to mend, and editions that readers have."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from foundation.dutch import _, counted, enumerated
from interviews.respondents.withdrawal import taken_back
from journeys.evidence.outline import Outline, outlines_of_study
from journeys.models import Journey
from journeys.open_point import OpenPoint
from journeys.withdrawing.rests_on import editions_of, published_steps


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
