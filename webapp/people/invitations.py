"""Routes of invitations: sending one, again, and taking it back. Its link is shown once, and mailed too."""

from collections.abc import Sequence

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.email_address import needed_email_of
from foundation.mail.addresses import EmailUnusual
from foundation.mail.models import OutgoingMail
from foundation.request_session import mail_door, request_session, signed_in
from studies.access import MANAGERS, Role, requires
from studies.letters.invitation import post_invitation
from studies.models import Person, Study
from studies.people.granting import CountsChange, check_counts_stay
from studies.people.inviting import AlreadyHere, Invited, invite, invite_again, take_back
from studies.planning import study_by_slug
from webapp.people import of_organisation, of_study
from webapp.people.of_organisation import inviting_page
from webapp.people.of_study import asked_role, choosing_page, coded_by


@of_study.blueprint.post("/uitnodigen")
@requires(*MANAGERS)
def invite_to_study(slug: str) -> ResponseReturnValue:
    study, email, role = study_by_slug(request_session(), slug), request.form.get("email", ""), asked_role()
    if role is None:
        return choosing_page(study, email, {"role": _("Kies een rol.")}), 422
    try:
        _check_meant(email, role, [study])
        invited = invite(request_session(), email, role, study.id)
    except CountsChange as asked:
        return choosing_page(study, email, asked=asked), asked.status
    except AlreadyHere as error:
        return choosing_page(study, email, {"email": str(error)}, already=error), error.status
    except ResearcherError as error:
        return choosing_page(study, email, {"email": str(error)}), error.status
    return _link_page(invited, study), 201


@of_organisation.blueprint.post("/uitnodigen")
@requires(*MANAGERS)
def invite_to_organisation() -> ResponseReturnValue:
    email, named = request.form.get("email", ""), request.form.get("role", "")
    if named not in set(Role):
        return inviting_page(email, {"role": _("Kies een rol.")}), 422
    try:
        _check_meant(email, Role(named), request_session().exec(select(Study).order_by(col(Study.id))).all())
        invited = invite(request_session(), email, Role(named))
    except CountsChange as asked:
        return inviting_page(email, asked=asked), asked.status
    except AlreadyHere as error:
        return inviting_page(email, {"email": str(error)}, already=error), error.status
    except ResearcherError as error:
        return inviting_page(email, {"email": str(error)}), error.status
    return _link_page(invited), 201


@of_organisation.blueprint.post("/uitnodigingen/<int:number>")
@requires(*MANAGERS)
def again(number: int) -> ResponseReturnValue:
    """A new link, to the same address; the one from before works no more."""
    return _link_page(invite_again(request_session(), number)), 201


@of_organisation.blueprint.post("/uitnodigingen/<int:number>/weg")
@requires(*MANAGERS)
def withdraw(number: int) -> ResponseReturnValue:
    take_back(request_session(), number)
    flash(_("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect(url_for("staff.everybody"))


def _check_meant(email: str, role: Role, studies: Sequence[Study]) -> None:
    """Whoever coded here, left and is asked back: what they coded counts otherwise once they answer.

    Raises EmailNeeded, and CountsChange unless that is meant.
    """
    session = request_session()
    person_id = session.exec(select(Person.id).where(Person.email == needed_email_of(email))).first()
    if person_id is None or role is Role.GUEST or request.form.get("meant") == "ja":
        return
    for study in studies:
        check_counts_stay(session, study.id, person_id, role, coded_by(session, study, person_id))


def _link_page(invited: Invited, study: Study | None = None) -> str:
    mailed, trouble = _mailed(invited)
    return render_template(
        "webapp/people/link.html",
        study=study,
        invitation=invited.invitation,
        replaces=invited.replaces,
        address=_address(invited.token),
        mailed=mailed,
        trouble=trouble,
        organisation=of_organisation.own_organisation(),
    )


def _mailed(invited: Invited) -> tuple[OutgoingMail | None, str]:
    """The message that goes, or why none does; without mail neither."""
    door = mail_door()
    if door is None:
        return None, ""
    try:
        letter = post_invitation(request_session(), door, invited, signed_in().name, _address(invited.token))
    except EmailUnusual as error:
        return None, str(error)
    return letter, ""


def _address(token: str) -> str:
    return f"{current_app.config['SETTINGS'].public_url.rstrip('/')}/uitnodiging/{token}"
