"""Reporting how a measure stands, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import clean, one_line
from journeys.composing.field_rules import LONG, SHORT, FieldTooLong
from journeys.lookup import journey_area
from journeys.measures.lookup import changes_of
from journeys.measures.models import Measure, MeasureChange, WaitingWords
from journeys.measures.plans import ReasonMissing, note_state, settle
from journeys.measures.rereading import check_reread, said_again
from journeys.models import Journey
from journeys.story import MeasureState
from studies.history.changes import recorded


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

    `what` people notice of it and `when` as readers are told; None: as it was. `is_reread`: what stays as it was is so
    of this state too.
    """

    state: MeasureState
    reason: str = ""
    result: str = ""
    review_on: date | None = None
    what: str | None = None
    when: str | None = None
    is_reread: bool = False


def measure_in_study(session: Session, study_id: int, measure_id: int) -> tuple[Measure, Journey]:
    """A measure of any journey of this study. Raises MeasureUnknown."""
    query = select(Measure, Journey).join(Journey, col(Journey.id) == Measure.journey_id)
    found = session.exec(query.where(Journey.study_id == study_id, Measure.id == measure_id)).first()
    if found is None:
        raise MeasureUnknown
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
    Raises ReasonMissing, FieldTooLong, NotReread, ReportedMeanwhile.
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


def _checked(report: ProgressReport) -> tuple[str, str]:
    reason, result = clean(report.reason), clean(report.result)
    if report.state is MeasureState.NOT_YET and not reason:
        raise ReasonMissing
    for name, text in ((_("Waarom niet"), reason), (_("Wat het opleverde"), result)):
        if len(text) > LONG:
            raise FieldTooLong(name, LONG)
    return reason, result


def _told_anew(measure: Measure, report: ProgressReport, reason: str, result: str) -> dict[str, str]:
    """{field: words} of what readers are told otherwise, or anew, from now on."""
    what = measure.what if report.what is None else clean(report.what)
    when = measure.when if report.when is None else one_line(report.when)
    for name, text, longest in ((_("Wat mensen ervan merken"), what, LONG), (_("Wanneer"), when, SHORT)):
        if len(text) > longest:
            raise FieldTooLong(name, longest)
    if not report.is_reread:
        check_reread(measure, report.state, {"what": what, "when": when, "result": result})
    said = {"what": what, "when": when, "reason": reason, "result": result}
    anew = {field: words for field, words in said.items() if words != getattr(measure, field)}
    return anew | said_again(measure, report.state, when)
