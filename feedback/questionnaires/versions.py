"""The questions of a measurement as they stand now. What was answered keeps the version that it answers."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from feedback.measurements.models import Measurement
from feedback.questionnaires.models import Questionnaire
from feedback.questionnaires.questions import Question, checked, first_questions, read_stored, stored


def begin_questions(session: Session, measurement: Measurement) -> Questionnaire:
    """The first version of a new measurement."""
    questions = checked(first_questions(measurement.subject))
    return _add(session, measurement, 1, questions)


def questionnaire_of(session: Session, measurement_id: int) -> Questionnaire:
    """The version that is asked now."""
    newest = col(Questionnaire.version).desc()
    query = select(Questionnaire).where(Questionnaire.measurement_id == measurement_id).order_by(newest)
    found = session.exec(query).first()
    if found is None:
        raise LookupError(f"measurement {measurement_id} has no questions")
    return found


def questions_of(questionnaire: Questionnaire) -> list[Question]:
    return read_stored(questionnaire.questions)


def change_questions(session: Session, measurement: Measurement, questions: Sequence[Question]) -> Questionnaire:
    """Ask these from now on: a new version once people are asked, so that nobody's answer gets another question.

    Raises QuestionsUnclear.
    """
    asked, wanted = questionnaire_of(session, measurement.id), checked(questions)
    if stored(wanted) == asked.questions:
        return asked
    if measurement.agreed_on is not None:
        return _add(session, measurement, asked.version + 1, wanted)
    asked.questions = stored(wanted)
    session.add(asked)
    session.flush()
    return asked


def _add(session: Session, measurement: Measurement, version: int, questions: Sequence[Question]) -> Questionnaire:
    made = Questionnaire(
        measurement_id=measurement.id,
        version=version,
        questions=stored(questions),
        made_by=session.info.get("person_id"),
    )
    session.add(made)
    session.flush()
    return made


def labels_of(session: Session, measurement_id: int) -> dict[str, Question]:
    """Every question that was ever asked, by key: as it was asked last."""
    query = select(Questionnaire).where(Questionnaire.measurement_id == measurement_id)
    versions = session.exec(query.order_by(col(Questionnaire.version))).all()
    return {one.key: one for version in versions for one in questions_of(version)}
