"""A small page with the newest figure, to stand in somebody else's page; and what to copy for that."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import feedback.reviews.wording
from feedback.measurements.lookup import MeasurementUnknown, measured_in, measurement_by_slug
from feedback.measurements.models import Measurement
from feedback.scores import wording
from feedback.scores.for_everybody import public_figures, public_measurement
from feedback.website.allowed_websites import MOST_WEBSITES, WebsitesUnclear, allow_websites
from feedback.website.widget import Widget, widget_of
from foundation.clock import today
from foundation.content_policy import content_policy
from foundation.dutch import _
from foundation.forms.numbers import whole_number
from foundation.request_session import bind_to_organisation, public_session, request_session
from journeys.views import site
from studies.access import Role, public, requires
from studies.models import Organisation

blueprint = Blueprint("widget", __name__)
_OF_STAFF = "/metingen/<measurement>/op-uw-website"


@blueprint.get("/cijfers/<measurement>/widget")
@public
def shown(measurement: str) -> ResponseReturnValue:
    session, asked = public_session(), request.args.get("aanbieder")
    try:
        found = public_measurement(session, measurement)
        bind_to_organisation(found.organisation_id)
        widget = widget_of(session, found, None if asked is None else whole_number(asked) or 0)
    except MeasurementUnknown:
        return render_template("feedback/website/widget.html", measurement=None, widget=None), 404
    organisation = session.get_one(Organisation, found.organisation_id)
    page = render_template("feedback/website/widget.html", **_told(found, widget, organisation))
    answer = Response(page)
    answer.headers["Content-Security-Policy"] = content_policy(framed_by=["'self'", *organisation.websites])
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _told(measurement: Measurement, widget: Widget, organisation: Organisation) -> dict[str, object]:
    return {
        "measurement": measurement,
        "widget": widget,
        "organisation": organisation,
        "words": wording,
        "review_words": feedback.reviews.wording,
    }


@blueprint.get(_OF_STAFF)
@requires(Role.RESEARCHER)
def to_copy(measurement: str) -> ResponseReturnValue:
    return _page(measurement_by_slug(request_session(), measurement))


@blueprint.post(_OF_STAFF)
@requires(Role.RESEARCHER)
def keep_websites(measurement: str) -> ResponseReturnValue:
    found, typed = measurement_by_slug(request_session(), measurement), request.form.get("websites", "")
    try:
        allow_websites(_own(found), typed)
    except WebsitesUnclear as error:
        return _page(found, typed, str(error)), error.status
    flash(_("Bewaard. Op deze websites mag het cijfer staan."))
    return redirect(url_for(".to_copy", measurement=found.slug), 303)


def _own(measurement: Measurement) -> Organisation:
    return request_session().get_one(Organisation, measurement.organisation_id)


def _page(found: Measurement, typed: str | None = None, error: str = "") -> Response:
    session, organisation = request_session(), _own(found)
    shown = {one.provider_id for one in public_figures(session, found, today()).rows}
    providers = [one for _measured, one in measured_in(session, found.id) if one and one.id in shown]
    about = next((one for one in providers if str(one.id) == request.args.get("aanbieder")), None)
    widget = widget_of(session, found, about.id if about else None)
    page = render_template(
        "feedback/website/to_copy.html",
        **_told(found, widget, organisation),
        providers=providers,
        about=about,
        root=site().public_url.rstrip("/"),
        websites="\n".join(organisation.websites) if typed is None else typed,
        error=error,
        most=MOST_WEBSITES,
    )
    answer = Response(page)
    answer.headers["Content-Security-Policy"] = content_policy(frames_own=True)
    return answer
