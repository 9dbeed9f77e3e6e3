"""Routes of being done with coding an interview, and of going on with it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coding.ends import OpensForGood, ends_of, finish_coding, reopen_coding
from coding.screen.views.open_interview import open_interview
from coding.views import blueprint
from foundation.dutch import _
from foundation.request_session import request_session
from studies.access import CODERS, requires
from studies.planning import study_by_slug


@blueprint.post("/<int:number>/klaar")
@requires(*CODERS)
def finish(slug: str, number: int) -> ResponseReturnValue:
    here = open_interview(slug, number)
    try:
        finish_coding(request_session(), here.interview, is_meant=request.form.get("zeker") == "ja")
    except OpensForGood:
        return redirect(url_for("coding.ask_finish", slug=slug, number=number))
    flash(_("%(title)s is gecodeerd.", title=here.interview.title))
    return redirect(url_for("coding.start", slug=slug))


@blueprint.get("/<int:number>/klaar")
@requires(*CODERS)
def ask_finish(slug: str, number: int) -> ResponseReturnValue:
    """Asked once: what was seen cannot be unseen. Where nothing would open, there is nothing to ask."""
    here, ends = open_interview(slug, number), ends_of(request_session(), study_by_slug(request_session(), slug).id)
    if not ends.would_open(here.interview):
        return redirect(url_for("coding.screen", slug=slug, number=number, _anchor="tekst"))
    return render_template(
        "coding/screen/ask_finish.html",
        study=here.study,
        interview=here.interview,
        others_done=ends.others_done(here.interview),
        works_blind=ends.coders.works_blind,
    )


@blueprint.post("/<int:number>/verder")
@requires(*CODERS)
def reopen(slug: str, number: int) -> ResponseReturnValue:
    reopen_coding(request_session(), open_interview(slug, number).interview)
    return redirect(url_for("coding.screen", slug=slug, number=number, _anchor="tekst"))
