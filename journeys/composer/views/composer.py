"""Routes of journeys: the list, a new one, and the composer.

Every change is a form that is posted and leads back to the composer, so all of it works without
scripts; the page's scripts post the same forms and replace only what changed.
"""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.clock import now
from foundation.dutch import _, clock_time
from foundation.errors import ResearcherError
from foundation.request_session import request_session
from foundation.tables import Scoped
from journeys.checks.name_waivers import take_back_waiver
from journeys.checks.names import waive_place
from journeys.composer.page import EvidenceQuery, composer_page
from journeys.composer.undoing import redo_last, undo_last
from journeys.composer.views.pages import back, blueprint, direction, journey_at, rendered, site
from journeys.composing import fields, parts
from journeys.composing.field_changes import FieldRule
from journeys.composing.field_forms import Change, FieldTroubles, form_again, store_fields
from journeys.evidence.list import PROOFS_AT_ONCE
from journeys.evidence.outline import outline_of, outlines_of_study
from journeys.lookup import personas_of, phase_of, phases_of, step_of
from journeys.models import Journey
from journeys.public.standing import standings_of
from journeys.withdrawing.rereading import was_reread
from journeys.withdrawing.withdrawn import touched_journeys
from studies.access import STORY_READERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug

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
            parts.add_phase(session, made, title)
    except ResearcherError as error:
        return _new_form(study, values, str(error)), error.status
    return redirect(url_for(".composer", slug=slug, journey=made.slug))


@blueprint.get("/<journey>")
@requires(Role.RESEARCHER)
def composer(slug: str, journey: str) -> str:
    study, found = journey_at(slug, journey)
    page = composer_page(request_session(), study, found, site(), request.args.get("stap", type=int), _evidence_query())
    return rendered(page)


@blueprint.post("/<journey>/teksten")
@requires(Role.RESEARCHER)
def change_texts(slug: str, journey: str) -> ResponseReturnValue:
    study, found = journey_at(slug, journey)

    def change(field: str, text: str, seen: str | None) -> None:
        fields.change_journey(request_session(), found, field, text, seen)

    return _store(study, found, "journey", fields.JOURNEY_FIELDS, change)


@blueprint.post("/<journey>/persoon")
@requires(Role.RESEARCHER)
def change_persona(slug: str, journey: str) -> ResponseReturnValue:
    study, found = journey_at(slug, journey)

    def change(field: str, text: str, seen: str | None) -> None:
        fields.change_persona(request_session(), found, field, text, seen)

    return _store(study, found, "persona", fields.PERSONA_FIELDS, change)


