"""Routes of following measures: all of a study in one list, a new one for a pain point, and how each stands."""

from collections import defaultdict
from typing import Any, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import clean
from foundation.request_session import request_session, signed_in, tell_stored
from interviews.deidentification.study_names import keeps_names
from journeys.following.measure_list import NumberedStep, measure_list, step_in_study
from journeys.following.progress import measure_in_study, report_progress
from journeys.following.readers import check_for_readers, check_words, questions
from journeys.following.typed_reports import FIELDS, half_reports, half_typed_reports, report_of, sent_of
from journeys.following.waiting_words import (
    WordsHandled,
    give_back,
    keep_waiting,
    must_wait,
    taken_over,
    waiting_of_study,
    waiting_words,
)
from journeys.measures.lookup import changes_of, measures_of
from journeys.measures.models import Measure, MeasureChange, WaitingWords
from journeys.measures.plans import MeasureText, add_measure, read_review_day, read_state, values_of
from journeys.models import Journey
from journeys.public.standing import standing_of
from journeys.site import Site
from journeys.story import MeasureState
from journeys.texts.story import MEASURE_NAMES
from studies.access import STORY_READERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug

blueprint = Blueprint("measures", __name__, url_prefix="/onderzoeken/<slug>/maatregelen")

FOLLOWERS = (Role.RESEARCHER, Role.SOCIAL_TEAM)
LATE = "te-laat"
_NEW_FIELDS = ("step", "title", "state", "reason", "what", "owner", "when", "review_on")
_BEGUN = dict.fromkeys(_NEW_FIELDS, "") | {"state": MeasureState.PROPOSED.value}
"""A measure begins as a proposal."""


