"""Route of what readers get of the study itself, reached from the gate of a journey."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.request_session import request_session
from journeys.finding import journey_by_slug
from journeys.models import Journey
from journeys.study_facts import PrintedRole, RolesWrong, change_facts, coded_interviews, roles_of
from studies.access import Role, requires
from studies.models import Study
from studies.planning import TitleMissing, study_by_slug

blueprint = Blueprint("study_facts", __name__, url_prefix="/onderzoeken/<slug>/klantreizen/<journey>/onderzoek")
_TITLE, _MUNICIPALITY, _ROLE = "onderzoek-title", "onderzoek-municipality", "rol-"


@blueprint.get("")
@requires(Role.RESEARCHER)
def page(slug: str, journey: str) -> str:
    study, found, roles = _here(slug, journey)
    written = {_TITLE: study.title, _MUNICIPALITY: study.municipality}
    return _page(study, found, roles, written | {f"{_ROLE}{one.interview_id}": one.role for one in roles})


@blueprint.post("")
@requires(Role.RESEARCHER)
def change(slug: str, journey: str) -> ResponseReturnValue:
    study, found, roles = _here(slug, journey)
    typed = request.form.to_dict()
    given = {one.interview_id: typed.get(f"{_ROLE}{one.interview_id}", one.role) for one in roles}
    try:
        change_facts(request_session(), study, typed.get(_TITLE, ""), typed.get(_MUNICIPALITY, ""), given)
    except TitleMissing as missing:
        return _page(study, found, roles, typed, {_TITLE: str(missing)}), 422
    except RolesWrong as wrong:
        errors = {f"{_ROLE}{interview_id}": sentence for interview_id, sentence in wrong.sentences.items()}
        return _page(study, found, roles, typed, errors), 422
    flash(_("Bewaard. Lezers zien dit in de volgende uitgave."))
    return redirect(url_for("journeys.composer", slug=slug, journey=journey))


def _here(slug: str, journey: str) -> tuple[Study, Journey, list[PrintedRole]]:
    session = request_session()
    study = study_by_slug(session, slug)
    return study, journey_by_slug(session, study.id, journey), roles_of(coded_interviews(session, study.id))


def _page(
    study: Study,
    journey: Journey,
    roles: list[PrintedRole],
    values: dict[str, str],
    errors: Mapping[str, str] = MappingProxyType({}),
) -> str:
    return render_template(
        "journeys/study_facts.html", study=study, journey=journey, roles=roles, values=values, errors=errors
    )
