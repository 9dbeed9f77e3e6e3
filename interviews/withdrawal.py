"""Taking part no more: what somebody told may not be used from that moment on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.consent import answers_of, check_past, stands
from interviews.contacts import area_of, wipe_contacts
from interviews.models import Consent, DeletedInterview, Interview, Purpose, Respondent
from studies.history import recorded

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
    with recorded(session, respondent.study_id, area_of(respondent), label):
        respondent.withdrawn_on = on
        for purpose, consent in answers.items():
            if stands(answers, purpose):
                consent.withdrawn_on = max(on, consent.answered_on)


@dataclass(frozen=True)
class TakenBack:
    """Interviews by what was allowed once and is not any more: all of it, literal quotes, rewritten quotes."""

    all_of_it: frozenset[int]
    literally: frozenset[int]
    reworded: frozenset[int]

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
        .order_by(col(Interview.id), col(Consent.id))
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
