"""Routes of journeys: the list and the composer."""

from flask import Blueprint

from foundation.request_session import request_session
from studies.access import EVERYONE, requires
from studies.planning import study_by_slug

blueprint = Blueprint("journeys", __name__, url_prefix="/onderzoeken/<slug>/klantreizen")


@blueprint.get("/")
@requires(*EVERYONE)
def all_journeys(slug: str) -> str:
    return study_by_slug(request_session(), slug).title
