"""Routes of coding: the coding screen, the codebook, topics."""

from flask import Blueprint

from foundation.request_session import request_session
from studies.access import EVERYONE, requires
from studies.planning import study_by_slug

blueprint = Blueprint("coding", __name__, url_prefix="/onderzoeken/<slug>/coderen")


@blueprint.get("/")
@requires(*EVERYONE)
def start(slug: str) -> str:
    return study_by_slug(request_session(), slug).title


@blueprint.get("/themas")
@requires(*EVERYONE)
def topics(slug: str) -> str:
    return study_by_slug(request_session(), slug).title
