"""What the routes of interviews share: their blueprint, and whose study and transcript a page is about."""

from typing import Any

from flask import Blueprint, current_app, g

from foundation.request_session import request_session
from interviews import entering
from interviews.models import TranscriptInProgress
from interviews.pseudonyms import PseudonymVault
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


def transcript_here(study: Study, transcript_id: int) -> TranscriptInProgress:
    return entering.in_progress_by_id(request_session(), study.id, transcript_id)


def vault_of(study: Study) -> PseudonymVault:
    return PseudonymVault(current_app.config["SETTINGS"].key("pseudonyms"), study.id)
