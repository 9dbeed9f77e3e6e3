"""Finding a journey and its parts, always within what the person may see."""

from typing import TypeVar

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound
from journeys.models import Journey, Persona, Phase, Step

Part = TypeVar("Part", Phase, Step)


class JourneyUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze klantreis bestaat niet, of je werkt er niet aan mee."))


class PartUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit deel van de klantreis is er niet meer. Herlaad de pagina om te zien wat er nu staat."))


def journey_area(journey: Journey) -> str:
    """Where changes to this journey are recorded: what `undo` wants to know."""
    return f"journey:{journey.id}"


def journeys_of(session: Session, study_id: int) -> list[Journey]:
    """All journeys of a study, the oldest first."""
    return list(session.exec(select(Journey).where(Journey.study_id == study_id).order_by(col(Journey.id))).all())


def journey_by_slug(session: Session, study_id: int, slug: str) -> Journey:
    """The journey at this address within the study. Raises JourneyUnknown."""
    journey = session.exec(select(Journey).where(Journey.study_id == study_id, Journey.slug == slug)).first()
    if journey is None:
        raise JourneyUnknown
    return journey


def persona_of(session: Session, journey: Journey) -> Persona:
    """The fictional person whose journey this is."""
    return session.exec(select(Persona).where(Persona.id == journey.persona_id)).one()


def phase_of(session: Session, journey: Journey, phase_id: int) -> Phase:
    """A phase of this journey. Raises PartUnknown."""
    return _part(session, journey, Phase, phase_id)


def step_of(session: Session, journey: Journey, step_id: int) -> Step:
    """A step of this journey. Raises PartUnknown."""
    return _part(session, journey, Step, step_id)


def personas_of(session: Session, study_id: int) -> dict[int, Persona]:
    """{journey: the fictional person whose it is} for a whole study."""
    query = select(Journey.id, Persona).join(Persona, col(Persona.id) == Journey.persona_id)
    return dict(session.exec(query.where(Journey.study_id == study_id).order_by(col(Journey.id))).all())


def phases_of(session: Session, *journeys: Journey) -> list[Phase]:
    """The phases in order."""
    query = select(Phase).where(col(Phase.journey_id).in_([one.id for one in journeys]))
    query = query.order_by(col(Phase.position), col(Phase.id))
    return list(session.exec(query).all())


def steps_of(session: Session, phase: Phase) -> list[Step]:
    """The steps of one phase in order."""
    query = select(Step).where(Step.phase_id == phase.id).order_by(col(Step.position), col(Step.id))
    return list(session.exec(query).all())


def _part(session: Session, journey: Journey, table: type[Part], part_id: int) -> Part:
    part = session.exec(select(table).where(table.id == part_id, table.journey_id == journey.id)).first()
    if part is None:
        raise PartUnknown
    return part
