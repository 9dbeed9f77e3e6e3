"""Readers must be able to ask somebody: without a telephone number or address nothing goes public."""

from collections.abc import Iterator

from sqlmodel import Session, select

from foundation.dutch import _
from journeys.models import Journey
from journeys.open_point import OpenPoint
from studies.models import Organisation
from studies.organisation import contact_for_readers


def reachable_points(session: Session, journey: Journey) -> Iterator[OpenPoint]:
    """One point while the organisation gave readers nobody to ask."""
    query = select(Organisation).where(Organisation.id == journey.organisation_id)
    if not contact_for_readers(session.exec(query).one()):
        sentence = _("Vul eerst een telefoonnummer of e-mailadres in waar inwoners terechtkunnen")
        yield OpenPoint(sentence, "telephone", is_of_organisation=True)
