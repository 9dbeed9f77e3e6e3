"""What the routes of interviews and respondents share: which study a page is about, and its key."""

from typing import Any

from flask import Blueprint, g

from foundation.request_session import request_session
from studies.keys.keeping import study_key
from studies.keys.study_key import StudyKey
from studies.models import Study
from studies.planning import study_by_slug


def within_study(name: str, module: str, address: str) -> Blueprint:
    """A blueprint whose addresses begin with the study, which its routes find by `study_here`."""
    blueprint = Blueprint(name, module, url_prefix=f"/onderzoeken/<slug>{address}")

    @blueprint.url_value_preprocessor
    def take_slug(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.slug = (values or {}).pop("slug", None)

    @blueprint.url_defaults
    def give_slug(endpoint: str, values: dict[str, Any]) -> None:
        if "slug" in g and endpoint.startswith(f"{name}."):
            values.setdefault("slug", g.slug)

    return blueprint


blueprint = within_study("interviews", __name__, "/interviews")


def study_here() -> Study:
    return study_by_slug(request_session(), g.slug)


def key_here(study: Study) -> StudyKey:
    """What opens and seals the names of a study."""
    return study_key(request_session(), study.id)
