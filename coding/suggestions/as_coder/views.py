"""Routes of the program as a coder: what it learnt from, with whom it agrees, and what is worth another look."""

from itertools import groupby
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coding.suggestions.as_coder.agreeing import FEWEST_COMPARED, FEWEST_GIVEN, agreements, words_that_held
from coding.suggestions.as_coder.decisions import decisions_of
from coding.suggestions.as_coder.doubting import doubts_to_read, settle_doubt
from coding.suggestions.as_coder.due import MANY
from coding.suggestions.as_coder.learning import changed_since, coder_name, learning_of
from coding.suggestions.as_coder.measuring import MEASURING
from coding.suggestions.as_coder.other_languages import in_other_languages
from coding.views import blueprint
from foundation.dutch import _
from foundation.jobs.asking import latest_job
from foundation.jobs.health import is_unattended
from foundation.jobs.models import Job, JobState
from foundation.request_session import request_session
from studies.access import Role, requires
from studies.models import Study
from studies.planning import study_by_slug
from studies.trail.kinds import Kind
from studies.trail.looks import shows


@blueprint.get("/onderwerpen/programma")
@requires(Role.RESEARCHER)
@shows(Kind.SEGMENTS_READ)
def program_as_coder(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    return render_template("coding/suggestions/as_coder/program.html", study=study, **_page(study))


@blueprint.post("/onderwerpen/programma/<int:doubt_id>/klopt")
@requires(Role.RESEARCHER)
def let_stand(slug: str, doubt_id: int) -> ResponseReturnValue:
    """A person read it: the coding stays as it is, and it is not asked again."""
    settle_doubt(request_session(), study_by_slug(request_session(), slug).id, doubt_id)
    flash(_("Het fragment blijft zoals het is. Het programma vraagt er niet meer naar."))
    return redirect(url_for("coding.program_as_coder", slug=slug, _anchor="nog-eens"))


def _page(study: Study) -> dict[str, Any]:
    session = request_session()
    learning, job = learning_of(session, study.id), latest_job(session, MEASURING, study.id)
    is_measuring = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    if learning is None:
        return {"learning": None}
    doubts = doubts_to_read(session, study.id)
    return {
        "learning": learning,
        "name": coder_name(learning),
        "changed": changed_since(session, learning),
        "enough": MANY,
        "job": job if is_measuring else None,
        "failed": job is not None and job.state is JobState.FAILED,
        "unattended": _unattended(job),
        "agreements": agreements(session, study.id),
        "fewest": {"interviews": FEWEST_COMPARED, "given": FEWEST_GIVEN},
        "held": words_that_held(learning),
        "decisions": decisions_of(session, study.id),
        "doubts": [(code, list(found)) for code, found in groupby(doubts, key=lambda one: one.code)],
        "languages": in_other_languages(session, learning),
    }


def _unattended(job: Job | None) -> set[str]:
    return {job.kind} if job and is_unattended(request_session(), job) else set()
