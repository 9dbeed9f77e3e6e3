"""Every text of a story that readers get, each with its place: what the gate reads word for word."""

from collections.abc import Iterator

from sqlmodel import Session

from foundation.dutch import _, translatable
from journeys.composing.fields import JOURNEY_FIELDS, PERSONA_FIELDS, STEP_FIELDS
from journeys.composing.typed_lists import glossary_lines, sentence_lines
from journeys.evidence.outline import Outline
from journeys.lookup import persona_of
from journeys.measures.lookup import measures_of
from journeys.measures.models import Measure
from journeys.models import Journey
from journeys.texts.study_facts import study_texts
from journeys.texts.text import StoryText

MEASURE_NAMES = {
    "title": translatable("wat jullie doen"),
    "what": translatable("wat mensen ervan merken"),
    "reason": translatable("waarom het niet kan"),
    "owner": translatable("wie het doet"),
    "when": translatable("wanneer"),
    "result": translatable("wat het opleverde"),
}


def story_texts(session: Session, journey: Journey, outline: Outline) -> Iterator[StoryText]:
    """In reading order, then what readers get of the study; empty ones are left out.

    Sentences that the program computes hold no other free text than these.
    """
    texts = [
        *_of_journey(session, journey),
        *_of_steps(outline),
        *(text for measure in measures_of(session, journey) for text in texts_of_measure(measure)),
        *study_texts(session, journey.study_id),
    ]
    return (one for one in texts if one.text.strip())


def _of_journey(session: Session, journey: Journey) -> Iterator[StoryText]:
    written = {
        "title": journey.title,
        "introduction": journey.introduction,
        "how_made": sentence_lines(journey.how_made),
        "glossary": glossary_lines(journey.glossary),
    }
    for field, text in written.items():
        yield StoryText(_(JOURNEY_FIELDS[field].name), f"journey:{field}", text, f"reis-{field}")
    persona = persona_of(session, journey)
    for field, text in {"name": persona.name, "about": persona.about}.items():
        yield StoryText(_(PERSONA_FIELDS[field].name), f"persona:{field}", text, f"persoon-{field}")


def _of_steps(outline: Outline) -> Iterator[StoryText]:
    for of in outline.phases:
        yield StoryText(_("Naam van de fase"), f"phase:{of.phase.id}", of.phase.title, f"fase-{of.phase.id}")
        for step in of.steps:
            for field, rule in STEP_FIELDS.items():
                text = getattr(step.step, field)
                if field not in ("channel", "feeling"):
                    place = _("Stap %(number)s, ‘%(field)s’", number=step.number, field=_(rule.name))
                    key, name = f"step:{step.step.id}:{field}", _(rule.name)
                    yield StoryText(place, key, text, f"stap-{field}", step.step.id, name=name)


def texts_of_measure(measure: Measure) -> Iterator[StoryText]:
    """Every text of a measure that readers get."""
    for field, name in MEASURE_NAMES.items():
        place = _("Maatregel ‘%(title)s’, %(field)s", title=measure.title, field=_(name))
        yield StoryText(place, f"measure:{measure.id}:{field}", getattr(measure, field), f"maatregel-{measure.id}")
