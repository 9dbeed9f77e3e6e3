"""Measurements about providers, and many answers at once."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from feedback.answers.models import Given, Response
from feedback.counts.counting import count_answer
from feedback.counts.months import month_of
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.questionnaires.questions import GRADE_KEY
from feedback.questionnaires.versions import questionnaire_of

TEN = (3, 5, 6, 7, 7, 8, 8, 8, 9, 10)
LOW = (2, 3, 3, 4, 4, 4, 5, 5, 5, 6)
HIGH = (8, 8, 9, 9, 9, 9, 9, 10, 10, 10)


def own_work(session: Session, measurement: Measurement) -> Measured:
    return session.exec(select(Measured).where(Measured.measurement_id == measurement.id)).one()


def measured_provider(session: Session, measurement: Measurement, name: str) -> Measured:
    provider = Provider(name=name, name_key=name.casefold())
    session.add(provider)
    session.flush()
    measured = Measured(measurement_id=measurement.id, provider_id=provider.id)
    session.add(measured)
    session.flush()
    return measured


def of_providers(session: Session, measurement: Measurement, names: Sequence[str]) -> dict[str, Measured]:
    """Let it be about these providers, and about nobody else."""
    session.delete(own_work(session, measurement))
    session.flush()
    return {name: measured_provider(session, measurement, name) for name in names}


def give(session: Session, measured: Measured, grades: Sequence[int], on: date, **chosen: int) -> None:
    """One person answers with each of these grades, in the month of this day; `chosen` is what all of them chose."""
    month, version = month_of(on), questionnaire_of(session, measured.measurement_id).id
    for grade in grades:
        given = {GRADE_KEY: grade, **chosen}
        response = Response(measured_id=measured.id, questionnaire_id=version, month=month)
        session.add(response)
        session.flush()
        session.add_all(Given(response_id=response.id, question=one, value=value) for one, value in given.items())
        count_answer(session, measured.id, month, given)
    session.flush()
