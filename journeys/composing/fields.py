"""What is written in each part of a journey: a persona and a journey begin with it, and each field is changed alone."""

from functools import partial
from typing import Any

from sqlmodel import Session

from foundation.dutch import translatable
from foundation.forms.written import one_line
from foundation.slugs import free_slug
from journeys.composing.field_changes import ChangePlace, change_field
from journeys.composing.field_rules import LONG, MIDDLE, SHORT, FieldRule
from journeys.composing.quote_source import note_source
from journeys.composing.typed_lists import glossary_lines, read_glossary, read_sentences, sentence_lines
from journeys.lookup import journey_area, persona_of
from journeys.models import Journey, Persona, Phase, Step
from journeys.story import Channel, Feeling
from studies.retention.gone_addresses import gone_addresses

PORTRAITS = ("mirjam", "riet", "yusuf", "noor", "joost")
"""Drawings in static/drawings that a persona can have."""
RESERVED_SLUGS = frozenset({"nieuw"})
"""Addresses beside the journeys' own."""
PERSONA_FIELDS = {
    "name": FieldRule(translatable("Naam van de verzonnen persoon"), SHORT, is_required=True, read=one_line),
    "about": FieldRule(translatable("Wie is dit?"), LONG),
    "portrait": FieldRule(translatable("Tekening"), read=lambda text: _portrait(text)),
}
JOURNEY_FIELDS = {
    "title": FieldRule(translatable("Titel van de klantreis"), SHORT, is_required=True, read=one_line),
    "introduction": FieldRule(translatable("Inleiding"), LONG),
    "how_made": FieldRule(translatable("Hoe dit verhaal is gemaakt"), LONG, read=read_sentences, write=sentence_lines),
    "glossary": FieldRule(translatable("Woordenlijst"), LONG, read=read_glossary, write=glossary_lines),
}
PHASE_FIELDS = {"title": FieldRule(translatable("Naam van de fase"), SHORT, is_required=True, read=one_line)}
STEP_FIELDS = {
    "title": FieldRule(translatable("Titel van de stap"), SHORT, is_required=True, read=one_line),
    "channel": FieldRule(translatable("Kanaal"), read=Channel),
    "who": FieldRule(translatable("Wie zijn erbij?"), MIDDLE, read=one_line),
    "happens": FieldRule(translatable("Wat gebeurt er?"), LONG),
    "feeling": FieldRule(translatable("Gevoel"), read=Feeling),
    "feeling_word": FieldRule(translatable("Gevoel in één woord"), 40, read=one_line),
    "need": FieldRule(translatable("Behoefte"), MIDDLE),
    "gain": FieldRule(translatable("Pluspunt"), MIDDLE),
    "pain_point": FieldRule(translatable("Pijnpunt"), MIDDLE),
    "opportunity": FieldRule(translatable("Kans"), MIDDLE),
    "quote": FieldRule(translatable("Citaat"), MIDDLE),
}


def add_persona(session: Session, study_id: int, name: str, about: str = "", portrait: str = "") -> Persona:
    """A fictional person. Raises FieldMissing, FieldTooLong, ChoiceUnknown."""
    given = {"name": name, "about": about, "portrait": portrait}
    persona = Persona(study_id=study_id, **checked_fields(PERSONA_FIELDS, given))
    session.add(persona)
    session.flush()
    return persona


def add_journey(session: Session, persona: Persona, title: str, introduction: str = "", slug: str = "") -> Journey:
    """A journey without steps; its address comes from the title unless given. Raises FieldMissing, FieldTooLong."""
    given = checked_fields(JOURNEY_FIELDS, {"title": title, "introduction": introduction})
    journey = Journey(
        study_id=persona.study_id,
        persona_id=persona.id,
        slug=slug or slug_of_journey(session, given["title"]),
        created_by=session.info.get("person_id"),
        **given,
    )
    session.add(journey)
    session.flush()
    return journey


def change_persona(session: Session, journey: Journey, field: str, text: str, seen: str | None = None) -> None:
    """One of PERSONA_FIELDS. Raises what `change_field` raises."""
    place = ChangePlace(journey.study_id, journey_area(journey))
    change_field(session, persona_of(session, journey), PERSONA_FIELDS, field, text, seen, place)


def change_journey(session: Session, journey: Journey, field: str, text: str, seen: str | None = None) -> None:
    """One of JOURNEY_FIELDS; how_made is a sentence per line, glossary a 'term: meaning' per line."""
    place = ChangePlace(journey.study_id, journey_area(journey))
    change_field(session, journey, JOURNEY_FIELDS, field, text, seen, place)


def change_phase(session: Session, journey: Journey, phase: Phase, text: str, seen: str | None = None) -> None:
    """Give a phase another name. Raises what `change_field` raises."""
    place = ChangePlace(journey.study_id, journey_area(journey), phase.title)
    change_field(session, phase, PHASE_FIELDS, "title", text, seen, place)


def change_step(session: Session, journey: Journey, step: Step, field: str, text: str, seen: str | None = None) -> None:
    """One of STEP_FIELDS; channel and feeling by their values. Raises what `change_field` raises."""
    place = ChangePlace(journey.study_id, journey_area(journey), step.title)
    is_emptied = field == "quote" and not text.strip()
    also = partial(note_source, session, step, None) if is_emptied else None
    change_field(session, step, STEP_FIELDS, field, text, seen, place, also)


def checked_fields(rules: dict[str, FieldRule], given: dict[str, str]) -> dict[str, Any]:
    return {field: rules[field].value_of(text) for field, text in given.items()}


def _portrait(name: str) -> str:
    if name not in ("", *PORTRAITS):
        raise ValueError(name)
    return name


def slug_of_journey(session: Session, title: str) -> str:
    """A free address made of the title."""
    return free_slug(session, title, Journey, RESERVED_SLUGS, gone_addresses(session))
