"""Which browsers are known: those in which an account was signed in to before, by a signed cookie.

It opens nothing. Whoever has it is counted apart when a password is wrong; see webapp.requests.rate_limits.
"""

from typing import Any

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from foundation.secrets.sealing import keyed_digest
from foundation.secrets.tokens import new_name

_COOKIE = "verhaallijn_known"
_WHERE = "/aanmelden"
"""The only pages that the cookie goes to."""
_KNOWN_FOR = 180 * 24 * 3600
"""Seconds since somebody last signed in here."""
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
    response.set_cookie(
        _COOKIE,
        _serializer().dumps(newest),
        max_age=_KNOWN_FOR,
        path=_WHERE,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def _devices() -> dict[str, str]:
    """{digest of an account: name of this browser}, the newest first."""
    try:
        known: Any = _serializer().loads(request.cookies.get(_COOKIE, ""), max_age=_KNOWN_FOR)
    except BadSignature:
        return {}
    return dict(known)


def _digest(account: str) -> str:
    return keyed_digest(current_app.config["SECRET_KEY"], f"verhaallijn|known|{account}")[:_DIGITS]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="verhaallijn known browser")
