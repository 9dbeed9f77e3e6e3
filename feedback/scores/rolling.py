"""What was chosen in the last months, for those who work on it: exact, and not for the public."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col, func

from feedback.counts.models import COLUMNS, MonthCount
from feedback.measurements.models import Measured

Counts = tuple[int, ...]


def rolling_counts(session: Session, measurement_id: int, months: Sequence[date]) -> dict[tuple[int, str], Counts]:
    """{(measured, question): how many chose 1, 2, …} in these months together."""
    query = (
        select(col(MonthCount.measured_id), col(MonthCount.question), *_sums())
        .join(Measured, col(Measured.id) == MonthCount.measured_id)
        .where(*_within(measurement_id, months))
        .group_by(col(MonthCount.measured_id), col(MonthCount.question))
    )
    return {(row[0], row[1]): tuple(map(int, row[2:])) for row in session.execute(query).all()}


def counts_per_month(
    session: Session, measurement_id: int, question: str, months: Sequence[date]
) -> dict[date, Counts]:
    """{month: counts} of all it is about together, for the line of a year."""
    query = (
        select(col(MonthCount.month), *_sums())
        .join(Measured, col(Measured.id) == MonthCount.measured_id)
        .where(*_within(measurement_id, months), col(MonthCount.question) == question)
        .group_by(col(MonthCount.month))
    )
    return {row[0]: tuple(map(int, row[1:])) for row in session.execute(query).all()}


def _within(measurement_id: int, months: Sequence[date]) -> tuple[ColumnElement[bool], ...]:
    of_measurement = col(Measured.measurement_id) == measurement_id
    return of_measurement, col(MonthCount.month) >= months[0], col(MonthCount.month) <= months[-1]


def _sums() -> list[ColumnElement[int]]:
    return [func.sum(getattr(MonthCount, column)) for column in COLUMNS]
