"""Meaning becomes a story: personas, journeys with their phases and steps, and the versions that readers have."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

import coding.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.tables import WITHDRAWN_AT, Scoped, UtcDateTime
from journeys.story import Channel, Feeling


class Persona(Scoped, table=True):
    """A fictional person whose experiences are real. `portrait` names a drawing in static/drawings."""

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    name: str
    about: str = ""
    portrait: str = ""


class Journey(Scoped, table=True):
    """One persona's way from the first question to suitable help. `slug` stands in public addresses."""

    slug: str = Field(unique=True)
    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    persona_id: int = Field(foreign_key="persona.id")
    title: str
    introduction: str = ""
    how_made: list[str] = Field(default_factory=list, sa_type=JSON)
    """Sentences on how the story was made, besides those the product knows itself."""
    glossary: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    """[term, meaning] in alphabetical order."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id")


class Phase(Scoped, table=True):
    """A part of the journey; its steps are numbered on through the phases."""

    __table_args__ = (Index("ix_phase_order", "journey_id", "position"),)

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    position: int
    title: str


class Step(Scoped, table=True):
    """One contact moment. `position` orders within the phase."""

    __table_args__ = (Index("ix_step_order", "phase_id", "position"),)

    journey_id: int = Field(foreign_key="journey.id", index=True, ondelete="CASCADE")
    phase_id: int = Field(foreign_key="phase.id", ondelete="CASCADE")
    position: int
    title: str
    channel: Channel = Channel.HOME
    who: str = ""
    happens: str = ""
    feeling: Feeling = Feeling.NEUTRAL
    feeling_word: str = ""
    gain: str = ""
    pain_point: str = ""
    need: str = ""
    opportunity: str = ""
    quote: str = ""
    """Rewritten: the meaning is a respondent's, the words are ours."""


class Publication(Scoped, table=True):
    """A version that readers see: `content` is journeys.story.as_json, `pdf` its document."""

    __table_args__ = (UniqueConstraint("journey_id", "version"), {"info": {WITHDRAWN_AT: "withdrawn_at"}})

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    version: int
    content: dict[str, Any] = Field(sa_type=JSON)
    pdf: bytes = Field(sa_type=LargeBinary)
    published_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    published_by: int | None = Field(default=None, foreign_key="person.id")
    rests_on: dict[str, list[int]] | None = Field(default=None, sa_type=JSON)
    """{step number: interviews behind it}, never shown: to find what somebody's leaving touches. None: not known."""
    quoted: dict[str, dict[str, list[int]]] | None = Field(default=None, sa_type=JSON)
    """{step number: {"literally" or "reworded": interviews whose words its quote is}}, never shown. None: not known."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PublicationEdition(Scoped, table=True):
    """What readers had of a version that went on after it was published: `content` and `pdf` as in Publication.

    The document is None as long as nobody asked for it.
    """

    __tablename__ = "publication_edition"
    __table_args__ = (UniqueConstraint("publication_id", "number"),)

    publication_id: int = Field(foreign_key="publication.id", ondelete="CASCADE")
    number: int
    content: dict[str, Any] = Field(sa_type=JSON)
    pdf: bytes | None = Field(default=None, sa_type=LargeBinary)
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
