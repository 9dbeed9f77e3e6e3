"""The parts of a journey as a reader gets them: its phases with their steps, and its measures."""

from journeys.evidence.outline import Outline, OutlinePhase, OutlineStep
from journeys.measures.models import Measure
from journeys.story import StoryMeasure, StoryPhase, StoryStep
from journeys.told import may_count


def frozen_phase(phase: OutlinePhase, total: int) -> StoryPhase:
    return StoryPhase(phase.phase.title, tuple(_step(step, total) for step in phase.steps))


def _step(of: OutlineStep, total: int) -> StoryStep:
    step, is_counted = of.step, may_count(of.evidence.tells, total)
    return StoryStep(
        number=of.number,
        title=step.title,
        channel=step.channel,
        who=step.who,
        happens=step.happens,
        feeling=step.feeling,
        feeling_word=step.feeling_word,
        gain=step.gain,
        pain_point=step.pain_point,
        need=step.need,
        opportunity=step.opportunity,
        quote=step.quote,
        spread=of.evidence.spread if is_counted else (0, 0, 0),
        beside=of.evidence.beside,
        tells=of.evidence.tells,
        differs=of.evidence.differs,
        found_by=step.id,
    )


def frozen_measure(measure: Measure, outline: Outline) -> StoryMeasure:
    answered = outline.step(measure.step_id)
    return StoryMeasure(
        title=measure.title,
        state=measure.state,
        what=measure.what,
        reason=measure.why_not,
        owner=measure.owner,
        when=measure.told_when,
        step=answered.number if answered else None,
        result=measure.result,
        number=measure.id,
    )
