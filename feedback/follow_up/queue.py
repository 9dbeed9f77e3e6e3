"""What is followed up, as it lies on the desk: what is due first on top, with what who looks at it may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from feedback.answers.models import Given, Readers, Response, WrittenAnswer
from feedback.calling.models import CallPermission
from feedback.cases.models import CaseKind, FollowUpCase, FollowUpStep
from feedback.counts.months import month_of, months_before
from feedback.measurements.models import Measured, Measurement
from feedback.questionnaires.versions import questionnaire_of, questions_of
from feedback.scores.choices import grade_question
from feedback.working_days import workdays_until
from foundation.clock import today
from studies.models import Person

_MONTHS, LATELY = 6, 10
"""Months that figures are about, with this one; how many closed ones are shown."""


@dataclass(frozen=True)
class Followed:
    """`words`: what may be read by who looks; '' when that is nothing, and `has_words` says whether there is more."""

    case: FollowUpCase
    about: str
    grade: int | None
    words: str
    has_words: bool
    may_call: bool
    who: str

    @property
    def address(self) -> str:
        return f"{self.case.id:x}"

    @property
    def is_signal(self) -> bool:
        return self.case.kind is CaseKind.SAFETY

    @property
    def days_left(self) -> int:
        """Working days; below 0 when it is late."""
        return workdays_until(today(), self.case.due_on) if self.case.due_on else 0

    @property
    def is_for_today(self) -> bool:
        return self.case.due_on == today()

    @property
    def is_late(self) -> bool:
        return self.case.due_on is not None and self.case.due_on < today()


@dataclass(frozen=True)
class OnTime:
    """Of the last six months: how many were closed, how many of those in time, and how many are open now."""

    closed: int
    in_time: int
    open: int

    @property
    def all(self) -> int:
        return self.closed + self.open


def open_ones(session: Session, *, reads_all: bool) -> list[Followed]:
    """Signals first, then what is due first."""
    query = select(FollowUpCase).where(col(FollowUpCase.closed_in).is_(None)).order_by(col(FollowUpCase.due_on))
    found = sorted(session.exec(query).all(), key=lambda one: one.kind is not CaseKind.SAFETY)
    return [followed(session, one, reads_all=reads_all) for one in found]


def closed_ones(session: Session, *, reads_all: bool) -> list[Followed]:
    query = select(FollowUpCase).where(col(FollowUpCase.closed_in).is_not(None))
    newest = query.order_by(col(FollowUpCase.closed_in).desc(), col(FollowUpCase.id)).limit(LATELY)
    return [followed(session, one, reads_all=reads_all) for one in session.exec(newest).all()]


def followed(session: Session, case: FollowUpCase, *, reads_all: bool) -> Followed:
    """`reads_all`: whether who looks may read whatever was written."""
    response = session.get_one(Response, case.response_id)
    measured = session.get_one(Measured, response.measured_id)
    measurement = session.get_one(Measurement, measured.measurement_id)
    written = session.exec(select(WrittenAnswer).where(WrittenAnswer.response_id == response.id)).all()
    person = session.get(Person, case.taken_by) if case.taken_by else None
    return Followed(
        case,
        measurement.name,
        _grade(session, measurement, response),
        _readable(response, written, reads_all=reads_all),
        bool(written),
        _may_call(session, response.id),
        person.name if person else "",
    )


def steps_of(session: Session, case: FollowUpCase) -> list[tuple[FollowUpStep, str]]:
    """From the first on, each with who did it."""
    query = (
        select(FollowUpStep, Person)
        .join(Person, col(Person.id) == FollowUpStep.person_id, isouter=True)
        .where(FollowUpStep.case_id == case.id)
        .order_by(col(FollowUpStep.place))
    )
    return [(step, person.name if person else "") for step, person in session.exec(query).all()]


def on_time(session: Session) -> OnTime:
    since = months_before(month_of(today()), _MONTHS - 1)
    query = select(FollowUpCase.in_time, func.count()).where(col(FollowUpCase.closed_in) >= since)
    found = {bool(in_time): number for in_time, number in session.exec(query.group_by(col(FollowUpCase.in_time))).all()}
    is_open = select(func.count()).where(col(FollowUpCase.closed_in).is_(None))
    return OnTime(sum(found.values()), found.get(True, 0), session.exec(is_open.select_from(FollowUpCase)).one())


def _readable(response: Response, written: Sequence[WrittenAnswer], *, reads_all: bool) -> str:
    if reads_all:
        return "\n".join(one.shown or one.text for one in written)
    if response.readers is Readers.RESEARCHERS:
        return ""
    return "\n".join(one.shown for one in written if one.shown)


def _grade(session: Session, measurement: Measurement, response: Response) -> int | None:
    key = grade_question(questions_of(questionnaire_of(session, measurement.id))).key
    query = select(Given.value).where(Given.response_id == response.id, Given.question == key)
    return session.exec(query).first()


def _may_call(session: Session, response_id: int) -> bool:
    query = select(CallPermission.id).where(
        CallPermission.response_id == response_id,
        col(CallPermission.about_this).is_(True),
        CallPermission.until > today(),
    )
    return session.exec(query).first() is not None
