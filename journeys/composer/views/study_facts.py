"""Route of what readers get of the study itself, reached from the gate of a journey."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms import laid_over
from foundation.request_session import request_session
from journeys.models import Journey
from journeys.public.how_made import people_spoken_to
from journeys.texts.printed_roles import PrintedRole, coded_interviews, roles_of, uncoded_interviews
from journeys.texts.study_facts import RolesWrong, change_facts
from journeys.views import journey_at
from studies.access import Role, requires
from studies.models import Study
from studies.planning import TitleMissing

blueprint = Blueprint("study_facts", __name__, url_prefix="/onderzoeken/<slug>/klantreizen/<journey>/onderzoek")
_TITLE, _MUNICIPALITY, _ROLE = "onderzoek-title", "onderzoek-municipality", "rol-"


@blueprint.get("")
@requires(Role.RESEARCHER)
def page(slug: str, journey: str) -> str:
    study, found, roles = _here(slug, journey)
    return _page(study, found, roles, _stored(study, roles))


@blueprint.post("")
@requires(Role.RESEARCHER)
def change(slug: str, journey: str) -> ResponseReturnValue:
    study, found, roles = _here(slug, journey)
    stored = _stored(study, roles)
    seen = laid_over.seen_in(request.form.get("seen", ""))
    form = laid_over.laid_over(stored, {name: request.form.get(name, stood) for name, stood in stored.items()}, seen)
    gone = " ".join(_roles_gone(seen, stored))
    try:
        if form.both or gone:
            raise laid_over.StoredMeanwhile
        given = {one.interview_id: form.values[f"{_ROLE}{one.interview_id}"] for one in roles}
        change_facts(request_session(), study, form.values[_TITLE], form.values[_MUNICIPALITY], given)
    except laid_over.StoredMeanwhile as refused:
        return _page(study, found, roles, form.values, form.sentences, refused, gone), refused.status
    except TitleMissing as missing:
        return _page(study, found, roles, form.values, {_TITLE: str(missing)}), 422
    except RolesWrong as wrong:
        errors = {f"{_ROLE}{interview_id}": sentence for interview_id, sentence in wrong.sentences.items()}
        return _page(study, found, roles, form.values, errors), 422
    flash(_("Bewaard. Lezers zien dit in de volgende uitgave."))
    return redirect(url_for("journeys.composer", slug=slug, journey=journey))


def _here(slug: str, journey: str) -> tuple[Study, Journey, list[PrintedRole]]:
    study, found = journey_at(slug, journey)
    return study, found, roles_of(coded_interviews(request_session(), study.id))


def _stored(study: Study, roles: list[PrintedRole]) -> dict[str, str]:
    facts = {_TITLE: study.title, _MUNICIPALITY: study.municipality}
    return facts | {f"{_ROLE}{one.interview_id}": one.role for one in roles}


def _roles_gone(seen: Mapping[str, str], stored: Mapping[str, str]) -> Iterator[str]:
    """What was typed at a role that became one with another since, or of which nothing counts any more."""
    for name, role in seen.items():
        typed = request.form.get(name, role)
        if name.startswith(_ROLE) and name not in stored and typed not in (role, ""):
            yield _("De rol ‘%(role)s’ staat hier niet meer. Je typte daar: ‘%(typed)s’.", role=role, typed=typed)


def _page(
    study: Study,
    journey: Journey,
    roles: list[PrintedRole],
    values: Mapping[str, str],
    errors: Mapping[str, str] = MappingProxyType({}),
    problem: ResearcherError | None = None,
    gone: str = "",
) -> str:
    interviews, uncoded = (of(request_session(), study.id) for of in (coded_interviews, uncoded_interviews))
    return render_template(
        "journeys/composer/study_facts.html",
        study=study,
        journey=journey,
        roles=roles,
        spoken_to=people_spoken_to(interviews, is_all=not uncoded) if interviews else "",
        values=values,
        seen=laid_over.carried(_stored(study, roles)),
        errors=errors,
        problem=str(problem or ""),
        gone=gone,
    )
