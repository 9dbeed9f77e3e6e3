"""The page on which a coded conversation goes: what exactly goes, what stays, asked once.

It stands in the shell because it counts what every package holds; nothing below may do that.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coding.erasing.coded_here import coded_here
from foundation.dutch import _, counted
from foundation.request_session import request_session
from interviews.deidentification.study_names import keeps_names
from interviews.deidentification.views import vault_of
from interviews.erasing.conversation import delete_interview
from interviews.erasing.words_left import words_left
from interviews.models import DeletedInterview, Interview
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.sources import interview_by_number, source_of, turns_of
from journeys.withdrawing.letting_go import losing
from journeys.withdrawing.withdrawn import in_words
from studies.access import Role, requires
from studies.models import Study
from studies.planning import study_by_slug

blueprint = Blueprint("interview_deletion", __name__, url_prefix="/onderzoeken/<slug>/interviews/<int:number>/wissen")


@blueprint.get("/")
@requires(Role.RESEARCHER)
def ask(slug: str, number: int) -> str:
    session = request_session()
    study, interview = _found(slug, number)
    source = source_of(session, interview)
    return render_template(
        "webapp/deleting/interview.html",
        study=study,
        interview=interview,
        has_names=keeps_names(session, study.id),
        turns=len(turns_of(session, source.id)),
        coded=coded_here(session, source),
        journeys=losing(session, interview),
        is_taken_back=interview.id in withdrawn_interviews(session, study.id),
        in_words=in_words,
        left=words_left(session, interview),
    )


@blueprint.post("/")
@requires(Role.RESEARCHER)
def delete(slug: str, number: int) -> ResponseReturnValue:
    study, interview = _found(slug, number)
    is_taken_back = request.form.get("taken_back") == "ja"
    gone = delete_interview(
        request_session(), vault_of(study), interview, with_codings=True, is_taken_back=is_taken_back
    )
    flash(_gone(gone))
    return redirect(url_for("interviews.all_interviews", slug=slug, _anchor="gewist"))


def _gone(gone: DeletedInterview) -> str:
    if not gone.words_left:
        return _("%(title)s is gewist, met alles wat eruit kwam.", title=gone.title)
    left = counted(len(gone.words_left), "plek staan", "plekken staan")
    return _("%(title)s is gewist. Op %(left)s er nog woorden uit: zie hieronder.", title=gone.title, left=left)


def _found(slug: str, number: int) -> tuple[Study, Interview]:
    study = study_by_slug(request_session(), slug)
    return study, interview_by_number(request_session(), study.id, number)
