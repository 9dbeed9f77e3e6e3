"""Passkeys of one's own account: adding one, its name, taking it away."""

from typing import Any

from flask import Response, current_app, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from foundation.cookies import cookie
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import request_session, signed_in
from studies.access import EVERYONE, requires
from studies.accounts.passkeys.challenges import Purpose, new_challenge, spend_challenge
from studies.accounts.passkeys.own import PasskeyGone, passkey_name, remove_passkey, rename_passkey
from studies.accounts.passkeys.registering import add_passkey, options_to_register
from studies.accounts.second_step.having import check_one_is_left
from studies.accounts.second_step.recovery_codes import codes_left
from studies.letters.account_changes import AccountChange
from studies.models import Person
from studies.proof import asks_proof, by_own_means, open_before_second_step
from webapp.requests.guard import COOKIE
from webapp.sign_in.by_passkey import own_site
from webapp.sign_in.doors import blueprint
from webapp.sign_in.setting_up import set_up, taken_away


@blueprint.post("/account/passkeys/begin")
@requires(*EVERYONE)
@asks_proof
@open_before_second_step
@by_own_means
def begin_passkey() -> Response:
    """Refused before the device asks for a finger when it could not be kept."""
    passkey_name(str(_sent().get("name") or ""))
    session, site = request_session(), own_site()
    challenge = new_challenge(session, cookie(COOKIE), Purpose.REGISTER)
    person = session.get_one(Person, signed_in().person_id)
    return Response(options_to_register(session, site, person, challenge), mimetype="application/json")


@blueprint.post("/account/passkeys")
@requires(*EVERYONE)
@asks_proof
@open_before_second_step
@by_own_means
def keep_passkey() -> Response:
    """`codes`: whether codes on paper are still to be made."""
    sent, site, me = _sent(), own_site(), signed_in()
    challenge = spend_challenge(current_app.extensions["engine"], cookie(COOKIE), Purpose.REGISTER)
    session = request_session()
    add_passkey(session, site, me.person_id, challenge, sent.get("credential"), str(sent.get("name") or ""))
    set_up(session, AccountChange.PASSKEY_ADDED)
    flash(_("Je passkey is toegevoegd. Op andere apparaten ben je afgemeld."))
    return jsonify(address=url_for("sign_in.second_steps"), codes=codes_left(session, me.person_id) == 0)


@blueprint.post("/account/passkeys/<int:number>/naam")
@requires(*EVERYONE)
@asks_proof
@by_own_means
def name_passkey(number: int) -> ResponseReturnValue:
    try:
        rename_passkey(request_session(), signed_in().person_id, number, request.form.get("name", ""))
        flash(_("De naam van je passkey is bewaard."))
    except ResearcherError as error:
        flash(str(error))
    return redirect(url_for("sign_in.second_steps"))


@blueprint.post("/account/passkeys/<int:number>/weg")
@requires(*EVERYONE)
@asks_proof
@by_own_means
def drop_passkey(number: int) -> ResponseReturnValue:
    def remove(session: Session, person_id: int, *, must_stay: bool) -> None:
        remove_passkey(session, person_id, number)
        check_one_is_left(session, person_id, must_stay=must_stay)

    try:
        return taken_away(remove, AccountChange.PASSKEY_REMOVED, _("De passkey is weggehaald."))
    except PasskeyGone as error:
        flash(str(error))
        return redirect(url_for("sign_in.second_steps"))


def _sent() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}
