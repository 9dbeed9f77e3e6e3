"""The order of the parts of a journey: phases, and the steps in them.

Every change is recorded in `journey_area(journey)`, so a person can take back what they did.
Positions are dense: 0, 1, 2 … within a journey (phases) and within a phase (steps).
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from foundation.database.pointing import pointing_at
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.tables import Scoped
from journeys.composing.fields import PHASE_FIELDS, STEP_FIELDS, checked_fields
from journeys.lookup import journey_area, phase_of, phases_of, steps_of
from journeys.models import Journey, Phase, Step
from studies.history.changes import recorded

MOST_STEPS, MOST_PHASES = 30, 10


class LastPhase(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Dit is de enige fase, en er staan stappen in. Maak eerst een andere fase, dan gaan de stappen mee.")
        )


class JourneyFull(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Een klantreis heeft hooguit %(phases)s fases en %(steps)s stappen: meer leest niemand uit. "
                "Voeg stappen samen, of maak er een tweede klantreis van.",
                phases=MOST_PHASES,
                steps=MOST_STEPS,
            )
        )


def add_phase(session: Session, journey: Journey, title: str) -> Phase:
    """A phase at the end. Raises FieldMissing, FieldTooLong, JourneyFull."""
    phases = phases_of(session, journey)
    if len(phases) >= MOST_PHASES:
        raise JourneyFull
    phase = Phase(journey_id=journey.id, position=len(phases), **checked_fields(PHASE_FIELDS, {"title": title}))
    with recorded(
        session, journey.study_id, journey_area(journey), _("fase ‘%(title)s’ toegevoegd", title=phase.title)
    ):
        session.add(phase)
    return phase


def move_phase(session: Session, journey: Journey, phase: Phase, position: int) -> None:
    """Put a phase, with its steps, at `position` (0 is first; beyond the end means last)."""
    phases = phases_of(session, journey)
    phases.remove(phase)
    phases.insert(max(position, 0), phase)
    with recorded(
        session, journey.study_id, journey_area(journey), _("fase ‘%(title)s’ verplaatst", title=phase.title)
    ):
        _number(phases)


def remove_phase(session: Session, journey: Journey, phase: Phase) -> None:
    """Take a phase out; its steps join the phase before it (the first one's: the next). Raises LastPhase."""
    phases, steps = phases_of(session, journey), steps_of(session, phase)
    place = phases.index(phase)
    phases.remove(phase)
    if steps and not phases:
        raise LastPhase
    with recorded(
        session, journey.study_id, journey_area(journey), _("fase ‘%(title)s’ verwijderd", title=phase.title)
    ):
        if steps:
            heir = phases[max(place - 1, 0)]
            theirs = steps_of(session, heir)
            _settle(heir, theirs + steps if place else steps + theirs)
        _number(phases)
        session.flush()
        session.delete(phase)


def add_step(session: Session, journey: Journey, phase: Phase, title: str, after: Step | None = None) -> Step:
    """A step at the end of `phase`, or right behind `after`. Raises FieldMissing, FieldTooLong, JourneyFull."""
    given = checked_fields(STEP_FIELDS, {"title": title})
    if len(session.exec(select(Step.id).where(Step.journey_id == journey.id)).all()) >= MOST_STEPS:
        raise JourneyFull
    steps = steps_of(session, phase)
    place = steps.index(after) + 1 if after in steps else len(steps)
    step = Step(journey_id=journey.id, phase_id=phase.id, position=place, **given)
    steps.insert(place, step)
    with recorded(session, journey.study_id, journey_area(journey), _("stap ‘%(title)s’ toegevoegd", title=step.title)):
        session.add(step)
        _number(steps)
    return step


def remove_step(session: Session, journey: Journey, step: Step) -> None:
    """Take a step out, with its citations; measures that answer it stay, without a step, and so do words that wait."""
    rest = [other for other in _beside(session, step) if other is not step]
    with recorded(session, journey.study_id, journey_area(journey), _("stap ‘%(title)s’ verwijderd", title=step.title)):
        _untie(session, step)
        _number(rest)
        session.flush()  # undo puts the step back first, and then what hangs on it
        session.delete(step)


def _untie(session: Session, step: Step) -> None:
    """What hangs on a step goes, and what only says where it belongs stays without; each as its table declares."""
    going, staying = _hanging_on(session, step, "CASCADE"), _hanging_on(session, step, "SET NULL")
    for row, _key in going:
        session.delete(row)
    for row, key in staying:
        setattr(row, key, None)


def _hanging_on(session: Session, step: Step, rule: str) -> list[tuple[Scoped, str]]:
    return [
        (row, key)
        for table, key in pointing_at(Step, rule)
        for row in session.exec(select(table).where(getattr(table, key) == step.id).order_by(col(table.id))).all()
    ]


def move_step(session: Session, journey: Journey, step: Step, phase: Phase, position: int) -> None:
    """Put a step at `position` of `phase` (0 is first; beyond the end means last), counted without the step itself."""
    left = [other for other in _beside(session, step) if other is not step]
    joined = left if phase.id == step.phase_id else steps_of(session, phase)
    with recorded(session, journey.study_id, journey_area(journey), _("stap ‘%(title)s’ verplaatst", title=step.title)):
        joined.insert(max(position, 0), step)
        _number(left)
        _settle(phase, joined)


def move_step_beside(session: Session, journey: Journey, step: Step, neighbour: Step, *, behind: bool) -> None:
    """Put a step right before `neighbour`, or right behind it, in the neighbour's phase."""
    mates = [mate for mate in _beside(session, neighbour) if mate is not step]
    if neighbour is step:
        return
    phase = phase_of(session, journey, neighbour.phase_id)
    move_step(session, journey, step, phase, mates.index(neighbour) + int(behind))


def shift_step(session: Session, journey: Journey, step: Step, by: int) -> None:
    """One place earlier (by = -1) or later (by = 1); over the edge of a phase it enters the phase next to it."""
    phases, mates = phases_of(session, journey), _beside(session, step)
    number = next(index for index, phase in enumerate(phases) if phase.id == step.phase_id)
    place = mates.index(step) + by
    if 0 <= place < len(mates):
        move_step(session, journey, step, phases[number], place)
    elif 0 <= number + by < len(phases):
        next_door = phases[number + by]
        move_step(session, journey, step, next_door, 0 if by > 0 else len(steps_of(session, next_door)))


def _beside(session: Session, step: Step) -> list[Step]:
    query = select(Step).where(Step.phase_id == step.phase_id).order_by(col(Step.position), col(Step.id))
    return list(session.exec(query).all())


def _settle(phase: Phase, steps: Sequence[Step]) -> None:
    for step in steps:
        step.phase_id = phase.id
    _number(steps)


def _number(parts: Sequence[Phase] | Sequence[Step]) -> None:
    for position, part in enumerate(parts):
        part.position = position
