"""What the public sees: sums of closed blocks, and nothing of answers that still wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col, func

from feedback.counts.models import COLUMNS, BlockCount, PublishedBlock
from feedback.counts.months import month_of, months_before
from feedback.measurements.models import Measured

WITHIN = 6
"""Months: a block is in the figures while its last month is one of these, that of today not counted."""


@dataclass(frozen=True)
class Published:
    """Of one that is measured. `answers`: of how many people; `until`: the last month in it."""

    measured_id: int
    answers: int
    first_month: date
    until: date
    closed_on: date


def published_of(session: Session, measurement_id: int, on: date) -> dict[int, Published]:
    """{measured: what its blocks hold together}; who has no block yet is not in it."""
    query = (
        select(
            col(PublishedBlock.measured_id),
            func.sum(PublishedBlock.answers),
            func.min(PublishedBlock.first_month),
            func.max(PublishedBlock.last_month),
            func.max(PublishedBlock.closed_on),
        )
        .join(Measured, col(Measured.id) == PublishedBlock.measured_id)
        .where(col(Measured.measurement_id) == measurement_id, *_within(on))
        .group_by(col(PublishedBlock.measured_id))
    )
    return {row[0]: Published(row[0], int(row[1]), *row[2:]) for row in session.execute(query).all()}


def published_counts(session: Session, measurement_id: int, on: date) -> dict[tuple[int, str], Sequence[int]]:
    """{(measured, question): how many chose 1, 2, …}"""
    sums = [func.sum(getattr(BlockCount, column)) for column in COLUMNS]
    query = (
        select(col(PublishedBlock.measured_id), col(BlockCount.question), *sums)
        .join(BlockCount, col(BlockCount.block_id) == PublishedBlock.id)
        .join(Measured, col(Measured.id) == PublishedBlock.measured_id)
        .where(col(Measured.measurement_id) == measurement_id, *_within(on))
        .group_by(col(PublishedBlock.measured_id), col(BlockCount.question))
    )
    return {(row[0], row[1]): tuple(map(int, row[2:])) for row in session.execute(query).all()}


def closings(session: Session, measurement_id: int, on: date) -> list[tuple[int | None, date]]:
    """(provider, day): when blocks were closed that are in the figures; own work has no provider."""
    query = (
        select(col(Measured.provider_id), col(PublishedBlock.closed_on))
        .join(PublishedBlock, col(PublishedBlock.measured_id) == Measured.id)
        .where(col(Measured.measurement_id) == measurement_id, *_within(on))
        .distinct()
    )
    return [(row[0], row[1]) for row in session.execute(query).all()]


def _within(on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(PublishedBlock.last_month) >= months_before(month_of(on), WITHIN),
        col(PublishedBlock.closed_on) <= on,
    )
