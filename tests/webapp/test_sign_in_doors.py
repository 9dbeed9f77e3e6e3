"""What a sign-in does with odd addresses, mail programs that look at links, and people who guess."""

import logging
from typing import Literal

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database import write_turn
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


@pytest.mark.parametrize("password", [PASSWORD, "een ander lang wachtwoord"])
def test_nobody_who_writes_waits_for_a_password_that_is_checked(
    stranger: FlaskClient, known: Person, engine: Engine, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    """Checking is slow on purpose: ten of them at once would hold every coder up."""
    monkeypatch.setattr(write_turn, "LONGEST_WAIT", 0.05)

    class Hasher(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            with unit_of_work(engine, across=True) as session:
                session.get_one(Person, known.id).name = "Intussen bewaard"
            return super().verify(hash, password)

    monkeypatch.setattr("studies.passwords._HASHER", Hasher(time_cost=2, memory_cost=19_456, parallelism=1))

    answer = stranger.post("/aanmelden", data={"email": "k@voorbeeld.nl", "password": password})

    assert answer.status_code == (302 if password == PASSWORD else 422)
    with unit_of_work(engine, across=True) as session:
        assert session.get_one(Person, known.id).name == "Intussen bewaard"
