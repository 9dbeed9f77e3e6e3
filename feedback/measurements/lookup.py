"""Finding a measurement, and whom it is about."""

from sqlmodel import Session, col, select

from feedback.measurements.models import Measured, Measurement, Provider
from foundation.database.full_text.words import by_letter
from foundation.dutch import _
from foundation.errors import NotFound


class MeasurementUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze meting bestaat niet, of hoort bij een andere organisatie."))


def measurement_by_slug(session: Session, slug: str) -> Measurement:
    """Raises MeasurementUnknown, also for another organisation's."""
    found = session.exec(select(Measurement).where(Measurement.slug == slug)).first()
    if found is None:
        raise MeasurementUnknown
    return found


def all_measurements(session: Session) -> list[Measurement]:
    """Those that run first, each kind by name."""
    found = session.exec(select(Measurement).order_by(col(Measurement.name))).all()
    return sorted(found, key=lambda one: (one.closed_on is not None, one.agreed_on is None, one.name.casefold()))


def measurements_for_everybody(session: Session, organisation_id: int | None = None) -> list[Measurement]:
    """Those with a public page, by name; of one organisation, or of all for a session that may see them."""
    query = select(Measurement).where(col(Measurement.agreed_on).is_not(None)).order_by(col(Measurement.name))
    if organisation_id is not None:
        query = query.where(Measurement.organisation_id == organisation_id)
    return list(session.exec(query).all())


def measured_in(session: Session, measurement_id: int) -> list[tuple[Measured, Provider | None]]:
    """Whom a measurement is about, by name: its providers, or the municipality's own work alone."""
    query = (
        select(Measured, Provider)
        .join(Provider, col(Provider.id) == Measured.provider_id, isouter=True)
        .where(Measured.measurement_id == measurement_id)
    )
    found = [(measured, provider) for measured, provider in session.exec(query).all()]
    return sorted(found, key=lambda one: by_letter(one[1].name if one[1] else "", one[0].id))


def asked_about(session: Session, measurement_id: int) -> list[tuple[Measured, Provider | None]]:
    """Whom people can be asked about now, by name."""
    return [(one, provider) for one, provider in measured_in(session, measurement_id) if one.left_on is None]
