"""Routes of which conversation is whose: linked to a respondent, or taken away from one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.forms.numbers import read_number
from foundation.request_session import request_session
from interviews.respondents import conversations
from interviews.respondents.page.parts import Part
from interviews.respondents.views.pages import blueprint, respondent_here
from interviews.respondents.views.parts import hold_what_was_typed, keep_parts
from interviews.respondents.withdrawal import WordsHeldBack, holds_words_back
from interviews.texts.sources import interview_by_number
from interviews.views import study_here
from studies.access import Role, requires
from studies.models import Study


@blueprint.post("/<int:number>/gesprek")
@requires(Role.RESEARCHER)
def link_interview(number: int) -> ResponseReturnValue:
    """Link an interview, or take the link to the one in `loose` away; that asks first while its words are held back."""
    try:
        return keep_parts(number, part=Part.INTERVIEW)
    except WordsHeldBack:
        hold_what_was_typed(study_here(), number)
        loose = request.form.get("loose", 0, type=read_number)
        return redirect(url_for(".ask_loose", number=number, interview_number=loose))


@blueprint.get("/<int:number>/gesprek/<int:interview_number>/los")
@requires(Role.RESEARCHER)
def ask_loose(number: int, interview_number: int) -> ResponseReturnValue:
    session, study = request_session(), study_here()
    found, interview = respondent_here(study, number), interview_by_number(session, study.id, interview_number)
    if interview.respondent_id != found.id or not holds_words_back(session, found):
        return redirect(url_for(".one", number=number))
    return _loose_page(study, number, interview_number)


@blueprint.post("/<int:number>/gesprek/<int:interview_number>/los")
@requires(Role.RESEARCHER)
def unlink_with_reason(number: int, interview_number: int) -> ResponseReturnValue:
    session, study = request_session(), study_here()
    found, interview = respondent_here(study, number), interview_by_number(session, study.id, interview_number)
    try:
        conversations.unlink_interview(session, found, interview, request.form.get("reason", ""))
    except WordsHeldBack:
        error = _("Schrijf op waarom dit gesprek niet bij %(title)s hoort.", title=found.title)
        return _loose_page(study, number, interview_number, error), 422
    flash(_("%(interview)s is losgemaakt.", interview=interview.title))
    return redirect(url_for(".one", number=number))


def _loose_page(study: Study, number: int, interview_number: int, error: str = "") -> str:
    interview, found = (
        interview_by_number(request_session(), study.id, interview_number),
        respondent_here(study, number),
    )
    return render_template(
        "interviews/respondents/loose.html",
        study=study,
        respondent=found,
        interview=interview,
        why=str(WordsHeldBack(found, interview)),
        error=error,
    )