@blueprint.post("/<journey>/fases")
@requires(Role.RESEARCHER)
def create_phase(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    parts.add_phase(request_session(), found, request.form.get("title", ""))
    return back(slug, found)


@blueprint.post("/<journey>/fases/<int:phase_id>")
@requires(Role.RESEARCHER)
def change_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    study, found = journey_at(slug, journey)
    phase = phase_of(request_session(), found, phase_id)

    def change(_field: str, text: str, seen: str | None) -> None:
        fields.change_phase(request_session(), found, phase, text, seen)

    return _store(study, found, "phase", fields.PHASE_FIELDS, change)


@blueprint.post("/<journey>/fases/<int:phase_id>/verplaats")
@requires(Role.RESEARCHER)
def move_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    phase = phase_of(request_session(), found, phase_id)
    place = phases_of(request_session(), found).index(phase)
    parts.move_phase(request_session(), found, phase, place + direction())
    return back(slug, found)


@blueprint.post("/<journey>/fases/<int:phase_id>/verwijder")
@requires(Role.RESEARCHER)
def remove_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    phase = phase_of(request_session(), found, phase_id)
    parts.remove_phase(request_session(), found, phase)
    flash(_("Fase ‘%(title)s’ is verwijderd. Met ‘Ongedaan’ zet je die terug.", title=phase.title))
    return back(slug, found)


@blueprint.post("/<journey>/stappen")
@requires(Role.RESEARCHER)
def create_step(slug: str, journey: str) -> ResponseReturnValue:
    """A new step behind step `after`, or at the end of `phase`."""
    session, (_study, found) = request_session(), journey_at(slug, journey)
    after_id = request.form.get("after", type=int)
    after = step_of(session, found, after_id) if after_id else None
    phase = phase_of(session, found, after.phase_id if after else request.form.get("phase", 0, type=int))
    step = parts.add_step(session, found, phase, request.form.get("title", "") or _("Nieuwe stap"), after)
    return back(slug, found, step.id)


@blueprint.post("/<journey>/stappen/<int:step_id>")
@requires(Role.RESEARCHER)
def change_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    study, found = journey_at(slug, journey)
    step = step_of(request_session(), found, step_id)

    def change(field: str, text: str, seen: str | None) -> None:
        fields.change_step(request_session(), found, step, field, text, seen)

    return _store(study, found, "step", fields.STEP_FIELDS, change, step_id)


@blueprint.post("/<journey>/stappen/<int:step_id>/verplaats")
@requires(Role.RESEARCHER)
def move_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """One move for buttons, keys and drag: `direction` earlier or later, or right `before` or `behind` a step."""
    session, (_study, found) = request_session(), journey_at(slug, journey)
    step = step_of(session, found, step_id)
    before, behind = request.form.get("before", type=int), request.form.get("behind", type=int)
    if before or behind:
        neighbour = step_of(session, found, before or behind or 0)
        parts.move_step_beside(session, found, step, neighbour, behind=not before)
    elif phase_id := request.form.get("phase", type=int):
        parts.move_step(session, found, step, phase_of(session, found, phase_id), parts.MOST_STEPS)
    else:
        parts.shift_step(session, found, step, direction())
    flash(_where(found, step_id))
    return back(slug, found, request.form.get("chosen", type=int) or step_id)


@blueprint.post("/<journey>/stappen/<int:step_id>/verwijder")
@requires(Role.RESEARCHER)
def remove_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    step = step_of(request_session(), found, step_id)
    parts.remove_step(request_session(), found, step)
    flash(_("Stap ‘%(title)s’ is verwijderd. Met ‘Ongedaan’ zet je die terug.", title=step.title))
    return back(slug, found)


@blueprint.post("/<journey>/namen")
@requires(Role.RESEARCHER)
def waive_name(slug: str, journey: str) -> ResponseReturnValue:
    """Say why a word that is a real name too may stand at a place; `back` takes that back."""
    session, (_study, found) = request_session(), journey_at(slug, journey)
    if waiver_id := request.form.get("back", type=int):
        take_back_waiver(session, found, waiver_id)
    else:
        place, why = request.form.get("place", ""), request.form.get("why", "")
        waive_place(session, found, outline_of(session, found), site(), place, why)
    return back(slug, found, request.form.get("chosen", type=int), _anchor="namen")


@blueprint.post("/<journey>/nagelezen/<int:row_id>")
@requires(Role.RESEARCHER)
def mark_reread(slug: str, journey: str, row_id: int) -> ResponseReturnValue:
    """Somebody read again what leaned on a conversation that was deleted or withdrawn."""
    _study, found = journey_at(slug, journey)
    was_reread(request_session(), found, row_id)
    flash(_("Nagelezen. Met ‘Ongedaan’ zet je dit punt terug."))
    return back(slug, found, request.form.get("chosen", type=int))


@blueprint.post("/<journey>/ongedaan")
@requires(Role.RESEARCHER)
def undo(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    record = undo_last(request_session(), found)
    flash(_("Ongedaan gemaakt: %(label)s.", label=record.label))
    return back(slug, found, request.form.get("chosen", type=int))


@blueprint.post("/<journey>/opnieuw")
@requires(Role.RESEARCHER)
def redo(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    record = redo_last(request_session(), found)
    flash(_("Opnieuw gedaan: %(label)s.", label=record.label))
    return back(slug, found, request.form.get("chosen", type=int))


def _where(journey: Journey, step_id: int) -> str:
    outline = outline_of(request_session(), journey)
    moved = outline.step(step_id)
    if moved is None:
        return ""
    return _(
        "‘%(title)s’ is nu stap %(number)s van %(total)s, in de fase ‘%(phase)s’.",
        title=moved.step.title,
        number=moved.number,
        total=len(outline.steps),
        phase=moved.phase.title,
    )


def _evidence_query() -> EvidenceQuery:
    text, code_id = request.args.get("zoek", ""), request.args.get("code", type=int)
    return EvidenceQuery(text, code_id, request.args.get("toon", PROOFS_AT_ONCE, type=int))


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


def _new_form(study: Study, values: dict[str, str], error: str = "") -> str:
    return render_template(
        "journeys/composer/new.html", study=study, values=values, error=error, portraits=fields.PORTRAITS
    )
