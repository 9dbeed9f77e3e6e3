"""The figures of a measurement, for everybody: a page, and files with the same."""

from collections.abc import Callable
from math import ceil

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import select

import feedback.reviews.wording
from feedback.measurements.lookup import MeasurementUnknown
from feedback.measurements.models import Measurement
from feedback.reviews.published import count_reviews, public_reviews
from feedback.scores import wording
from feedback.scores.drawing import Spread, start_of
from feedback.scores.for_everybody import PublicFigures, public_figures, public_measurement
from feedback.website.feed import Addresses, feed_of
from feedback.website.open_data import OpenData, open_csv, open_json
from foundation.clock import today
from foundation.request_session import bind_to_organisation, public_session
from journeys.views import site
from studies.access import public
from studies.models import Organisation
from studies.organisation import contact_for_readers

_NEWEST = 3
"""Reviews below the figures; all of them have a page of their own."""
blueprint = Blueprint("public_figures", __name__, url_prefix="/cijfers")


@blueprint.get("/<measurement>", strict_slashes=False)
@public
def page(measurement: str) -> ResponseReturnValue:
    try:
        found = _opened(measurement)
    except MeasurementUnknown:
        return _gone()
    session = public_session()
    figures = public_figures(session, found, today())
    organisation = _organisation(found)
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
        kilobytes=ceil(len(open_csv(_data(found, figures))) / 1000),
    )


@blueprint.get("/<measurement>.csv")
@public
def as_csv(measurement: str) -> ResponseReturnValue:
    return _file(measurement, open_csv, "text/csv")


@blueprint.get("/<measurement>.json")
@public
def as_json(measurement: str) -> ResponseReturnValue:
    return _file(measurement, open_json, "application/json")


@blueprint.get("/<measurement>/nieuw.xml")
@public
def feed(measurement: str) -> ResponseReturnValue:
    try:
        found = _opened(measurement)
    except MeasurementUnknown:
        return _gone()
    where = ("public_figures.page", "public_reviews.page", ".feed")
    addresses = Addresses(*(_address(one, found) for one in where))
    return Response(feed_of(public_session(), found, addresses), mimetype="application/rss+xml")


def _file(measurement: str, made: Callable[[OpenData], bytes], mimetype: str) -> ResponseReturnValue:
    try:
        found = _opened(measurement)
    except MeasurementUnknown:
        return _gone()
    return Response(made(_data(found, public_figures(public_session(), found, today()))), mimetype=mimetype)


def _opened(slug: str) -> Measurement:
    """From here on this request sees its organisation alone. Raises MeasurementUnknown."""
    found = public_measurement(public_session(), slug)
    bind_to_organisation(found.organisation_id)
    return found


def _organisation(measurement: Measurement) -> Organisation:
    return public_session().get_one(Organisation, measurement.organisation_id)


def _data(measurement: Measurement, figures: PublicFigures) -> OpenData:
    address = _address("public_figures.page", measurement)
    return OpenData(measurement, _organisation(measurement).name, figures, address)


def _address(endpoint: str, measurement: Measurement) -> str:
    return site().public_url.rstrip("/") + url_for(endpoint, measurement=measurement.slug)


def _gone() -> ResponseReturnValue:
    """The same for a measurement that was not agreed yet and for one that never was."""
    everybody = public_session().exec(select(Organisation)).all()
    contacts = [contact_for_readers(one) for one in everybody] if len(everybody) == 1 else []
    return render_template("feedback/website/gone.html", contacts=list(filter(None, contacts))), 404
