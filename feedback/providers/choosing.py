"""Choosing whom a measurement is about: providers that come by name, go with their answers kept, and come back."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from feedback.answers.models import Response
from feedback.codes.models import CodeBatch
from feedback.counts.models import PublishedBlock
from feedback.measurements.agreement import statutory_rule
from feedback.measurements.models import Measured, Measurement, Provider
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import name_key, one_line

LONGEST_NAME = 80
MOST = 300
"""Providers in one measurement."""


class NamesUnclear(ResearcherError):
    """What was typed is no list of names."""


class StatutoryHasNone(ResearcherError):
    def __init__(self) -> None:
        rule = statutory_rule()
        super().__init__(_("%(rule)s Daarom kun je hier geen aanbieders kiezen.", rule=rule))


class ProviderUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze aanbieder hoort niet bij deze meting, of niet meer. Ga terug naar de lijst."))


@dataclass(frozen=True)
class Added:
    """How many came, came back, and were there already."""

    new: int = 0
    back: int = 0
    there: int = 0


def check_name(typed: str) -> str:
    """As it is stored. Raises NamesUnclear."""
    name = one_line(typed)
    if not name:
        raise NamesUnclear(_("Typ de naam van een aanbieder. Typ er meer onder elkaar als je er meer wilt."))
    if len(name) > LONGEST_NAME:
        raise NamesUnclear(
            _(
                "De naam ‘%(name)s’ is te lang: hooguit %(most)s tekens. Staan er twee namen op één regel?",
                name=name,
                most=LONGEST_NAME,
            )
        )
    return name


def add_providers(session: Session, measurement: Measurement, typed: str) -> Added:
    """One name a line. Who left comes back; who the organisation knows by this name is the same provider.

    Raises StatutoryHasNone, NamesUnclear; then nobody was added.
    """
    if measurement.is_statutory:
        raise StatutoryHasNone
    names = _read_names(typed)
    known = _known(session, list(names))
    measured = {one.provider_id: one for one in _providers_in(session, measurement.id)}
    if len(measured) + sum(key not in known or known[key].id not in measured for key in names) > MOST:
        raise NamesUnclear(_("Een meting kan hooguit %(most)s aanbieders hebben. Haal er een paar weg.", most=MOST))
    added = Added()
    for key, name in names.items():
        provider = known.get(key) or _new_provider(session, name, key)
        added = _added(session, measurement, measured.get(provider.id), provider, added)
    _settle_own_work(session, measurement)
    return added


def _read_names(typed: str) -> dict[str, str]:
    """{key: name}; who was typed twice is meant once."""
    lines = [line for line in typed.splitlines() if one_line(line)] or [""]
    names = [check_name(line) for line in lines]
    return {name_key(name): name for name in reversed(names)}


def _known(session: Session, keys: list[str]) -> dict[str, Provider]:
    found = session.exec(select(Provider).where(col(Provider.name_key).in_(keys))).all()
    return {one.name_key: one for one in found}


def _new_provider(session: Session, name: str, key: str) -> Provider:
    provider = Provider(name=name, name_key=key)
    session.add(provider)
    session.flush()
    return provider


def _added(
    session: Session, measurement: Measurement, measured: Measured | None, provider: Provider, so_far: Added
) -> Added:
    if measured is None:
        session.add(Measured(measurement_id=measurement.id, provider_id=provider.id))
        return Added(so_far.new + 1, so_far.back, so_far.there)
    if measured.left_on is None:
        return Added(so_far.new, so_far.back, so_far.there + 1)
    measured.left_on = None
    session.add(measured)
    return Added(so_far.new, so_far.back + 1, so_far.there)


def provider_in(session: Session, measurement: Measurement, provider_id: int) -> tuple[Measured, Provider]:
    """Raises ProviderUnknown."""
    query = (
        select(Measured, Provider)
        .join(Provider, col(Provider.id) == Measured.provider_id)
        .where(Measured.measurement_id == measurement.id, Measured.provider_id == provider_id)
    )
    found = session.exec(query).first()
    if found is None:
        raise ProviderUnknown
    return found


def take_out(session: Session, measurement: Measurement, provider_id: int) -> None:
    """No cards are made for it any more; those handed out work until their day, and its answers stay.

    Of what nobody ever had a card for nothing is kept. Raises ProviderUnknown.
    """
    measured, provider = provider_in(session, measurement, provider_id)
    _end(session, measured)
    session.flush()
    if session.exec(select(Measured.id).where(Measured.provider_id == provider.id)).first() is None:
        session.delete(provider)
    _settle_own_work(session, measurement)


def bring_back(session: Session, measurement: Measurement, provider_id: int) -> None:
    """Raises ProviderUnknown."""
    measured, _provider = provider_in(session, measurement, provider_id)
    measured.left_on = None
    session.add(measured)
    _settle_own_work(session, measurement)


def own_work_in(session: Session, measurement_id: int) -> Measured | None:
    query = select(Measured).where(Measured.measurement_id == measurement_id, col(Measured.provider_id).is_(None))
    return session.exec(query).first()


def _providers_in(session: Session, measurement_id: int) -> list[Measured]:
    query = select(Measured).where(Measured.measurement_id == measurement_id, col(Measured.provider_id).is_not(None))
    return list(session.exec(query.order_by(col(Measured.id))).all())


def _settle_own_work(session: Session, measurement: Measurement) -> None:
    """A measurement is about providers, or else about the municipality's own work."""
    session.flush()
    own = own_work_in(session, measurement.id)
    if any(one.left_on is None for one in _providers_in(session, measurement.id)):
        if own is not None and own.left_on is None:
            _end(session, own)
    else:
        own = own or Measured(measurement_id=measurement.id)
        own.left_on = None
        session.add(own)
    session.flush()


def _end(session: Session, measured: Measured) -> None:
    if _is_untouched(session, measured.id):
        session.delete(measured)
        return
    measured.left_on = measured.left_on or today()
    session.add(measured)


def _is_untouched(session: Session, measured_id: int) -> bool:
    """Whether nobody ever had a card for it."""
    points = (CodeBatch, Response, PublishedBlock)
    return all(
        session.exec(select(one.id).where(one.measured_id == measured_id).limit(1)).first() is None for one in points
    )
