"""A browser in which somebody is signed in already, for tests that ask nothing of signing in itself.

It gets the cookies that the application gives to who comes in. How they come in is tested by tests/by_link.py and with
passwords.
"""

from flask import Flask, session
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.http import parse_cookie

from foundation.database.engine import unit_of_work
from studies.accounts.sign_ins.browsers import Browser
from studies.accounts.signed_in import start_sign_in
from studies.accounts.signing_in import first_organisation
from studies.models import CameBy
from webapp.requests.guard import COOKIE
from webapp.requests.whose_pages import turn_to


def cookies_of(app: Flask, engine: Engine, person_id: int) -> dict[str, str]:
    """Of a new sign-in of this person, with pages of their own."""
    with unit_of_work(engine, across=True) as rows:
        organisation_id = first_organisation(rows, person_id)
        token = start_sign_in(rows, person_id, organisation_id, Browser(), CameBy.LINK)
    with app.test_request_context():
        turn_to(person_id)
        response = app.response_class()
        app.session_interface.save_session(app, session, response)  # type: ignore[arg-type]
    return {COOKIE: token, **parse_cookie(response.headers["Set-Cookie"].partition(";")[0])}


def client_of(app: Flask, engine: Engine, person_id: int) -> FlaskClient:
    """A browser in which this person is signed in."""
    client = app.test_client()
    for name, value in cookies_of(app, engine, person_id).items():
        client.set_cookie(name, value)
    return client
