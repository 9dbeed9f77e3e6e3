"""Routes for when somebody calls with a code: who answers the telephone fills in the questions with them."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.answers.entering import CodeUnknown, NotOpen, check_open
from feedback.answers.views.door import GUESSES, LONGEST_TYPED, TYPED
from feedback.answers.views.pages import code_keys, come_in, leave
from feedback.codes.signs import CodeMistyped, read_code
from feedback.invitations.stopping import CodeOfACard, invitation_by_code, stop_inviting
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.limits.counting import give_back
from foundation.limits.sliding import TooOften
from foundation.request_session import request_session
from studies.access import Role, requires
from studies.trail.kinds import Kind
from studies.trail.noting import note

blueprint = Blueprint("calling", __name__, url_prefix="/iemand-belt")

DO, STOP = "doe", "stoppen"


class AnsweredAlready(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Met deze code is al geantwoord. Wil de beller iets veranderen? Dat kan met de code op de website.")
        )


@blueprint.get("/", strict_slashes=False)
@requires(Role.RESEARCHER)
def caller() -> str:
    return render_template("feedback/invitations/caller.html", typed="", error="")


@blueprint.post("/", strict_slashes=False)
@requires(Role.RESEARCHER)
def open_for_caller() -> ResponseReturnValue:
    """The questions, as the caller would see them; or no more invitations to who calls."""
    typed = request.form.get(TYPED, "")
    try:
        read_code(typed)
        reserved = current_app.extensions[GUESSES]()
        where = _stopped(typed) if request.form.get(DO) == STOP else _opened(typed)
    except (CodeMistyped, CodeUnknown, CodeOfACard, NotOpen, AnsweredAlready, TooOften) as error:
        return render_template(
            "feedback/invitations/caller.html", typed=typed[:LONGEST_TYPED], error=str(error)
        ), error.status
    give_back(request_session(), reserved)
    return redirect(where, 303)


def _opened(typed: str) -> str:
    """Noted without the code: nobody can tell whose answer it became."""
    note(request_session(), Kind.ANSWERED_BY_TELEPHONE)
    entered = come_in(typed)
    try:
        check_open(entered)
        if entered.is_spent:
            raise AnsweredAlready
    except ResearcherError:
        leave()
        raise
    return url_for("opinion.question", number=1)


def _stopped(typed: str) -> str:
    stop_inviting(request_session(), invitation_by_code(request_session(), code_keys(), typed))
    flash(_("Deze persoon krijgt geen uitnodigingen meer."))
    return url_for(".caller")
