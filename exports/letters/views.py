"""Routes of letters: how many wait, and the file to print, by which who they go to counts as asked."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from exports.pdf.letters.letters import Letters, letters_pdf
from feedback.invitations.letters import LetterToPrint, letters_again, take_letters, waiting_letters
from feedback.invitations.links import door_address
from feedback.measurements.agreement import NotAgreedYet
from feedback.measurements.lookup import measurement_by_slug
from feedback.measurements.models import Measurement
from foundation.clock import today
from foundation.request_session import request_session
from journeys.views import site
from studies.access import Role, requires
from studies.models import Organisation
from studies.proof import asks_proof
from studies.trail.kinds import Kind
from studies.trail.noting import note

blueprint = Blueprint("letters", __name__, url_prefix="/metingen/<measurement>/brieven")


@blueprint.get("/", strict_slashes=False)
@requires(Role.RESEARCHER)
def letters(measurement: str) -> str:
    return _page(measurement_by_slug(request_session(), measurement))


@blueprint.post("/", strict_slashes=False)
@requires(Role.RESEARCHER)
@asks_proof
def print_letters(measurement: str) -> ResponseReturnValue:
    """Those that wait. Were they not made, nobody counts as asked."""
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    try:
        return _file(found, take_letters(session, found, site().public_url))
    except NotAgreedYet as error:
        return _page(found, str(error)), error.status


@blueprint.post("/opnieuw")
@requires(Role.RESEARCHER)
@asks_proof
def print_again(measurement: str) -> ResponseReturnValue:
    """The last file once more, with the same codes."""
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    return _file(found, letters_again(session, found, site().public_url))


def _file(measurement: Measurement, printed: Sequence[LetterToPrint]) -> ResponseReturnValue:
    if not printed:
        return _page(measurement)
    note(request_session(), Kind.LETTERS_PRINTED)
    organisation = request_session().get_one(Organisation, measurement.organisation_id).name
    door = door_address(site().public_url)
    response = Response(
        letters_pdf(Letters(organisation, measurement.subject, today(), door, printed)), mimetype="application/pdf"
    )
    name = f"brieven-{measurement.slug}-{today().isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _page(measurement: Measurement, refused: str = "") -> str:
    return render_template(
        "exports/letters/letters.html",
        measurement=measurement,
        waiting=waiting_letters(request_session(), measurement.id),
        refused=refused,
    )
