"""Whom a measurement is about, as its page lists them: by name, each with its answers and its cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col, func

from feedback.answers.models import Response
from feedback.codes.models import CodeBatch
from feedback.measurements.lookup import measured_in
from feedback.measurements.models import Measured, Measurement, Provider


@dataclass(frozen=True)
class Listed:
    """Without `provider`: the municipality's own work. `valid_until`: the last day of its cards; None: it has none."""

    measured: Measured
    provider: Provider | None
    answers: int
    cards: int
    valid_until: date | None


@dataclass(frozen=True)
class Providers:
    """`asked`: about whom people are asked now, `left`: about whom no longer; both by name. `own`: own work."""

    asked: tuple[Listed, ...]
    left: tuple[Listed, ...]
    own: Listed | None


def providers_of(session: Session, measurement: Measurement) -> Providers:
    """In three statements however many there are."""
    found = measured_in(session, measurement.id)
    ids = [one.id for one, _provider in found]
    answers, cards = _answers(session, ids), _cards(session, ids)
    rows = [Listed(one, provider, answers.get(one.id, 0), *cards.get(one.id, (0, None))) for one, provider in found]
    providers = [one for one in rows if one.provider]
    return Providers(
        asked=tuple(one for one in providers if one.measured.left_on is None),
        left=tuple(one for one in providers if one.measured.left_on is not None),
        own=next((one for one in rows if one.provider is None), None),
    )


def _answers(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """{measured: how many people answered, ever}"""
    query = select(col(Response.measured_id), func.count()).where(col(Response.measured_id).in_(ids))
    return {row[0]: row[1] for row in session.execute(query.group_by(col(Response.measured_id))).all()}


def _cards(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, date | None]]:
    """{measured: (how many were made, the last day on which one works)}"""
    columns = (col(CodeBatch.measured_id), func.sum(CodeBatch.cards), func.max(CodeBatch.valid_until))
    query = select(*columns).where(col(CodeBatch.measured_id).in_(ids)).group_by(col(CodeBatch.measured_id))
    return {row[0]: (int(row[1]), row[2]) for row in session.execute(query).all()}
