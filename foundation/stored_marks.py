"""What the browser may forget: it keeps half-filled forms, until the server says that they are stored.

It is told in cookies, one for each. The browser's script takes a cookie away once it has forgotten; so it is told for
as long as no script came, also to who goes on before the page that says so is ready.
"""

from datetime import timedelta

from flask import Flask, Response, g

from foundation.cookies import cookies_that_begin, give_cookie, take_cookie
from foundation.secrets.tokens import new_name

_PREFIX = "stored_"
_MOST = 20
"""More than wait where scripts run; a browser without them takes none away, and keeps no forms."""
_DAY = timedelta(days=1)
"""For which a browser keeps a form."""


def init_app(app: Flask) -> None:
    """To be called before what commits is told: what was stored is told after it is."""
    app.after_request(_tell)


def tell_stored(kept: str) -> None:
    """Let the browser forget what it kept of this ('form:afspraken-demo').

    'over:typing:demo-3' also takes what other tabs kept of it; '*' is all that it keeps: somebody signed out.
    """
    g.setdefault("stored", []).append(kept)


def _tell(response: Response) -> Response:
    marks = g.get("stored", [])
    if not marks or response.status_code >= 400:
        return response
    waiting = cookies_that_begin(_PREFIX)
    for name in waiting[: max(0, len(waiting) + len(marks) - _MOST)]:
        take_cookie(response, name)
    for mark in marks:
        give_cookie(response, f"{_PREFIX}{new_name()}", mark, _DAY, for_scripts=True)
    return response
