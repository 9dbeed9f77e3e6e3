"""Following up one answer: taking it, noting what was done, calling, and closing it with how it ended."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select, update

from feedback.calling.permissions import number_to_call
from feedback.cases.models import CaseKind, FollowUpCase, FollowUpStep, Outcome, StepKind
from feedback.codes.keys import CodeKeys
from feedback.counts.months import month_of
from feedback.follow_up.opening import WITHIN
from feedback.working_days import workday_after
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import NotFound, Refused, ResearcherError
from foundation.forms.written import clean
from studies.trail.kinds import Kind
from studies.trail.noting import note

LONGEST_NOTE = 1000
_TRIES = 3


class CaseGone(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze opmerking is er niet meer. De schrijver haalde het antwoord weg."))


class NotYours(Refused):
    def __init__(self) -> None:
        super().__init__(_("Zet de opmerking eerst op je naam. Daarna kun je bellen, opschrijven en sluiten."))


class TakenMeanwhile(ResearcherError):
    status = 409

    def __init__(self) -> None:
        super().__init__(_("Een collega nam deze opmerking intussen. Hieronder staat wie."))


class ClosedAlready(ResearcherError):
    status = 409

    def __init__(self) -> None:
        super().__init__(_("Deze opmerking is intussen gesloten. Hieronder staat hoe het afliep."))


class NotDoneYet(ResearcherError):
    """`errors`: {field: what to do about it}."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(_("Nog niet bewaard: kijk wat er bij de velden staat."))


@dataclass(frozen=True)
class Ending:
    """What a form brings. `solution_on`: yyyy-mm-dd, for a solution that follows."""

    what_was_done: str
    outcome: str
    solution_on: str = ""


def case_at(session: Session, address: str) -> FollowUpCase:
    """Raises CaseGone."""
    number = int(address, 16) if address and len(address) <= 16 and set(address) <= set("0123456789abcdef") else -1
    found = session.get(FollowUpCase, number) if number < 2**62 else None
    if found is None:
        raise CaseGone
    return found


def take(session: Session, case: FollowUpCase, from_whom: int | None) -> None:
    """From whom had it on the page that was looked at, or from nobody. Raises TakenMeanwhile, ClosedAlready."""
    _check_open(case)
    mine = session.info["person_id"]
    unchanged = (col(FollowUpCase.id) == case.id, col(FollowUpCase.taken_by).is_not_distinct_from(from_whom))
    if session.exec(update(FollowUpCase).where(*unchanged).values(taken_by=mine)).rowcount != 1:
        raise TakenMeanwhile
    session.refresh(case)
    _write_step(session, case, StepKind.TAKEN)


def note_done(session: Session, case: FollowUpCase, typed: str, *, is_not_reached: bool) -> None:
    """Raises NotYours, ClosedAlready, NotDoneYet."""
    _check_mine(session, case)
    text = _checked_note(typed)
    if not text and not is_not_reached:
        raise NotDoneYet({"gedaan": _("Schrijf op wat je deed.")})
    _write_step(session, case, StepKind.NOT_REACHED if is_not_reached else StepKind.NOTED, text)


def say_it_is_no_signal(session: Session, case: FollowUpCase, why: str) -> None:
    """It is followed up as any remark from then on. Raises ClosedAlready, NotDoneYet."""
    _check_open(case)
    text = _checked_note(why, "waarom")
    if not text:
        raise NotDoneYet({"waarom": _("Schrijf op waarom dit geen veiligheidssignaal is.")})
    if case.kind is CaseKind.SAFETY:
        case.kind, case.due_on = CaseKind.CRITICAL, workday_after(today(), WITHIN)
        session.add(case)
        _write_step(session, case, StepKind.NOT_SAFETY, text)


def number_of(session: Session, keys: CodeKeys, case: FollowUpCase) -> str:
    """For who has the case, and it is written down that they saw it. Raises NotYours, ClosedAlready, MayNotBeCalled."""
    _check_mine(session, case)
    number = number_to_call(session, keys, case.response_id, for_interview=False)
    note(session, Kind.NUMBER_READ)
    return number


def close(session: Session, case: FollowUpCase, ending: Ending) -> None:
    """With it go the days: when it was due, and when what was done. Raises NotYours, ClosedAlready, NotDoneYet."""
    _check_mine(session, case)
    outcome, text, solution_on = _checked_ending(session, case, ending)
    case.in_time = case.due_on is not None and today() <= case.due_on
    case.outcome, case.what_was_done, case.solution_on = outcome, text, solution_on
    case.closed_in, case.due_on = month_of(today()), None
    session.add(case)
    session.exec(update(FollowUpStep).where(col(FollowUpStep.case_id) == case.id).values(day=None))
    session.flush()


def times_not_reached(session: Session, case: FollowUpCase) -> int:
    query = select(func.count()).where(
        col(FollowUpStep.case_id) == case.id, col(FollowUpStep.kind) == StepKind.NOT_REACHED
    )
    return session.exec(query).one()


def _checked_ending(session: Session, case: FollowUpCase, ending: Ending) -> tuple[Outcome, str, date | None]:
    errors, text = {}, _checked_note(ending.what_was_done)
    if not text:
        errors["gedaan"] = _("Schrijf op wat je deed. Dan kun je sluiten.")
    if ending.outcome not in set(Outcome):
        errors["afloop"] = _("Kies hoe het afliep. Dan kun je sluiten.")
    elif ending.outcome == Outcome.NOT_REACHED and times_not_reached(session, case) < _TRIES:
        errors["afloop"] = _("Er staan nog geen drie keren dat je belde. Bewaar elke keer met ‘Niet bereikt’.")
    solution_on = _day(ending.solution_on) if ending.outcome == Outcome.SOLUTION_FOLLOWS else None
    if ending.outcome == Outcome.SOLUTION_FOLLOWS and (solution_on is None or solution_on < today()):
        errors["datum"] = _("Vul de dag in waarop de oplossing er is: vandaag of later.")
    if errors:
        raise NotDoneYet(errors)
    return Outcome(ending.outcome), text, solution_on


def _checked_note(typed: str, field: str = "gedaan") -> str:
    text = clean(typed)
    if len(text) > LONGEST_NOTE:
        raise NotDoneYet({field: _("Maak dit korter: er passen %(most)s tekens.", most=LONGEST_NOTE)})
    return text


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _check_open(case: FollowUpCase) -> None:
    if case.closed_in is not None:
        raise ClosedAlready


def _check_mine(session: Session, case: FollowUpCase) -> None:
    _check_open(case)
    if case.taken_by != session.info["person_id"]:
        raise NotYours


def _write_step(session: Session, case: FollowUpCase, kind: StepKind, text: str = "") -> None:
    last = session.exec(select(func.max(FollowUpStep.place)).where(FollowUpStep.case_id == case.id)).one()
    session.add(
        FollowUpStep(
            case_id=case.id,
            place=(last or 0) + 1,
            kind=kind,
            person_id=session.info["person_id"],
            day=today(),
            text=text,
        )
    )
    session.flush()
