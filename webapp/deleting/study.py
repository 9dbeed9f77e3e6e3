"""The page on which a whole study goes: what exactly goes, what stays, and the name typed before it does."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.request_session import request_session
from studies.access import Role, requires
from studies.models import Study
from studies.planning import study_by_slug
from studies.retention.deleting import NameDiffers, StillPublic, check_name, check_offline, delete_study
from webapp.deleting.holdings import holdings_of

blueprint = Blueprint("study_deletion", __name__)


@blueprint.get("/onderzoeken/<slug>/wissen")
@requires(Role.RESEARCHER)
def ask(slug: str) -> str:
    return _page(study_by_slug(request_session(), slug))


@blueprint.post("/onderzoeken/<slug>/wissen")
@requires(Role.RESEARCHER)
def delete(slug: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    errors: dict[str, str] = {}
    try:
        check_name(study, request.form.get("name", ""))
    except NameDiffers as differs:
        errors["name"] = str(differs)
    takes_offline = request.form.get("offline") == "ja"
    try:
        if not takes_offline:
            check_offline(session, study)
    except StillPublic as public:
        errors["offline"] = str(public)
    if errors:
        return _page(study, errors), 422
    gone = delete_study(session, study, takes_offline=takes_offline)
    flash(_("%(title)s is gewist.", title=gone.title))
    return redirect(url_for("studies.all_studies"))


def _page(study: Study, errors: dict[str, str] | None = None) -> str:
    return render_template(
        "webapp/deleting/study.html",
        study=study,
        holds=holdings_of(request_session(), study),
        typed=request.form.get("name", ""),
        is_offline=request.form.get("offline") == "ja",
        errors=errors or {},
    )
