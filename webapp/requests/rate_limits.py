"""How often one computer may try a password, a link to sign in or a council's link: guessing gets nowhere."""

from flask import Blueprint, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from foundation.secrets.tokens import digest_of

limiter = Limiter(get_remote_address, storage_uri="memory://", default_limits=[])


def _address_tried() -> str:
    """The e-mail address that is tried, unreadable: a limit that is reached is logged with it."""
    return digest_of(request.form.get("email", "").strip().lower())


per_computer = limiter.limit("10 per minute")
per_person = limiter.limit("5 per minute", key_func=_address_tried)
per_wrong_link = limiter.limit("20 per minute", deduct_when=lambda response: response.status_code == 422)


def limit_guessing(blueprint: Blueprint) -> None:
    """For routes that a token in the address opens: room for a whole council behind one address, none for guessing."""
    limiter.limit("300 per minute")(blueprint)
    limiter.limit("20 per minute", deduct_when=lambda response: response.status_code == 404)(blueprint)
