"""Closing blocks: at the end of a month, answers that wait are published once they are enough and not alike.

A block holds people, the same for all questions; a question that fewer than ten of them answered is left out of it. It
never changes, so any two publications differ by ten people or
more, and nobody's grade follows from the difference. In 1,000 simulated publications an attacker who kept them all
found no grade back (docs/decisions/0043).
"""

from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select, update

from feedback.answers.models import Given, Response
from feedback.counts.models import COLUMNS, BlockCount, PublishedBlock
from feedback.counts.months import month_of
from feedback.measurements.models import Measured, Measurement
from feedback.scores.chance import FEWEST
from foundation.clock import today


def close_blocks(session: Session, on: date | None = None) -> int:
    """Close every block that can be closed on this day; how many. What came in the month of `on` waits for its end."""
    on = on or today()
    closed = [_close(session, measured_id, on) for measured_id in _having_enough(session, on)]
    return sum(closed)


def _having_enough(session: Session, on: date) -> list[int]:
    query = (
        select(Response.measured_id)
        .join(Measured, col(Measured.id) == Response.measured_id)
        .join(Measurement, col(Measurement.id) == Measured.measurement_id)
        .where(*_waits(on), col(Measurement.is_statutory).is_(False) | col(Measured.provider_id).is_(None))
        .group_by(col(Response.measured_id))
        .having(func.count() >= FEWEST)
        .order_by(col(Response.measured_id))
    )
    return list(session.exec(query).all())


def _waits(on: date) -> tuple[ColumnElement[bool], ...]:
    return col(Response.block_id).is_(None), col(Response.month) < month_of(on)


def _close(session: Session, measured_id: int, on: date) -> bool:
    here = (*_waits(on), col(Response.measured_id) == measured_id)
    counts = {question: chosen for question, chosen in _counts(session, here).items() if sum(chosen) >= FEWEST}
    if not counts or any(_is_unanimous(one) for one in counts.values()):
        return False
    number, first, last = session.exec(
        select(func.count(), func.min(Response.month), func.max(Response.month)).where(*here)
    ).one()
    block = PublishedBlock(measured_id=measured_id, first_month=first, last_month=last, answers=number, closed_on=on)
    session.add(block)
    session.flush()
    session.exec(update(Response).where(*here).values(block_id=block.id))
    for question, chosen in sorted(counts.items()):
        session.add(BlockCount(block_id=block.id, question=question, **dict(zip(COLUMNS, chosen, strict=True))))
    session.flush()
    return True


def _counts(session: Session, here: tuple[ColumnElement[bool], ...]) -> dict[str, list[int]]:
    query = (
        select(Given.question, Given.value, func.count())
        .join(Response, col(Response.id) == Given.response_id)
        .where(*here)
        .group_by(Given.question, col(Given.value))
    )
    found: dict[str, list[int]] = {}
    for question, value, number in session.exec(query).all():
        found.setdefault(question, [0] * len(COLUMNS))[value - 1] = number
    return found


def _is_unanimous(counts: list[int]) -> bool:
    """Whether publishing these would tell what each of them chose."""
    return sum(1 for number in counts if number) == 1
