"""What stands before every route: who is asking, and may they."""

import logging
from typing import Any

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from foundation.cookies import cookie
from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _
from foundation.errors import Refused, ResearcherError
from foundation.request_session import SignedIn
from studies.access import Role
from studies.accounts.sign_ins.lifetime import is_to_be_noted, note_use
from studies.accounts.signed_in import recognise
from studies.planning import StudyUnknown
from webapp.requests.posted_again import is_a_form_of_a_person
from webapp.requests.proof import ask_for_proof
from webapp.requests.security_headers import add_security_headers
from webapp.requests.whose_pages import turn_to

COOKIE = "verhaallijn_sign_in"
_OF_NOBODY = ("static", "health.alive", "health.ready", "metrics.all_of_them")
"""Answers that are the same for everybody: nobody is looked up."""
csrf = CSRFProtect()
log = logging.getLogger(__name__)


class NotYours(Refused):
    """A door that is closed for this role; webapp.error_pages says which are open."""

    def __init__(self) -> None:
        super().__init__(_("Dit hoort niet bij jouw rol."))


class SignedOut(ResearcherError):
    """Somebody sent a form after being signed out: what they typed comes back with this."""

    status = 401

    def __init__(self) -> None:
        super().__init__(
            _(
                "Wat je invulde, staat hieronder. Het is nog niet bewaard. Meld je aan in een nieuw tabblad. "
                "Kom dan terug naar deze pagina en verstuur het opnieuw."
            )
        )


def init_app(app: Flask) -> None:
    """Guard every route of `app`."""
    app.before_request(_recognise)  # before the tokens of forms are looked at: each person has their own
    app.before_request(_send_strangers_to_sign_in)  # whatever page it came from
    csrf.init_app(app)
    app.before_request(_admit)
    app.before_request(ask_for_proof)
    app.after_request(add_security_headers)


def _recognise() -> None:
    person = _person_from_cookie()
    if person is not None:
        g.signed_in = person
        turn_to(person.person_id)


def _send_strangers_to_sign_in() -> ResponseReturnValue | None:
    if "signed_in" in g or request.endpoint is None or _declared_roles(request.endpoint) is None:
        return None
    return _to_sign_in()


def _admit() -> None:
    """Raises NotYours, and StudyUnknown for a study in which they have no role."""
    roles = _declared_roles(request.endpoint) if request.endpoint else None
    if roles is None:
        return
    if _study_asked_for() and g.signed_in.role is Role.GUEST:
        raise StudyUnknown
    if g.signed_in.role not in roles:
        raise NotYours


def _declared_roles(endpoint: str) -> frozenset[str] | None:
    """The roles a route declares; None is public. A route that declares nothing is a defect: never served."""
    if endpoint == "static":
        return None
    view: Any = current_app.view_functions[endpoint]
    roles: frozenset[str] | None = view.roles
    return roles


def is_for_staff() -> bool:
    """Whether the answer goes to somebody at work: on their own pages, or signed in where there is no page."""
    if request.endpoint is None:
        return "signed_in" in g
    return request.blueprint in ("sign_in", "by_provider") or _declared_roles(request.endpoint) is not None


def may_open(endpoint: str) -> bool:
    """Whether the person behind this request has a role that the route asks for."""
    return g.signed_in.role in (_declared_roles(endpoint) or ())


def _person_from_cookie() -> SignedIn | None:
    token = cookie(COOKIE)
    if not token or request.endpoint in _OF_NOBODY:
        return None
    engine = current_app.extensions["engine"]
    slug = _study_asked_for()
    with unit_of_work(read_only(engine), across=True) as session:
        found = recognise(session, token, slug)
    if found is None:
        return None
    if is_to_be_noted(found.sign_in):
        with unit_of_work(engine, across=True) as session:
            note_use(session, found.sign_in.id, found.person.id, found.organisation.id)
    role = found.role if slug is None else found.role_in_study or Role.GUEST
    return SignedIn(
        found.person.id,
        found.organisation.id,
        found.person.name,
        role,
        found.sign_in.id,
        found.sign_in.proved_at,
        found.lacks_second_step,
        found.lacks_provider,
        found.sign_in.provider_id,
    )


def _study_asked_for() -> str | None:
    """The study that the address of this request is of, as it names it."""
    slug: str | None = (request.view_args or {}).get("slug") or g.get("slug")
    return slug


def _to_sign_in() -> ResponseReturnValue:
    """Back to the page afterwards; a part that htmx asked for sends the whole page there.

    Raises SignedOut for a form that somebody filled in.
    """
    if is_a_form_of_a_person() and request.form:
        raise SignedOut
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    address = url_for("sign_in.form", verder=wanted)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("sign_in.form")})
    return redirect(address)
