"""A published story is frozen, its measures are not: what the list of measures says is what readers read."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, func, select

from foundation.clock import day_of
from journeys.measures.models import Measure, MeasureChange, MeasureRemoval
from journeys.models import Step
from journeys.story import Story, StoryMeasure

_Changes = dict[int, list[MeasureChange]]
"""What was said of each measure after publication, the oldest first."""


def with_current_measures(session: Session, journey_id: int, published_at: datetime, story: Story) -> Story:
    """The story with its measures as they are now, new ones last; all else stays as published.

    Of a published measure only its step stays as published, as the steps do. A reason or a day is told only with a
    state that has one, whatever an edition from before says; a day only with the state of which it was said.
    `updated_on` is set where something was said after publication; one that is new since then has `added_on` first, and
    `updated_on` only once more was said of it. One that was removed is gone; one that was published before measures
    could be found again stays as it was. `measures_on` is the last day on which any of that happened.
    """
    measures, removed_at = _now(session, journey_id)
    changes = _said_since(session, journey_id, published_at)
    current = (_current(one, measures, changes) for one in story.measures)
    added = (_added(session, one, changes[one.id], story) for one in _later(story, measures, changes))
    moments = [of_one[-1].moment for of_one in changes.values() if of_one]
    moments += [removed_at] if removed_at and removed_at > published_at else []
    return replace(
        story,
        measures=tuple(one.as_told() for one in (*current, *added) if one is not None),
        measures_on=day_of(max(moments)) if moments else story.measures_on,
    )


def was_said_after(session: Session, journey_id: int, moment: datetime) -> bool:
    """Whether anything was said of a measure after `moment`, or one was removed."""
    removed = select(MeasureRemoval.id).where(MeasureRemoval.journey_id == journey_id, MeasureRemoval.moment > moment)
    if any(_said_since(session, journey_id, moment).values()):
        return True
    return session.exec(removed.limit(1)).first() is not None


def last_said(session: Session, journey_id: int) -> datetime | None:
    """When something was said last of a measure that is there, or one was removed."""
    said = select(func.max(col(MeasureChange.moment))).join(Measure, col(Measure.id) == MeasureChange.measure_id)
    moments: tuple[datetime | None, datetime | None] = (
        session.exec(said.where(Measure.journey_id == journey_id)).one(),
        _now(session, journey_id)[1],
    )
    return max((moment for moment in moments if moment), default=None)


def _current(published: StoryMeasure, measures: dict[int, Measure], changes: _Changes) -> StoryMeasure | None:
    if published.number is None:
        return published
    measure = measures.get(published.number)
    if measure is None:
        return None
    said = changes[measure.id]
    updated_on = day_of(said[-1].moment) if said else None
    return replace(_as_it_stands(measure, said), step=published.step, updated_on=updated_on)


def _later(story: Story, measures: dict[int, Measure], changes: _Changes) -> list[Measure]:
    """Those that came after publication. Of a story whose measures can't all be found again: that say so themselves."""
    known = {one.number for one in story.measures}
    new = [measure for number, measure in measures.items() if number not in known]
    return [measure for measure in new if None not in known or _began(changes[measure.id])]


def _added(session: Session, measure: Measure, said: list[MeasureChange], story: Story) -> StoryMeasure:
    """A measure that came after publication, at its step when that step still stands in the story."""
    step = session.exec(select(Step).where(Step.id == measure.step_id)).first() if measure.step_id else None
    return replace(
        _as_it_stands(measure, said),
        step=_number_in(story, step) if step else None,
        updated_on=day_of(said[-1].moment) if len(said) > 1 else None,
        added_on=day_of(said[0].moment) if _began(said) else None,
    )


def _as_it_stands(measure: Measure, said: list[MeasureChange]) -> StoryMeasure:
    return StoryMeasure(
        title=measure.title,
        state=measure.state,
        what=measure.what,
        reason=measure.reason,
        owner=measure.owner,
        when=measure.when if _day_is_of_this_state(said) else "",
        step=None,
        result=measure.result,
        number=measure.id,
    )


def _day_is_of_this_state(said: list[MeasureChange]) -> bool:
    """Whether the day was said again since the measure came to stand otherwise."""
    is_of_it = True
    for change in said:
        moved = change.before is not None and change.before is not change.after
        is_of_it = "when" in change.told or (is_of_it and not moved)
    return is_of_it


def _number_in(story: Story, step: Step) -> int | None:
    """Which step of the story it is; one from before that was kept tells it by a title that stands there once."""
    if any(one.found_by is not None for one in story.steps):
        found = [one.number for one in story.steps if one.found_by == step.id]
    else:
        found = [one.number for one in story.steps if one.title == step.title]
    return found[0] if len(found) == 1 else None


def _began(said: list[MeasureChange]) -> bool:
    return bool(said) and said[0].before is None and "title" in said[0].told


def _now(session: Session, journey_id: int) -> tuple[dict[int, Measure], datetime | None]:
    """The measures of a journey by place, and when one was removed last."""
    query = select(Measure).where(Measure.journey_id == journey_id).order_by(col(Measure.position), col(Measure.id))
    last = select(func.max(col(MeasureRemoval.moment))).where(MeasureRemoval.journey_id == journey_id)
    removed_at: datetime | None = session.exec(last).one()
    return {measure.id: measure for measure in session.exec(query).all()}, removed_at


def _said_since(session: Session, journey_id: int, since: datetime) -> _Changes:
    query = (
        select(MeasureChange)
        .join(Measure, col(Measure.id) == MeasureChange.measure_id)
        .where(Measure.journey_id == journey_id, MeasureChange.moment > since)
        .order_by(col(MeasureChange.moment), col(MeasureChange.id))
    )
    changes: _Changes = defaultdict(list)
    for change in session.exec(query).all():
        changes[change.measure_id].append(change)
    return changes
