"""Merging two providers that are one: answers, counts, cards and closed blocks go over as they are.

A block keeps its answers, its counts and its dates; only whom it is about is put right. What is published is still a
sum of whole blocks, each of which was published before, so two publications differ by ten answers or more all the same.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, delete, func, select, update

from feedback.answers.models import Response
from feedback.codes.models import CodeBatch
from feedback.counts.models import COLUMNS, MonthCount, PublishedBlock
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.people.models import OpinionInvitation
from feedback.providers.choosing import ProviderUnknown
from feedback.reviews.models import Review
from foundation.database.many import add_up
from foundation.dutch import _
from foundation.errors import ResearcherError

GO_OVER = (CodeBatch, Response, PublishedBlock, Review, OpinionInvitation)
"""Rows that are about one that is measured, besides the running counts, which are added up."""


class SameProvider(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies een andere aanbieder om mee samen te voegen. Er is nog niets veranderd."))


@dataclass(frozen=True)
class Merger:
    """What merging moves. `measurements`: the names of those that it is about; `published`: answers in public."""

    gone: Provider
    into: Provider
    answers: int
    cards: int
    published: int
    measurements: tuple[str, ...]


def merger_of(session: Session, gone: Provider, into_id: int | None) -> Merger:
    """What would go over. Raises ProviderUnknown, SameProvider."""
    into = _other(session, gone, into_id)
    of_gone = select(Measured.id).where(Measured.provider_id == gone.id)
    names = (
        select(Measurement.name)
        .join(Measured, col(Measured.measurement_id) == Measurement.id)
        .where(Measured.provider_id == gone.id)
        .order_by(col(Measurement.name), col(Measurement.id))
    )
    here = [col(one.measured_id).in_(of_gone) for one in GO_OVER]
    return Merger(
        gone,
        into,
        answers=session.exec(select(func.count()).select_from(Response).where(here[1])).one(),
        cards=session.exec(select(func.coalesce(func.sum(CodeBatch.cards), 0)).where(here[0])).one(),
        published=session.exec(select(func.coalesce(func.sum(PublishedBlock.answers), 0)).where(here[2])).one(),
        measurements=tuple(session.exec(names).all()),
    )


def _other(session: Session, gone: Provider, into_id: int | None) -> Provider:
    if into_id is None or into_id == gone.id:
        raise SameProvider
    found = session.exec(select(Provider).where(Provider.id == into_id)).first()
    if found is None:
        raise ProviderUnknown
    return found


def merge_providers(session: Session, gone: Provider, into_id: int | None) -> Provider:
    """Everything about `gone` is about the other one from now on; `gone` is no more. Raises what merger_of raises."""
    into = _other(session, gone, into_id)
    twins = {one.measurement_id: one for one in _measured(session, into.id)}
    for measured in _measured(session, gone.id):
        if twin := twins.get(measured.measurement_id):
            _go_over(session, measured, twin)
        else:
            measured.provider_id = into.id
            session.add(measured)
    session.flush()
    session.delete(gone)
    session.flush()
    return into


def _measured(session: Session, provider_id: int) -> list[Measured]:
    query = select(Measured).where(Measured.provider_id == provider_id).order_by(col(Measured.measurement_id))
    return list(session.exec(query).all())


def _go_over(session: Session, measured: Measured, twin: Measured) -> None:
    for table in GO_OVER:
        session.exec(update(table).where(col(table.measured_id) == measured.id).values(measured_id=twin.id))
    _add_counts(session, measured.id, twin.id)
    if measured.left_on is None or twin.left_on is None:
        twin.left_on = None
    else:
        twin.left_on = max(measured.left_on, twin.left_on)
    session.add(twin)
    session.delete(measured)
    session.flush()


def _add_counts(session: Session, measured_id: int, twin_id: int) -> None:
    found = session.exec(select(MonthCount).where(MonthCount.measured_id == measured_id)).all()
    amounts = [
        (
            {"measured_id": twin_id, "question": one.question, "month": one.month},
            dict(zip(COLUMNS, one.counts, strict=True)),
        )
        for one in found
    ]
    session.exec(delete(MonthCount).where(col(MonthCount.measured_id) == measured_id))
    add_up(session, MonthCount, ("measured_id", "question", "month"), amounts)
