"""The desk of who follows up: signals on top, what is due first below that, and one that lies open."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.cases.models import FollowUpCase, Outcome
from feedback.codes.keys import CodeKeys
from feedback.follow_up import handling
from feedback.follow_up.queue import closed_ones, followed, on_time, open_ones, steps_of
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import whole_number
from foundation.request_session import request_session, signed_in
from studies.access import Role, requires

blueprint = Blueprint("follow_up", __name__, url_prefix="/metingen/opvolging")
_FOLLOW = (Role.RESEARCHER, Role.SOCIAL_TEAM)


@blueprint.get("/", strict_slashes=False)
@requires(*_FOLLOW)
def desk() -> str:
    return _desk(None)


@blueprint.get("/<case>")
@requires(*_FOLLOW)
def one(case: str) -> str:
    return _desk(handling.case_at(request_session(), case))


@blueprint.post("/<case>/neem")
@requires(*_FOLLOW)
def take(case: str) -> ResponseReturnValue:
    found = handling.case_at(request_session(), case)
    try:
        handling.take(request_session(), found, whole_number(request.form.get("van", "")))
    except ResearcherError as refused:
        return _desk(found, str(refused)), refused.status
    flash(_("Deze opmerking staat nu op jouw naam."))
    return redirect(url_for(".one", case=case), 303)


@blueprint.post("/<case>/nummer")
@requires(*_FOLLOW)
def number(case: str) -> ResponseReturnValue:
    """Shown once, and never in an address."""
    session = request_session()
    found = handling.case_at(session, case)
    try:
        return _desk(found, telephone=handling.number_of(session, CodeKeys(session), found))
    except ResearcherError as refused:
        return _desk(found, str(refused)), refused.status


@blueprint.post("/<case>/geen-signaal")
@requires(*_FOLLOW)
def no_signal(case: str) -> ResponseReturnValue:
    found = handling.case_at(request_session(), case)
    try:
        handling.say_it_is_no_signal(request_session(), found, request.form.get("waarom", ""))
    except ResearcherError as refused:
        return _refused(found, refused)
    flash(_("Dit is nu een gewone opmerking. Binnen vijf werkdagen klaar."))
    return redirect(url_for(".one", case=case), 303)


@blueprint.post("/<case>")
@requires(*_FOLLOW)
def keep(case: str) -> ResponseReturnValue:
    """What was done is noted, or it is closed when that was pressed."""
    session, form = request_session(), request.form
    found = handling.case_at(session, case)
    done, how = form.get("gedaan", ""), form.get("afloop", "")
    try:
        if "sluit" in form:
            handling.close(session, found, handling.Ending(done, how, form.get("datum", "")))
        else:
            handling.note_done(session, found, done, is_not_reached=how == "nog_eens")
    except ResearcherError as refused:
        return _refused(found, refused)
    flash(_("Gesloten.") if "sluit" in form else _("Bewaard."))
    return redirect(url_for(".desk") if "sluit" in form else url_for(".one", case=case), 303)


def _refused(case: FollowUpCase, refused: ResearcherError) -> ResponseReturnValue:
    errors = refused.errors if isinstance(refused, handling.NotDoneYet) else {}
    return _desk(case, str(refused), errors=errors), refused.status


def _desk(
    case: FollowUpCase | None, told: str = "", *, errors: Mapping[str, str] | None = None, telephone: str = ""
) -> str:
    session, reads_all = request_session(), signed_in().role == Role.RESEARCHER
    waiting = open_ones(session, reads_all=reads_all)
    shown = followed(session, case, reads_all=reads_all) if case else next(iter(waiting), None)
    return render_template(
        "feedback/follow_up/desk.html",
        signals=[one for one in waiting if one.is_signal],
        remarks=[one for one in waiting if not one.is_signal],
        late=sum(one.is_late for one in waiting),
        closed=closed_ones(session, reads_all=reads_all),
        open=shown,
        steps=steps_of(session, shown.case) if shown else [],
        mine=session.info.get("person_id"),
        figures=on_time(session),
        outcomes=Outcome,
        told=told,
        errors=errors or {},
        telephone=telephone,
        typed=request.form,
        longest=handling.LONGEST_NOTE,
    )
