"""What a sign-in does with odd addresses, mail programs that look at links, and people who guess."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts import add_person
from studies.models import Organisation, Person
from studies.signing_in import make_link
from webapp.requests.rate_limits import limiter

PASSWORD = "een heel lang wachtwoord"


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def known(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "k@voorbeeld.nl", "Kim", Role.RESEARCHER, PASSWORD)
        session.expunge(person)
    return person


@pytest.fixture
def limited(own_app: Flask) -> FlaskClient:
    """A browser that meets the limits on guessing."""
    own_app.config["RATELIMIT_ENABLED"] = True
    limiter.init_app(own_app)
    limiter.reset()
    return own_app.test_client()


@pytest.mark.parametrize(
    "address", ["/\r\nSet-Cookie: a=b", "/\x01", "/\x00/elders.nl", "//elders.nl", "/\\elders.nl", "https://elders.nl"]
)
def test_an_odd_address_leads_to_the_studies(stranger: FlaskClient, known: Person, address: str) -> None:
    answer = stranger.post("/aanmelden", data={"email": known.email, "password": PASSWORD, "verder": address})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/onderzoeken"


def test_a_mail_program_that_looks_at_a_link_does_not_spend_it(
    stranger: FlaskClient, engine: Engine, researcher: Person
) -> None:
    with unit_of_work(engine, across=True) as session:
        token = make_link(session, researcher.id)

    assert stranger.head(f"/aanmelden/link/{token}").status_code == 200
    assert stranger.get(f"/aanmelden/link/{token}").status_code == 302


def test_guessing_sign_in_links_is_stopped(limited: FlaskClient) -> None:
    answers = [limited.get(f"/aanmelden/link/gok{number}").status_code for number in range(25)]

    assert answers[:20] == [422] * 20
    assert answers[-1] == 429


def test_a_limit_that_is_reached_logs_no_address(limited: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for _attempt in range(8):
            answer = limited.post("/aanmelden", data={"email": "geheim@voorbeeld.nl", "password": "mis"})

    assert answer.status_code == 429
    assert "ratelimit" in caplog.text
    assert "geheim" not in caplog.text
