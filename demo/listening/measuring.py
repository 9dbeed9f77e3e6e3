"""The measurements of the demonstration: help in house with seven providers, and the walk-in hour with cards."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from demo.coders import SECOND_CODER_EMAIL
from demo.demonstration import Demonstration, Tell, moment
from demo.listening import material
from demo.listening.answering import FIRST, LAST, Answered, answer_for_a_year
from demo.listening.material import Opinion
from demo.listening.moderating import look_at, reply_to
from feedback.answers.entering import enter
from feedback.answers.filled_in import FilledIn
from feedback.answers.sending import send_answer
from feedback.codes.keys import CodeKeys
from feedback.codes.making import make_cards
from feedback.counts.months import months_before
from feedback.follow_up.opening import open_cases
from feedback.founding import NewMeasurement, add_measurement
from feedback.measurements.agreement import agree, keep_terms
from feedback.measurements.lookup import measured_in
from feedback.measurements.models import Measured, Measurement, Way
from feedback.providers.choosing import add_providers
from feedback.questionnaires.questions import BETTER_KEY, GOOD_KEY, GRADE_KEY, Kind, Question
from feedback.questionnaires.versions import change_questions, questionnaire_of, questions_of
from feedback.reviews.shown_grades import show_grades
from foundation.clock import pretend_it_is
from foundation.dutch import counted
from studies.models import Person

_LOOKED = timedelta(days=15)
_SHEETS = 10


def ask_all_year(demo: Demonstration, tell: Tell) -> str:
    """Fourteen months of help in house, looked at until the last month; that one waits."""
    opinions = [one for one in material.opinions() if one.provider]
    with demo.at_work() as (session, _study):
        with pretend_it_is(moment(FIRST - timedelta(days=20))):
            measured = _help(session)
        tell(1, 3)
        answered = _answered(session, measured, opinions)
        tell(2, 3)
        with pretend_it_is(moment(LAST + _LOOKED)):
            earlier = [one for one in opinions if one.month < LAST]
            placed = look_at(session, answered.numbers, earlier, _second_person(session))
            reply_to(session, answered.numbers)
            show_grades(session)
        open_cases(session)
        tell(3, 3)
    return f"{counted(answered.total, 'antwoord', 'antwoorden')}, {counted(placed, 'review', 'reviews')}"


def ask_by_card(demo: Demonstration, tell: Tell) -> str:
    """Cards that are handed out at the walk-in hour, and who answered with one."""
    told = material.measurement("desk")
    opinions = [one for one in material.opinions() if not one.provider]
    with demo.at_work() as (session, _study):
        with pretend_it_is(moment(LAST - timedelta(days=35))):
            measurement = _founded(session, told)
            cards = _cards(session, measurement, told["handed_out_by"])
        for number, (opinion, card) in enumerate(zip(opinions, cards, strict=False)):
            with pretend_it_is(moment(LAST - timedelta(days=30 - number))):
                _send(session, card, opinion)
        tell(1, 1)
    return counted(len(opinions), "antwoord met een kaartje", "antwoorden met een kaartje")


def _founded(session: Session, told: Mapping[str, Any]) -> Measurement:
    made = add_measurement(session, NewMeasurement(told["name"], told["asked"], told["subject"]))
    keep_terms(session, made, told["terms"])
    agree(session, made)
    return made


def _help(session: Session) -> dict[str, Measured]:
    told = material.measurement("help")
    made = add_measurement(session, NewMeasurement(told["name"], told["asked"], told["subject"], Way.INVITED))
    choices = [
        Question(one["key"], Kind.CHOICE, one["text"], one["label"], options=tuple(one["options"]))
        for one in told["questions"]
    ]
    first = questions_of(questionnaire_of(session, made.id))
    kept = [one for one in first if one.kind is not Kind.CHOICE]
    change_questions(session, made, [kept[0], *choices, *kept[1:]])
    add_providers(session, made, "\n".join(told["providers"]))
    keep_terms(session, made, told["terms"])
    agree(session, made)
    return {provider.name: measured for measured, provider in measured_in(session, made.id) if provider}


def _answered(session: Session, measured: Mapping[str, Measured], opinions: list[Opinion]) -> Answered:
    providers = material.measurement("help")["providers"]
    wanted = {name: (one["answers"], one["lean"]) for name, one in providers.items()}
    return answer_for_a_year(session, measured, opinions, wanted)


def _cards(session: Session, measurement: Measurement, place: str) -> list[str]:
    measured = measured_in(session, measurement.id)[0][0]
    until = months_before(LAST, -6)
    _batch, codes = make_cards(
        session,
        CodeKeys(session),
        measurement,
        measured,
        sheets=_SHEETS,
        valid_until=until,
        handed_out_by=place,
    )
    return codes


def _send(session: Session, card: str, opinion: Opinion) -> None:
    keys = CodeKeys(session)
    who = enter(session, keys, card)
    written = {key: text for key, text in ((GOOD_KEY, opinion.good), (BETTER_KEY, opinion.better)) if text}
    given = {GRADE_KEY: opinion.grade} if opinion.grade else {}
    filled = FilledIn(given, written, opinion.readers)
    send_answer(session, keys, who, questionnaire_of(session, who.measurement.id).id, filled)


def _second_person(session: Session) -> int:
    return session.exec(select(Person.id).where(Person.email == SECOND_CODER_EMAIL)).one()
