"""Following measures over time: how each stands, since when, what came of it, and which pain points have none."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import clean, one_line
from journeys.composing.field_changes import LONG, SHORT, FieldTooLong
from journeys.following.waiting_words import waiting_of_study
from journeys.lookup import PartUnknown, journey_area
from journeys.measures.lookup import changes_of
from journeys.measures.models import Measure, MeasureChange, WaitingWords
from journeys.measures.plans import ReasonMissing, note_state, settle, values_of
from journeys.models import Journey, Persona, Phase, Publication, Step
from journeys.story import MeasureState
from studies.history.changes import recorded
from studies.models import Person


class ReportedMeanwhile(ResearcherError):
    """Somebody said how this measure stands after the form was opened, elsewhere; nothing was stored."""

    status = 409

    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "‘%(title)s’ is intussen bijgewerkt, door iemand anders of in een ander tabblad. Wat jij typte, staat "
                "er nog en is niet bewaard. Kijk wat er nu staat en bewaar daarna.",
                title=title,
            )
        )


class MeasureUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze maatregel is er niet meer. Herlaad de pagina om te zien wat er nu staat."))


@dataclass(frozen=True)
class ProgressReport:
    """How a measure stands. `reason` says why it cannot be done (yet), `result` what came of it.

    `what` people notice of it and `when` as readers are told; None: as it was.
    """

    state: MeasureState
    reason: str = ""
    result: str = ""
    review_on: date | None = None
    what: str | None = None
    when: str | None = None


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
    return MeasureList(tuple(followed), tuple(without))


def measure_in_study(session: Session, study_id: int, measure_id: int) -> tuple[Measure, Journey]:
    """A measure of any journey of this study. Raises MeasureUnknown."""
    query = select(Measure, Journey).join(Journey, col(Journey.id) == Measure.journey_id)
    found = session.exec(query.where(Journey.study_id == study_id, Measure.id == measure_id)).first()
    if found is None:
        raise MeasureUnknown
    return found


def step_in_study(session: Session, study_id: int, step_id: int) -> NumberedStep:
    """A step of any journey of this study. Raises PartUnknown."""
    journeys = {journey_id: journey for journey_id, (journey, _name) in _journeys(session, study_id).items()}
    found = _steps(session, study_id, journeys).get(step_id)
    if found is None:
        raise PartUnknown
    return found


def report_progress(
    session: Session,
    journey: Journey,
    measure: Measure,
    report: ProgressReport,
    *,
    seen: int | None = None,
    moment: datetime | None = None,
    waited: WaitingWords | None = None,
) -> MeasureChange | None:
    """Store how a measure stands, dated `moment` (now); None when that was known already.

    `waited` are the words that said so. `seen` is FollowedMeasure.seen when the person began; None means: whatever is
    there now.
    A new day to look again is stored too, but is no change of how it stands.
    Raises ReasonMissing, FieldTooLong, ReportedMeanwhile.
    """
    reason, result = _checked(report)
    told = _told_anew(measure, report, reason, result)
    if seen is not None and seen != max((one.id for one in changes_of(session, measure)), default=0):
        raise ReportedMeanwhile(measure.title)
    before, stood = measure.state, (measure.state, measure.reason, measure.result)
    label = _("stand van maatregel ‘%(title)s’ bijgewerkt", title=measure.title)
    with recorded(session, journey.study_id, journey_area(journey), label):
        measure.state, measure.reason, measure.result = report.state, reason, result
        measure.review_on = report.review_on
        measure.what, measure.when = told.get("what", measure.what), told.get("when", measure.when)
        session.add(measure)
        is_new = bool(told) or stood != (measure.state, reason, result)
        change = note_state(session, measure, before, moment, told) if is_new else None
        settle(session, change, waited)
        return change


def is_late(measure: Measure, today: date) -> bool:
    """Whether the day to look again is past; what is done needs no second look."""
    return measure.state is not MeasureState.DONE and measure.review_on is not None and measure.review_on < today


def _checked(report: ProgressReport) -> tuple[str, str]:
    reason, result = clean(report.reason), clean(report.result)
    if report.state is MeasureState.NOT_YET and not reason:
        raise ReasonMissing
    for name, text in ((_("Waarom niet"), reason), (_("Wat het opleverde"), result)):
        if len(text) > LONG:
            raise FieldTooLong(name, LONG)
    return reason, result


def _told_anew(measure: Measure, report: ProgressReport, reason: str, result: str) -> dict[str, str]:
    """{field: new words} of what readers are told otherwise from now on."""
    what = measure.what if report.what is None else clean(report.what)
    when = measure.when if report.when is None else one_line(report.when)
    for name, text, longest in ((_("Wat mensen ervan merken"), what, LONG), (_("Wanneer"), when, SHORT)):
        if len(text) > longest:
            raise FieldTooLong(name, longest)
    said = {"what": what, "when": when, "reason": reason, "result": result}
    return {field: words for field, words in said.items() if words != getattr(measure, field)}


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
