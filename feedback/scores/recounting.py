"""Counting all answers anew: what the counts that are kept up have to equal."""

from datetime import date

from sqlalchemy import select as core_select
from sqlmodel import Session, col, func

from feedback.answers.models import Given, Response
from feedback.counts.models import COLUMNS


def recount(session: Session, measured_id: int) -> dict[tuple[str, date], tuple[int, ...]]:
    """{(question, month): counts} from the answers themselves: what MonthCount equals as long as all are kept."""
    query = (
        core_select(col(Given.question), col(Response.month), col(Given.value), func.count())
        .join(Response, col(Response.id) == Given.response_id)
        .where(col(Response.measured_id) == measured_id)
        .group_by(col(Given.question), col(Response.month), col(Given.value))
    )
    found: dict[tuple[str, date], list[int]] = {}
    for question, month, value, number in session.execute(query).all():
        found.setdefault((question, month), [0] * len(COLUMNS))[value - 1] = number
    return {place: tuple(counts) for place, counts in found.items()}
