"""One's own account: who one is here, a first password, and where one is signed in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.request_session import request_session, signed_in
from studies.access import EVERYONE, Role, requires
from studies.accounts.passwords import SHORTEST_PASSWORD, PasswordTooShort, hashed
from studies.accounts.persons import give_first_password
from studies.accounts.sign_ins.own import SignInGone, end_every_sign_in, end_sign_in, sign_ins_of
from studies.models import Organisation, Person
from webapp.sign_in.coming_and_going import go_out
from webapp.sign_in.doors import blueprint


@blueprint.get("/account")
@requires(*EVERYONE)
def account() -> ResponseReturnValue:
    return _account()


@blueprint.post("/account/wachtwoord")
@requires(*EVERYONE)
def choose_password() -> ResponseReturnValue:
    try:
        stored = hashed(request.form.get("password", ""))  # before anybody who writes has to wait for it
        give_first_password(request_session(), signed_in().person_id, stored)
    except PasswordTooShort as error:
        return _account(error), error.status
    flash(_("Je wachtwoord is bewaard. Voortaan kun je je ermee aanmelden."))
    return redirect(url_for("sign_in.account"))


@blueprint.post("/account/aanmeldingen/<int:number>/af")
@requires(*EVERYONE)
def end_one(number: int) -> ResponseReturnValue:
    if number == signed_in().sign_in_id:
        return go_out()
    try:
        end_sign_in(request_session(), signed_in().person_id, number)
        flash(_("Dat apparaat is afgemeld."))
    except SignInGone as error:
        flash(str(error))
    return redirect(url_for("sign_in.account"))


@blueprint.post("/account/overal-af")
@requires(*EVERYONE)
def end_everywhere() -> ResponseReturnValue:
    end_every_sign_in(request_session(), signed_in().person_id)
    return go_out()


def _account(error: PasswordTooShort | None = None) -> str:
    """`error`: why a password was not taken."""
    session = request_session()
    return render_template(
        "webapp/sign_in/account.html",
        person=session.get_one(Person, signed_in().person_id),
        organisation=session.get_one(Organisation, signed_in().organisation_id),
        role=Role(signed_in().role).dutch,
        sign_ins=sign_ins_of(session, signed_in().person_id),
        here=signed_in().sign_in_id,
        shortest=SHORTEST_PASSWORD,
        password_error=str(error or ""),
    )
