"""Which answers somebody must follow up, and before when. Every hour; a signal is opened as it comes in."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from feedback.answers.models import Given, Response, WrittenAnswer
from feedback.calling.models import CallPermission
from feedback.cases.models import CaseKind, FollowUpCase
from feedback.cases.signals import open_signal
from feedback.counts.months import month_of, months_before
from feedback.measurements.models import Measured, Measurement
from feedback.questionnaires.versions import questionnaire_of, questions_of
from feedback.scores.choices import grade_question
from feedback.working_days import workday_after
from foundation.clock import today

LOW, WITHIN = 5, 5
"""The highest grade that is critical; working days until it is done."""
_LOOKED_BACK = 1
"""Months before this one: what came long before somebody began to follow up is not late."""


def open_cases(session: Session) -> int:
    """For what waits and has none yet; how many."""
    found = [
        response_id
        for one in session.exec(select(Measurement)).all()
        for response_id in session.exec(_waiting(session, one)).all()
    ]
    for response_id in found:
        if not open_signal(session, response_id, _written(session, response_id)):
            session.add(FollowUpCase(response_id=response_id, kind=CaseKind.CRITICAL, due_on=_due()))
    session.flush()
    return len(found)


def _due() -> date:
    return workday_after(today(), WITHIN)


def _written(session: Session, response_id: int) -> Sequence[str]:
    return session.exec(select(WrittenAnswer.text).where(WrittenAnswer.response_id == response_id)).all()


def _waiting(session: Session, measurement: Measurement) -> SelectOfScalar[int]:
    has_case = select(FollowUpCase.id).where(FollowUpCase.response_id == Response.id).exists()
    return (
        select(Response.id)
        .join(Measured, col(Measured.id) == Response.measured_id)
        .where(
            Measured.measurement_id == measurement.id,
            Response.month >= months_before(month_of(today()), _LOOKED_BACK),
            ~has_case,
            or_(_is_critical(session, measurement), _may_be_called()),
        )
    )


def _is_critical(session: Session, measurement: Measurement) -> ColumnElement[bool]:
    key = grade_question(questions_of(questionnaire_of(session, measurement.id))).key
    low = select(Given.id).where(Given.response_id == Response.id, Given.question == key, Given.value <= LOW)
    words = select(WrittenAnswer.id).where(WrittenAnswer.response_id == Response.id)
    return low.exists() & words.exists()


def _may_be_called() -> ColumnElement[bool]:
    return (
        select(CallPermission.id)
        .where(
            CallPermission.response_id == Response.id,
            col(CallPermission.about_this).is_(True),
            CallPermission.until > today(),
        )
        .exists()
    )
