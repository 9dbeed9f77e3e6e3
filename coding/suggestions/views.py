"""Routes of long work on a study: asked for, and followed while it is done."""

from collections.abc import Iterable

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coding.suggestions import jobs
from coding.suggestions.as_coder.measuring import MEASURING
from coding.views import blueprint, works_blind
from foundation.jobs.asking import enqueue, latest_job
from foundation.jobs.health import is_unattended
from foundation.jobs.models import Job, JobState
from foundation.request_session import request_session
from studies.access import CODERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug

TO_DO = (JobState.WAITING, JobState.RUNNING)


@blueprint.get("/onderwerpen/voortgang/<kind>")
@requires(*CODERS)
def job_progress(slug: str, kind: str) -> ResponseReturnValue:
    """The state of a job, asked again and again while it runs; the page is renewed when it ends."""
    study = study_by_slug(request_session(), slug)
    found = latest_job_of(study, kind)
    if found is None or found.state not in TO_DO:
        return Response(status=200, headers={"HX-Refresh": "true"})
    return render_template("coding/suggestions/_job.html", study=study, job=found, unattended=unattended([found]))


@blueprint.post("/onderwerpen/voorstellen")
@requires(Role.RESEARCHER)
def look_for_suggestions(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    enqueue(request_session(), jobs.SUGGESTIONS, study.id)
    if "van-coderen" in request.form:
        return redirect(url_for("coding.start", slug=slug, _anchor="suggesties"))
    return redirect(url_for("coding.topics", slug=slug, _anchor="suggestions-title"))


def latest_job_of(study: Study, kind: str) -> Job | None:
    """Suggestions are learnt from what researchers coded: who codes blind hears nothing of them."""
    if kind in (jobs.SUGGESTIONS, MEASURING) and works_blind():
        return None
    return latest_job(request_session(), kind, study.id)


def unattended(found: Iterable[Job | None]) -> set[str]:
    """The kinds that wait while nobody is there to do them."""
    return {one.kind for one in found if one and is_unattended(request_session(), one)}
