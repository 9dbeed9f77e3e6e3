"""Routes for who wants no more invitations: by the link in a mail, in one press, or by the code of a letter."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from feedback.answers.entering import CodeUnknown
from feedback.answers.views.door import GUESSES, LONGEST_TYPED, TYPED
from feedback.answers.views.pages import blueprint, code_keys, outside
from feedback.codes.signs import CodeMistyped, read_code
from feedback.invitations.stopping import (
    CodeOfACard,
    LinkWrong,
    invitation_by_code,
    invitation_by_link,
    stop_inviting,
)
from feedback.people.models import OpinionInvitation
from foundation.limits.counting import give_back
from foundation.limits.sliding import TooOften
from foundation.request_session import bind_to_organisation, public_session
from studies.access import public

_DOOR = "feedback/invitations/no_more.html"


@blueprint.get("/geen-uitnodigingen")
@public
def no_more() -> str:
    return outside(_DOOR, typed="", error="")


@blueprint.post("/geen-uitnodigingen")
@public
def say_no_more() -> ResponseReturnValue:
    typed = request.form.get(TYPED, "")
    try:
        read_code(typed)
        reserved = current_app.extensions[GUESSES]()
        found = invitation_by_code(public_session(), code_keys(), typed)
    except (CodeMistyped, CodeUnknown, TooOften) as error:
        return outside(_DOOR, typed=typed[:LONGEST_TYPED], error=str(error)), error.status
    except CodeOfACard as told:
        give_back(public_session(), reserved)
        return outside(_DOOR, typed="", error=str(told))
    bind_to_organisation(found.organisation_id)
    give_back(public_session(), reserved)
    return _stopped(found)


@blueprint.get("/geen-uitnodigingen/<token>")
@public
def no_more_by_link(token: str) -> ResponseReturnValue:
    """Asks first: programs that look through mail follow every link."""
    try:
        invitation_by_link(public_session(), code_keys(), token)
    except LinkWrong as error:
        return outside(_DOOR, typed="", error=str(error)), error.status
    return outside("feedback/invitations/no_more_sure.html", token=token)


@blueprint.post("/geen-uitnodigingen/<token>")
@public
def say_no_more_by_link(token: str) -> ResponseReturnValue:
    """Also from a mail program (RFC 8058), which has no token of a form: who has the link needs no other."""
    try:
        found = invitation_by_link(public_session(), code_keys(), token)
    except LinkWrong as error:
        return outside(_DOOR, typed="", error=str(error)), error.status
    return _stopped(found)


def _stopped(invitation: OpinionInvitation) -> str:
    invitation_id = invitation.id
    bind_to_organisation(invitation.organisation_id)
    stop_inviting(public_session(), public_session().get_one(OpinionInvitation, invitation_id))
    return outside("feedback/invitations/no_more_done.html")
