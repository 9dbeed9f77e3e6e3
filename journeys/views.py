"""Routes of journeys: the list, a new one, and the composer.

Every change is a form that is posted and leads back to the composer, so all of it works without
scripts; the page's scripts post the same forms and replace only what changed.
"""

from typing import Any, cast

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from foundation.clock import now
from foundation.dutch import _, clock_time
from foundation.errors import ChoiceMissing, ResearcherError
from foundation.request_session import request_session
from foundation.tables import Scoped
from journeys import composing, evidence, measures, quote_source
from journeys.composer_page import ComposerPage, EvidenceQuery, composer_page
from journeys.evidence_list import PROOFS_AT_ONCE
from journeys.field_changes import FieldRule
from journeys.field_forms import Change, FieldTroubles, form_again, store_fields
from journeys.finding import (
    area_of,
    journey_by_slug,
    journeys_of,
    measure_of,
    persona_of,
    phase_of,
    phases_of,
    step_of,
)
from journeys.measure_readers import check_for_readers, questions
from journeys.models import Journey, Measure, Stance
from journeys.name_waivers import Why, take_back_waiver, why_label
from journeys.names_in_story import waive_place
from journeys.outline import outline_of
from journeys.published import Channel, Feeling, MeasureState
from journeys.rereading import was_reread
from journeys.site import Site
from journeys.standing import standings_of
from journeys.withdrawn import in_words, touched_journeys
from journeys.wording import channel_word, feeling_word, judge_ties, stance_word, state_word, tallied
from studies import history
from studies.access import STORY_READERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug

blueprint = Blueprint("journeys", __name__, url_prefix="/onderzoeken/<slug>/klantreizen")

_USUAL_PHASES = ("Zorgen", "Hulp zoeken", "In gesprek", "Wachten", "Hulp")
_MEASURE_TEXTS = ("title", "what", "reason", "owner", "when")
_NEW_FIELDS = ("name", "about", "portrait", "title", "introduction", "phases")


@blueprint.get("/")
@requires(*STORY_READERS)
def all_journeys(slug: str) -> str:
    session = request_session()
    study = study_by_slug(session, slug)
    rows = [(one, persona_of(session, one), outline_of(session, one)) for one in journeys_of(session, study.id)]
    standings = standings_of(session, study.id)
    touched = {one.journey.id for one in touched_journeys(session, study.id) if one.published_steps}
    return render_template("journeys/all.html", study=study, rows=rows, standings=standings, touched=touched)


@blueprint.get("/nieuw")
@requires(Role.RESEARCHER)
def new_journey(slug: str) -> str:
    values = dict.fromkeys(_NEW_FIELDS, "") | {"phases": "\n".join(_USUAL_PHASES)}
    return _new_form(study_by_slug(request_session(), slug), values)


