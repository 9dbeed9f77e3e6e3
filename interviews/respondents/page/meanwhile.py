"""What a colleague kept of calls and consent while a page of a respondent stood open: who keeps one there is told."""

from collections.abc import Collection

from sqlmodel import Session, col, func, select

from foundation.dutch import _, clock_time, long_date
from foundation.forms.numbers import whole_number
from interviews.models import Respondent
from interviews.respondents.calls import result_label
from interviews.respondents.consent import purpose_label
from interviews.respondents.models import CallAttempt, Consent
from interviews.respondents.page.parts import Part
from studies.models import Person


def shown_of(session: Session, respondent: Respondent) -> str:
    """What a page shows of both, as its form carries that along: the last call and the last answer."""
    calls = select(func.max(CallAttempt.id)).where(CallAttempt.respondent_id == respondent.id)
    answers = select(func.max(Consent.id)).where(Consent.respondent_id == respondent.id)
    return " ".join(str(session.exec(query).one() or 0) for query in (calls, answers))


def kept_meanwhile(session: Session, respondent: Respondent, shown: str, parts: Collection[Part]) -> list[str]:
    """In sentences, what others kept of these parts that the page did not show; nothing of a page that does not say."""
    seen = [number for one in shown.split() if (number := whole_number(one)) is not None]
    if len(seen) != 2:
        return []
    told = _calls_after(session, respondent, seen[0]) if Part.CALL in parts else []
    return told + (_answers_after(session, respondent, seen[1]) if Part.CONSENT in parts else [])


def _calls_after(session: Session, respondent: Respondent, seen: int) -> list[str]:
    query = select(CallAttempt, Person.name).join(Person, col(Person.id) == CallAttempt.person_id)
    newer = query.where(CallAttempt.respondent_id == respondent.id, CallAttempt.id > seen)
    others = newer.where(CallAttempt.person_id != session.info["person_id"]).order_by(col(CallAttempt.id))
    return [_call_told(call, who) for call, who in session.exec(others).all()]


def _answers_after(session: Session, respondent: Respondent, seen: int) -> list[str]:
    query = select(Consent, Person.name).join(Person, col(Person.id) == Consent.person_id)
    newer = query.where(Consent.respondent_id == respondent.id, Consent.id > seen)
    others = newer.where(Consent.person_id != session.info["person_id"]).order_by(col(Consent.id))
    return [_answer_told(answer, who) for answer, who in session.exec(others).all()]


def _call_told(call: CallAttempt, who: str) -> str:
    return _(
        "%(who)s bewaarde intussen ook een telefoontje: %(result)s, %(day)s, %(time)s. "
        "Beide staan er. Kijk wat nu geldt.",
        who=who,
        result=result_label(call.result).lower(),
        day=long_date(call.called_at),
        time=clock_time(call.called_at),
    )


def _answer_told(answer: Consent, who: str) -> str:
    return _(
        "%(who)s bewaarde intussen ook een antwoord: %(purpose)s, %(answer)s. Wat het laatst is bewaard, geldt.",
        who=who,
        purpose=purpose_label(answer.purpose).lower(),
        answer=_("ja") if answer.is_given else _("nee"),
    )
