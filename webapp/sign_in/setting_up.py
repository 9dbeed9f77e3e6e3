"""Second steps of one's own account: an app, and codes on paper."""

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from foundation.dutch import _
from foundation.request_session import mail_door, request_session, signed_in
from studies.access import EVERYONE, requires
from studies.accounts.passkeys.own import passkeys_of
from studies.accounts.second_step.authenticator import (
    CodeWrong,
    NotBegun,
    address_for_app,
    begin_app,
    confirm_app,
    secret_begun,
)
from studies.accounts.second_step.having import (
    LastSecondStep,
    is_obligatory,
    note_second_step,
    remove_app,
    second_steps_of,
)
from studies.accounts.second_step.qr_code import qr_code
from studies.accounts.second_step.recovery_codes import codes_left, make_codes
from studies.accounts.sign_ins.browsers import browser_of
from studies.accounts.sign_ins.own import end_other_sign_ins
from studies.letters.account_changes import AccountChange, post_account_change
from studies.models import Organisation, Person
from studies.proof import asks_proof, by_own_means, open_before_second_step
from webapp.requests.proof import OwnMeansNeeded
from webapp.sign_in.doors import blueprint
from webapp.sign_in.second_step import own_vault


@blueprint.get("/account/tweede-stap")
@requires(*EVERYONE)
@asks_proof
@open_before_second_step
def second_steps() -> str:
    session, me = request_session(), signed_in()
    steps = second_steps_of(session, me.person_id)
    return render_template(
        "webapp/sign_in/second_step/steps.html",
        steps=steps,
        lacks=me.lacks_second_step or (not steps and _must_have_one(session)),
        passkeys=passkeys_of(session, me.person_id),
        passkey_name=_this_device(),
    )


@blueprint.post("/account/tweede-stap/app")
@requires(*EVERYONE)
@asks_proof
@open_before_second_step
def begin() -> ResponseReturnValue:
    _check_may_set_up()
    begin_app(request_session(), own_vault(), signed_in().person_id)
    return redirect(url_for("sign_in.own_app"))


@blueprint.get("/account/tweede-stap/app")
@requires(*EVERYONE)
@asks_proof
@open_before_second_step
def own_app() -> ResponseReturnValue:
    return _app_page()


@blueprint.post("/account/tweede-stap/app/code")
@requires(*EVERYONE)
@asks_proof
@open_before_second_step
def confirm_own_app() -> ResponseReturnValue:
    _check_may_set_up()
    session, me = request_session(), signed_in()
    try:
        confirm_app(session, own_vault(), me.person_id, request.form.get("code", ""))
    except CodeWrong as error:
        return make_response(_app_page(str(error)), error.status)
    except NotBegun as error:
        flash(str(error))
        return redirect(url_for("sign_in.second_steps"))
    set_up(session, AccountChange.APP_SET_UP)
    flash(_("Je app is ingesteld. Op andere apparaten ben je afgemeld."))
    if codes_left(session, me.person_id) == 0:
        return _new_codes(session)
    return redirect(url_for("sign_in.second_steps"))


@blueprint.post("/account/tweede-stap/app/weg")
@requires(*EVERYONE)
@asks_proof
@by_own_means
def remove_own_app() -> ResponseReturnValue:
    return taken_away(remove_app, AccountChange.APP_REMOVED, _("Je app wordt niet meer gevraagd."))


@blueprint.post("/account/tweede-stap/herstelcodes")
@requires(*EVERYONE)
@asks_proof
@open_before_second_step
@by_own_means
def new_codes() -> ResponseReturnValue:
    session = request_session()
    if not second_steps_of(session, signed_in().person_id):
        return redirect(url_for("sign_in.second_steps"))
    tell_owner(session, AccountChange.CODES_MADE)
    return _new_codes(session)


def _check_may_set_up() -> None:
    """Whom an organisation vouched for sets up a first one, and changes none. Raises OwnMeansNeeded."""
    me = signed_in()
    if me.provider_id is not None and second_steps_of(request_session(), me.person_id):
        raise OwnMeansNeeded


def _must_have_one(session: Session) -> bool:
    me = signed_in()
    return is_obligatory(session, me.organisation_id, me.person_id)


def _this_device() -> str:
    """'Chrome, Windows': by which somebody knows a passkey that is made here."""
    browser = browser_of(request.headers.get("User-Agent", ""))
    return ", ".join(filter(None, (browser.name, browser.system)))


def set_up(session: Session, change: AccountChange) -> None:
    """Whoever is signed in elsewhere without it comes in anew; the owner hears of it."""
    me = signed_in()
    note_second_step(session, me.sign_in_id)
    end_other_sign_ins(session, me.person_id, me.sign_in_id)
    tell_owner(session, change)


def taken_away(remove: Callable[..., None], change: AccountChange, sentence: str) -> ResponseReturnValue:
    """`remove(session, person_id, must_stay=…)` does it, or raises LastSecondStep."""
    session, me = request_session(), signed_in()
    try:
        remove(session, me.person_id, must_stay=_must_have_one(session))
    except LastSecondStep as error:
        session.rollback()
        flash(str(error))
        return redirect(url_for("sign_in.second_steps"))
    tell_owner(session, change)
    flash(sentence)
    return redirect(url_for("sign_in.second_steps"))


def tell_owner(session: Session, change: AccountChange) -> None:
    """By mail, where mail leaves."""
    person = session.get_one(Person, signed_in().person_id)
    post_account_change(session, mail_door(), person, signed_in().organisation_id, change)


def _new_codes(session: Session) -> str:
    codes = make_codes(session, own_vault(), signed_in().person_id)
    return render_template("webapp/sign_in/second_step/recovery_codes.html", codes=codes)


def _app_page(error: str = "") -> ResponseReturnValue:
    session, me = request_session(), signed_in()
    secret = secret_begun(session, own_vault(), me.person_id)
    if secret is None:
        return redirect(url_for("sign_in.second_steps"))
    person, organisation = session.get_one(Person, me.person_id), session.get_one(Organisation, me.organisation_id)
    return render_template(
        "webapp/sign_in/second_step/app.html",
        picture=qr_code(address_for_app(secret, person.email, organisation.name)),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        error=error,
    )
