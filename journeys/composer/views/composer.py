"""Routes of journeys: the list, a new one, and the composer with what stands around its steps."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number
from foundation.request_session import request_session
from journeys.checks.name_waivers import take_back_waiver
from journeys.checks.names import waive_place
from journeys.composer.page import EvidenceQuery, composer_page
from journeys.composer.undoing import redo_last, undo_last
from journeys.composer.views.pages import back, blueprint, rendered
from journeys.composing import fields, order
from journeys.composing.field_rules import LONG
from journeys.evidence.list import PROOFS_AT_ONCE
from journeys.evidence.outline import outline_of, outlines_of_study
from journeys.lookup import personas_of
from journeys.public.standing import standings_of
from journeys.views import journey_at, site
from journeys.withdrawing.rereading import was_reread
from journeys.withdrawing.withdrawn import touched_journeys
from studies.access import STORY_READERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug
from studies.trail.kinds import Kind
from studies.trail.looks import shows

_NEW_FIELDS = ("name", "about", "portrait", "title", "introduction", "phases")


@blueprint.get("/")
@requires(*STORY_READERS)
def all_journeys(slug: str) -> str:
    session = request_session()
    study = study_by_slug(session, slug)
    personas = personas_of(session, study.id)
    rows = [(journey, personas[journey.id], outline) for journey, outline in outlines_of_study(session, study.id)]
    standings = standings_of(session, study.id)
    touched = {one.journey.id for one in touched_journeys(session, study.id) if one.published_steps}
    return render_template("journeys/composer/all.html", study=study, rows=rows, standings=standings, touched=touched)


@blueprint.get("/nieuw")
@requires(Role.RESEARCHER)
def new_journey(slug: str) -> str:
    values = dict.fromkeys(_NEW_FIELDS, "") | {"phases": _usual_phases()}
    return _new_form(study_by_slug(request_session(), slug), values)


def _usual_phases() -> str:
    """One a line, to begin with."""
    return "\n".join([_("Zorgen"), _("Hulp zoeken"), _("In gesprek"), _("Wachten"), _("Hulp")])


@blueprint.post("/nieuw")
@requires(Role.RESEARCHER)
def create_journey(slug: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    values = {name: request.form.get(name, "") for name in _NEW_FIELDS}
    try:
        persona = fields.add_persona(session, study.id, values["name"], values["about"], values["portrait"])
        made = fields.add_journey(session, persona, values["title"], values["introduction"])
        for title in filter(str.strip, values["phases"].splitlines()):
            order.add_phase(session, made, title)
    except ResearcherError as error:
        return _new_form(study, values, str(error)), error.status
    return redirect(url_for(".composer", slug=slug, journey=made.slug))


@blueprint.get("/<journey>")
@requires(Role.RESEARCHER)
@shows(Kind.EVIDENCE_READ)
def composer(slug: str, journey: str) -> str:
    study, found = journey_at(slug, journey)
    chosen = request.args.get("stap", type=read_number)
    return rendered(composer_page(request_session(), study, found, site(), chosen, _evidence_query()))


@blueprint.post("/<journey>/namen")
@requires(Role.RESEARCHER)
def waive_name(slug: str, journey: str) -> ResponseReturnValue:
    """Say why a word that is a real name too may stand at a place; `back` takes that back."""
    session, (_study, found) = request_session(), journey_at(slug, journey)
    if waiver_id := request.form.get("back", type=read_number):
        take_back_waiver(session, found, waiver_id)
    else:
        place, why = request.form.get("place", ""), request.form.get("why", "")
        waive_place(session, found, outline_of(session, found), place, why)
    return back(slug, found, request.form.get("chosen", type=read_number), _anchor="namen")


@blueprint.post("/<journey>/nagelezen/<int:row_id>")
@requires(Role.RESEARCHER)
def mark_reread(slug: str, journey: str, row_id: int) -> ResponseReturnValue:
    """Somebody read again what leaned on a conversation that was deleted or withdrawn."""
    _study, found = journey_at(slug, journey)
    was_reread(request_session(), found, row_id)
    flash(_("Nagelezen. Met ‘Ongedaan’ zet je dit punt terug."))
    return back(slug, found, request.form.get("chosen", type=read_number))


@blueprint.post("/<journey>/ongedaan")
@requires(Role.RESEARCHER)
def undo(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    record = undo_last(request_session(), found)
    flash(_("Ongedaan gemaakt: %(label)s.", label=record.label))
    return back(slug, found, request.form.get("chosen", type=read_number))


@blueprint.post("/<journey>/opnieuw")
@requires(Role.RESEARCHER)
def redo(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    record = redo_last(request_session(), found)
    flash(_("Opnieuw gedaan: %(label)s.", label=record.label))
    return back(slug, found, request.form.get("chosen", type=read_number))


def _evidence_query() -> EvidenceQuery:
    text, code_id = request.args.get("zoek", ""), request.args.get("code", type=read_number)
    most, alike_to = (
        request.args.get("toon", PROOFS_AT_ONCE, type=read_number),
        request.args.get("lijkt", type=read_number),
    )
    return EvidenceQuery(text, code_id, most, alike_to)


def _new_form(study: Study, values: dict[str, str], error: str = "") -> str:
    return render_template(
        "journeys/composer/new.html", study=study, values=values, error=error, portraits=fields.PORTRAITS, longest=LONG
    )
