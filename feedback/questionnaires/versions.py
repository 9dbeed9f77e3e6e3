"""The questions of a measurement as they stand now. What was answered keeps the version that it answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from feedback.measurements.models import Measurement
from feedback.questionnaires.models import Questionnaire
from feedback.questionnaires.questions import Question, checked, first_questions, read_stored, stored
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import digest_of, new_name


class QuestionsChanged(ResearcherError):
    """Somebody else kept other questions since this page was opened."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Iemand heeft de vragen intussen veranderd. Hieronder staat wat jij had: dat is nog niet bewaard. Open"
                " de meting in een nieuw tabblad en kijk wat er nu staat. Bewaar je daarna, dan geldt wat hier staat."
            )
        )


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


def newest_questions(session: Session) -> dict[int, list[Question]]:
    """{measurement: what it asks now}, of all of the organisation."""
    versions = session.exec(select(Questionnaire).order_by(col(Questionnaire.version), col(Questionnaire.id))).all()
    return {
        measurement_id: questions_of(one) for measurement_id, one in {v.measurement_id: v for v in versions}.items()
    }


def state_of(questionnaire: Questionnaire) -> str:
    """By which a page knows whether these are the questions that it was opened with."""
    return digest_of(json.dumps(questionnaire.questions, sort_keys=True))


def change_questions(session: Session, measurement: Measurement, questions: Sequence[Question]) -> Questionnaire:
    """Ask these from now on: a new version once people are asked, so that nobody's answer gets another question.

    Raises QuestionsUnclear.
    """
    asked = questionnaire_of(session, measurement.id)
    wanted = _told_apart(checked(questions), labels_of(session, measurement.id))
    if wanted == questions_of(asked):
        return asked
    if measurement.agreed_on is not None:
        return _add(session, measurement, asked.version + 1, wanted)
    asked.questions = stored(wanted)
    session.add(asked)
    session.flush()
    return asked


def _told_apart(questions: Sequence[Question], before: Mapping[str, Question]) -> list[Question]:
    """Choices among other answers are another question: they are not counted with what was chosen before."""
    return [
        replace(one, key=new_name()) if one.key in before and _choices(before[one.key]) != _choices(one) else one
        for one in questions
    ]


def _choices(question: Question) -> tuple[object, ...]:
    return question.kind, question.options


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
