"""The journeys of a study as the overview shows them beside the line."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from journeys.evidence.whole_study import told_steps
from journeys.measures.models import Measure
from journeys.models import Journey, Persona, Publication, Step


@dataclass(frozen=True)
class JourneyLine:
    """A journey in the margin: how many of its steps somebody tells, and how many measures answer it."""

    title: str
    slug: str
    portrait: str
    steps: int
    founded: int
    measures: int
    is_public: bool


def lines_of(session: Session, study_id: int) -> list[JourneyLine]:
    """The study's journeys, the oldest first."""
    public = _public(session, study_id)
    steps, measures = _per_journey(session, study_id, Step), _per_journey(session, study_id, Measure)
    founded = told_steps(session, study_id)
    found = session.exec(
        select(Journey, Persona)
        .join(Persona, col(Persona.id) == Journey.persona_id)
        .where(Journey.study_id == study_id)
        .order_by(col(Journey.id))
    ).all()
    return [
        JourneyLine(
            journey.title,
            journey.slug,
            persona.portrait,
            steps.get(journey.id, 0),
            founded.get(journey.id, 0),
            measures.get(journey.id, 0),
            journey.id in public,
        )
        for journey, persona in found
    ]


def _per_journey(session: Session, study_id: int, table: type[Step] | type[Measure]) -> dict[int, int]:
    query = select(table.journey_id, func.count()).join(Journey, col(Journey.id) == table.journey_id)
    return dict(session.exec(query.where(Journey.study_id == study_id).group_by(col(table.journey_id))).all())


def _public(session: Session, study_id: int) -> set[int]:
    query = (
        select(Publication.journey_id)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(Journey.study_id == study_id, col(Publication.withdrawn_at).is_(None))
    )
    return set(session.exec(query).all())
