"""What a browser gets when somebody comes in, and what it gives back when they go."""

from flask import Response, current_app, make_response, redirect, request, url_for

from foundation.request_session import public_session
from foundation.stored_marks import tell_stored
from studies.accounts.sign_ins.lifetime import SIGN_IN_LASTS
from studies.accounts.signed_in import sign_out
from studies.accounts.signing_in import NewSignIn
from webapp.requests.guard import COOKIE
from webapp.requests.known_browsers import know_browser
from webapp.requests.whose_pages import end_pages, turn_to


def come_in(came: NewSignIn, address: str) -> Response:
    """On to `address`, signed in. Whoever was signed in here until now is no longer."""
    sign_out(public_session(), request.cookies.get(COOKIE, ""))
    turn_to(came.person.id)
    response = make_response(redirect(address))
    response.set_cookie(
        COOKIE,
        came.token,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    know_browser(response, came.person.email)
    return response


def go_out() -> Response:
    """To where one signs in. What this browser kept for who goes, goes too."""
    sign_out(public_session(), request.cookies.get(COOKIE, ""))
    end_pages()
    tell_stored("*")
    response = make_response(redirect(url_for("sign_in.form")))
    response.delete_cookie(COOKIE)
    return response