@blueprint.get("/")
@requires(*STORY_READERS)
def all_measures(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    words = _words(study)
    opened = words and words.measure_id and {words.measure_id: _opened(words, _standing_words(study, words))}
    return _list(study, opened or {})


@blueprint.post("/")
@requires(*FOLLOWERS)
def report_which(slug: str) -> ResponseReturnValue:
    """Enter in a field sends the form without saying which report is meant: the only one that was typed at."""
    study, typed = study_by_slug(request_session(), slug), half_typed_reports(request.form)
    if len(typed) == 1:
        return report(slug, next(iter(typed)))
    if not typed:
        return redirect(url_for(".all_measures", slug=slug, toon=request.form.get("toon") or None), code=303)
    error = _("Nog niet bewaard. Druk op ‘Bewaar’ bij deze maatregel.")
    return _list(study, error=error), 422


@blueprint.get("/<int:measure_id>")
@requires(*STORY_READERS)
def measure(slug: str, measure_id: int) -> ResponseReturnValue:
    """Where a browser is that opens the page of a refused report again."""
    measure_in_study(request_session(), study_by_slug(request_session(), slug).id, measure_id)
    return redirect(url_for(".all_measures", slug=slug, _anchor=f"maatregel-{measure_id}"))


@blueprint.post("/<int:measure_id>")
@requires(*FOLLOWERS)
def report(slug: str, measure_id: int) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    measure, journey = measure_in_study(session, study.id, measure_id)
    stood, sent = values_of(measure), sent_of(request.form, measure_id)
    typed = {name: sent.get(name, stood[name]) for name in FIELDS}
    anew = {name: typed[name] for name in sent if name in stood and clean(typed[name]) != stood[name]}
    said = anew | {"title": measure.title}
    words = WaitingWords(journey_id=journey.id, measure_id=measure_id, step_id=measure.step_id, typed=said)
    try:
        _check_still_waits(study, sent)
        seen, waited = sent.get("seen", type=int), _taken_over(study, sent, said)
        change = report_progress(session, journey, measure, report_of(typed), seen=seen, waited=waited)
        waits = _stored_or_waits(study, journey, measure, words, change, sent)
    except ResearcherError as error:
        session.rollback()
        draft = typed | {"error": str(error), "words": _words_after(error, sent)} | questions(error, sent)
        return _list(study_by_slug(session, slug), {measure_id: draft}), error.status
    _tell_stored(slug, f"stand-{slug}-{measure_id}", sent)
    if not waits and anew:
        flash(_("‘%(title)s’ is bijgewerkt.", title=measure.title))
    elif not waits:
        flash(_("Er is niets veranderd aan ‘%(title)s’.", title=measure.title))
    return _rest_or_list(slug, measure_id)


@blueprint.get("/nieuw")
@requires(*FOLLOWERS)
def new_measure(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    if words := _words(study):
        return _new_form(study, _BEGUN | _opened(words))
    return _new_form(study, _BEGUN | {"step": request.args.get("stap", ""), "words": None})


@blueprint.post("/nieuw")
@requires(*FOLLOWERS)
def create_measure(slug: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    typed = _BEGUN | {name: request.form[name] for name in _NEW_FIELDS if name in request.form}
    try:
        _check_still_waits(study, request.form)
        journey, answered = _answered(study, typed["step"], request.form.get("words", type=int))
        step = answered.step if answered else None
        words = WaitingWords(journey_id=journey.id, step_id=step.id if step else None, typed=typed)
        waited = _taken_over(study, request.form, typed)
        measure = add_measure(session, journey, _text(typed), step, waited=waited)
        began = changes_of(session, measure)[0]
        waits = _stored_or_waits(study, journey, measure, words, began, request.form)
    except ResearcherError as error:
        session.rollback()
        again = typed | questions(error, request.form) | {"words": _words_after(error, request.form)}
        return _new_form(study_by_slug(session, slug), again, str(error)), error.status
    _tell_stored(slug, f"maatregel-{slug}-{words.step_id}", request.form)
    if waits:
        return redirect(url_for(".all_measures", slug=slug, _anchor="nieuw-wacht"), code=303)
    flash(_("‘%(title)s’ staat in de lijst.", title=measure.title))
    return redirect(url_for(".all_measures", slug=slug, _anchor=f"maatregel-{measure.id}"), code=303)


@blueprint.post("/woorden/<int:words_id>")
@requires(Role.RESEARCHER)
def return_words(slug: str, words_id: int) -> ResponseReturnValue:
    """Ask whoever wrote these words for others."""
    session = request_session()
    study = study_by_slug(session, slug)
    give_back(session, study.id, words_id)
    flash(_("De schrijver ziet dat je om een andere tekst vraagt. Wat er staat, is bewaard."))
    return _rest_or_list(slug)


def _rest_or_list(slug: str, stored: int | None = None) -> ResponseReturnValue:
    """The list after something was stored, with what is half typed at other measures."""
    if half_typed_reports(request.form).keys() - {stored}:
        return _list(study_by_slug(request_session(), slug), stored=stored)
    shown, anchor = request.form.get("toon") or None, f"maatregel-{stored}" if stored else None
    return redirect(url_for(".all_measures", slug=slug, toon=shown, _anchor=anchor), code=303)


def _tell_stored(slug: str, draft: str, sent: MultiDict[str, str]) -> None:
    """A form that held waiting words is kept in the browser under their number."""
    words = sent.get("words", type=int)
    tell_stored(f"form:woorden-{slug}-{words}" if words else f"form:{draft}")


def _words(study: Study) -> WaitingWords | None:
    """The waiting words that the address asks for."""
    asked = request.args.get("woorden", type=int)
    return waiting_words(request_session(), study.id, asked) if asked else None


def _opened(words: WaitingWords, standing: dict[str, str] | None = None) -> dict[str, Any]:
    """A form that holds them, and for the rest what is `standing` there now."""
    step = str(words.step_id or "")
    return (standing or {}) | words.typed | {"id": words.measure_id, "step": step, "words": words.id, "error": ""}


def _standing_words(study: Study, words: WaitingWords) -> dict[str, str]:
    if words.measure_id is None:
        return {}
    return values_of(measure_in_study(request_session(), study.id, words.measure_id)[0])


def _check_still_waits(study: Study, sent: MultiDict[str, str]) -> None:
    """Refuse a form about waiting words that are not there any more. Raises WordsHandled."""
    asked = sent.get("words", type=int)
    waiting = waiting_of_study(request_session(), study.id) if asked else []
    if asked and asked not in {one.words.id for one in waiting}:
        raise WordsHandled


def _taken_over(study: Study, sent: MultiDict[str, str], typed: dict[str, str]) -> WaitingWords | None:
    """The waiting words that this form stores; none when whoever sends it only rewrites them."""
    if _is_looked_at(study):
        return None
    return taken_over(request_session(), study.id, sent.get("words", type=int), typed)


def _words_after(error: ResearcherError, sent: MultiDict[str, str]) -> int | None:
    """The waiting words that a form is about when it comes back."""
    return None if isinstance(error, WordsHandled) else sent.get("words", type=int)


def _stored_or_waits(
    study: Study,
    journey: Journey,
    measure: Measure,
    words: WaitingWords,
    change: MeasureChange | None,
    sent: MultiDict[str, str],
) -> bool:
    """Whether the words wait for a researcher, and nothing else was stored. Raises what check_for_readers raises."""
    session = request_session()
    if not _is_looked_at(study):
        check_for_readers(session, journey, measure, _site(), sent)
        return False
    if change is None or not change.told or not must_wait(session, journey):
        return False
    check_words(measure)
    session.rollback()
    keep_waiting(session, words, sent.get("words", type=int))
    if words.measure_id is None:
        flash(_("Bewaard. Een onderzoeker kijkt je tekst eerst na. Tot dan lezen inwoners deze maatregel niet."))
    else:
        flash(_("Bewaard. Een onderzoeker kijkt je tekst eerst na. Tot dan lezen inwoners wat er nu staat."))
    return True


def _site() -> Site:
    return cast(Site, current_app.config["SETTINGS"].site)


def _text(typed: dict[str, str]) -> MeasureText:
    review_on = read_review_day(typed["review_on"])
    return MeasureText(
        typed["title"],
        read_state(typed["state"]),
        what=typed["what"],
        reason=typed["reason"],
        owner=typed["owner"],
        when=typed["when"],
        review_on=review_on,
    )


def _list(
    study: Study, drafts: dict[int, dict[str, Any]] | None = None, *, stored: int | None = None, error: str = ""
) -> str:
    """The list, its forms filled with `drafts` and with what is half typed at other measures than the one `stored`."""
    session = request_session()
    listed = measure_list(session, study.id, today())
    drafts = half_reports(request.form, listed.measures, stored=stored, error=error) | (drafts or {})
    words_of = defaultdict(list)
    for waiting in waiting_of_study(session, study.id):
        words_of[waiting.words.measure_id].append(waiting)
    shown = request.values.get("toon", "")
    kept = {LATE: listed.late} | {state.value: listed.standing(state) for state in MeasureState}
    chosen = kept.get(shown, listed.measures)
    return render_template(
        "journeys/following/all.html",
        study=study,
        listed=listed,
        shown=shown if shown in kept else "",
        measures=[one for one in listed.measures if one in chosen or one.measure.id in drafts],
        filters=[(name, _filter_word(name), len(kept[name])) for name in (LATE, *MeasureState)],
        states=[(state.value, state.dutch) for state in MeasureState],
        drafts=drafts,
        words_of=words_of,
        waiting_names={field: _(name) for field, name in MEASURE_NAMES.items()},
        waits={one.journey.id for one in listed.measures if one.is_public} if _is_looked_at(study) else set(),
        may_follow=signed_in().role in FOLLOWERS,
        may_compose=signed_in().role == Role.RESEARCHER,
    )


def _is_looked_at(study: Study) -> bool:
    """Whether this person's words for readers wait for a researcher."""
    return signed_in().role != Role.RESEARCHER and keeps_names(request_session(), study.id)


def _filter_word(name: str) -> str:
    return _("Te laat") if name == LATE else MeasureState(name).dutch


def _version(journey: Journey) -> str:
    """Another one after every measure that was added to this journey, on the website or waiting."""
    session = request_session()
    waiting = (one.words.id for one in waiting_of_study(session, journey.study_id))
    return f"{len(measures_of(session, journey))}.{max(waiting, default=0)}"


def _answered(study: Study, step: str, words_id: int | None) -> tuple[Journey, NumberedStep | None]:
    """Where a new measure belongs; no step when that was removed while its words waited. Raises PartUnknown."""
    session, step_id = request_session(), int(step) if step.isdecimal() else None
    if words_id:
        words = waiting_words(session, study.id, words_id)
        step_id = words.step_id
        if step_id is None:
            return session.get_one(Journey, words.journey_id), None
    answered = step_in_study(session, study.id, step_id or 0)
    return answered.journey, answered


def _new_form(study: Study, typed: dict[str, Any], error: str = "") -> str:
    journey, answered = _answered(study, typed["step"], typed["words"])
    standing = standing_of(request_session(), journey)
    return render_template(
        "journeys/following/new.html",
        study=study,
        journey=journey,
        answered=answered,
        typed=typed,
        error=error,
        state=typed["state"],
        states=[(state.value, state.dutch) for state in MeasureState],
        version=_version(journey),
        is_public=standing is not None and standing.is_public,
        waits=standing is not None and standing.is_public and _is_looked_at(study),
    )
