"""A published story is frozen, its measures go on: readers see how each stands now, and since when."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from foundation.clock import day_of
from journeys.measures.models import Measure, MeasureChange
from journeys.models import Step
from journeys.story import Story, StoryMeasure

_Changes = dict[int, list[MeasureChange]]
"""What was said of each measure after publication, the oldest first."""


def with_current_measures(session: Session, journey_id: int, published_at: datetime, story: Story) -> Story:
    """The story with its measures as they are now, new ones last; all else stays as published.

    A measure takes over how it stands, and what readers are told since; what only the draft says stays a draft.
    A reason or a day is told only with a state that has one, whatever an edition from before says; a day only with
    the state of which it was said.
    `updated_on` is set where somebody said so after publication; one that is new since then has `added_on` first, and
    `updated_on` only once more was said of it. A measure that was removed, or that was published
    before measures could be found again, stays as it was. `measures_on` is the day of the last word on any of them.
    """
    measures, changes = _reported_since(session, journey_id, published_at)
    if not changes:
        return replace(story, measures=tuple(one.as_told() for one in story.measures))
    known = {one.number for one in story.measures}
    later = [one for one in measures.values() if one.id not in known and _is_added(changes[one.id])]
    return replace(
        story,
        measures=(
            *(_current(one, measures, changes).as_told() for one in story.measures),
            *(_added(session, measure, changes[measure.id], story).as_told() for measure in later),
        ),
        measures_on=day_of(max(of_one[-1].moment for of_one in changes.values())),
    )


def _current(published: StoryMeasure, measures: dict[int, Measure], changes: _Changes) -> StoryMeasure:
    measure = measures.get(published.number or 0)
    if measure is None:
        return published
    said = changes[measure.id]
    told = {field: words for change in said for field, words in change.told.items()}
    return replace(
        published,
        state=measure.state,
        reason=measure.reason,
        result=measure.result,
        what=told.get("what", published.what),
        when=_day(said, published.when),
        updated_on=day_of(said[-1].moment),
    )


def _added(session: Session, measure: Measure, said: list[MeasureChange], story: Story) -> StoryMeasure:
    """A measure that came after publication, at its step when that step still stands in the story."""
    step = session.exec(select(Step).where(Step.id == measure.step_id)).first() if measure.step_id else None
    told = {field: words for change in said for field, words in change.told.items()}
    return StoryMeasure(
        title=told.get("title", measure.title),
        state=measure.state,
        what=told.get("what", ""),
        reason=measure.reason,
        owner=told.get("owner", ""),
        when=_day(said),
        step=_number_in(story, step) if step else None,
        result=measure.result,
        number=measure.id,
        updated_on=day_of(said[-1].moment) if len(said) > 1 else None,
        added_on=day_of(said[0].moment),
    )


def _day(said: list[MeasureChange], published: str = "") -> str:
    """The day that was said last, unless the measure came to stand otherwise since."""
    day = published
    for change in said:
        day = change.told.get("when", day if change.before is change.after else "")
    return day


def _number_in(story: Story, step: Step) -> int | None:
    """Which step of the story it is; one from before that was kept tells it by a title that stands there once."""
    if any(one.found_by is not None for one in story.steps):
        found = [one.number for one in story.steps if one.found_by == step.id]
    else:
        found = [one.number for one in story.steps if one.title == step.title]
    return found[0] if len(found) == 1 else None


def _is_added(said: list[MeasureChange]) -> bool:
    return said[0].before is None and "title" in said[0].told


def _reported_since(session: Session, journey_id: int, since: datetime) -> tuple[dict[int, Measure], _Changes]:
    """Measures of this journey on which something was said after publication, by place, with what was said."""
    query = (
        select(Measure, MeasureChange)
        .join(MeasureChange, col(MeasureChange.measure_id) == Measure.id)
        .where(Measure.journey_id == journey_id, MeasureChange.moment > since)
        .order_by(col(Measure.position), col(Measure.id), col(MeasureChange.moment), col(MeasureChange.id))
    )
    measures: dict[int, Measure] = {}
    changes: _Changes = defaultdict(list)
    for measure, change in session.exec(query).all():
        measures[measure.id] = measure
        changes[measure.id].append(change)
    return measures, changes
