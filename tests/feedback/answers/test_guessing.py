"""Guessing at codes: slow for who guesses, and no reason to keep anybody else out."""

import pytest
from flask import Flask
from sqlmodel import Session, select

from feedback.codes.signs import new_code
from foundation.limits.models import Attempts
from studies.models import Organisation
from tests.feedback.making import codes, measurement

OPEN, UNKNOWN, TOO_OFTEN = 303, 422, 429


@pytest.fixture
def card(app: Flask, session: Session, organisation: Organisation) -> str:
    assert session.info["organisation_id"] == organisation.id
    made = codes(session, measurement(session))
    session.commit()
    return made[0]


def come_in(app: Flask, code: str, address: str) -> int:
    client = app.test_client()
    return client.post("/mening/", data={"kaartcode": code}, environ_overrides={"REMOTE_ADDR": address}).status_code


def guess_until_stopped(app: Flask, addresses: list[str], each: int = 20) -> int:
    """How many guesses were looked for."""
    answers = [come_in(app, new_code(), address) for address in addresses for _guess in range(each)]
    return answers.count(UNKNOWN)


def test_who_guesses_from_many_addresses_is_stopped_and_keeps_nobody_else_out(app: Flask, card: str) -> None:
    guessed = guess_until_stopped(app, [f"203.0.113.{number}" for number in range(1, 14)])

    assert guessed <= 202
    assert come_in(app, new_code(), "203.0.113.200") == TOO_OFTEN
    assert come_in(app, card, "198.51.100.7") == OPEN
    assert come_in(app, card, "2001:db8:1:2::3") == OPEN


def test_a_household_is_no_stranger_to_its_other_lines(app: Flask, card: str) -> None:
    """Of IPv6 one customer has 65,536 networks: they are one to the guesses that come first."""
    guess_until_stopped(app, [f"203.0.113.{number}" for number in range(1, 14)])

    assert [come_in(app, new_code(), f"2001:db8:1:{line}::3") for line in range(3)] == [UNKNOWN, UNKNOWN, TOO_OFTEN]


def test_a_right_code_costs_nobody_a_guess(app: Flask, card: str, session: Session) -> None:
    for _time in range(25):
        assert come_in(app, card, "198.51.100.7") == OPEN

    assert sum(session.exec(select(Attempts.hits)).all()) == 0
