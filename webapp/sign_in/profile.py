"""One's own name and e-mail address."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.email_address import EmailNeeded
from foundation.forms.typed_address import without_signs
from foundation.limits.sliding import TooOften
from foundation.mail.addresses import EmailUnusual
from foundation.mail.outbox import MailDoor
from foundation.request_session import mail_door, request_session, signed_in
from studies.access import EVERYONE, requires
from studies.accounts.persons import NameMissing
from studies.accounts.profile import (
    EmailLinkSpent,
    ask_other_email,
    asked_email,
    change_name,
    is_anybodys,
    take_other_email,
)
from studies.letters.account_changes import AccountChange, post_account_change
from studies.letters.new_email import post_new_email_link
from studies.models import Organisation, Person
from studies.proof import asks_proof, by_own_means
from webapp.requests.rate_limits import count_asked_link
from webapp.sign_in.account import account_page
from webapp.sign_in.doors import blueprint


@blueprint.post("/account/naam")
@requires(*EVERYONE)
def rename() -> ResponseReturnValue:
    try:
        change_name(request_session(), signed_in().person_id, request.form.get("name", ""))
    except NameMissing as error:
        return account_page({"name": str(error)}), error.status
    flash(_("Je naam is bewaard."))
    return redirect(url_for("sign_in.account"))


@blueprint.get("/account/e-mail")
@requires(*EVERYONE)
@asks_proof
@by_own_means
def other_email() -> str:
    return _page()


@blueprint.post("/account/e-mail")
@requires(*EVERYONE)
@asks_proof
@by_own_means
def ask_for_other_email() -> ResponseReturnValue:
    """The answer is the same when the address is somebody's already."""
    written, door = request.form.get("email", ""), mail_door()
    if door is None:
        return _page(written)
    try:
        count_asked_link(written)
        _ask(door, written)
    except TooOften as error:
        return _page(written, str(error)), error.status, error.headers
    except (EmailNeeded, EmailUnusual) as error:
        return _page(written, str(error)), error.status
    return _page(written, is_asked=True)


@blueprint.get("/account/e-mail/<token>", strict_slashes=False)
@requires(*EVERYONE)
def confirm_email(token: str) -> ResponseReturnValue:
    """Spends nothing: mail programs look where a link leads."""
    try:
        change = asked_email(request_session(), signed_in().person_id, without_signs(token))
    except EmailLinkSpent as error:
        return _spent(error)
    return render_template("webapp/sign_in/email_link.html", email=change.email, token=without_signs(token))


@blueprint.post("/account/e-mail/<token>", strict_slashes=False)
@requires(*EVERYONE)
@by_own_means
def take_email(token: str) -> ResponseReturnValue:
    session, me = request_session(), signed_in()
    try:
        before = take_other_email(session, me.person_id, without_signs(token), me.sign_in_id)
    except EmailLinkSpent as error:
        return _spent(error)
    person = session.get_one(Person, me.person_id)
    post_account_change(session, mail_door(), person, me.organisation_id, AccountChange.EMAIL, before)
    flash(_("Voortaan meld je je aan met %(email)s.", email=person.email))
    return redirect(url_for("sign_in.account"))


def _ask(door: MailDoor, written: str) -> None:
    """Raises EmailNeeded, EmailUnusual."""
    session, me = request_session(), signed_in()
    change, token = ask_other_email(session, me.person_id, written)
    if is_anybodys(session, change.email):
        return
    public_url = current_app.config["SETTINGS"].public_url.rstrip("/")
    organisation = session.get_one(Organisation, me.organisation_id)
    address = public_url + url_for("sign_in.confirm_email", token=token)
    post_new_email_link(session, door, change, organisation, address)


def _spent(error: ResearcherError) -> ResponseReturnValue:
    return _page(trouble=str(error)), error.status


def _page(email: str = "", trouble: str = "", *, is_asked: bool = False) -> str:
    return render_template(
        "webapp/sign_in/email.html",
        person=request_session().get_one(Person, signed_in().person_id),
        email=email,
        trouble=trouble,
        is_asked=is_asked,
        can_mail=mail_door() is not None,
    )
