"""Routes of topics and suggestions: what the program found, and what a person makes of it."""

from collections.abc import Iterable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coding.segments import released_interviews
from coding.suggestions import jobs
from coding.suggestions.proposals import waiting_per_interview
from coding.suggestions.topic_codes import (
    MadeCode,
    make_code_of_topic,
    places_of,
    some_wait_for_search,
    topic_by_id,
    topics_of,
    was_deleted_since,
)
from coding.views import blueprint, works_blind
from foundation.dutch import _, counted, enumerated, ngettext
from foundation.errors import ResearcherError
from foundation.jobs.asking import enqueue, latest_job
from foundation.jobs.health import is_unattended
from foundation.jobs.models import Job, JobState
from foundation.request_session import request_session
from interviews.language import active_language_model
from studies.access import CODERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug


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
