"""How long somebody stays signed in, what they are told when it ends, and that nothing is kept of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import open_session_across_organisations, unit_of_work
from foundation.limits.models import Attempts
from studies.accounts.signing_in import make_link
from studies.models import Person, SignIn, SignInLink
from webapp.work.tidying import keep_promises


def after(**time: float) -> datetime:
    return now() + timedelta(**time)


def is_signed_in(browser: FlaskClient) -> bool:
    return browser.get("/onderzoeken").status_code == 200


def test_who_works_on_stays_signed_in_longer_than_a_day(client: FlaskClient) -> None:
    for hours in range(0, 100, 11):
        with pretend_it_is(after(hours=hours)):
            assert is_signed_in(client), hours


def test_half_a_day_without_doing_anything_ends_it(client: FlaskClient) -> None:
    with pretend_it_is(after(hours=11, minutes=59)):
        assert is_signed_in(client)
    with pretend_it_is(after(hours=24)):
        assert not is_signed_in(client)


def test_two_weeks_end_it_however_much_it_is_used(client: FlaskClient) -> None:
    for hours in range(0, 14 * 24, 11):
        with pretend_it_is(after(hours=hours)):
            assert is_signed_in(client), hours
    with pretend_it_is(after(days=14, seconds=5)):
        assert not is_signed_in(client)


def test_use_is_noted_now_and_then_so_that_reading_pages_waits_for_nobody(
    client: FlaskClient, asked: list[str]
) -> None:
    asked.clear()
    client.get("/onderzoeken")
    assert not any(statement.startswith("UPDATE sign_in") for statement in asked)
    with pretend_it_is(after(minutes=10)):
        client.get("/onderzoeken")
    assert any(statement.startswith("UPDATE sign_in") for statement in asked)


def test_whose_sign_in_ended_reads_what_to_do(client: FlaskClient) -> None:
    with pretend_it_is(after(hours=13)):
        page = client.get("/onderzoeken/nieuw", follow_redirects=True).text
    assert "Je bent niet meer aangemeld." in page
    assert "als je 12 uur niets doet, en na 14 dagen. Of je hebt dit apparaat afgemeld" in page
    assert "of je toegang is gesloten" in page
    assert "Het gebeurt ook als je wachtwoord, e-mailadres of tweede stap verandert" in page
    assert "Lukt het aanmelden, dan kom je terug op de pagina waar je was." in page
    assert "Vraag je beheerder om een nieuwe link" in page
    assert "Je bent niet meer aangemeld." not in client.application.test_client().get("/aanmelden").text


@pytest.fixture
def across(engine: Engine) -> Iterator[Session]:
    with open_session_across_organisations(engine) as session:
        yield session


def test_what_ended_is_forgotten(engine: Engine, client: FlaskClient, researcher: Person, across: Session) -> None:
    with unit_of_work(engine, across=True) as session:
        make_link(session, researcher.id)
        session.add(Attempts(key="network:x", window=1, hits=3, until=after(minutes=30)))
    keep_promises(engine)
    kept = across.exec(select(SignInLink)).all()
    assert [link.used_at for link in kept] == [None], "the one that was used is gone, the other still works"
    assert len(across.exec(select(SignIn)).all()) == 1
    across.rollback()

    with pretend_it_is(after(hours=25)):
        keep_promises(engine)

    for kind in (SignInLink, SignIn, Attempts):
        assert across.exec(select(kind)).all() == []
