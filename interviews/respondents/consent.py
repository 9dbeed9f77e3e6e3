"""What respondents allow, each purpose apart: asked, answered, and withdrawn whenever they like."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, func, select

from foundation.clock import today
from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from interviews.models import Interview, Respondent
from interviews.respondents.contacts import contact_area
from interviews.respondents.models import Consent, ConsentWay, Purpose
from interviews.texts.models import Source
from interviews.texts.traces import forget_worked_out
from studies.history.changes import recorded

Answers = Mapping[Purpose, Consent]
"""The newest answer per purpose; a purpose that was never asked is left out."""

BY_DAY = (func.coalesce(col(Consent.withdrawn_on), col(Consent.answered_on)), col(Consent.id))
"""Answers in the order in which they were given or taken back. On one day the one that was kept last is the newest."""


class QuoteUse(StrEnum):
    """How far the words of an interview may be used."""

    LITERALLY = "literally"
    REWORDED = "reworded"
    NOT_AT_ALL = "not_at_all"


class ConsentDateWrong(ResearcherError):
    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class NothingToWithdraw(ResearcherError):
    def __init__(self, purpose: Purpose) -> None:
        super().__init__(
            _("Voor ‘%(purpose)s’ staat geen toestemming open. Er is niets veranderd.", purpose=purpose_label(purpose))
        )


def purpose_label(purpose: Purpose) -> str:
    return {
        Purpose.RECORD: _("Gesprek opnemen"),
        Purpose.QUOTE_REWORDED: _("Citaten in andere woorden"),
        Purpose.QUOTE_LITERALLY: _("Citaten letterlijk"),
        Purpose.CALL_BACK: _("Terugbellen met een vraag"),
        Purpose.READ_FIRST: _("Verhaal vooraf lezen"),
    }[purpose]


def purpose_question(purpose: Purpose) -> str:
    """As one asks it on the telephone."""
    return {
        Purpose.RECORD: _("Mag ik ons gesprek opnemen? Ik wis de opname als het verslag af is."),
        Purpose.QUOTE_REWORDED: _("Mogen we wat u zegt gebruiken, in andere woorden?"),
        Purpose.QUOTE_LITERALLY: _("Mogen we zinnen van u letterlijk gebruiken, zonder uw naam?"),
        Purpose.CALL_BACK: _("Mogen we u later nog eens bellen met een vraag?"),
        Purpose.READ_FIRST: _("Wilt u het verhaal lezen voordat anderen het lezen?"),
    }[purpose]


def way_label(way: ConsentWay) -> str:
    return {
        ConsentWay.BY_TELEPHONE: _("aan de telefoon"),
        ConsentWay.ON_PAPER: _("op papier"),
        ConsentWay.BY_EMAIL: _("per e-mail"),
        ConsentWay.IN_PERSON: _("in een gesprek"),
    }[way]


def answer_told(answer: Consent) -> str:
    """'ja, 10 maart 2026', 'ja, ingetrokken op 12 maart 2026'."""
    if answer.withdrawn_on is not None:
        return _("ja, ingetrokken op %(day)s", day=long_date(answer.withdrawn_on))
    word = _("ja") if answer.is_given else _("nee")
    return f"{word}, {long_date(answer.answered_on)}"


def last_day(answer: Consent) -> date:
    """The day of the last word on it: when it was given, or taken back."""
    return answer.withdrawn_on or answer.answered_on


def stands(answers: Answers, purpose: Purpose) -> bool:
    """Whether consent was given and not withdrawn; what was not asked was not given."""
    answer = answers.get(purpose)
    return answer is not None and answer.is_given and answer.withdrawn_on is None


def quote_use(answers: Answers) -> QuoteUse:
    """Who may be quoted literally, may be quoted in other words too."""
    if stands(answers, Purpose.QUOTE_LITERALLY):
        return QuoteUse.LITERALLY
    return QuoteUse.REWORDED if stands(answers, Purpose.QUOTE_REWORDED) else QuoteUse.NOT_AT_ALL


def may_reword(answers: Answers) -> bool:
    """Whether what was said may be told in other words: a yes to literal use says so too, unless that was refused."""
    if stands(answers, Purpose.QUOTE_REWORDED):
        return True
    return stands(answers, Purpose.QUOTE_LITERALLY) and Purpose.QUOTE_REWORDED not in answers


def record_consent(
    session: Session, respondent: Respondent, purpose: Purpose, is_given: bool, answered_on: date, way: ConsentWay
) -> Consent:
    """Keep an answer; the others stay readable, and one of a later day holds. Raises ConsentDateWrong."""
    check_past(answered_on)
    label = _("toestemming ‘%(purpose)s’ vastgelegd", purpose=purpose_label(purpose))
    consent = Consent(
        respondent_id=respondent.id,
        purpose=purpose,
        is_given=is_given,
        answered_on=answered_on,
        way=way,
        person_id=session.info.get("person_id"),
    )
    with recorded(session, respondent.study_id, contact_area(respondent), label):
        session.add(consent)
    if not is_given:
        forget_worked_out_of(session, respondent)
    return consent


def withdraw_consent(session: Session, respondent: Respondent, purpose: Purpose, on: date) -> Consent:
    """End a consent that stands. Raises NothingToWithdraw, ConsentDateWrong."""
    answers = answers_of(session, respondent)
    if not stands(answers, purpose):
        raise NothingToWithdraw(purpose)
    consent = answers[purpose]
    check_past(on)
    if on < consent.answered_on:
        raise ConsentDateWrong(_("Intrekken kan niet vóór de dag waarop ja is gezegd. Kijk de datum na."))
    label = _("toestemming ‘%(purpose)s’ ingetrokken", purpose=purpose_label(purpose))
    with recorded(session, respondent.study_id, contact_area(respondent), label):
        consent.withdrawn_on = on
    forget_worked_out_of(session, respondent)
    return consent


def forget_worked_out_of(session: Session, respondent: Respondent) -> None:
    """What was worked out from the words of this person goes at once; what may stay is worked out again."""
    query = select(Source).join(Interview, col(Interview.id) == Source.interview_id)
    for source in session.exec(query.where(Interview.respondent_id == respondent.id).order_by(col(Source.id))).all():
        forget_worked_out(session, source)


def consents_of(session: Session, respondent: Respondent) -> list[Consent]:
    """Every answer this respondent gave, the newest first."""
    query = select(Consent).where(Consent.respondent_id == respondent.id)
    return list(session.exec(query.order_by(*(one.desc() for one in BY_DAY))).all())


def answers_of(session: Session, respondent: Respondent) -> Answers:
    return answers_by_respondent(session, [respondent.id]).get(respondent.id, {})


def answers_by_respondent(session: Session, respondent_ids: Collection[int]) -> dict[int, Answers]:
    """{respondent id: newest answers}; who was never asked is left out. One query."""
    if not respondent_ids:
        return {}
    query = select(Consent).where(col(Consent.respondent_id).in_(respondent_ids)).order_by(*BY_DAY)
    found: dict[int, dict[Purpose, Consent]] = {}
    for consent in session.exec(query).all():
        found.setdefault(consent.respondent_id, {})[consent.purpose] = consent
    return dict(found)


def quotes_allowed(session: Session, interview_ids: Collection[int]) -> dict[int, QuoteUse]:
    """{interview id: how far its words may be used}, for interviews of which the respondent is known.

    Whoever was not asked, said no or withdrew has not allowed it. Two queries.
    """
    return {one: quote_use(answers) for one, answers in answers_by_interview(session, interview_ids).items()}


def answers_by_interview(session: Session, interview_ids: Collection[int]) -> dict[int, Answers]:
    """{interview id: newest answers of who told it}, for interviews of which the respondent is known. Two queries."""
    if not interview_ids:
        return {}
    query = select(Interview).where(col(Interview.id).in_(interview_ids)).order_by(col(Interview.id))
    told_by = {one.id: one.respondent_id for one in session.exec(query).all() if one.respondent_id is not None}
    answers = answers_by_respondent(session, set(told_by.values()))
    return {interview_id: answers.get(respondent_id, {}) for interview_id, respondent_id in told_by.items()}


def check_past(day: date) -> None:
    """Raises ConsentDateWrong for a day that has not come yet, or lies before any study."""
    if day > today() or day.year < 1990:
        raise ConsentDateWrong(_("Deze datum kan niet: de toestemming is al gegeven. Kijk de datum na."))
