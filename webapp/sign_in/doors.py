"""Signing in and out: e-mail and password, or a link that works once."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from foundation.cookies import cookie, has_cookie_of_before
from foundation.errors import ResearcherError
from foundation.forms.typed_address import without_signs
from foundation.limits.counting import give_back
from foundation.limits.sliding import TooOften
from foundation.request_session import mail_door, public_session, reading_across_organisations
from studies.access import public
from studies.accounts.by_provider.configuring import open_doors
from studies.accounts.second_step.half_way import HalfWay
from studies.accounts.sign_ins.failed import Way
from studies.accounts.sign_ins.lifetime import IDLE, SIGN_IN_LASTS
from studies.accounts.signing_in import (
    LinkSpent,
    NewSignIn,
    NowhereAtWork,
    SignInFailed,
    look_at_link,
    recognise_password,
    sign_in,
    use_link,
)
from webapp.requests.guard import COOKIE
from webapp.requests.rate_limits import attempt_at, count_wrong_link, failed_to_come_in
from webapp.requests.this_browser import this_browser
from webapp.sign_in.coming_and_going import come_in, go_out

blueprint = Blueprint("sign_in", __name__)


@blueprint.app_context_processor
def _how_long() -> dict[str, Any]:
    """Pages that say when somebody is signed out."""
    return {"lifetime": {"idle_hours": IDLE // timedelta(hours=1), "lasts_days": SIGN_IN_LASTS.days}}


@blueprint.get("/aanmelden")
@public
def form() -> ResponseReturnValue:
    if "signed_in" in g:
        return redirect(url_for("studies.all_studies"))
    return _form()


@blueprint.post("/aanmelden")
@public
def enter() -> ResponseReturnValue:
    address = inside(request.form.get("verder", ""))
    try:
        came = _with_password(request.form.get("email", ""), request.form.get("password", ""), address)
    except SignInFailed as error:
        failed_to_come_in(error.person_id, Way.PASSWORD)
        return _form(email=request.form.get("email", ""), error=str(error)), error.status
    except NowhereAtWork as error:
        return refused(error)
    except TooOften as error:
        return refused(error)
    return come_in(came, address)


@blueprint.get("/aanmelden/link/<token>", strict_slashes=False)
@public
def by_link(token: str) -> ResponseReturnValue:
    """Spends nothing: mail programs look where a link leads, and browsers fetch it beforehand."""
    try:
        found = look_at_link(public_session(), without_signs(token))
    except LinkSpent as error:
        return _wrong_link(error)
    return render_template("webapp/sign_in/link.html", found=found, token=without_signs(token))


@blueprint.post("/aanmelden/link/<token>", strict_slashes=False)
@public
def enter_by_link(token: str) -> ResponseReturnValue:
    try:
        came = use_link(public_session(), without_signs(token), this_browser())
    except LinkSpent as error:
        return _wrong_link(error)
    return come_in(came, url_for("studies.all_studies"))


@blueprint.post("/afmelden")
@public
def leave() -> ResponseReturnValue:
    return go_out()


def _with_password(email: str, password: str, address: str) -> NewSignIn | HalfWay:
    """Raises SignInFailed, TooOften."""
    reserved = attempt_at(email)
    with reading_across_organisations() as session:
        recognised = recognise_password(session, email, password)
    came = sign_in(public_session(), recognised, this_browser(), address, invitation_at(address))
    give_back(public_session(), reserved)
    return came


def _wrong_link(error: ResearcherError) -> ResponseReturnValue:
    try:
        count_wrong_link()
    except TooOften as too_often:
        return refused(too_often)
    return refused(error)


def refused(error: ResearcherError) -> ResponseReturnValue:
    """The page on which one signs in, with why it did not go on."""
    headers = error.headers if isinstance(error, TooOften) else {}
    return _form(email=request.form.get("email", ""), trouble=str(error)), error.status, headers


def _form(email: str = "", error: str = "", trouble: str = "") -> str:
    """`error`: why the password was not taken; `trouble`: why something else was not."""
    with reading_across_organisations() as session:
        doors = open_doors(session)
    return render_template(
        "webapp/sign_in/page.html",
        email=email,
        error=error,
        trouble=trouble,
        can_mail=mail_door() is not None,
        doors=doors,
        has_ended=(bool(cookie(COOKIE)) or has_cookie_of_before(COOKIE)) and "signed_in" not in g,
    )


def invitation_at(address: str) -> str:
    """The token of the invitation that this address shows; '' when it shows none."""
    try:
        endpoint, given = current_app.url_map.bind("").match(urlsplit(address).path)
    except HTTPException:
        return ""
    return without_signs(given["token"]) if endpoint == "answering.look" else ""


def inside(address: str) -> str:
    """Only a path on this site; anything else leads to the studies."""
    parts = urlsplit(address)
    safe = address.startswith("/") and not address.startswith("//") and not parts.netloc and "\\" not in address
    safe = safe and address.isprintable()
    return address if safe else url_for("studies.all_studies")
