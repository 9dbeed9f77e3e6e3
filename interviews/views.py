"""What the routes of interviews share: their blueprint, which study a page is about, and the key to its names."""

from typing import Any

from flask import Blueprint, current_app, g

from foundation.request_session import request_session
from studies.models import Study
from studies.planning import study_by_slug

blueprint = Blueprint("interviews", __name__, url_prefix="/onderzoeken/<slug>/interviews")


@blueprint.url_value_preprocessor
def _take_slug(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.slug = (values or {}).pop("slug", None)


@blueprint.url_defaults
def _give_slug(endpoint: str, values: dict[str, Any]) -> None:
    if "slug" in g and endpoint.startswith("interviews."):
        values.setdefault("slug", g.slug)


def study_here() -> Study:
    return study_by_slug(request_session(), g.slug)


def pseudonym_key() -> bytes:
    """The master key, which is kept apart from the database."""
    key: bytes = current_app.config["SETTINGS"].key("pseudonyms")
    return key
