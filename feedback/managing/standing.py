"""How measurements go, in one line each: how many answered of how many cards, and the grade they gave."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col, func

from feedback.codes.models import CodeBatch, EntryCode
from feedback.counts.models import COLUMNS, MonthCount
from feedback.counts.months import last_months
from feedback.measurements.lookup import all_measurements
from feedback.measurements.models import Measured, Measurement
from feedback.questionnaires.versions import newest_questions
from feedback.scores.chance import FEWEST, Counts, Mean, mean_of
from feedback.scores.choices import grade_question
from foundation.clock import today


@dataclass(frozen=True)
class Standing:
    """One measurement as it goes now. `cards`: how many were made; `grade`: of the last six months, once there are
    enough of them that nobody's own shows."""

    measurement: Measurement
    cards: int
    used: int
    grade: Mean | None


def standings(session: Session) -> list[Standing]:
    """Of all measurements of the organisation, in four statements however many there are."""
    cards, grades = _cards(session), _grades(session)
    return [
        Standing(one, *cards.get(one.id, (0, 0)), _grade(grades.get(one.id, ()))) for one in all_measurements(session)
    ]


def _grade(counts: Counts) -> Mean | None:
    return mean_of(counts) if sum(counts) >= FEWEST else None


def _cards(session: Session) -> dict[int, tuple[int, int]]:
    """{measurement: (made, used)}"""
    query = (
        select(col(Measured.measurement_id), func.count(), func.count().filter(col(EntryCode.is_spent)))
        .join(CodeBatch, col(CodeBatch.measured_id) == col(Measured.id))
        .join(EntryCode, col(EntryCode.batch_id) == col(CodeBatch.id))
        .group_by(col(Measured.measurement_id))
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in session.execute(query).all()}


def _grades(session: Session) -> dict[int, Counts]:
    """Of the question that asks for a grade now."""
    asked = {measurement_id: grade_question(one).key for measurement_id, one in newest_questions(session).items()}
    query = (
        select(
            col(Measured.measurement_id),
            col(MonthCount.question),
            *(func.sum(getattr(MonthCount, column)) for column in COLUMNS),
        )
        .join(MonthCount, col(MonthCount.measured_id) == col(Measured.id))
        .where(col(MonthCount.question).in_(set(asked.values())), col(MonthCount.month) >= last_months(today())[0])
        .group_by(col(Measured.measurement_id), col(MonthCount.question))
    )
    return {row[0]: tuple(map(int, row[2:])) for row in session.execute(query).all() if row[1] == asked[row[0]]}
