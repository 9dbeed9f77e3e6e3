"""What is done about a pain point, and by whom; or why it cannot be changed (yet)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ChoiceMissing, ResearcherError
from foundation.forms.dates import read_day
from foundation.forms.written import clean, one_line
from journeys.composing.field_rules import LONG, SHORT, FieldMissing, FieldTooLong
from journeys.lookup import journey_area
from journeys.measures.lookup import changes_of, measures_of
from journeys.measures.models import Measure, MeasureChange, MeasureRemoval, WaitingWords
from journeys.measures.rereading import check_reread, said_again
from journeys.models import Journey, Step
from journeys.story import MeasureState
from studies.history.changes import recorded

_TOLD = ("title", "what", "reason", "owner", "when")
"""What readers are told of a measure besides how it stands and what came of it."""
YEARS = range(2000, 2101)
"""In which somebody may plan to look again."""


class ReasonMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Schrijf bij ‘Kan nu niet’ ook waarom het niet kan. Dat is eerlijk naar de mensen die het vertelden.")
        )


class ReviewDayUnknown(ResearcherError):
    def __init__(self, written: str) -> None:
        super().__init__(
            _("‘%(written)s’ is geen datum. Schrijf dag, maand en jaar, bijvoorbeeld 1-9-2027.", written=written)
        )


@dataclass(frozen=True)
class MeasureText:
    """What a person says about a measure.

    `when` is free text for readers ('sinds 1 september'), `review_on` the day to look at it again. `result`, what came
    of it, is of a measure that is added: of one that is there its reports say that. `is_reread`: words that stay as
    they were are so of this state too.
    """

    title: str
    state: MeasureState = MeasureState.PROPOSED
    what: str = ""
    reason: str = ""
    owner: str = ""
    when: str = ""
    review_on: date | None = None
    result: str = ""
    is_reread: bool = False


def add_measure(
    session: Session,
    journey: Journey,
    text: MeasureText,
    step: Step | None = None,
    *,
    moment: datetime | None = None,
    waited: WaitingWords | None = None,
) -> Measure:
    """A measure at the end of the list, as of `moment` (now); `waited` are the words that asked for it.

    Raises FieldMissing, FieldTooLong, ReasonMissing.
    """
    values = _checked(text)
    measure = Measure(
        journey_id=journey.id, position=len(measures_of(session, journey)), result=_checked_result(text), **values
    )
    measure.step_id = step.id if step else None
    with recorded(
        session, journey.study_id, journey_area(journey), _("maatregel ‘%(title)s’ toegevoegd", title=measure.title)
    ):
        session.add(measure)
        session.flush()
        told = {name: getattr(measure, name) for name in ("title", "what", "owner", "when")}
        told |= {"result": measure.result} if measure.result else {}
        settle(session, note_state(session, measure, None, moment, told), waited)
    return measure


def change_measure(
    session: Session, journey: Journey, measure: Measure, text: MeasureText, step: Step | None = None
) -> None:
    """All texts of a measure at once, but for what came of it.

    Raises FieldMissing, FieldTooLong, ReasonMissing, NotReread.
    """
    values, before = _checked(text), measure.state
    if not text.is_reread:
        check_reread(measure, text.state, {name: values[name] for name in ("what", "when")})
    told = {name: values[name] for name in _TOLD if values[name] != getattr(measure, name)}
    told |= said_again(measure, text.state, values["when"])
    with recorded(
        session, journey.study_id, journey_area(journey), _("maatregel ‘%(title)s’ aangepast", title=measure.title)
    ):
        for name, value in values.items():
            if getattr(measure, name) != value:
                setattr(measure, name, value)
        step_id = step.id if step else None
        if measure.step_id != step_id:
            measure.step_id = step_id
        if told or measure.state is not before:
            note_state(session, measure, before, told=told)


def remove_measure(session: Session, journey: Journey, measure: Measure) -> None:
    """Take a measure out, for readers too; words that wait for it stay, as those of a measure that is not there."""
    rest = [other for other in measures_of(session, journey) if other is not measure]
    with recorded(
        session, journey.study_id, journey_area(journey), _("maatregel ‘%(title)s’ verwijderd", title=measure.title)
    ):
        _number(rest)
        for change in changes_of(session, measure):
            session.delete(change)
        for words in session.exec(select(WaitingWords).where(WaitingWords.measure_id == measure.id)).all():
            words.measure_id = None
        session.add(MeasureRemoval(journey_id=journey.id))
        session.flush()
        session.delete(measure)


def move_measure(session: Session, journey: Journey, measure: Measure, position: int) -> None:
    """Put a measure at `position` (0 is first; beyond the end means last)."""
    measures = measures_of(session, journey)
    measures.remove(measure)
    measures.insert(max(position, 0), measure)
    with recorded(
        session, journey.study_id, journey_area(journey), _("maatregel ‘%(title)s’ verplaatst", title=measure.title)
    ):
        _number(measures)


def values_of(measure: Measure) -> dict[str, str]:
    """How a measure stands, as the form to report it is filled."""
    told = {"reason": measure.reason, "result": measure.result, "what": measure.what, "when": measure.when}
    return told | {"state": measure.state.value, "review_on": str(measure.review_on or "")}


def read_state(written: str) -> MeasureState:
    """How a measure stands; nobody else may choose that. Raises ChoiceMissing."""
    if written not in list(MeasureState):
        raise ChoiceMissing(_("Hoe staat het?"))
    return MeasureState(written)


def read_review_day(written: str) -> date | None:
    """The day in '2027-09-01', as browsers send it, or '1-9-2027', as people write it. Raises ReviewDayUnknown.

    Whoever types '27' in the field of a browser sends the year 27.
    """
    day = read_day(written)
    if written.strip() and (day is None or day.year not in YEARS):
        raise ReviewDayUnknown(written.strip())
    return day


def note_state(
    session: Session,
    measure: Measure,
    before: MeasureState | None,
    moment: datetime | None = None,
    told: dict[str, str] | None = None,
) -> MeasureChange:
    """Write down that a measure stands as it does now, who said so, and when; `told` as in MeasureChange."""
    change = MeasureChange(
        measure_id=measure.id,
        before=before,
        after=measure.state,
        told=told or {},
        person_id=session.info.get("person_id"),
        moment=moment or now(),
    )
    session.add(change)
    return change


def settle(session: Session, change: MeasureChange | None, waited: WaitingWords | None) -> None:
    """Words wait no longer once they are stored, within a recorded change, which says who wrote them."""
    if waited is not None:
        if change is not None:
            change.writer_id, change.is_rewritten = waited.person_id, waited.rewritten_by_id is not None
        session.delete(waited)


def _checked(text: MeasureText) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": one_line(text.title),
        "state": text.state,
        "what": clean(text.what),
        "reason": clean(text.reason),
        "owner": one_line(text.owner),
        "when": one_line(text.when),
        "review_on": text.review_on,
    }
    if not values["title"]:
        raise FieldMissing(_("Naam van de maatregel"))
    if text.state is MeasureState.NOT_YET and not values["reason"]:
        raise ReasonMissing
    for name, longest in (("title", SHORT), ("owner", SHORT), ("when", SHORT), ("what", LONG), ("reason", LONG)):
        if len(values[name]) > longest:
            raise FieldTooLong(values[name][:20] + "…", longest)
    return values


def _checked_result(text: MeasureText) -> str:
    result = clean(text.result)
    if len(result) > LONG:
        raise FieldTooLong(_("Wat het opleverde"), LONG)
    return result


def _number(measures: list[Measure]) -> None:
    for position, measure in enumerate(measures):
        measure.position = position
