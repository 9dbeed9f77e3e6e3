"""The people who are asked to tell their story: who is on the list, and how far it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from interviews.models import Interview, Respondent
from interviews.respondents.attributes.open import check_role, cleaned, only_open, open_role
from interviews.respondents.calls import CallProgress, CallStanding, call_progress, calls_by_respondent
from interviews.respondents.consent import QuoteUse, answers_by_respondent, quote_use, stands
from interviews.respondents.contacts import contact_area, forget_history, wipe_contacts, with_contact
from interviews.respondents.conversations import interviews_of_respondent
from interviews.respondents.models import Purpose
from interviews.respondents.withdrawal import holds_words_back
from interviews.texts.adding import LONGEST_ROLE
from studies.history.changes import recorded
from studies.models import Study
from studies.numbering import next_in_study

USUAL_ATTRIBUTES = ("leeftijd", "woonplaats", "hulp")
"""What nearly every study of this kind wants to know; each study may add its own."""


class RespondentUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze respondent staat niet op de lijst, of is eraf gehaald."))


class RoleMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Zeg wie dit is: ouder, jongere, verzorger of iets anders."))


class RespondentSpoken(ResearcherError):
    def __init__(self, title: str, *, holds_back: bool) -> None:
        first = _("Wis eerst het gesprek.") if holds_back else _("Maak eerst het gesprek los.")
        super().__init__(
            _(
                "%(title)s kan niet van de lijst: er hoort een gesprek bij. %(first)s "
                "De contactgegevens kun je wel wissen.",
                title=title,
                first=first,
            )
        )


@dataclass(frozen=True)
class RespondentLine:
    """A respondent as the list shows them, with the numbers of their interviews."""

    respondent: Respondent
    progress: CallProgress
    quotes: QuoteUse
    was_asked: bool
    has_contact: bool
    expects_call: bool
    interview_numbers: tuple[int, ...]

    @property
    def may_be_wiped(self) -> bool:
        """Contact data are there and nobody needs them any more: done, or said no, and no call back is promised.

        Of who takes part no more they are there because a researcher said that they are still needed.
        """
        is_over = self.progress.standing in (CallStanding.SPOKEN, CallStanding.REFUSED)
        is_needed = self.expects_call or self.respondent.withdrawn_on is not None
        return self.has_contact and is_over and not is_needed


def add_respondent(
    session: Session, study: Study, role: str, attributes: Mapping[str, str] | None = None
) -> Respondent:
    """The next respondent of a study. Raises RoleMissing, RoleTooClose, AttributesWrong, AttributeTooClose."""
    respondent = Respondent(
        study_id=study.id,
        number=next_in_study(session, study.id, Respondent),
        role=_cleaned_role(role),
        attributes=cleaned(attributes or {}),
        created_by=session.info.get("person_id"),
    )
    session.add(respondent)
    session.flush()
    return respondent


def change_respondent(session: Session, respondent: Respondent, role: str, attributes: Mapping[str, str]) -> None:
    """Say again who this is. Raises RoleMissing, RoleTooClose, AttributesWrong, AttributeTooClose."""
    _change(session, respondent, _cleaned_role(role), cleaned(attributes))


def complete_attributes(session: Session, respondent: Respondent, attributes: Mapping[str, str]) -> None:
    """Add those that are not there yet. Raises AttributesWrong, AttributeTooClose."""
    added = cleaned({name: value for name, value in attributes.items() if name not in respondent.attributes})
    if added:
        _change(session, respondent, respondent.role, {**respondent.attributes, **added})


def _change(session: Session, respondent: Respondent, role: str, kept: dict[str, str]) -> None:
    if only_open(respondent.attributes) != respondent.attributes or open_role(respondent.role) != respondent.role:
        # The history keeps what was there before, and that must not be kept.
        respondent.role, respondent.attributes = role, kept
        forget_history(session, [respondent])
        return
    label = _("gegevens van %(title)s gewijzigd", title=respondent.title)
    with recorded(session, respondent.study_id, contact_area(respondent), label):
        respondent.role, respondent.attributes = role, kept


def respondent_by_number(session: Session, study_id: int, number: int) -> Respondent:
    """'Respondent 9' of a study. Raises RespondentUnknown."""
    query = select(Respondent).where(Respondent.study_id == study_id, Respondent.number == number)
    respondent = session.exec(query).first()
    if respondent is None:
        raise RespondentUnknown
    return respondent


def all_respondents(session: Session, study_id: int) -> list[Respondent]:
    """Everybody on the list, by number."""
    query = select(Respondent).where(Respondent.study_id == study_id).order_by(col(Respondent.number))
    return list(session.exec(query).all())


def respondents_of(session: Session, study_id: int) -> list[RespondentLine]:
    """Everybody on the list with how far it is, by number; five queries, whatever their number."""
    respondents = all_respondents(session, study_id)
    calls, reachable = calls_by_respondent(session, study_id), with_contact(session, study_id)
    answers = answers_by_respondent(session, [one.id for one in respondents])
    told = _interview_numbers(session, study_id)
    return [
        RespondentLine(
            one,
            call_progress(one, calls.get(one.id, ()), one.id in told),
            quote_use(answers.get(one.id, {})),
            one.id in answers,
            one.id in reachable,
            any(stands(answers.get(one.id, {}), purpose) for purpose in (Purpose.CALL_BACK, Purpose.READ_FIRST)),
            tuple(told.get(one.id, ())),
        )
        for one in respondents
    ]


def without_interview(session: Session, study_id: int) -> list[tuple[str, str]]:
    """(number, 'Respondent 9, ouder') of everybody whose interview is not there yet and who did not say no."""
    lines = [line for line in respondents_of(session, study_id) if not line.interview_numbers]
    return [
        (str(line.respondent.number), f"{line.respondent.title}, {line.respondent.role}")
        for line in lines
        if line.progress.standing is not CallStanding.REFUSED
    ]


def attribute_names(respondents: Iterable[Respondent]) -> list[str]:
    """The attributes this study knows, the usual ones first."""
    used = {name for respondent in respondents for name in respondent.attributes}
    return [*USUAL_ATTRIBUTES, *sorted(used - set(USUAL_ATTRIBUTES))]


def wipe_contacts_no_longer_needed(session: Session, study_id: int) -> int:
    """Remove the contact data of everybody who is done or said no, and expects no call; how many."""
    wiped = [line.respondent for line in respondents_of(session, study_id) if line.may_be_wiped]
    return wipe_contacts(session, wiped)


def remove_respondent(session: Session, respondent: Respondent) -> None:
    """Take somebody off the list, with calls, consent and contact data. Raises RespondentSpoken."""
    if interviews_of_respondent(session, respondent):
        raise RespondentSpoken(respondent.title, holds_back=holds_words_back(session, respondent))
    wipe_contacts(session, [respondent])
    session.delete(respondent)
    session.flush()


def _interview_numbers(session: Session, study_id: int) -> dict[int, list[int]]:
    """{respondent id: numbers of their interviews, in order}."""
    query = select(Interview.respondent_id, Interview.number).where(Interview.study_id == study_id)
    query = query.where(col(Interview.respondent_id).is_not(None)).order_by(col(Interview.number))
    found: dict[int, list[int]] = {}
    for respondent_id, number in session.exec(query).all():
        found.setdefault(respondent_id or 0, []).append(number)
    return found


def _cleaned_role(role: str) -> str:
    role = " ".join(role.split())[:LONGEST_ROLE]
    if not role:
        raise RoleMissing
    check_role(role)
    return role.lower()
