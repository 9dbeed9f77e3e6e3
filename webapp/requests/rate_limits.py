"""How often somebody may fail at a password or a link: guessing gets nowhere, and nobody else is stopped by it.

A wrong password counts for the account, for the account in that network, and for the network. A browser in which this
account signed in before has a count of its own: strangers who try Anna's account don't stop Anna, and Anna doesn't stop
her colleague behind the same address. A wrong link counts for the network, and a right one always works.
"""

from flask import Blueprint, Response, current_app, request

from foundation.database.engine import unit_of_work
from foundation.limits.counting import Reserved, reserve, tries_left
from foundation.limits.networks import network_of, surroundings_of
from foundation.limits.sliding import Limit, TooOften
from foundation.request_session import refuse_request
from foundation.secrets.sealing import keyed_digest
from studies.accounts.sign_ins.failed import Way, count_failure
from webapp.requests.known_browsers import known_device

_QUARTER, _HOUR, _DAY = 900, 3600, 86_400
_DIGITS = 32


def attempt_at(email: str) -> Reserved:
    """An attempt at the password of this account: it counts as failed until it is given back. Raises TooOften."""
    account, network = email.strip().lower(), network_of(request.remote_addr)
    if device := known_device(account):
        return _reserve(Limit(_key("device", f"{account}|{device}"), 10, _QUARTER))
    return _reserve(
        Limit(_key("account", account), 20, _HOUR),
        Limit(_key("pair", f"{account}|{network}"), 10, _QUARTER),
        Limit(_key("network", network), 100, _QUARTER),
    )


def attempt_at_code(person_id: int) -> Reserved:
    """An attempt at a second step, by who showed a password or link: nobody else can use it up. Raises TooOften."""
    return _reserve(*_of_codes(person_id))


def codes_left_to_try(person_id: int) -> int:
    return tries_left(current_app.extensions["counts"], _of_codes(person_id))


def _of_codes(person_id: int) -> tuple[Limit, ...]:
    """Three codes of a million are right: at this pace guessing takes centuries."""
    return Limit(_key("code", str(person_id)), 5, _QUARTER), Limit(_key("codes", str(person_id)), 20, _DAY)


def attempt_at_entry_code() -> Reserved:
    """An attempt at a one-time code, before it is looked for: counted for the network, and a few for what lies around
    it; then for all of them together.

    Whoever uses up what all have together keeps nobody out who did not guess: what lies around them has a few of its
    own. With 100,000 codes about, 200 an hour find one in a year and more. Raises TooOften.
    """
    here, around = network_of(request.remote_addr), surroundings_of(request.remote_addr)
    network = Limit(_key("entry", here), 20, _QUARTER)
    try:
        return _reserve(network, Limit(_key("entry around", around), 2, _HOUR))
    except TooOften:
        return _reserve(network, Limit(_key("entries", ""), 200, _HOUR))


def count_asked_link(email: str) -> None:
    """Somebody asks for a link by mail: nobody's mailbox is filled by it. Raises TooOften."""
    account, network = email.strip().lower(), network_of(request.remote_addr)
    _reserve(Limit(_key("asked", account), 4, _HOUR), Limit(_key("asking", network), 30, _HOUR))


def count_challenge() -> None:
    """Somebody who is not signed in asks what a passkey has to sign: each is kept for minutes. Raises TooOften."""
    _reserve(Limit(_key("challenge", network_of(request.remote_addr)), 300, _QUARTER))


def count_visit() -> None:
    """Somebody goes to their organisation's sign-in service: that is kept for minutes. Raises TooOften."""
    _reserve(Limit(_key("visit", network_of(request.remote_addr)), 300, _QUARTER))


def attempt_by_provider() -> Reserved:
    """Somebody comes back from there: it counts as failed until it is given back. Raises TooOften."""
    return _reserve(Limit(_key("provider", network_of(request.remote_addr)), 100, _QUARTER))


def failed_to_come_in(person_id: int, way: Way) -> None:
    """For the history. Also of nobody, so that it takes as long. What this request began to write does not stay."""
    refuse_request()
    with unit_of_work(current_app.extensions["engine"], across=True) as session:
        count_failure(session, person_id, way)


def limit_guessing(blueprint: Blueprint) -> None:
    """For routes that a token in the address opens: what leads nowhere counts."""
    blueprint.after_request(_count_when_nowhere)


def _count_when_nowhere(response: Response) -> Response:
    if response.status_code != 404:
        return response
    try:
        count_wrong_link()
    except TooOften as error:
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def count_wrong_link() -> None:
    """Somebody came with a link that nobody has. Raises TooOften."""
    refuse_request()  # while it holds the turn to write, nothing can be counted
    _reserve(Limit(_key("link", network_of(request.remote_addr)), 60, _QUARTER))


def _reserve(*limits: Limit) -> Reserved:
    return reserve(current_app.extensions["counts"], limits)


def _key(kind: str, what: str) -> str:
    """What is counted, unreadable: no address stands in the database or in the log."""
    secret = current_app.config["SECRET_KEY"]
    return f"{kind}:{keyed_digest(secret, f'verhaallijn|attempts|{kind}|{what}')[:_DIGITS]}"
