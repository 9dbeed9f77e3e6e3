"""Routes of following measures: all of a study in one list, a new one for a pain point, and how each stands."""

from typing import Any, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import request_session, signed_in
from journeys.finding import measures_of
from journeys.measure_progress import Progress, measure_in_study, measure_list, report_progress, step_in_study
from journeys.measure_readers import check_for_readers
from journeys.measures import MeasureText, add_measure, read_day
from journeys.published import MeasureState
from journeys.site import Site
from journeys.standing import standing_of
from journeys.wording import state_word
from studies.access import STORY_READERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug

blueprint = Blueprint("measures", __name__, url_prefix="/onderzoeken/<slug>/maatregelen")

FOLLOWERS = (Role.RESEARCHER, Role.SOCIAL_TEAM)
LATE = "te-laat"
_PROGRESS_FIELDS = ("state", "reason", "result", "review_on", "seen", "what", "when")
_NEW_FIELDS = ("step", "title", "state", "reason", "what", "owner", "when", "review_on")


@blueprint.get("/")
@requires(*STORY_READERS)
def all_measures(slug: str) -> str:
    return _list(study_by_slug(request_session(), slug))


@blueprint.post("/<int:measure_id>")
@requires(*FOLLOWERS)
def report(slug: str, measure_id: int) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    measure, journey = measure_in_study(session, study.id, measure_id)
    typed = {name: request.form.get(name, "") for name in _PROGRESS_FIELDS}
    try:
        report_progress(session, journey, measure, _progress(typed), seen=request.form.get("seen", type=int))
        check_for_readers(session, journey, measure, _site())
    except ResearcherError as error:
        session.rollback()
        return _list(study_by_slug(session, slug), typed | {"id": measure_id, "error": str(error)}), error.status
    flash(_("‘%(title)s’ is bijgewerkt.", title=measure.title))
    shown = request.form.get("toon") or None
    return redirect(url_for(".all_measures", slug=slug, toon=shown, _anchor=f"maatregel-{measure_id}"), code=303)


@blueprint.get("/nieuw")
@requires(*FOLLOWERS)
def new_measure(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    return _new_form(study, dict.fromkeys(_NEW_FIELDS, "") | {"step": request.args.get("stap", "")})


@blueprint.post("/nieuw")
@requires(*FOLLOWERS)
def create_measure(slug: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    typed = {name: request.form.get(name, "") for name in _NEW_FIELDS}
    try:
        answered = step_in_study(session, study.id, request.form.get("step", 0, type=int))
        measure = add_measure(session, answered.journey, _text(typed), answered.step)
        check_for_readers(session, answered.journey, measure, _site())
    except ResearcherError as error:
        session.rollback()
        return _new_form(study_by_slug(session, slug), typed, str(error)), error.status
    flash(_("‘%(title)s’ staat in de lijst.", title=measure.title))
    return redirect(url_for(".all_measures", slug=slug, _anchor=f"maatregel-{measure.id}"), code=303)


def _site() -> Site:
    return cast(Site, current_app.config["SETTINGS"].site)


def _progress(typed: dict[str, str]) -> Progress:
    return Progress(
        _state(typed["state"]),
        typed["reason"],
        typed["result"],
        read_day(typed["review_on"]),
        what=typed["what"] if "what" in request.form else None,
        when=typed["when"] if "when" in request.form else None,
    )


def _state(written: str) -> MeasureState:
    return MeasureState(written) if written in list(MeasureState) else MeasureState.PROPOSED


def _text(typed: dict[str, str]) -> MeasureText:
    review_on = read_day(typed["review_on"])
    return MeasureText(
        typed["title"],
        _state(typed["state"]),
        what=typed["what"],
        reason=typed["reason"],
        owner=typed["owner"],
        when=typed["when"],
        review_on=review_on,
    )


def _list(study: Study, draft: dict[str, Any] | None = None) -> str:
    listed = measure_list(request_session(), study.id, today())
    shown = request.values.get("toon", "")
    kept = {LATE: listed.late} | {state.value: listed.standing(state) for state in MeasureState}
    return render_template(
        "measures/all.html",
        study=study,
        listed=listed,
        shown=shown if shown in kept else "",
        measures=kept.get(shown, listed.measures),
        filters=[(name, _filter_word(name), len(kept[name])) for name in (LATE, *MeasureState)],
        states=[(state.value, state_word(state)) for state in MeasureState],
        draft=draft or {},
        may_follow=signed_in().role in FOLLOWERS,
        may_compose=signed_in().role == Role.RESEARCHER,
    )


def _filter_word(name: str) -> str:
    return _("Te laat") if name == LATE else state_word(MeasureState(name))


def _new_form(study: Study, typed: dict[str, str], error: str = "") -> str:
    step_id = int(typed["step"]) if typed["step"].isdecimal() else 0
    answered = step_in_study(request_session(), study.id, step_id)
    standing = standing_of(request_session(), answered.journey)
    return render_template(
        "measures/new.html",
        study=study,
        answered=answered,
        typed=typed,
        error=error,
        state=_state(typed["state"]).value,
        states=[(state.value, state_word(state)) for state in MeasureState],
        version=len(measures_of(request_session(), answered.journey)),
        is_public=standing is not None and standing.is_public,
    )
