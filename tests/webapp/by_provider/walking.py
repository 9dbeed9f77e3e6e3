"""To the sign-in service and back as a browser goes: our pages by a client, those of the service over real HTTP."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from foundation.database.engine import open_session, unit_of_work
from studies.access import Role
from studies.accounts.by_provider.binding import bind
from studies.accounts.by_provider.configuring import provider_of
from studies.models import Organisation, Person
from studies.people.inviting import invite
from tests.webapp.anna import PASSWORD

Edit = Callable[[str], str]


def door_of(organisation: Organisation) -> str:
    return f"/aanmelden/bij/{organisation.slug}"


def there(address: str) -> str:
    """Through the service: the address on our site to which it sends a browser back."""
    answer = httpx.get(address, follow_redirects=False)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def back(browser: FlaskClient, address: str) -> TestResponse:
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}")


def walk(browser: FlaskClient, begun: TestResponse, sent: Edit = str, returned: Edit = str) -> TestResponse:
    """From an answer that leads there on. `sent`, `returned`: what somebody makes of the two addresses."""
    assert begun.status_code == 302, begun.text
    return back(browser, returned(there(sent(begun.headers["Location"]))))


def come(browser: FlaskClient, organisation: Organisation, sent: Edit = str, returned: Edit = str) -> TestResponse:
    """Sign in."""
    return walk(browser, browser.get(door_of(organisation)), sent, returned)


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/onderzoeken").status_code == 200


def with_words(**changed: str | None) -> Edit:
    """Other words in the query of an address; None: left out."""

    def edit(address: str) -> str:
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changed
        kept = {name: value for name, value in query.items() if value is not None}
        return parts._replace(query=urlencode(kept)).geturl()

    return edit


def word_of(address: str, name: str) -> str:
    return parse_qs(urlsplit(address).query)[name][0]


def bound(engine: Engine, organisation: Organisation, person: Person, subject: str = "anna-0001") -> None:
    """They bound their account before."""
    with unit_of_work(engine, across=True) as session:
        provider = provider_of(session, organisation.id)
        assert provider
        bind(session, provider, person.id, subject)


def by_password(app: Flask, email: str = "anna@voorbeeld.nl") -> FlaskClient:
    browser = app.test_client()
    assert browser.post("/aanmelden", data={"email": email, "password": PASSWORD}).status_code == 302
    return browser


def way_on(page: TestResponse) -> str:
    """Where the link of the page leads that comes before the service."""
    assert page.status_code == 200, page.text
    found = re.search(r'class="button button-primary" href="([^"]+)"', page.text)
    assert found
    return found[1].replace("&amp;", "&")


def bind_at(browser: FlaskClient, organisation: Organisation) -> TestResponse:
    return back(browser, there(way_on(browser.post(f"/account/aanmelddienst/{organisation.id}/koppelen"))))


def invited(engine: Engine, organisation: Organisation, researcher: Person, email: str) -> str:
    with open_session(engine, organisation.id, researcher.id) as session:
        token = invite(session, email, Role.SOCIAL_TEAM).token
        session.commit()
    return token
