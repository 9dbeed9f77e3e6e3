"""Routes of topics and suggestions: what the program found, and what a person makes of it."""

from collections.abc import Collection, Iterable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coding.codebook.counts import codebook_of
from coding.codebook.lookup import code_by_id
from coding.models import Topic
from coding.segments import released_interviews
from coding.suggestions import jobs
from coding.suggestions.proposals import waiting_per_interview
from coding.suggestions.topics.codes import (
    MadeCode,
    add_topic_to_code,
    bring_back_topic,
    dismiss_topic,
    dismissed_topics,
    make_code_of_topic,
    places_of,
    some_wait_for_search,
    topic_by_id,
    topics_of,
    was_deleted_since,
)
from coding.suggestions.topics.passages import passages_of_topic, ticked_passages
from coding.views import blueprint, works_blind
from foundation.dutch import _, counted, enumerated, ngettext
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number
from foundation.jobs.asking import enqueue, latest_job
from foundation.jobs.health import is_unattended
from foundation.jobs.models import Job, JobState
from foundation.request_session import request_session
from foundation.stored_marks import tell_stored
from interviews.language import active_language_model
from studies.access import CODERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug
from studies.trail.kinds import Kind
from studies.trail.looks import shows


@blueprint.get("/onderwerpen")
@requires(*CODERS)
def topics(slug: str) -> str:
    return render_template("coding/suggestions/topics.html", **_topics_page(study_by_slug(request_session(), slug)))


@blueprint.get("/onderwerpen/voortgang/<kind>")
@requires(*CODERS)
def job_progress(slug: str, kind: str) -> ResponseReturnValue:
    """The state of a job, asked again and again while it runs; the page is renewed when it ends."""
    study = study_by_slug(request_session(), slug)
    found = _latest_job(study, kind)
    if found is None or found.state not in (JobState.WAITING, JobState.RUNNING):
        return Response(status=200, headers={"HX-Refresh": "true"})
    return render_template("coding/suggestions/_job.html", study=study, job=found, unattended=_unattended([found]))


