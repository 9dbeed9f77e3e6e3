"""Routes of following measures: all of a study in one list, and how each stands."""

from collections import defaultdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number, whole_number
from foundation.forms.written import clean
from foundation.request_session import request_session, signed_in
from journeys.composing.field_rules import LONG
from journeys.following.measure_list import FollowedMeasure, measure_list
from journeys.following.progress import ReportedMeanwhile, measure_in_study, report_progress
from journeys.following.readers import questions
from journeys.following.typed_reports import half_reports, half_typed_reports, laid_over_now, report_of, sent_of
from journeys.following.views.begun import BEGUN, new_form
from journeys.following.views.words import (
    Outcome,
    blueprint,
    carried_words,
    carry_words,
    check_still_waits,
    is_looked_at,
    may_open,
    opened_words,
    own_words,
    stored_or_waits,
    tell_form_stored,
    words_after,
    words_asked,
    words_sent,
    words_taken_over,
)
from journeys.following.waiting_words import (
    Waiting,
    WordsGone,
    give_back,
    take_back,
    waiting_of_study,
    waiting_words,
)
from journeys.measures.models import WaitingWords
from journeys.measures.plans import values_of
from journeys.measures.rereading import REREAD
from journeys.story import MeasureState
from journeys.texts.story import MEASURE_NAMES
from studies.access import FOLLOWERS, STORY_READERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug

LATE = "te-laat"


@blueprint.get("/")
@requires(*STORY_READERS)
def all_measures(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    asked = words_asked(study)
    number = asked.words.measure_id if asked and may_open(asked) else None
    if asked is None or number is None:
        return _list(study)
    standing = values_of(measure_in_study(request_session(), study.id, number)[0])
    return _list(study, {number: opened_words(asked, standing)})


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
    sent, stood = sent_of(request.form, measure_id), values_of(measure)
    form = laid_over_now(sent, stood, words_sent(study, sent))
    typed = form.values
    anew = {name: text for name, text in typed.items() if clean(text) != stood[name]}
    said = anew | {"title": measure.title} | ({REREAD: sent[REREAD]} if sent.get(REREAD) else {})
    words = WaitingWords(journey_id=journey.id, measure_id=measure_id, step_id=measure.step_id, typed=said)
    try:
        check_still_waits(study, sent)
        if form.both:
            raise ReportedMeanwhile(measure.title)
        seen, waited = sent.get("seen", type=read_number), words_taken_over(study, sent, said)
        told = report_of(typed, sent.get(REREAD, ""))
        change = report_progress(session, journey, measure, told, seen=seen, waited=waited)
        outcome = stored_or_waits(study, journey, measure, words, change, sent)
    except ResearcherError as error:
        session.rollback()
        draft = typed | {"error": str(error), "words": words_after(error, sent)} | questions(error, sent)
        return _list(study_by_slug(session, slug), {measure_id: draft}), error.status
    tell_form_stored(slug, f"stand-{slug}-{measure_id}", sent)
    if outcome is Outcome.STORED and anew:
        flash(_("‘%(title)s’ is bijgewerkt.", title=measure.title))
    elif outcome is Outcome.STORED and sent.get("words") and not is_looked_at(study):
        flash(_("Van de tekst die wachtte, is niets overgenomen. De schrijver ziet dat je om een andere tekst vraagt."))
    elif outcome is Outcome.STORED:
        flash(_("Er is niets veranderd aan ‘%(title)s’.", title=measure.title))
    return _rest_or_list(slug, measure_id)


@blueprint.post("/woorden/<int:words_id>")
@requires(Role.RESEARCHER)
def return_words(slug: str, words_id: int) -> ResponseReturnValue:
    """Ask whoever wrote these words for others."""
    session = request_session()
    study = study_by_slug(session, slug)
    give_back(session, study.id, words_id)
    flash(_("De schrijver ziet dat je om een andere tekst vraagt. Wat er staat, is bewaard."))
    return _rest_or_list(slug)


@blueprint.post("/woorden/<int:words_id>/intrekken")
@requires(*FOLLOWERS)
def take_words_back(slug: str, words_id: int) -> ResponseReturnValue:
    """Whoever wrote waiting words wants them no more: they stand in the form, as what was typed and not stored."""
    session = request_session()
    study = study_by_slug(session, slug)
    try:
        opened = opened_words(waiting_words(session, study.id, words_id)) | {"words": None}
        take_back(session, study.id, words_id)
        said = _("Je tekst is ingetrokken en wacht niet meer. Hij staat hier nog. Bewaar je hem niet, dan is hij weg.")
    except WordsGone:
        opened = carried_words(request.form, words_id)
        said = _(
            "Je tekst wachtte al niet meer: je trok hem eerder in, of een onderzoeker keek hem na. "
            "Hij staat hier nog. Bewaar je hem niet, dan is hij weg."
        )
    number, step_id = opened.get("id"), whole_number(opened.get("step", ""))
    if number is not None:
        standing = values_of(measure_in_study(session, study.id, number)[0])
        return _list(study, {number: standing | opened | {"said": said}})
    if step_id is not None:
        return new_form(study, BEGUN | opened, said)
    flash(_("Je tekst wacht niet meer."))
    return _rest_or_list(slug)


@blueprint.get("/woorden/<int:words_id>/intrekken")
@requires(*FOLLOWERS)
def taken_back(slug: str, words_id: int) -> ResponseReturnValue:
    """Where a browser is that opens the page after taking words back again."""
    study = study_by_slug(request_session(), slug)
    return redirect(url_for(".all_measures", slug=study.slug))


def _rest_or_list(slug: str, stored: int | None = None) -> ResponseReturnValue:
    """The list after something was stored, with what is half typed at other measures."""
    if half_typed_reports(request.form).keys() - {stored}:
        return _list(study_by_slug(request_session(), slug), stored=stored)
    shown, anchor = request.form.get("toon") or None, f"maatregel-{stored}" if stored else None
    return redirect(url_for(".all_measures", slug=slug, toon=shown, _anchor=anchor), code=303)


def _list(
    study: Study, drafts: dict[int, dict[str, Any]] | None = None, *, stored: int | None = None, error: str = ""
) -> str:
    """The list, its forms filled with `drafts` and with what is half typed at other measures than the one `stored`."""
    session = request_session()
    listed = measure_list(session, study.id, today())
    words_of = defaultdict(list)
    for waiting in waiting_of_study(session, study.id):
        words_of[waiting.words.measure_id].append(waiting)
    begun = {one.measure.id: _begun(one, words_of[one.measure.id]) for one in listed.measures}
    drafts = half_reports(request.form, listed.measures, begun, stored=stored, error=error) | (drafts or {})
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
        longest=LONG,
        begun=begun,
        words_of=words_of,
        carry_words=carry_words,
        waiting_names={field: _(name) for field, name in MEASURE_NAMES.items()},
        waits={one.journey.id for one in listed.measures if one.is_public} if is_looked_at(study) else set(),
        may_follow=signed_in().role in FOLLOWERS,
        may_compose=signed_in().role == Role.RESEARCHER,
    )


def _begun(one: FollowedMeasure, waiting: list[Waiting]) -> dict[str, Any]:
    """What the form of a measure begins with: how it stands, under what this person wrote and somebody looks at."""
    own = own_words(waiting)
    return opened_words(own, one.values) if own else one.values


def _filter_word(name: str) -> str:
    return _("Te laat") if name == LATE else MeasureState(name).dutch
