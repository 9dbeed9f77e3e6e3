"""A published story is frozen, its measures go on: readers see how each stands now, and since when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, func, select

from foundation.clock import day_of
from journeys.models import Measure, MeasureChange, Publication
from journeys.published import PublishedJourney, PublishedMeasure


def with_current_measures(session: Session, publication: Publication, story: PublishedJourney) -> PublishedJourney:
    """The story with state, reason and result of its measures as they are now; all else stays as published.

    `updated_on` is set where somebody said so after publication. A measure that was removed, or that
    was published before measures could be found again, stays as it was.
    """
    now_stand = {measure.id: (measure, moment) for measure, moment in _reported_since(session, publication)}
    return replace(story, measures=tuple(_current(one, now_stand) for one in story.measures))


def _current(published: PublishedMeasure, now_stand: dict[int, tuple[Measure, datetime]]) -> PublishedMeasure:
    if published.number not in now_stand:
        return published
    measure, moment = now_stand[published.number]
    return replace(
        published,
        state=measure.state,
        reason=measure.reason,
        result=measure.result,
        updated_on=day_of(moment),
    )


def _reported_since(session: Session, publication: Publication) -> Sequence[tuple[Measure, datetime]]:
    """Measures of this journey on which something was said after publication, with the last time."""
    last = func.max(col(MeasureChange.moment))
    query = (
        select(Measure, last)
        .join(MeasureChange, col(MeasureChange.measure_id) == Measure.id)
        .where(Measure.journey_id == publication.journey_id, MeasureChange.moment > publication.published_at)
        .group_by(col(Measure.id))
        .order_by(col(Measure.id))
    )
    return session.exec(query).all()
