"""Who is signed in shows who they are once more, at doors that ask so; and nobody works without a second step who must.

It stands before every route, after the roles: see studies.proof for what a route declares.
"""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from foundation.dutch import _
from foundation.errors import Refused
from studies.accounts.proving import is_fresh
from webapp.requests.posted_again import is_a_form_of_a_person


class OwnMeansNeeded(Refused):
    """Somebody came in through their organisation, and wants to change what is theirs alone."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Je bent aangemeld via je organisatie. Dit kan alleen als je je aanmeldt met je eigen wachtwoord of "
                "passkey. Er is niets gewijzigd."
            )
        )


class ProofNeeded(Refused):
    """Somebody sent a form to a door that asks more: what they typed comes back with this."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Wat je invulde, staat hieronder. Het is nog niet bewaard. Open ‘Jouw account’ in een nieuw tabblad en "
                "kies daar je tweede stap. Laat zien dat jij het bent. Kom dan hier terug en verstuur het opnieuw."
            )
        )


def ask_for_proof() -> ResponseReturnValue | None:
    """Where to go first; None when the route may be served. Raises ProofNeeded, OwnMeansNeeded."""
    view: Any = current_app.view_functions.get(request.endpoint or "")
    if "signed_in" not in g or getattr(view, "roles", None) is None:
        return None
    if g.signed_in.lacks_provider and not getattr(view, "is_open_before_provider", False):
        return _first(url_for("by_provider.go_there"))
    if getattr(view, "is_by_own_means", False) and g.signed_in.provider_id is not None:
        raise OwnMeansNeeded
    if g.signed_in.lacks_second_step and not getattr(view, "is_open_before_second_step", False):
        return _first(url_for("sign_in.second_steps"))
    if getattr(view, "asks_proof", False) and not is_fresh(g.signed_in.proved_at):
        return _first(url_for("sign_in.confirm", verder=_wanted()))
    return None


def _first(address: str) -> ResponseReturnValue:
    if request.headers.get("HX-Request") or request.accept_mimetypes.best == "application/json":
        return Response(status=401, headers={"HX-Redirect": address})
    if is_a_form_of_a_person() and any(name != "csrf_token" for name in request.form):
        raise ProofNeeded
    return redirect(address)


def _wanted() -> str:
    """The page that was asked for, or the one on which somebody pressed a button: there they press it again."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return _page_that_sent() or _page_above()


def _page_that_sent() -> str:
    """As the browser tells it; '' where it does not, or where it is no page of ours."""
    try:
        sent = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    if sent.netloc != request.host or not _is_page(sent.path):
        return ""
    return f"{sent.path}?{sent.query}" if sent.query else sent.path


def _page_above() -> str:
    """The nearest one: /organisatie/mensen/5/tweede-stap is a form of /organisatie/mensen/5."""
    if request.blueprint == "sign_in" and request.path.startswith("/account/"):
        return url_for("sign_in.second_steps")
    above = (parent.as_posix() for parent in PurePosixPath(request.path).parents)
    return next((address for address in (request.path, *above) if _is_page(address)), url_for("studies.all_studies"))


def _is_page(address: str) -> bool:
    try:
        current_app.url_map.bind(request.host).match(address, method="GET")
    except HTTPException:
        return False
    return True
