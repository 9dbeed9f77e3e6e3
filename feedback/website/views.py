"""The figures of a measurement, for everybody."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import select

import feedback.reviews.wording
from feedback.measurements.lookup import MeasurementUnknown
from feedback.reviews.published import count_reviews, public_reviews
from feedback.scores import wording
from feedback.scores.drawing import Spread, start_of
from feedback.scores.for_everybody import public_figures, public_measurement
from foundation.clock import today
from foundation.request_session import bind_to_organisation, public_session
from studies.access import public
from studies.models import Organisation
from studies.organisation import contact_for_readers

_NEWEST = 3
"""Reviews below the figures; all of them have a page of their own."""
blueprint = Blueprint("public_figures", __name__, url_prefix="/cijfers")


@blueprint.get("/<measurement>", strict_slashes=False)
@public
def page(measurement: str) -> ResponseReturnValue:
    session = public_session()
    try:
        found = public_measurement(session, measurement)
    except MeasurementUnknown:
        return _gone()
    bind_to_organisation(found.organisation_id)
    figures = public_figures(session, found, today())
    organisation = session.get_one(Organisation, found.organisation_id)
    return render_template(
        "feedback/website/figures.html",
        measurement=found,
        figures=figures,
        organisation=organisation,
        contacts=list(filter(None, [contact_for_readers(organisation)])),
        axis=Spread(start_of(one.grade for one in figures.rows)),
        words=wording,
        reviews=public_reviews(session, found, most=_NEWEST),
        review_count=count_reviews(session, found.id),
        review_words=feedback.reviews.wording,
    )


def _gone() -> ResponseReturnValue:
    """The same for a measurement that was not agreed yet and for one that never was."""
    everybody = public_session().exec(select(Organisation)).all()
    contacts = [contact_for_readers(one) for one in everybody] if len(everybody) == 1 else []
    return render_template("feedback/website/gone.html", contacts=list(filter(None, contacts))), 404
