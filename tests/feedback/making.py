"""A measurement that runs, with cards, and people who answer."""

from datetime import date, timedelta

from sqlmodel import Session

from feedback.answers.entering import Entered, enter
from feedback.answers.filled_in import FilledIn
from feedback.answers.models import Readers
from feedback.answers.sending import send_answer
from feedback.codes.keys import CodeKeys
from feedback.codes.making import make_cards
from feedback.founding import NewMeasurement, add_measurement
from feedback.measurements.agreement import TERMS, agree, keep_terms
from feedback.measurements.lookup import asked_about
from feedback.measurements.models import Measurement
from feedback.questionnaires.questions import BETTER_KEY, GRADE_KEY
from feedback.questionnaires.versions import questionnaire_of
from foundation.clock import today

NEW = NewMeasurement("Spreekuur geld en regels", "Iedereen die bij het spreekuur is geweest", "het spreekuur")


def measurement(session: Session, *, is_agreed: bool = True) -> Measurement:
    made = add_measurement(session, NEW)
    if is_agreed:
        keep_terms(session, made, dict.fromkeys(TERMS, "Zo is het afgesproken."))
        agree(session, made)
    return made


def codes(session: Session, asked: Measurement, sheets: int = 2, until: date | None = None) -> list[str]:
    measured = asked_about(session, asked.id)[0][0]
    until = until or today() + timedelta(days=60)
    _batch, made = make_cards(
        session,
        keys(session),
        asked,
        measured,
        sheets=sheets,
        valid_until=until,
        handed_out_by="Balie Meerplein",
    )
    return made


def keys(session: Session) -> CodeKeys:
    return CodeKeys(session)


def entered(session: Session, code: str) -> Entered:
    return enter(session, keys(session), code)


def answer(session: Session, code: str, grade: int | None = 8, better: str = "", **chosen: int) -> bool:
    """Whether it was sent now."""
    who = entered(session, code)
    given = chosen if grade is None else {GRADE_KEY: grade, **chosen}
    filled = FilledIn(given, {BETTER_KEY: better} if better else {}, Readers.EVERYONE)
    return send_answer(session, keys(session), who, questionnaire_of(session, who.measurement.id).id, filled)
