"""The call list: who was called, how that ended, and how many people took part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.models import Respondent
from interviews.respondents.contacts import contact_area
from interviews.respondents.models import CallAttempt, CallResult
from studies.history.changes import recorded
from studies.retention.due import Kept, PastLastDay, check_takes_in

LONGEST_NOTE = 200


class CallWrong(ResearcherError):
    """`field` is where it can be put right: called_at, again_at or note."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class CallStanding(StrEnum):
    """How far it has come with a respondent."""

    NOT_CALLED = "not_called"
    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"
    APPOINTMENT = "appointment"
    REFUSED = "refused"
    SPOKEN = "spoken"


TO_CALL = (CallStanding.NOT_CALLED, CallStanding.NO_ANSWER, CallStanding.CALL_BACK)
_REACHED = {CallResult.CALL_BACK, CallResult.APPOINTMENT, CallResult.REFUSED, CallResult.SPOKEN}


@dataclass(frozen=True)
class CallProgress:
    """What the calls to one respondent add up to."""

    standing: CallStanding
    calls: int
    was_reached: bool
    last: CallAttempt | None

    @property
    def again_at(self) -> datetime | None:
        """When to call (back), or the appointment."""
        waits = self.standing in (CallStanding.CALL_BACK, CallStanding.APPOINTMENT)
        return self.last.again_at if self.last and waits else None


@dataclass(frozen=True)
class ResponseFigures:
    """How many people are on the list, were called, were reached, told their story, and said no."""

    listed: int
    approached: int
    reached: int
    spoken: int
    refused: int


def result_label(result: CallResult) -> str:
    return {
        CallResult.NO_ANSWER: _("Niet opgenomen"),
        CallResult.CALL_BACK: _("Terugbellen"),
        CallResult.APPOINTMENT: _("Afspraak gemaakt"),
        CallResult.REFUSED: _("Wil niet meedoen"),
        CallResult.SPOKEN: _("Gesprek gevoerd"),
    }[result]


def standing_label(standing: CallStanding) -> str:
    return {
        CallStanding.NOT_CALLED: _("Nog niet gebeld"),
        CallStanding.NO_ANSWER: _("Niet opgenomen"),
        CallStanding.CALL_BACK: _("Terugbellen"),
        CallStanding.APPOINTMENT: _("Afspraak"),
        CallStanding.REFUSED: _("Doet niet mee"),
        CallStanding.SPOKEN: _("Gesproken"),
    }[standing]


def log_call(
    session: Session,
    respondent: Respondent,
    result: CallResult,
    called_at: datetime | None = None,
    again_at: datetime | None = None,
    note: str = "",
) -> CallAttempt:
    """Keep one call, by default of this moment; `again_at` is for a call back or an appointment. Raises CallWrong."""
    called_at = called_at or now()
    note = " ".join(note.split())
    again_at = again_at if result in (CallResult.CALL_BACK, CallResult.APPOINTMENT) else None
    _check(result, called_at, again_at, note)
    if note:
        _check_note(session, respondent)
    call = CallAttempt(
        respondent_id=respondent.id,
        called_at=called_at,
        result=result,
        again_at=again_at,
        note=note,
        person_id=session.info.get("person_id"),
    )
    label = _("belpoging bij %(title)s", title=respondent.title)
    with recorded(session, respondent.study_id, contact_area(respondent), label):
        session.add(call)
    return call


def is_kept(
    session: Session, respondent: Respondent, result: CallResult, called_at: datetime | None, note: str
) -> bool:
    """Whether this very call stands there already: a page that is loaded again sends its form again."""
    kept = {(call.result, call.called_at, call.note) for call in calls_of(session, respondent)}
    return (result, called_at, " ".join(note.split())) in kept


def calls_of(session: Session, respondent: Respondent) -> list[CallAttempt]:
    """The calls to one respondent, the newest first."""
    query = select(CallAttempt).where(CallAttempt.respondent_id == respondent.id)
    return list(session.exec(query.order_by(col(CallAttempt.called_at).desc(), col(CallAttempt.id).desc())).all())


def calls_by_respondent(session: Session, study_id: int) -> dict[int, list[CallAttempt]]:
    """{respondent id: calls, the newest first}; who was never called is left out. One query."""
    of_study = select(Respondent.id).where(Respondent.study_id == study_id)
    query = select(CallAttempt).where(col(CallAttempt.respondent_id).in_(of_study))
    found: dict[int, list[CallAttempt]] = {}
    for call in session.exec(query.order_by(col(CallAttempt.called_at).desc(), col(CallAttempt.id).desc())).all():
        found.setdefault(call.respondent_id, []).append(call)
    return found


def call_progress(respondent: Respondent, calls: Sequence[CallAttempt], has_interview: bool) -> CallProgress:
    """`calls`: the newest first. Whoever has an interview was spoken to, also without a call on the list.

    Who stopped before that said no, whatever was agreed in a call: nobody may call them any more.
    """
    results = {call.result for call in calls}
    if has_interview or CallResult.SPOKEN in results:
        standing = CallStanding.SPOKEN
    elif respondent.withdrawn_on is not None:
        standing = CallStanding.REFUSED
    else:
        standing = CallStanding(calls[0].result.value) if calls else CallStanding.NOT_CALLED
    was_reached = standing in (CallStanding.SPOKEN, CallStanding.REFUSED) or bool(results & _REACHED)
    return CallProgress(standing, len(calls), was_reached, calls[0] if calls else None)


def response_figures(progress: Iterable[CallProgress]) -> ResponseFigures:
    """Over all respondents of a study. Whoever was spoken to counts as approached and reached."""
    all_of_them = list(progress)
    return ResponseFigures(
        listed=len(all_of_them),
        approached=sum(one.standing is not CallStanding.NOT_CALLED for one in all_of_them),
        reached=sum(one.was_reached for one in all_of_them),
        spoken=sum(one.standing is CallStanding.SPOKEN for one in all_of_them),
        refused=sum(one.standing is CallStanding.REFUSED for one in all_of_them),
    )


def response_sentence(figures: ResponseFigures) -> str:
    """'15 van de 41 mensen deden mee.'"""
    if not figures.approached:
        return _("Er is nog niemand gebeld.")
    if figures.approached == 1:
        return _("De ene persoon die je benaderde, deed mee.") if figures.spoken else _("Je benaderde één persoon.")
    verb = _("deed mee") if figures.spoken == 1 else _("deden mee")
    return _("%(spoken)s van de %(all)s mensen %(verb)s.", spoken=figures.spoken, all=figures.approached, verb=verb)


def _check(result: CallResult, called_at: datetime, again_at: datetime | None, note: str) -> None:
    if called_at > now():
        raise CallWrong("called_at", _("Dit moment moet nog komen. Vul in wanneer je belde."))
    if result is CallResult.APPOINTMENT and again_at is None:
        raise CallWrong("again_at", _("Vul in wanneer de afspraak is."))
    if again_at is not None and again_at <= called_at:
        raise CallWrong("again_at", _("Dit moment ligt vóór je belde. Kijk de datum na."))
    if len(note) > LONGEST_NOTE:
        raise CallWrong("note", _("Houd de notitie kort: ten hoogste %(most)s tekens.", most=LONGEST_NOTE))


def _check_note(session: Session, respondent: Respondent) -> None:
    """People write names in notes. That there was a call may always be kept."""
    try:
        check_takes_in(session, respondent.study_id, Kept.NAMES)
    except PastLastDay as closed:
        raise CallWrong("note", _("Bewaar het telefoontje zonder notitie. %(why)s", why=str(closed))) from closed
