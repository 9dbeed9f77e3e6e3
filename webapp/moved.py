"""Addresses of before, which people may have kept: they lead to where the page is now."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from foundation.request_session import request_session
from studies.access import EVERYONE, requires
from studies.planning import study_by_slug

blueprint = Blueprint("moved", __name__, url_prefix="/onderzoeken/<slug>/coderen")


@blueprint.get("/themas", defaults={"page": "onderwerpen"})
@blueprint.get("/overzicht/", defaults={"page": "thema-overzicht/"})
@blueprint.get("/overzicht/cijfers.csv", defaults={"page": "thema-overzicht/cijfers.csv"})
@blueprint.get("/overzicht/fragmenten", defaults={"page": "thema-overzicht/fragmenten"})
@requires(*EVERYONE)
def to_page(slug: str, page: str) -> ResponseReturnValue:
    """With all that was asked of it; the page itself says who may open it."""
    study_by_slug(request_session(), slug)
    asked = request.query_string.decode("ascii", "replace")
    return redirect(f"/onderzoeken/{slug}/coderen/{page}{'?' if asked else ''}{asked}", 301)
