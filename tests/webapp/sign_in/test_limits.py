"""Who guesses at passwords and links is stopped, and nobody else is."""

import logging
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import unit_of_work
from foundation.limits.models import Attempts
from journeys.reading.invitations import renew
from journeys.reading.models import CouncilMember
from studies.access import Role
from studies.accounts.persons import add_person
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Person, Study
from tests.by_link import press_button_of
from tests.journeys.making import make_finished
from tests.journeys.rounds import make_round

PASSWORD, WRONG = "een heel lang wachtwoord", "mis"
OFFICE, HOME = "192.0.2.10", "198.51.100.20"


@pytest.fixture(autouse=True)
def colleagues(engine: Engine, organisation: Organisation) -> None:
    """Anna and Bea, who have passwords."""
    with unit_of_work(engine, across=True) as session:
        for name in ("Anna", "Bea"):
            add_person(session, organisation, f"{name.lower()}@voorbeeld.nl", name, Role.RESEARCHER, PASSWORD)


def tried(browser: FlaskClient, name: str, password: str = WRONG, address: str = OFFICE) -> int:
    """The status of the answer; 302 is signed in."""
    data = {"email": f"{name}@voorbeeld.nl", "password": password}
    return browser.post("/aanmelden", data=data, environ_base={"REMOTE_ADDR": address}).status_code


def known_browser(app: Flask, name: str) -> FlaskClient:
    """One in which this person signed in before, and out."""
    browser = app.test_client()
    assert tried(browser, name, PASSWORD) == 302
    browser.post("/afmelden")
    return browser


def test_ten_failures_of_one_person_do_not_stop_a_colleague_behind_the_same_address(app: Flask) -> None:
    stranger = app.test_client()
    answers = [tried(stranger, "anna") for _time in range(11)]

    assert answers == [422] * 10 + [429]
    assert tried(app.test_client(), "anna", PASSWORD) == 429, "here the account is closed for a while"
    assert tried(app.test_client(), "anna", PASSWORD, HOME) == 302
    assert tried(app.test_client(), "bea", PASSWORD) == 302


def test_strangers_who_try_an_account_do_not_stop_the_browser_of_its_owner(app: Flask) -> None:
    own = known_browser(app, "anna")
    stranger = app.test_client()
    answers = [tried(stranger, "anna", address=f"203.0.113.{n}") for n in range(25)]

    assert answers == [422] * 20 + [429] * 5
    assert tried(app.test_client(), "anna", PASSWORD, HOME) == 429
    assert tried(own, "anna", PASSWORD) == 302


def test_a_known_browser_has_a_count_of_its_own_and_is_known_for_one_account_only(app: Flask) -> None:
    own = known_browser(app, "anna")

    assert [tried(own, "anna") for _time in range(11)] == [422] * 10 + [429]
    assert tried(app.test_client(), "anna", PASSWORD) == 302, "what is counted there counts nowhere else"
    for _time in range(10):
        tried(app.test_client(), "bea")
    assert tried(own, "bea", PASSWORD) == 429


def test_a_cookie_that_somebody_made_up_makes_no_browser_known(app: Flask) -> None:
    forger = app.test_client()
    forger.set_cookie("verhaallijn_known", "eyJhIjoiYiJ9.aaaa.bbbb", path="/aanmelden")

    assert [tried(forger, "anna") for _time in range(11)][-1] == 429
    assert tried(app.test_client(), "anna", PASSWORD) == 429


def test_one_network_can_not_try_account_after_account(app: Flask) -> None:
    household = [f"2001:db8:1:2::{n:x}" for n in range(1, 102)]
    answers = [tried(app.test_client(), f"iemand{n}", address=one) for n, one in enumerate(household)]

    assert answers == [422] * 100 + [429]
    assert tried(app.test_client(), "anna", PASSWORD, "2001:db8:1:3::1") == 302, "that is another household"


def test_who_signs_in_has_not_failed(app: Flask, engine: Engine) -> None:
    for _time in range(12):
        assert tried(app.test_client(), "anna", PASSWORD) == 302

    with unit_of_work(engine, across=True) as session:
        assert sum(session.exec(select(Attempts.hits)).all()) == 0


def test_the_refusal_says_when_to_try_again_and_that_is_so(app: Flask) -> None:
    browser, moment = app.test_client(), now().replace(hour=13, minute=1, second=0)
    with pretend_it_is(moment):
        for _time in range(10):
            tried(browser, "anna")
        answer = browser.post(
            "/aanmelden",
            data={"email": "anna@voorbeeld.nl", "password": PASSWORD},
            environ_base={"REMOTE_ADDR": OFFICE},
        )
    assert answer.status_code == 429
    assert "Er is te vaak achter elkaar geprobeerd. Vanaf 14.17 uur kan het weer." in answer.text
    assert 'value="anna@voorbeeld.nl"' in answer.text
    wait = int(answer.headers["Retry-After"])
    assert 900 <= wait <= 960
    with pretend_it_is(moment + timedelta(seconds=wait - 5)):
        assert tried(browser, "anna", PASSWORD) == 429
    with pretend_it_is(moment + timedelta(seconds=wait)):
        assert tried(browser, "anna", PASSWORD) == 302


def test_neither_log_nor_database_names_who_tried_or_from_where(
    app: Flask, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for _time in range(12):
            tried(app.test_client(), "geheim")
    with unit_of_work(engine, across=True) as session:
        counted = " ".join(session.exec(select(Attempts.key)).all())

    assert counted
    for told in (caplog.text, counted):
        assert "geheim" not in told
        assert OFFICE not in told


def test_guessing_links_to_sign_in_is_stopped_and_a_real_one_works(
    app: Flask, engine: Engine, researcher: Person
) -> None:
    browser = app.test_client()
    answers = [browser.get(f"/aanmelden/link/gok{number}") for number in range(61)]
    posted = browser.post("/aanmelden/link/gok")

    assert [answer.status_code for answer in answers] == [422] * 60 + [429]
    assert posted.status_code == 429
    assert "Vanaf" in answers[-1].text
    assert "Retry-After" in answers[-1].headers
    with unit_of_work(engine, across=True) as session:
        token = make_link(session, researcher.id)
    assert press_button_of(browser, f"/aanmelden/link/{token}").status_code == 302


def test_wrong_invitations_stop_no_member_who_has_a_right_one(app: Flask, session: Session, study: Study) -> None:
    make_round(session, make_finished(session, study))
    member = session.exec(select(CouncilMember).order_by(col(CouncilMember.id))).first()
    assert member
    token = renew(session, member).token
    session.commit()
    browser = app.test_client()

    answers = [browser.get(f"/lezen/gok{number}") for number in range(61)]
    posted = browser.post("/lezen/gok/stukje/1", data={"tekst": "Te lang."})

    assert [answer.status_code for answer in answers] == [404] * 60 + [429]
    assert "Het goede adres werkt ook nu." in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Te lang." in posted.text
    assert browser.get(f"/lezen/{token}", follow_redirects=True).status_code == 200
    assert browser.post("/lezen/gok/concept", data={"tekst": "Te lang."}).mimetype == "text/plain"
