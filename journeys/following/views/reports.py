"""Routes of following measures: all of a study in one list, and how each stands."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number
from foundation.forms.written import clean
from foundation.request_session import request_session
from foundation.stored_marks import tell_stored
from journeys.following.progress import MeasureUnknown, ReportedMeanwhile, measure_in_study, report_progress
from journeys.following.readers import questions
from journeys.following.typed_reports import half_typed_reports, laid_over_now, report_of, sent_of
from journeys.following.views.listed import list_page, rest_or_list
from journeys.following.views.words import (
    Outcome,
    blueprint,
    check_still_waits,
    is_looked_at,
    may_open,
    opened_words,
    stored_or_waits,
    tell_form_stored,
    words_after,
    words_asked,
    words_sent,
    words_taken_over,
)
from journeys.measures.models import Measure, WaitingWords
from journeys.measures.plans import values_of
from journeys.measures.rereading import REREAD
from journeys.models import Journey
from studies.access import FOLLOWERS, STORY_READERS, requires
from studies.models import Study
from studies.planning import study_by_slug


@blueprint.get("/")
@requires(*STORY_READERS)
def all_measures(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    asked = words_asked(study)
    number = asked.words.measure_id if asked and may_open(asked) else None
    if asked is None or number is None:
        return list_page(study)
    standing = values_of(measure_in_study(request_session(), study.id, number)[0])
    return list_page(study, {number: opened_words(asked, standing)})


@blueprint.post("/")
@requires(*FOLLOWERS)
def report_which(slug: str) -> ResponseReturnValue:
    """Enter in a field sends the form without saying which report is meant: the only one that was typed at."""
    study, typed = study_by_slug(request_session(), slug), half_typed_reports(request.form)
    if dropped := request.form.get("weg", type=read_number):
        tell_stored(f"form:stand-{slug}-{dropped}")
        return rest_or_list(slug, dropped)
    if len(typed) == 1 and "lijst" not in request.form:
        return report(slug, next(iter(typed)))
    if not typed:
        return redirect(url_for(".all_measures", slug=slug, toon=request.form.get("toon") or None), code=303)
    if "lijst" in request.form:
        return list_page(study)
    error = _("Nog niet bewaard. Druk op ‘Bewaar’ bij deze maatregel.")
    return list_page(study, error=error), 422


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
    try:
        measure, journey = measure_in_study(session, study.id, measure_id)
    except MeasureUnknown as gone:
        if measure_id not in half_typed_reports(request.form):
            raise
        return list_page(study, refused=str(gone)), gone.status
    return _reported(study, measure, journey)


def _reported(study: Study, measure: Measure, journey: Journey) -> ResponseReturnValue:
    session, slug, measure_id = request_session(), study.slug, measure.id
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
        return list_page(study_by_slug(session, slug), {measure_id: draft}), error.status
    tell_form_stored(f"stand-{slug}-{measure_id}", sent)
    if outcome is Outcome.STORED and anew:
        flash(_("‘%(title)s’ is bijgewerkt.", title=measure.title))
    elif outcome is Outcome.STORED and sent.get("words") and not is_looked_at(study):
        flash(_("Van de tekst die wachtte, is niets overgenomen. De schrijver ziet dat je om een andere tekst vraagt."))
    elif outcome is Outcome.STORED:
        flash(_("Er is niets veranderd aan ‘%(title)s’.", title=measure.title))
    return rest_or_list(slug, measure_id, f"maatregel-{measure_id}")