@blueprint.post("/onderwerpen/zoek")
@requires(*CODERS)
def look_for_topics(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    enqueue(request_session(), jobs.TOPICS, study.id, finer=request.form.get("fijner") == "ja")
    return redirect(url_for("coding.topics", slug=slug))


@blueprint.post("/onderwerpen/voorstellen")
@requires(Role.RESEARCHER)
def look_for_suggestions(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    enqueue(request_session(), jobs.SUGGESTIONS, study.id)
    return redirect(url_for("coding.topics", slug=slug))


@blueprint.post("/onderwerpen/<int:topic_id>")
@requires(*CODERS)
def make_code_of(slug: str, topic_id: int) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    topic, name = topic_by_id(session, study.id, topic_id), request.form.get("naam", "")
    try:
        made = make_code_of_topic(session, topic, name, with_quotes=request.form.get("citaten") == "ja")
    except ResearcherError as error:
        session.rollback()
        page = _topics_page(study_by_slug(session, slug)) | {"wrong": {topic_id: str(error)}, "typed": {topic_id: name}}
        return render_template("coding/suggestions/topics.html", **page), 422
    flash(_told(made))
    return redirect(url_for("coding.topics", slug=slug, _anchor=f"onderwerp-{topic_id}"))


@blueprint.get("/onderwerpen/<int:topic_id>")
@requires(*CODERS)
@shows(Kind.SEGMENTS_READ)
def topic(slug: str, topic_id: int) -> ResponseReturnValue:
    """All that is in a topic, to be read and ticked; one that became a code stands in the list alone."""
    study = study_by_slug(request_session(), slug)
    chosen = topic_by_id(request_session(), study.id, topic_id)
    if chosen.code_id is not None:
        return redirect(url_for("coding.topics", slug=slug, _anchor=f"onderwerp-{topic_id}"))
    return _topic_page(study, chosen)


@blueprint.post("/onderwerpen/<int:topic_id>/stukjes")
@requires(*CODERS)
def take_passages(slug: str, topic_id: int) -> ResponseReturnValue:
    """What is ticked gets a code: a new one, or one that is there already."""
    session = request_session()
    study = study_by_slug(session, slug)
    chosen, places = topic_by_id(session, study.id, topic_id), request.form.getlist("stukje", type=read_number)
    try:
        passages = ticked_passages(session, chosen, places)
        if request.form.get("doe") == "voeg":
            code = code_by_id(session, study.id, request.form.get("code", 0, type=read_number))
            made = add_topic_to_code(session, chosen, code, passages)
        else:
            made = make_code_of_topic(session, chosen, request.form.get("naam", ""), chosen=passages)
    except ResearcherError as error:
        session.rollback()
        study = study_by_slug(session, slug)
        return _topic_page(study, topic_by_id(session, study.id, topic_id), str(error), places), 422
    flash(_told(made))
    tell_stored(f"form:onderwerp-{study.slug}-{topic_id}")
    return redirect(url_for("coding.topics", slug=slug, _anchor=f"onderwerp-{topic_id}"))


@blueprint.post("/onderwerpen/<int:topic_id>/weg")
@requires(*CODERS)
def dismiss(slug: str, topic_id: int) -> ResponseReturnValue:
    session = request_session()
    chosen = topic_by_id(session, study_by_slug(session, slug).id, topic_id)
    dismiss_topic(session, chosen)
    flash(_("‘%(name)s’ is weggelegd en komt bij opnieuw zoeken niet terug.", name=chosen.name))
    return redirect(url_for("coding.topics", slug=slug))


@blueprint.post("/onderwerpen/<int:topic_id>/terug")
@requires(*CODERS)
def bring_back(slug: str, topic_id: int) -> ResponseReturnValue:
    session = request_session()
    chosen = topic_by_id(session, study_by_slug(session, slug).id, topic_id)
    bring_back_topic(session, chosen)
    flash(_("‘%(name)s’ staat weer bij de onderwerpen.", name=chosen.name))
    return redirect(url_for("coding.topics", slug=slug, _anchor=f"onderwerp-{topic_id}"))


def _topic_page(study: Study, chosen: Topic, wrong: str = "", places: Collection[int] | None = None) -> str:
    """`places`: what was ticked when the form was sent; None: everything is."""
    session = request_session()
    passages = passages_of_topic(session, chosen)
    return render_template(
        "coding/suggestions/topic.html",
        study=study,
        topic=chosen,
        passages=passages,
        left_out=len(chosen.stretches) - len(passages),
        ticked={one.place for one in passages} if places is None else set(places),
        codes=codebook_of(session, study.id),
        code_id=request.form.get("code", 0, type=read_number),
        name=request.form.get("naam", chosen.name),
        wrong=wrong,
    )


def _told(made: MadeCode) -> str:
    """What is there now, and what is not done any more: on this page nobody sees that."""
    told = _("De code ‘%(name)s’ staat in het codeboek.", name=made.code.name)
    if made.segments:
        segments = counted(made.segments, "fragment", "fragmenten")
        told = _("De code ‘%(name)s’ staat in het codeboek, bij %(segments)s.", name=made.code.name, segments=segments)
    if not made.open_again:
        return told
    titles, number = enumerated([one.title for one in made.open_again]), len(made.open_again)
    again = ngettext(
        "%(titles)s was klaar en staat weer open.", "%(titles)s waren klaar en staan weer open.", number, titles=titles
    )
    return f"{told} {again}"


def _latest_job(study: Study, kind: str) -> Job | None:
    """Suggestions are learnt from what researchers coded: who codes blind hears nothing of them."""
    if kind == jobs.SUGGESTIONS and works_blind():
        return None
    return latest_job(request_session(), kind, study.id)


def _unattended(found: Iterable[Job | None]) -> set[str]:
    """The kinds that wait while nobody is there to do them."""
    return {one.kind for one in found if one and is_unattended(request_session(), one)}


def _topics_page(study: Study) -> dict[str, Any]:
    session = request_session()
    found = topics_of(session, study.id)
    latest = {kind: _latest_job(study, kind) for kind in (jobs.TOPICS, jobs.SUGGESTIONS)}
    last_search = latest[jobs.TOPICS]
    searched_at = last_search.finished_at if last_search and last_search.state is JobState.DONE else None
    return {
        "study": study,
        "topics": found,
        "dismissed": dismissed_topics(session, study.id),
        "places": places_of(session, [one.topic for one in found]),
        "waiting": waiting_per_interview(session, study.id),
        "released": released_interviews(session, study.id),
        "jobs": latest,
        "unattended": _unattended(latest.values()),
        "searched_at": searched_at,
        "deleted_since": searched_at is not None and was_deleted_since(session, study.id, searched_at),
        "taken_back_since": searched_at is not None and some_wait_for_search(session, study.id),
        "works_blind": works_blind(),
        "finer": bool(last_search and last_search.arguments.get("finer")),
        "model": active_language_model(),
        "wrong": {},
        "typed": {},
    }
