"""Freezing a journey: from what researchers work on to what a reader gets."""

from datetime import date

from sqlmodel import Session, select

from journeys.evidence.outline import outline_of
from journeys.lookup import persona_of
from journeys.measures.lookup import measures_of
from journeys.models import Journey
from journeys.public.curve_in_words import curve_summary
from journeys.public.frozen_parts import frozen_measure, frozen_phase
from journeys.public.how_made import how_made
from journeys.story import Story, StoryPersona
from journeys.texts.printed_roles import coded_interviews
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
        phases=tuple(frozen_phase(phase, len(interviews)) for phase in outline.phases if phase.steps),
        curve_summary=curve_summary(persona.name, outline),
        measures=tuple(frozen_measure(measure, outline) for measure in measures_of(session, journey)),
        interviews_total=len(interviews),
        how_made=(*how_made(session, study, journey, outline, interviews), *journey.how_made),
        glossary=tuple((term, meaning) for term, meaning in journey.glossary),
        public_address=public_address,
        has_transcripts=not transcripts_are_gone(study),
    )
