"""Signing in and out: e-mail and password, or a link that works once."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.errors import ResearcherError
from foundation.forms.typed_address import without_signs
from foundation.request_session import public_session, reading_across_organisations, request_session, signed_in
from foundation.stored_marks import tell_stored
from studies.access import EVERYONE, Role, public, requires
from studies.models import Organisation, Person
from studies.signed_in import SIGN_IN_LASTS, sign_out
from studies.signing_in import SignInFailed, recognise_password, sign_in, use_link
from webapp.requests.guard import COOKIE
from webapp.requests.rate_limits import per_computer, per_person, per_wrong_link

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/aanmelden")
@public
def form() -> ResponseReturnValue:
    if "signed_in" in g:
        return redirect(url_for("studies.all_studies"))
    return render_template("webapp/sign_in/page.html", email="", error="")


@blueprint.post("/aanmelden")
@public
@per_computer
@per_person
def enter() -> ResponseReturnValue:
    email = request.form.get("email", "")
    try:
        with reading_across_organisations() as session:
            recognised = recognise_password(session, email, request.form.get("password", ""))
        token = sign_in(public_session(), recognised)
    except SignInFailed as error:
        return render_template("webapp/sign_in/page.html", email=email, error=str(error)), 422
    return _with_cookie(token, _inside(request.form.get("verder", "")))


@blueprint.get("/aanmelden/link/<token>", strict_slashes=False)
@public
@per_wrong_link
def by_link(token: str) -> ResponseReturnValue:
    if request.method == "HEAD":  # somebody's mail program looks whether the link leads anywhere
        return ""
    g.writes_on_get = True
    try:
        cookie = use_link(public_session(), without_signs(token))
    except ResearcherError as error:
        return render_template("webapp/sign_in/page.html", email="", error=str(error)), 422
    return _with_cookie(cookie, url_for("studies.all_studies"))


@blueprint.get("/account")
@requires(*EVERYONE)
def account() -> ResponseReturnValue:
    session = request_session()
    person = session.get_one(Person, signed_in().person_id)
    organisation = session.get_one(Organisation, signed_in().organisation_id)
    return render_template(
        "webapp/sign_in/account.html", person=person, organisation=organisation, role=Role(signed_in().role).dutch
    )


@blueprint.post("/afmelden")
@public
def leave() -> ResponseReturnValue:
    sign_out(public_session(), request.cookies.get(COOKIE, ""))
    tell_stored("*")
    response = make_response(redirect(url_for("sign_in.form")))
    response.delete_cookie(COOKIE)
    return response


def _with_cookie(token: str, address: str) -> Response:
    response = make_response(redirect(address))
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


def _inside(address: str) -> str:
    """Only a path on this site; anything else leads to the studies."""
    parts = urlsplit(address)
    safe = address.startswith("/") and not address.startswith("//") and not parts.netloc and "\\" not in address
    safe = safe and address.isprintable()
    return address if safe else url_for("studies.all_studies")
