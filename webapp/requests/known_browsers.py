"""Which browsers are known: those in which an account was signed in to before, by a signed cookie.

It opens nothing. Whoever has it is counted apart when a password is wrong; see webapp.requests.rate_limits.
"""

from datetime import timedelta
from typing import Any

from flask import Response, current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from foundation.cookies import cookie, give_cookie
from foundation.secrets.sealing import keyed_digest
from foundation.secrets.tokens import new_name

_COOKIE = "verhaallijn_known"
_WHERE = "/aanmelden"
"""The only pages that the cookie goes to, on http."""
_KNOWN_FOR = timedelta(days=180)
"""Since somebody last signed in here."""
_MOST = 6
"""Accounts of which one browser is known: a computer that a team shares."""
_DIGITS = 16


def known_device(account: str) -> str:
    """The name of this browser for this account; '' when it was never signed in to here."""
    return _devices().get(_digest(account), "")


def know_browser(response: Response, account: str) -> None:
    """From now on this is a known browser of this account."""
    devices, own = _devices(), _digest(account)
    device = devices.pop(own, "") or new_name()
    newest = dict([(own, device), *devices.items()][:_MOST])
    give_cookie(response, _COOKIE, _serializer().dumps(newest), _KNOWN_FOR, _WHERE)


def _devices() -> dict[str, str]:
    """{digest of an account: name of this browser}, the newest first."""
    try:
        known: Any = _serializer().loads(cookie(_COOKIE), max_age=int(_KNOWN_FOR.total_seconds()))
    except BadSignature:
        return {}
    return dict(known)


def _digest(account: str) -> str:
    return keyed_digest(current_app.config["SECRET_KEY"], f"verhaallijn|known|{account}")[:_DIGITS]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="verhaallijn known browser")