@blueprint.post("/nieuw")
@requires(Role.RESEARCHER)
def create_journey(slug: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    values = {name: request.form.get(name, "") for name in _NEW_FIELDS}
    try:
        persona = composing.add_persona(session, study.id, values["name"], values["about"], values["portrait"])
        made = composing.add_journey(session, persona, values["title"], values["introduction"])
        for title in filter(str.strip, values["phases"].splitlines()):
            composing.add_phase(session, made, title)
    except ResearcherError as error:
        return _new_form(study, values, str(error)), error.status
    return redirect(url_for(".composer", slug=slug, journey=made.slug))


@blueprint.get("/<journey>")
@requires(Role.RESEARCHER)
def composer(slug: str, journey: str) -> str:
    study, found = _found(slug, journey)
    page = composer_page(
        request_session(), study, found, _site(), request.args.get("stap", type=int), _evidence_query()
    )
    return _rendered(page)


@blueprint.post("/<journey>/teksten")
@requires(Role.RESEARCHER)
def change_texts(slug: str, journey: str) -> ResponseReturnValue:
    study, found = _found(slug, journey)

    def change(field: str, text: str, seen: str | None) -> None:
        composing.change_journey(request_session(), found, field, text, seen)

    return _store(study, found, "journey", composing.JOURNEY_FIELDS, change)


@blueprint.post("/<journey>/persoon")
@requires(Role.RESEARCHER)
def change_persona(slug: str, journey: str) -> ResponseReturnValue:
    study, found = _found(slug, journey)

    def change(field: str, text: str, seen: str | None) -> None:
        composing.change_persona(request_session(), found, field, text, seen)

    return _store(study, found, "persona", composing.PERSONA_FIELDS, change)


@blueprint.post("/<journey>/fases")
@requires(Role.RESEARCHER)
def create_phase(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    composing.add_phase(request_session(), found, request.form.get("title", ""))
    return _back(slug, found)


@blueprint.post("/<journey>/fases/<int:phase_id>")
@requires(Role.RESEARCHER)
def change_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    study, found = _found(slug, journey)
    phase = phase_of(request_session(), found, phase_id)

    def change(_field: str, text: str, seen: str | None) -> None:
        composing.change_phase(request_session(), found, phase, text, seen)

    return _store(study, found, "phase", composing.PHASE_FIELDS, change)


@blueprint.post("/<journey>/fases/<int:phase_id>/verplaats")
@requires(Role.RESEARCHER)
def move_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    phase = phase_of(request_session(), found, phase_id)
    place = phases_of(request_session(), found).index(phase)
    composing.move_phase(request_session(), found, phase, place + _direction())
    return _back(slug, found)


@blueprint.post("/<journey>/fases/<int:phase_id>/verwijder")
@requires(Role.RESEARCHER)
def remove_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    phase = phase_of(request_session(), found, phase_id)
    composing.remove_phase(request_session(), found, phase)
    flash(_("Fase ‘%(title)s’ is verwijderd. Met ‘Ongedaan’ zet je die terug.", title=phase.title))
    return _back(slug, found)


@blueprint.post("/<journey>/stappen")
@requires(Role.RESEARCHER)
def create_step(slug: str, journey: str) -> ResponseReturnValue:
    """A new step behind step `after`, or at the end of `phase`."""
    session, (_study, found) = request_session(), _found(slug, journey)
    after_id = request.form.get("after", type=int)
    after = step_of(session, found, after_id) if after_id else None
    phase = phase_of(session, found, after.phase_id if after else request.form.get("phase", 0, type=int))
    step = composing.add_step(session, found, phase, request.form.get("title", "") or _("Nieuwe stap"), after)
    return _back(slug, found, step.id)


@blueprint.post("/<journey>/stappen/<int:step_id>")
@requires(Role.RESEARCHER)
def change_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    study, found = _found(slug, journey)
    step = step_of(request_session(), found, step_id)

    def change(field: str, text: str, seen: str | None) -> None:
        composing.change_step(request_session(), found, step, field, text, seen)

    return _store(study, found, "step", composing.STEP_FIELDS, change, step_id)


@blueprint.post("/<journey>/stappen/<int:step_id>/verplaats")
@requires(Role.RESEARCHER)
def move_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """One move for buttons, keys and drag: `direction` earlier or later, or right `before` or `behind` a step."""
    session, (_study, found) = request_session(), _found(slug, journey)
    step = step_of(session, found, step_id)
    before, behind = request.form.get("before", type=int), request.form.get("behind", type=int)
    if before or behind:
        neighbour = step_of(session, found, before or behind or 0)
        composing.move_step_beside(session, found, step, neighbour, behind=not before)
    elif phase_id := request.form.get("phase", type=int):
        composing.move_step(session, found, step, phase_of(session, found, phase_id), composing.MOST_STEPS)
    else:
        composing.shift_step(session, found, step, _direction())
    flash(_where(found, step_id))
    return _back(slug, found, request.form.get("chosen", type=int) or step_id)


@blueprint.post("/<journey>/stappen/<int:step_id>/verwijder")
@requires(Role.RESEARCHER)
def remove_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    step = step_of(request_session(), found, step_id)
    composing.remove_step(request_session(), found, step)
    flash(_("Stap ‘%(title)s’ is verwijderd. Met ‘Ongedaan’ zet je die terug.", title=step.title))
    return _back(slug, found)


@blueprint.post("/<journey>/stappen/<int:step_id>/onderbouwing")
@requires(Role.RESEARCHER)
def change_evidence(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """Cite `segment` when `cited` is ticked, else let it go."""
    _study, found = _found(slug, journey)
    step = step_of(request_session(), found, step_id)
    change = evidence.cite if request.form.get("cited") else evidence.uncite
    change(request_session(), found, step, request.form.get("segment", 0, type=int))
    return _back(slug, found, step_id, **_search_in_form())


@blueprint.post("/<journey>/stappen/<int:step_id>/houding")
@requires(Role.RESEARCHER)
def judge(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """Say what the cited `segment` tells of the step, its pain point or its gain; an empty `stance`: not judged."""
    session, (_study, found) = request_session(), _found(slug, journey)
    step, segment_id = step_of(session, found, step_id), request.form.get("segment", 0, type=int)
    evidence.set_stance(session, found, step, segment_id, *_judged())
    return _back(slug, found, step_id, _anchor=f"fragment-{segment_id}", **_search_in_form())


@blueprint.post("/<journey>/stappen/<int:step_id>/citaat")
@requires(Role.RESEARCHER)
def use_as_quote(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """Put a segment's words in the quote, to be rewritten; it becomes evidence too."""
    session, (_study, found) = request_session(), _found(slug, journey)
    step = step_of(session, found, step_id)
    evidence.use_as_quote(session, found, step, request.form.get("segment", 0, type=int))
    return _back(slug, found, step_id, **_search_in_form())


@blueprint.post("/<journey>/stappen/<int:step_id>/citaat/weg")
@requires(Role.RESEARCHER)
def take_quote_away(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    session, (_study, found) = request_session(), _found(slug, journey)
    quote_source.take_quote_away(session, found, step_of(session, found, step_id))
    flash(_("Het citaat is weg. Met ‘Ongedaan’ zet je het terug."))
    return _back(slug, found, step_id, _anchor="stap-quote")


@blueprint.post("/<journey>/maatregelen")
@requires(Role.RESEARCHER)
def create_measure(slug: str, journey: str) -> ResponseReturnValue:
    return _store_measure(slug, journey, None)


@blueprint.post("/<journey>/maatregelen/<int:measure_id>")
@requires(Role.RESEARCHER)
def change_measure(slug: str, journey: str, measure_id: int) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    return _store_measure(slug, journey, measure_of(request_session(), found, measure_id))


@blueprint.post("/<journey>/maatregelen/<int:measure_id>/verplaats")
@requires(Role.RESEARCHER)
def move_measure(slug: str, journey: str, measure_id: int) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    measure = measure_of(request_session(), found, measure_id)
    measures.move_measure(request_session(), found, measure, measure.position + _direction())
    return _back(slug, found)


@blueprint.post("/<journey>/maatregelen/<int:measure_id>/verwijder")
@requires(Role.RESEARCHER)
def remove_measure(slug: str, journey: str, measure_id: int) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    measure = measure_of(request_session(), found, measure_id)
    measures.remove_measure(request_session(), found, measure)
    flash(_("Maatregel ‘%(title)s’ is verwijderd. Met ‘Ongedaan’ zet je die terug.", title=measure.title))
    return _back(slug, found)


@blueprint.post("/<journey>/namen")
@requires(Role.RESEARCHER)
def waive_name(slug: str, journey: str) -> ResponseReturnValue:
    """Say why a word that is a real name too may stand at a place; `back` takes that back."""
    session, (_study, found) = request_session(), _found(slug, journey)
    if waiver_id := request.form.get("back", type=int):
        take_back_waiver(session, found, waiver_id)
    else:
        place, why = request.form.get("place", ""), request.form.get("why", "")
        waive_place(session, found, outline_of(session, found), _site(), place, why)
    return _back(slug, found, request.form.get("chosen", type=int), _anchor="namen")


@blueprint.post("/<journey>/nagelezen/<int:row_id>")
@requires(Role.RESEARCHER)
def mark_reread(slug: str, journey: str, row_id: int) -> ResponseReturnValue:
    """Somebody read again what leaned on a conversation that was deleted."""
    _study, found = _found(slug, journey)
    was_reread(request_session(), found, row_id)
    flash(_("Nagelezen. Met ‘Ongedaan’ zet je dit punt terug."))
    return _back(slug, found, request.form.get("chosen", type=int))


@blueprint.post("/<journey>/ongedaan")
@requires(Role.RESEARCHER)
def undo(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    record = history.undo(request_session(), area_of(found))
    flash(_("Ongedaan gemaakt: %(label)s.", label=record.label))
    return _back(slug, found, request.form.get("chosen", type=int))


@blueprint.post("/<journey>/opnieuw")
@requires(Role.RESEARCHER)
def redo(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = _found(slug, journey)
    record = history.redo(request_session(), area_of(found))
    flash(_("Opnieuw gedaan: %(label)s.", label=record.label))
    return _back(slug, found, request.form.get("chosen", type=int))


def _found(slug: str, journey: str) -> tuple[Study, Journey]:
    study = study_by_slug(request_session(), slug)
    return study, journey_by_slug(request_session(), study.id, journey)


def _site() -> Site:
    return cast(Site, current_app.config["SETTINGS"].site)


def _back(slug: str, journey: Journey, step_id: int | None = None, **search: Any) -> Response:
    request_session().flush()
    return redirect(url_for(".composer", slug=slug, journey=journey.slug, stap=step_id, **search), code=303)


def _direction() -> int:
    """One place earlier or later. Raises ChoiceMissing."""
    by = {"earlier": -1, "later": 1}.get(request.form.get("direction", ""))
    if by is None:
        raise ChoiceMissing(_("Eerder of later"))
    return by


def _judged() -> tuple[Stance | None, evidence.Subject]:
    """What a fragment tells, and of what. Raises ChoiceMissing."""
    said, about = request.form.get("stance"), request.form.get("about", evidence.Subject.STEP.value)
    if said not in ("", *Stance) or about not in list(evidence.Subject):
        raise ChoiceMissing(_("Wat vertelt dit fragment?"))
    return Stance(said) if said else None, evidence.Subject(about)


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


def _search_in_form() -> dict[str, str]:
    return {name: value for name in ("zoek", "code", "toon") if (value := request.form.get(name, ""))}


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
        return _back(study.slug, journey, step_id)
    if key == "phase":
        raise ResearcherError(" ".join(troubles.errors.values()))
    return _with_troubles(study, journey, key, rules, troubles, step_id), troubles.status


def _with_troubles(
    study: Study, journey: Journey, key: str, rules: dict[str, FieldRule], troubles: FieldTroubles, step_id: int | None
) -> str:
    request_session().rollback()  # nothing of this form is stored: the person still has all of it before them
    page = composer_page(request_session(), study, journey, _site(), step_id)
    rows: dict[str, Scoped | None] = {"journey": page.journey, "persona": page.persona}
    row = rows.get(key, page.chosen.step if page.chosen else None)
    if row is not None:
        page.forms[key] = form_again(row, rules, request.form, troubles)
    return _rendered(page)


def _store_measure(slug: str, journey: str, measure: Measure | None) -> ResponseReturnValue:
    session, (study, found) = request_session(), _found(slug, journey)
    measure_id, typed = measure.id if measure else 0, _typed_of(measure)
    step = step_of(session, found, int(typed["step"])) if typed["step"].isdecimal() else None
    try:
        text = _measure_text(typed)
        if measure is None:
            stored = measures.add_measure(session, found, text, step)
        else:
            stored = measure
            measures.change_measure(session, found, measure, text, step)
        check_for_readers(session, found, stored, _site(), request.form)
    except ResearcherError as error:
        session.rollback()
        study, found = _found(slug, journey)
        draft = typed | {"id": measure_id, "error": str(error), **questions(error, request.form)}
        return _rendered(composer_page(session, study, found, _site(), measure_draft=draft)), error.status
    return _back(slug, found, request.form.get("chosen", type=int))


def _typed_of(measure: Measure | None) -> dict[str, str]:
    """What was filled in; a field that did not come along is as it was. A new measure begins as a proposal."""
    fields = ("step", "state", "review_on", *_MEASURE_TEXTS)
    stood = dict.fromkeys(fields, "") | {"state": MeasureState.PROPOSED.value}
    if measure is not None:
        stood |= measures.values_of(measure) | {"step": str(measure.step_id or "")}
        stood |= {name: getattr(measure, name) for name in _MEASURE_TEXTS}
    return {name: request.form.get(name, stood[name]) for name in fields}


def _measure_text(typed: dict[str, str]) -> measures.MeasureText:
    state, review_on = measures.read_state(typed["state"]), measures.read_day(typed["review_on"])
    return measures.MeasureText(state=state, review_on=review_on, **{name: typed[name] for name in _MEASURE_TEXTS})


def _new_form(study: Study, values: dict[str, str], error: str = "") -> str:
    return render_template("journeys/new.html", study=study, values=values, error=error, portraits=composing.PORTRAITS)


def _rendered(page: ComposerPage) -> str:
    return render_template(
        "journeys/composer.html",
        study=page.study,
        page=page,
        in_words=in_words,
        whys=list(Why),
        why_label=why_label,
        rules=composing.STEP_FIELDS,
        channels=[(channel.value, channel_word(channel)) for channel in Channel],
        feelings=[(feeling.value, feeling_word(feeling)) for feeling in Feeling],
        stances=[(stance.value, stance_word(stance)) for stance in Stance],
        tallied=tallied,
        judge_ties=judge_ties,
        states=[(state.value, state_word(state)) for state in MeasureState],
    )
