"""Signing in as a person does who was sent a link: open it, press its one button."""

import re

from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from foundation.database.engine import unit_of_work
from studies.accounts.signing_in import make_link


def come_in(client: FlaskClient, engine: Engine, person_id: int) -> None:
    """This browser is signed in as this person."""
    with unit_of_work(engine, across=True) as session:
        token = make_link(session, person_id)
    assert press_button_of(client, f"/aanmelden/link/{token}").status_code == 302


def press_button_of(client: FlaskClient, link: str) -> TestResponse:
    """The answer to the button on the page of this link."""
    page = client.get(link)
    assert page.status_code == 200, page.text
    return client.post(link, data={"csrf_token": token_in(page.text)})


def token_in(page: str) -> str:
    """Of the first form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]
