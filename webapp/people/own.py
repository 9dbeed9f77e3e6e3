"""Routes of the organisations that somebody works for: choosing one, and leaving it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import public_session, request_session, signed_in
from studies.access import EVERYONE, requires
from studies.accounts.signed_in import work_for
from studies.people.leaving import leave, membership_of
from studies.people.members import roles_of
from studies.proof import by_own_means
from webapp.people.of_organisation import own_organisation
from webapp.sign_in.coming_and_going import go_out

blueprint = Blueprint("own_organisations", __name__, url_prefix="/account/organisaties")


@blueprint.post("/<int:number>")
@requires(*EVERYONE)
@by_own_means
def choose(number: int) -> ResponseReturnValue:
    """For which one a new study is, and whose people and details are shown. A study is opened for its own, always."""
    work_for(public_session(), signed_in().sign_in_id, signed_in().person_id, number)
    return redirect(url_for("sign_in.account"))


@blueprint.get("/weg")
@requires(*EVERYONE)
def ask_leave() -> str:
    return _ask()


@blueprint.post("/weg")
@requires(*EVERYONE)
def leave_own() -> ResponseReturnValue:
    """The one that they work for now; signed out there at once."""
    session = request_session()
    try:
        leave(session, membership_of(session, signed_in().person_id))
    except ResearcherError as error:
        return _ask(str(error)), error.status
    flash(_("Je hoort niet meer bij die organisatie."))
    return go_out()


def _ask(error: str = "") -> str:
    return render_template(
        "webapp/people/leaving/leave.html",
        organisation=own_organisation(),
        studies=roles_of(request_session(), signed_in().person_id),
        error=error,
    )
