"""Finding the measures of a journey, and how they stood."""

from sqlmodel import Session, col, select

from journeys.lookup import PartUnknown
from journeys.measures.models import Measure, MeasureChange
from journeys.models import Journey


def measure_of(session: Session, journey: Journey, measure_id: int) -> Measure:
    """A measure of this journey. Raises PartUnknown."""
    query = select(Measure).where(Measure.id == measure_id, Measure.journey_id == journey.id)
    measure = session.exec(query).first()
    if measure is None:
        raise PartUnknown
    return measure


def measures_of(session: Session, journey: Journey) -> list[Measure]:
    """The measures in order."""
    query = select(Measure).where(Measure.journey_id == journey.id).order_by(col(Measure.position), col(Measure.id))
    return list(session.exec(query).all())


def changes_of(session: Session, measure: Measure) -> list[MeasureChange]:
    """How a measure stood, the oldest first."""
    query = select(MeasureChange).where(MeasureChange.measure_id == measure.id)
    return list(session.exec(query.order_by(col(MeasureChange.moment), col(MeasureChange.id))).all())
