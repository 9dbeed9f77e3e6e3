"""Reviews, for everybody to read."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from feedback.measurements.lookup import MeasurementUnknown
from feedback.reviews import wording
from feedback.reviews.models import Refusal
from feedback.reviews.published import ON_A_PAGE, count_reviews, public_reviews
from feedback.scores.for_everybody import public_measurement
from foundation.forms.numbers import whole_number
from foundation.request_session import bind_to_organisation, public_session
from studies.access import public
from studies.models import Organisation
from studies.organisation import contact_for_readers

blueprint = Blueprint("public_reviews", __name__, url_prefix="/cijfers")


@blueprint.get("/<measurement>/reviews")
@public
def page(measurement: str) -> ResponseReturnValue:
    session = public_session()
    try:
        found = public_measurement(session, measurement)
    except MeasurementUnknown:
        abort(404)
    bind_to_organisation(found.organisation_id)
    organisation = session.get_one(Organisation, found.organisation_id)
    beyond = whole_number(request.args.get("vanaf", "")) or 0
    return render_template(
        "feedback/reviews/public.html",
        measurement=found,
        organisation=organisation,
        contacts=list(filter(None, [contact_for_readers(organisation)])),
        reviews=public_reviews(session, found, beyond=beyond),
        counts=count_reviews(session, found.id),
        beyond=beyond,
        on_a_page=ON_A_PAGE,
        refusals=Refusal,
        words=wording,
    )
