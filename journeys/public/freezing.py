"""Freezing a journey: from what researchers work on to what a reader gets."""

from datetime import date

from sqlmodel import Session, select

from foundation.dutch import _, enumerated, number_word
from journeys.evidence.outline import Outline, OutlinePhase, OutlineStep, outline_of
from journeys.lookup import persona_of
from journeys.measures.lookup import measures_of
from journeys.measures.models import Measure
from journeys.models import Journey
from journeys.public.how_made import how_made
from journeys.story import Feeling, Story, StoryMeasure, StoryPersona, StoryPhase, StoryStep
from journeys.texts.study_facts import coded_interviews
from journeys.told import may_count
from studies.models import Study
from studies.retention.due import transcripts_are_gone


def frozen_story(session: Session, journey: Journey, version: int, published_on: date, public_address: str) -> Story:
    """The story as readers get it now. The gate is not asked here: a preview shows unfinished work too.

    Phases without steps fall away. `interviews_total` counts the study's conversations that were
    coded, whether or not this journey cites them.
    """
    outline = outline_of(session, journey)
    persona = persona_of(session, journey)
    study = session.exec(select(Study).where(Study.id == journey.study_id)).one()
    interviews = coded_interviews(session, study.id)
    return Story(
        title=journey.title,
        municipality=study.municipality,
        study=study.title,
        published_on=published_on,
        version=version,
        introduction=journey.introduction,
        persona=StoryPersona(persona.name, persona.about, persona.portrait),
        phases=tuple(_phase(phase, len(interviews)) for phase in outline.phases if phase.steps),
        curve_summary=curve_summary(persona.name, outline),
        measures=tuple(_measure(measure, outline) for measure in measures_of(session, journey)),
        interviews_total=len(interviews),
        how_made=(*how_made(session, study, journey, outline, interviews), *journey.how_made),
        glossary=tuple((term, meaning) for term, meaning in journey.glossary),
        public_address=public_address,
        has_transcripts=not transcripts_are_gone(study),
    )


def curve_summary(name: str, outline: Outline) -> str:
    """The feeling curve in words, for who cannot see it: which steps at which level, and how it begins and ends."""
    steps = outline.steps
    if not steps:
        return ""
    sentences = [_("Het gevoel van %(name)s in %(count)s.", name=name, count=_steps_in_words(len(steps)))]
    for feeling in Feeling:
        numbers = [str(step.number) for step in steps if step.step.feeling is feeling]
        if numbers:
            level, listed = feeling.dutch, enumerated(numbers)
            sentences.append(_("%(feeling)s bij stap %(numbers)s.", feeling=level, numbers=listed))
    if len(steps) > 1:
        sentences.append(_begin_and_end(steps[0].step.feeling, steps[-1].step.feeling))
    return " ".join(sentences)


def _begin_and_end(first: Feeling, last: Feeling) -> str:
    begin, end = first.dutch.lower(), last.dutch.lower()
    if first is last:
        return _("De reis begint en eindigt %(begin)s.", begin=begin)
    return _("De reis begint %(begin)s en eindigt %(end)s.", begin=begin, end=end)


def _steps_in_words(number: int) -> str:
    return _("één stap") if number == 1 else _("%(number)s stappen", number=number_word(number))


def _phase(phase: OutlinePhase, total: int) -> StoryPhase:
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


def _measure(measure: Measure, outline: Outline) -> StoryMeasure:
    answered = outline.step(measure.step_id)
    return StoryMeasure(
        title=measure.title,
        state=measure.state,
        what=measure.what,
        reason=measure.reason,
        owner=measure.owner,
        when=measure.when,
        step=answered.number if answered else None,
        result=measure.result,
        number=measure.id,
    )
