"""Taking part no more: what somebody told may not be used from that moment on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import Asks, ResearcherError
from interviews.models import DeletedInterview, Interview, Respondent
from interviews.respondents.consent import BY_DAY, answers_of, check_past, forget_worked_out_of, stands
from interviews.respondents.contacts import contact_area, wipe_contacts
from interviews.respondents.models import Consent, Purpose
from studies.history.changes import recorded
from studies.history.undoing import undo
from studies.models import ChangeRecord

_OF_WORDS = (Purpose.QUOTE_REWORDED, Purpose.QUOTE_LITERALLY)
"""Either of these lets what was said be used, in other words at least."""


class HasWithdrawn(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Wie dit zei, heeft de toestemming ingetrokken. Er is niets gekoppeld. "
                "Kies een fragment uit een ander gesprek."
            )
        )


class WithdrawnBefore(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(_("%(title)s doet al niet meer mee. Er is niets veranderd.", title=title))


class WordsHeldBack(Asks):
    """Without its link nobody would know any more that this person did not allow that the words are used."""

    def __init__(self, respondent: Respondent, interview: Interview) -> None:
        stopped = _("%(title)s doet niet meer mee.", title=respondent.title)
        refused = _("%(title)s vindt niet goed dat alles wordt gebruikt.", title=respondent.title)
        stays = _("%(interview)s blijft buiten gebruik.", interview=interview.title)
        kept = _("%(interview)s blijft gekoppeld, zodat dat blijft gelden.", interview=interview.title)
        super().__init__(f"{stopped} {stays}" if respondent.withdrawn_on else f"{refused} {kept}")


class UndoReopens(Asks):
    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "Dit kan niet ongedaan worden gemaakt: daarna is toestemming ingetrokken, en dat zou dan vervallen. "
                "Er is niets veranderd. Kijk bij %(title)s wat er staat.",
                title=title,
            )
        )


def holds_words_back(session: Session, respondent: Respondent) -> bool:
    """Whether this person takes part no more, or refused or took back a use of what was told."""
    answers = answers_of(session, respondent)
    refused = any(purpose in answers and not stands(answers, purpose) for purpose in _OF_WORDS)
    return respondent.withdrawn_on is not None or refused


def undo_last(session: Session, respondent: Respondent) -> ChangeRecord:
    """Undo this person's last change to a respondent. What somebody else took back since does not come open by that.

    Raises NothingToUndo, ChangedSince, UndoReopens.
    """
    before, linked = taken_back(session, respondent.study_id), _linked(session, respondent)
    was_held = holds_words_back(session, respondent)
    record = undo(session, contact_area(respondent))
    reopens = not before.is_within(taken_back(session, respondent.study_id))
    came_loose = was_held and not linked <= _linked(session, respondent)
    if came_loose or (reopens and not any(_takes_back(one) for one in record.operations)):
        raise UndoReopens(respondent.title)
    return record


def _linked(session: Session, respondent: Respondent) -> set[int]:
    return set(session.exec(select(Interview.id).where(Interview.respondent_id == respondent.id)).all())


def _takes_back(operation: dict[str, Any]) -> bool:
    """Whether this was what took the words back: to undo it is what the person means."""
    after = operation["after"] or {}
    return bool(after.get("withdrawn_on")) or after.get("is_given") is False


def withdraw_from_study(session: Session, respondent: Respondent, on: date, *, keeps_contact: bool = False) -> None:
    """Somebody takes part no more: every consent that stands ends too. Undo brings that back.

    Contact data and what was noted while calling are wiped, which no undo takes back, unless they are still needed.

    Raises WithdrawnBefore, ConsentDateWrong.
    """
    if respondent.withdrawn_on is not None:
        raise WithdrawnBefore(respondent.title)
    check_past(on)
    if not keeps_contact:
        wipe_contacts(session, [respondent])
    answers = answers_of(session, respondent)
    label = _("%(title)s doet niet meer mee", title=respondent.title)
    with recorded(session, respondent.study_id, contact_area(respondent), label):
        respondent.withdrawn_on = on
        for purpose, consent in answers.items():
            if stands(answers, purpose):
                consent.withdrawn_on = max(on, consent.answered_on)
    forget_worked_out_of(session, respondent)


@dataclass(frozen=True)
class TakenBack:
    """Interviews by what was allowed once and is not any more: all of it, literal quotes, rewritten quotes."""

    all_of_it: frozenset[int]
    literally: frozenset[int]
    reworded: frozenset[int]

    def is_within(self, other: "TakenBack") -> bool:
        return (
            self.all_of_it <= other.all_of_it
            and self.literally <= other.literally | other.all_of_it
            and self.reworded <= other.reworded | other.all_of_it
        )

    def __bool__(self) -> bool:
        return bool(self.all_of_it or self.literally or self.reworded)


def withdrawn_interviews(session: Session, study_id: int) -> frozenset[int]:
    """The interviews that may not be used any more: who told them takes part no more, or once allowed that the words
    were used and takes that back. Who was never asked, or always said no, took nothing back.
    """
    return taken_back(session, study_id).all_of_it


def taken_back(session: Session, study_id: int) -> TakenBack:
    """What respondents of a study took back, of conversations that were deleted too. Two queries."""
    query = (
        select(Interview.id, Respondent, Consent)
        .join(Respondent, col(Respondent.id) == Interview.respondent_id)
        .outerjoin(Consent, (col(Consent.respondent_id) == Respondent.id) & col(Consent.purpose).in_(_OF_WORDS))
        .where(Interview.study_id == study_id)
        .order_by(col(Interview.id), *BY_DAY)
    )
    left: set[int] = set()
    answers: dict[int, dict[Purpose, Consent]] = defaultdict(dict)
    allowed: dict[Purpose, set[int]] = defaultdict(set)
    for interview_id, respondent, consent in session.exec(query).all():
        if respondent.withdrawn_on is not None:
            left.add(interview_id)
        if consent is not None:
            answers[interview_id][consent.purpose] = consent
            if consent.is_given:
                allowed[consent.purpose].add(interview_id)
    gone = {purpose: {one for one in allowed[purpose] if not stands(answers[one], purpose)} for purpose in _OF_WORDS}
    once = allowed[Purpose.QUOTE_REWORDED] | allowed[Purpose.QUOTE_LITERALLY]
    nothing_left = {one for one in once if not any(stands(answers[one], purpose) for purpose in _OF_WORDS)}
    deleted = session.exec(
        select(DeletedInterview).where(DeletedInterview.study_id == study_id, col(DeletedInterview.is_taken_back))
    ).all()
    return TakenBack(
        frozenset(left | nothing_left | {one.sign for one in deleted}),
        frozenset(gone[Purpose.QUOTE_LITERALLY]),
        frozenset(gone[Purpose.QUOTE_REWORDED]),
    )
