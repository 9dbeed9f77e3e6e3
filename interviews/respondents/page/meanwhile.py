"""What a colleague kept of calls and consent while a page of a respondent stood open: who keeps one there is told."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from foundation.dutch import _, clock_time, long_date
from foundation.forms.numbers import whole_number
from interviews.models import Respondent
from interviews.respondents.calls import result_label
from interviews.respondents.consent import answer_told, consents_of, purpose_label
from interviews.respondents.models import CallAttempt, Consent
from interviews.respondents.page.parts import Part
from studies.models import Person


@dataclass(frozen=True)
class Shown:
    """What a page shows of both, as its form carries that along."""

    call: int
    answer: int
    """The last of each."""
    is_stopped: bool
    """Takes part no more."""
    withdrawn: frozenset[int]

    @classmethod
    def read(cls, written: str) -> "Shown | None":
        """None where a page does not say."""
        numbers = [number for one in written.split() if (number := whole_number(one)) is not None]
        if len(numbers) < 3:
            return None
        call, answer, is_stopped, *withdrawn = numbers
        return cls(call, answer, bool(is_stopped), frozenset(withdrawn))

    @property
    def written(self) -> str:
        return " ".join(map(str, (self.call, self.answer, int(self.is_stopped), *sorted(self.withdrawn))))

    def misses(self, answer: Consent) -> bool:
        """Whether it was given or taken back after the page was opened."""
        return answer.id > self.answer or self.misses_withdrawal(answer)

    def misses_withdrawal(self, answer: Consent) -> bool:
        return answer.withdrawn_on is not None and answer.id not in self.withdrawn


def shown_of(session: Session, respondent: Respondent) -> str:
    """As `Shown`, of what stands there now."""
    calls = select(func.max(CallAttempt.id)).where(CallAttempt.respondent_id == respondent.id)
    answers = consents_of(session, respondent)
    return Shown(
        session.exec(calls).one() or 0,
        max((one.id for one in answers), default=0),
        respondent.withdrawn_on is not None,
        frozenset(one.id for one in answers if one.withdrawn_on is not None),
    ).written


def kept_meanwhile(session: Session, respondent: Respondent, shown: str, parts: Collection[Part]) -> list[str]:
    """In sentences, what others kept of these parts that the page did not show; nothing of a page that does not say."""
    seen = Shown.read(shown)
    if seen is None:
        return []
    told = _calls_after(session, respondent, seen.call) if Part.CALL in parts else []
    return told + (_answers_after(session, respondent, seen) if Part.CONSENT in parts else [])


def _calls_after(session: Session, respondent: Respondent, seen: int) -> list[str]:
    query = select(CallAttempt, Person.name).join(Person, col(Person.id) == CallAttempt.person_id)
    newer = query.where(CallAttempt.respondent_id == respondent.id, CallAttempt.id > seen)
    others = newer.where(CallAttempt.person_id != session.info["person_id"]).order_by(col(CallAttempt.id))
    return [_call_told(call, who) for call, who in session.exec(others).all()]


def _answers_after(session: Session, respondent: Respondent, seen: Shown) -> list[str]:
    query = select(Consent, Person.name).join(Person, col(Person.id) == Consent.person_id)
    others = query.where(Consent.respondent_id == respondent.id, Consent.person_id != session.info["person_id"])
    newer = others.where(Consent.id > seen.answer).order_by(col(Consent.id))
    told = [_answer_told(answer, who) for answer, who in session.exec(newer).all()]
    older = [one for one in consents_of(session, respondent) if one.id <= seen.answer]
    return told + [_withdrawal_told(one) for one in reversed(older) if seen.misses_withdrawal(one)]


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
        "%(who)s bewaarde intussen ook een antwoord: %(purpose)s, %(answer)s. Wat het laatst is gezegd, geldt.",
        who=who,
        purpose=purpose_label(answer.purpose).lower(),
        answer=answer_told(answer),
    )


def _withdrawal_told(answer: Consent) -> str:
    return _(
        "Intussen is hier bewaard: %(purpose)s, %(answer)s.",
        purpose=purpose_label(answer.purpose).lower(),
        answer=answer_told(answer),
    )
