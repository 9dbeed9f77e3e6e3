"""What a browser gets when somebody comes in, and what it gives back when they go."""

from flask import Response, g, make_response, redirect, url_for

from foundation.cookies import cookie, give_cookie, has_cookie_of_before, take_cookie
from foundation.request_session import public_session
from foundation.stored_marks import tell_stored
from studies.accounts.second_step.half_way import HALF_LASTS, HalfWay
from studies.accounts.sign_ins.lifetime import SIGN_IN_LASTS
from studies.accounts.signed_in import sign_out
from studies.accounts.signing_in import NewSignIn
from webapp.requests.guard import COOKIE
from webapp.requests.known_browsers import know_browser
from webapp.requests.whose_pages import end_pages, turn_to

HALF_COOKIE, HALF_PATH = "verhaallijn_half_way", "/aanmelden"


def come_in(came: NewSignIn | HalfWay, address: str) -> Response:
    """On to `address`, signed in, or to the second step. Whoever was signed in here until now is no longer."""
    if isinstance(came, HalfWay):
        return _go_on_half_way(came)
    return welcome(make_response(redirect(address)), came)


def welcome(response: Response, came: NewSignIn) -> Response:
    """The same answer, with what keeps this browser signed in."""
    sign_out(public_session(), cookie(COOKIE))
    turn_to(came.person.id)
    if has_cookie_of_before(COOKIE):
        take_cookie(response, COOKIE)
    give_cookie(response, COOKIE, came.token, SIGN_IN_LASTS)
    if cookie(HALF_COOKIE):
        take_cookie(response, HALF_COOKIE, HALF_PATH)
    know_browser(response, came.person.email)
    return response


def _go_on_half_way(half: HalfWay) -> Response:
    sign_out(public_session(), cookie(COOKIE))
    end_pages()
    response = make_response(redirect(url_for("sign_in.second_step")))
    take_cookie(response, COOKIE)
    give_cookie(response, HALF_COOKIE, half.token, HALF_LASTS, HALF_PATH)
    return response


def go_out() -> Response:
    """To where one signs in. What this browser kept for who goes, goes too.

    Who came through their organisation is told that they are still signed in there.
    """
    came_through = g.signed_in.organisation_id if "signed_in" in g and g.signed_in.provider_id else None
    sign_out(public_session(), cookie(COOKIE))
    end_pages()
    tell_stored("*")
    where = url_for("by_provider.signed_out", number=came_through) if came_through else url_for("sign_in.form")
    response = make_response(redirect(where))
    take_cookie(response, COOKIE)
    return response
