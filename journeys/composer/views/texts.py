"""Routes of what is written in a journey: each form stores its fields, and tells which another wrote meanwhile."""

import re
from functools import partial

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from foundation.clock import now
from foundation.dutch import _, clock_time
from foundation.errors import ResearcherError
from foundation.request_session import request_session
from foundation.stored_marks import tell_stored
from foundation.tables import Scoped
from journeys.composer.page import composer_page
from journeys.composer.views.pages import back, blueprint, rendered
from journeys.composing import fields
from journeys.composing.field_forms import Change, FieldTroubles, form_again, store_fields
from journeys.composing.field_rules import FieldRule
from journeys.lookup import phase_of, step_of
from journeys.models import Journey
from journeys.views import journey_at, site
from studies.access import Role, requires
from studies.models import Study

_SLIP = re.compile(r"[\d-]{3,60}")
"""What the words of one field go by in a browser; static/js/journey-kept.js."""


@blueprint.post("/<journey>/teksten")
@requires(Role.RESEARCHER)
def change_texts(slug: str, journey: str) -> ResponseReturnValue:
    study, found = journey_at(slug, journey)
    change = partial(fields.change_journey, request_session(), found)
    return _store(study, found, "journey", fields.JOURNEY_FIELDS, change)


@blueprint.post("/<journey>/persoon")
@requires(Role.RESEARCHER)
def change_persona(slug: str, journey: str) -> ResponseReturnValue:
    study, found = journey_at(slug, journey)
    change = partial(fields.change_persona, request_session(), found)
    return _store(study, found, "persona", fields.PERSONA_FIELDS, change)


@blueprint.post("/<journey>/fases/<int:phase_id>")
@requires(Role.RESEARCHER)
def change_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    study, found = journey_at(slug, journey)
    phase = phase_of(request_session(), found, phase_id)

    def change(_field: str, text: str, seen: str | None) -> None:
        fields.change_phase(request_session(), found, phase, text, seen)

    return _store(study, found, "phase", fields.PHASE_FIELDS, change)


@blueprint.post("/<journey>/stappen/<int:step_id>")
@requires(Role.RESEARCHER)
def change_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    study, found = journey_at(slug, journey)
    change = partial(fields.change_step, request_session(), found, step_of(request_session(), found, step_id))
    return _store(study, found, "step", fields.STEP_FIELDS, change, step_id)


def _store(
    study: Study,
    journey: Journey,
    key: str,
    rules: dict[str, FieldRule],
    change: Change,
    step_id: int | None = None,
) -> ResponseReturnValue:
    """Store what was submitted. A script hears what happened; a form leads back, or shows the page with the trouble."""
    troubles = store_fields(request.form, rules, change)
    if not troubles.errors and _SLIP.fullmatch(request.form.get("slip", "")):
        tell_stored(f"composer:{request.form['slip']}")  # its page is gone, and does not hear it
    if request.accept_mimetypes.best == "application/json":
        saved = _("Bewaard om %(time)s", time=clock_time(now()))
        answer = {"errors": troubles.errors, "others": troubles.others} if troubles.errors else {"saved": saved}
        return jsonify(answer), troubles.status
    if not troubles.errors:
        return back(study.slug, journey, step_id)
    if key == "phase":
        raise ResearcherError(" ".join(troubles.errors.values()))
    return _with_troubles(study, journey, key, rules, troubles, step_id), troubles.status


def _with_troubles(
    study: Study, journey: Journey, key: str, rules: dict[str, FieldRule], troubles: FieldTroubles, step_id: int | None
) -> str:
    request_session().rollback()  # nothing of this form is stored: the person still has all of it before them
    page = composer_page(request_session(), study, journey, site(), step_id)
    rows: dict[str, Scoped | None] = {"journey": page.journey, "persona": page.persona}
    row = rows.get(key, page.chosen.step if page.chosen else None)
    if row is not None:
        page.forms[key] = form_again(row, rules, request.form, troubles)
    return rendered(page)
