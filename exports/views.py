"""Routes of material going out: the preview, publishing, the public story and its document."""

from flask import Blueprint

from studies.access import EVERYONE, Role, public, requires

blueprint = Blueprint("exports", __name__)

_PLAN = "/onderzoeken/<slug>/klantreizen/<journey>"


@blueprint.get(f"{_PLAN}/voorbeeld")
@requires(*EVERYONE)
def preview(slug: str, journey: str) -> str:
    return ""


@blueprint.post(f"{_PLAN}/publiceren")
@requires(Role.RESEARCHER)
def publish(slug: str, journey: str) -> str:
    return ""


@blueprint.get("/verhalen/<journey>")
@public
def story(journey: str) -> str:
    return ""
