"""Everything the composer shows, read once per request."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from coding.codebook.counts import CodeInBook, codebook_of
from journeys.checks.council import agreed_by_council
from journeys.checks.gate import open_points, points_in_order
from journeys.checks.names import NamesInStory, names_in_story
from journeys.checks.stances import is_unfounded_for_good
from journeys.composer.map import JourneyMap, map_of
from journeys.composing.field_forms import FieldForm, form_of
from journeys.composing.fields import JOURNEY_FIELDS, PERSONA_FIELDS, PORTRAITS, STEP_FIELDS
from journeys.evidence.list import PROOFS_AT_ONCE, EvidenceList, evidence_list
from journeys.evidence.outline import Outline, OutlineStep, outline_of
from journeys.lookup import journey_area, persona_of
from journeys.measures.lookup import measures_of
from journeys.measures.models import Measure
from journeys.models import Journey, Persona
from journeys.open_point import OpenPoint
from journeys.public.changes_since import changes_since
from journeys.public.freezing import frozen_story
from journeys.public.readers_edition import ReadersEdition, edition_for_readers
from journeys.public.standing import PublicStanding, standing_of, story_for_readers
from journeys.site import Site
from journeys.texts.story import story_texts
from journeys.withdrawing.rereading import Reread, to_reread
from journeys.withdrawing.withdrawn import published_withdrawn
from studies.history.undoing import redoable, undoable
from studies.models import ChangeRecord, Study


@dataclass(frozen=True)
class EvidenceQuery:
    """What a person looks for in the list beside a step."""

    text: str = ""
    code_id: int | None = None
    most: int = PROOFS_AT_ONCE
    alike_to: int | None = None
    """The segment that it should be like."""


@dataclass(frozen=True)
class ComposerPage:
    """The composer with one step chosen. `forms` are keyed 'step', 'journey', 'persona'."""

    study: Study
    journey: Journey
    persona: Persona
    outline: Outline
    map: JourneyMap
    chosen: OutlineStep | None
    forms: dict[str, FieldForm]
    open_points: list[OpenPoint]
    names: NamesInStory
    points_in_order: list[str]
    evidence: EvidenceList | None
    codebook: list[CodeInBook]
    measures: list[Measure]
    undoable: ChangeRecord | None
    redoable: ChangeRecord | None
    standing: PublicStanding | None
    """None when it was never published."""
    edition: ReadersEdition | None
    """What readers have, or had last; None when it was never published."""
    changes: list[str]
    """What differs from what readers have; empty when it is not public."""
    to_reread: list[Reread]
    """What leaned on a conversation that was deleted, until somebody read it again."""
    withdrawn_steps: tuple[int, ...]
    """Steps of the edition readers have, that rest on consent that was taken back."""
    portraits: tuple[str, ...] = PORTRAITS
    measure_draft: dict[str, Any] = field(default_factory=dict)
    """A measure that could not be stored: its texts as typed, its 'id' (0 for a new one) and the 'error'."""

    @property
    def blocking_points(self) -> list[OpenPoint]:
        """What refuses publication."""
        return [point for point in self.open_points if point.is_blocking]


def composer_page(
    session: Session,
    study: Study,
    journey: Journey,
    site: Site,
    step_id: int | None = None,
    query: EvidenceQuery | None = None,
    measure_draft: dict[str, Any] | None = None,
) -> ComposerPage:
    """The page with `step_id` chosen, or the first step."""
    outline = outline_of(session, journey)
    chosen = outline.step(step_id) or next(iter(outline.steps), None)
    persona, query = persona_of(session, journey), query or EvidenceQuery()
    standing = standing_of(session, journey)
    names = names_in_story(session, journey, story_texts(session, journey, outline))
    return ComposerPage(
        study=study,
        journey=journey,
        persona=persona,
        outline=outline,
        map=map_of(outline),
        chosen=chosen,
        forms={
            "journey": form_of(journey, JOURNEY_FIELDS),
            "persona": form_of(persona, PERSONA_FIELDS),
            **({"step": form_of(chosen.step, STEP_FIELDS)} if chosen else {}),
        },
        open_points=open_points(session, journey, outline, site, names),
        names=names,
        points_in_order=[*points_in_order(outline), *agreed_by_council(session, journey, outline)],
        evidence=evidence_list(session, journey, chosen.step, query.text, query.code_id, query.most, query.alike_to)
        if chosen
        else None,
        codebook=codebook_of(session, study.id) if chosen else [],
        measures=measures_of(session, journey),
        undoable=undoable(session, journey_area(journey)),
        redoable=redoable(session, journey_area(journey)),
        standing=standing,
        edition=edition_for_readers(session, journey, standing),
        changes=_changes(session, journey, standing, not is_unfounded_for_good(study, outline)),
        to_reread=to_reread(session, journey, outline, names.texts),
        withdrawn_steps=published_withdrawn(session, journey, outline),
        measure_draft=measure_draft or {},
    )


def _changes(session: Session, journey: Journey, standing: PublicStanding | None, with_counts: bool) -> list[str]:
    if standing is None or not standing.is_public:
        return []
    before = story_for_readers(session, journey, standing.version)
    after = frozen_story(session, journey, before.version, before.published_on, before.public_address)
    return changes_since(before, after, with_counts)
