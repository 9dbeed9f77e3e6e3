"""Coming in with a passkey alone, as second step after a password, and to show again who one is.

The script of the page asks for a challenge and sends what the device signed; both are JSON.
"""

from contextlib import suppress
from typing import Any

from flask import Response, current_app, jsonify, request, url_for

from foundation.cookies import cookie, give_cookie
from foundation.database.engine import unit_of_work
from foundation.dutch import _
from foundation.errors import NotFound
from foundation.request_session import (
    mail_door,
    public_session,
    reading_across_organisations,
    refuse_request,
    request_session,
    signed_in,
)
from foundation.secrets.tokens import new_token
from studies.access import EVERYONE, public, requires
from studies.accounts.models import Passkey
from studies.accounts.passkeys.challenges import CHALLENGE_LASTS, Purpose, new_challenge, spend_challenge
from studies.accounts.passkeys.own import passkeys_of
from studies.accounts.passkeys.recognising import (
    PasskeySuspect,
    PasskeyUnknown,
    close_suspect,
    options_to_recognise,
    recognise_passkey,
)
from studies.accounts.passkeys.site import PasskeySite, passkey_site
from studies.accounts.proving import note_proof
from studies.accounts.second_step.half_way import finish, half_way
from studies.accounts.sign_ins.browsers import browser_of
from studies.accounts.sign_ins.failed import Way
from studies.accounts.signed_in import start_sign_in
from studies.accounts.signing_in import NewSignIn, NowhereAtWork, first_organisation
from studies.letters.account_changes import AccountChange, post_account_change
from studies.models import CameBy, Person
from studies.proof import open_before_provider, open_before_second_step
from webapp.requests.guard import COOKIE
from webapp.requests.rate_limits import count_challenge, failed_to_come_in
from webapp.sign_in.coming_and_going import HALF_COOKIE, HALF_PATH, welcome
from webapp.sign_in.doors import blueprint, inside, invitation_at

_BROWSER = "verhaallijn_passkey"


class NoPasskeysHere(NotFound):
    """No page offers them here: only who asks by hand reads this."""

    def __init__(self) -> None:
        super().__init__(_("Passkeys werken niet op dit adres."))


@blueprint.post("/aanmelden/passkey/begin")
@public
def ask_passkey() -> Response:
    return _asked_at_the_door(Purpose.SIGN_IN)


@blueprint.post("/aanmelden/passkey")
@public
def come_by_passkey() -> Response:
    address = inside(str(_sent().get("verder") or ""))
    person = _recognised(Purpose.SIGN_IN, cookie(_BROWSER))
    session = public_session()
    browser = browser_of(request.headers.get("User-Agent", ""))
    organisation_id = first_organisation(session, person.id, invitation_at(address))
    token = start_sign_in(session, person.id, organisation_id, browser, CameBy.PASSKEY, has_second_step=True)
    return welcome(jsonify(address=address), NewSignIn(person, token))


@blueprint.post("/aanmelden/tweede-stap/passkey/begin")
@public
def ask_second_passkey() -> Response:
    with reading_across_organisations() as session:
        half = half_way(session, cookie(HALF_COOKIE))
        among = passkeys_of(session, half.person_id)
    return _asked_at_the_door(Purpose.SECOND_STEP, among)


@blueprint.post("/aanmelden/tweede-stap/passkey")
@public
def give_passkey() -> Response:
    with reading_across_organisations() as session:
        half = half_way(session, cookie(HALF_COOKIE))
    try:
        person = _recognised(Purpose.SECOND_STEP, cookie(_BROWSER), half.person_id)
    except PasskeyUnknown:
        failed_to_come_in(half.person_id, Way.PASSKEY)
        raise
    token = finish(public_session(), half)
    address = half.address or url_for("studies.all_studies")
    return welcome(jsonify(address=address), NewSignIn(person, token))


@blueprint.post("/account/bevestigen/passkey/begin")
@requires(*EVERYONE)
@open_before_second_step
@open_before_provider
def ask_own_passkey() -> Response:
    session = request_session()
    challenge = new_challenge(session, cookie(COOKIE), Purpose.CONFIRM)
    return _options(options_to_recognise(own_site(), challenge, passkeys_of(session, signed_in().person_id)))


@blueprint.post("/account/bevestigen/passkey")
@requires(*EVERYONE)
@open_before_second_step
@open_before_provider
def confirm_by_passkey() -> Response:
    me = signed_in()
    _recognised(Purpose.CONFIRM, cookie(COOKIE), me.person_id)
    note_proof(public_session(), me.sign_in_id, by_second_step=True)
    return jsonify(address=inside(str(_sent().get("verder") or "")))


def own_site() -> PasskeySite:
    """Raises NoPasskeysHere."""
    site = passkey_site(current_app.config["SETTINGS"].public_url)
    if site is None:
        raise NoPasskeysHere
    return site


@blueprint.app_context_processor
def _where_passkeys_work() -> dict[str, Any]:
    """Pages show no button where a browser gives none; '' then."""
    site = passkey_site(current_app.config["SETTINGS"].public_url)
    return {"passkey_host": site.host if site else ""}


def _asked_at_the_door(purpose: Purpose, among: list[Passkey] | None = None) -> Response:
    site, browser = own_site(), new_token()
    count_challenge()
    challenge = new_challenge(public_session(), browser, purpose)
    response = _options(options_to_recognise(site, challenge, among or []))
    give_cookie(response, _BROWSER, browser, CHALLENGE_LASTS, HALF_PATH)
    return response


def _recognised(purpose: Purpose, browser: str, person_id: int | None = None) -> Person:
    """Raises ChallengeOver, PasskeyUnknown, PasskeySuspect."""
    site = own_site()
    challenge = spend_challenge(current_app.extensions["engine"], browser, purpose)
    try:
        return recognise_passkey(public_session(), site, challenge, _sent().get("credential"), person_id)
    except PasskeySuspect as error:
        refuse_request()
        person = _close(error.number)
        if purpose is not Purpose.CONFIRM:
            failed_to_come_in(person, Way.PASSKEY)
        raise


def _close(number: int) -> int:
    """It stays closed, though this request is refused. Whose it is."""
    with unit_of_work(current_app.extensions["engine"], across=True) as session:
        person = close_suspect(session, number)
        with suppress(NowhereAtWork):
            organisation_id = first_organisation(session, person.id)
            post_account_change(session, mail_door(), person, organisation_id, AccountChange.PASSKEY_SUSPECT)
        return person.id


def _sent() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}


def _options(content: str) -> Response:
    return Response(content, mimetype="application/json")
