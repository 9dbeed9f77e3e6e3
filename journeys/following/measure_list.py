"""Every measure of a study: how each stands, since when, and which pain points have none."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from journeys.following.waiting_words import waiting_of_study
from journeys.lookup import PartUnknown
from journeys.measures.models import Measure, MeasureChange
from journeys.measures.plans import values_of
from journeys.models import Journey, Persona, Phase, Publication, Step
from journeys.story import MeasureState
from studies.models import Person


@dataclass(frozen=True)
class NumberedStep:
    """A step with its number in its journey."""

    step: Step
    number: int
    journey: Journey


@dataclass(frozen=True)
class NotedChange:
    """How a measure stood from `moment` on, and who said so ('' when that is not known).

    `writer` wrote the words when that was somebody else than `who`, who looked at them; else ''.
    """

    change: MeasureChange
    who: str
    writer: str


@dataclass(frozen=True)
class FollowedMeasure:
    """A measure with the step it answers and its past, the newest first."""

    measure: Measure
    journey: Journey
    persona: str
    step: NumberedStep | None
    past: tuple[NotedChange, ...]
    is_late: bool
    is_public: bool

    @property
    def values(self) -> dict[str, str]:
        return values_of(self.measure)

    @property
    def seen(self) -> int:
        """What a form hands back, so that nobody's report is overwritten unseen."""
        return max((one.change.id for one in self.past), default=0)


@dataclass(frozen=True)
class MeasureList:
    """All measures of a study by journey and step, and the pain points that have none, not even one that waits."""

    measures: tuple[FollowedMeasure, ...]
    without: tuple[NumberedStep, ...]
    steps: tuple[NumberedStep, ...]

    @property
    def late(self) -> tuple[FollowedMeasure, ...]:
        return tuple(one for one in self.measures if one.is_late)

    def standing(self, state: MeasureState) -> tuple[FollowedMeasure, ...]:
        """The measures that stand like this now."""
        return tuple(one for one in self.measures if one.measure.state is state)


def measure_list(session: Session, study_id: int, today: date) -> MeasureList:
    """Everything that is followed in a study; a fixed number of queries."""
    journeys = _journeys(session, study_id)
    steps = _steps(session, study_id, {journey_id: journey for journey_id, (journey, _name) in journeys.items()})
    past, public = _past(session, study_id), _public(session, study_id)
    followed = [
        FollowedMeasure(
            measure,
            *journeys[measure.journey_id],
            steps.get(measure.step_id or 0),
            tuple(past[measure.id]),
            is_late(measure, today),
            measure.journey_id in public,
        )
        for measure in _measures(session, study_id)
    ]
    followed.sort(key=_by_step)
    waiting = {one.words.step_id for one in waiting_of_study(session, study_id) if one.words.measure_id is None}
    answered = waiting | {one.measure.step_id for one in followed}
    without = [one for one in steps.values() if one.step.pain_point and one.step.id not in answered]
    return MeasureList(tuple(followed), tuple(without), tuple(steps.values()))


def step_in_study(session: Session, study_id: int, step_id: int) -> NumberedStep:
    """A step of any journey of this study. Raises PartUnknown."""
    journeys = {journey_id: journey for journey_id, (journey, _name) in _journeys(session, study_id).items()}
    found = _steps(session, study_id, journeys).get(step_id)
    if found is None:
        raise PartUnknown
    return found


def journey_in_study(session: Session, study_id: int, journey_id: int) -> Journey:
    """Any journey of this study. Raises PartUnknown."""
    query = select(Journey).where(Journey.study_id == study_id, Journey.id == journey_id)
    found = session.exec(query).first()
    if found is None:
        raise PartUnknown
    return found


def is_late(measure: Measure, today: date) -> bool:
    """Whether the day to look again is past; what is done needs no second look."""
    return measure.state is not MeasureState.DONE and measure.review_on is not None and measure.review_on < today


def _by_step(one: FollowedMeasure) -> tuple[int, int, int, int]:
    """Journey, step (those without one last), place in the list."""
    return (
        one.journey.id,
        one.step.number if one.step else 10_000,
        one.measure.position,
        one.measure.id,
    )


def _journeys(session: Session, study_id: int) -> dict[int, tuple[Journey, str]]:
    """{journey: (journey, name of its persona)}."""
    query = select(Journey, Persona.name).join(Persona, col(Persona.id) == Journey.persona_id)
    rows = session.exec(query.where(Journey.study_id == study_id).order_by(col(Journey.id))).all()
    return {journey.id: (journey, name) for journey, name in rows}


def _steps(session: Session, study_id: int, journeys: dict[int, Journey]) -> dict[int, NumberedStep]:
    """{step: step with its number}, by journey and place."""
    query = (
        select(Step)
        .join(Phase, col(Phase.id) == Step.phase_id)
        .join(Journey, col(Journey.id) == Step.journey_id)
        .where(Journey.study_id == study_id)
        .order_by(col(Journey.id), col(Phase.position), col(Phase.id), col(Step.position), col(Step.id))
    )
    numbers: dict[int, int] = defaultdict(int)
    numbered = {}
    for step in session.exec(query).all():
        numbers[step.journey_id] += 1
        numbered[step.id] = NumberedStep(step, numbers[step.journey_id], journeys[step.journey_id])
    return numbered


def _measures(session: Session, study_id: int) -> list[Measure]:
    query = select(Measure).join(Journey, col(Journey.id) == Measure.journey_id).where(Journey.study_id == study_id)
    return list(session.exec(query.order_by(col(Measure.journey_id), col(Measure.position), col(Measure.id))).all())


def _past(session: Session, study_id: int) -> dict[int, list[NotedChange]]:
    writer = aliased(Person)
    query = (
        select(MeasureChange, Person.name, col(writer.name))
        .join(Measure, col(Measure.id) == MeasureChange.measure_id)
        .join(Journey, col(Journey.id) == Measure.journey_id)
        .join(Person, col(Person.id) == MeasureChange.person_id, isouter=True)
        .join(writer, col(writer.id) == MeasureChange.writer_id, isouter=True)
        .where(Journey.study_id == study_id)
        .order_by(col(MeasureChange.moment).desc(), col(MeasureChange.id).desc())
    )
    past: dict[int, list[NotedChange]] = defaultdict(list)
    for change, name, wrote in session.exec(query).all():
        is_other = change.writer_id != change.person_id
        past[change.measure_id].append(NotedChange(change, name or "", wrote if wrote and is_other else ""))
    return past


def _public(session: Session, study_id: int) -> set[int]:
    """The journeys that citizens can read now."""
    query = select(Publication.journey_id).join(Journey, col(Journey.id) == Publication.journey_id)
    standing = query.where(Journey.study_id == study_id, col(Publication.withdrawn_at).is_(None))
    return set(session.exec(standing).all())
