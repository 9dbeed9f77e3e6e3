"""Routes of interviews: list, typing, import, preview, names."""

from flask import Blueprint

from foundation.request_session import request_session
from studies.access import EVERYONE, requires
from studies.planning import study_by_slug

blueprint = Blueprint("interviews", __name__, url_prefix="/onderzoeken/<slug>/interviews")


@blueprint.get("/")
@requires(*EVERYONE)
def all_interviews(slug: str) -> str:
    return study_by_slug(request_session(), slug).title
