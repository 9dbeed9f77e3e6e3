"""What a sign-in does with odd addresses, and whom it makes wait."""

from typing import Literal

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database import write_turn
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person

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


@pytest.mark.parametrize(
    "address", ["/\r\nSet-Cookie: a=b", "/\x01", "/\x00/elders.nl", "//elders.nl", "/\\elders.nl", "https://elders.nl"]
)
def test_an_odd_address_leads_to_the_studies(stranger: FlaskClient, known: Person, address: str) -> None:
    answer = stranger.post("/aanmelden", data={"email": known.email, "password": PASSWORD, "verder": address})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/onderzoeken"


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

    monkeypatch.setattr("studies.accounts.passwords._HASHER", Hasher(time_cost=2, memory_cost=19_456, parallelism=1))

    answer = stranger.post("/aanmelden", data={"email": "k@voorbeeld.nl", "password": password})

    assert answer.status_code == (302 if password == PASSWORD else 422)
    with unit_of_work(engine, across=True) as session:
        assert session.get_one(Person, known.id).name == "Intussen bewaard"
