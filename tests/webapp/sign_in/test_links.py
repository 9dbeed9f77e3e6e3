"""A link that signs in opens a page with one button; only the button spends it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Person, SignIn, SignInLink
from tests.by_link import come_in, press_button_of, token_in


@pytest.fixture
def link(engine: Engine, researcher: Person) -> str:
    with unit_of_work(engine, across=True) as session:
        return f"/aanmelden/link/{make_link(session, researcher.id)}"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """With the tokens of forms as the product has them."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app.test_client()


def test_looking_at_a_link_spends_nothing(browser: FlaskClient, engine: Engine, link: str, researcher: Person) -> None:
    """Mail programs ask for the head, browsers and scanners for the whole page, before anybody presses anything."""
    for _time in range(3):
        assert browser.head(link).status_code == 200
        page = browser.get(link)
        assert page.status_code == 200
    assert f"Ga verder als {researcher.name}" in page.text
    assert "Gemeente Lindermeer" in page.text
    assert browser.get("/onderzoeken").status_code == 302, "nobody is signed in"
    with unit_of_work(engine, across=True) as session:
        assert session.exec(select(SignInLink)).one().used_at is None
        assert session.exec(select(SignIn)).all() == []


def test_its_button_signs_in_once(browser: FlaskClient, app: Flask, link: str) -> None:
    assert press_button_of(browser, link).headers["Location"] == "/onderzoeken"
    assert browser.get("/onderzoeken").status_code == 200

    again = app.test_client().get(link)
    assert again.status_code == 422
    assert "Deze link is al gebruikt of te oud. Heb je een wachtwoord? Meld je daar dan mee aan." in again.text
    assert "Vraag anders je beheerder om een nieuwe link." in again.text


def test_another_site_can_not_press_it(browser: FlaskClient, link: str) -> None:
    assert browser.post(link).status_code == 400
    assert press_button_of(browser, link).status_code == 302


def test_of_two_who_press_it_one_comes_in(browser: FlaskClient, app: Flask, link: str) -> None:
    other = app.test_client()
    pages = [(one, token_in(one.get(link).text)) for one in (browser, other)]

    answers = [one.post(link, data={"csrf_token": token}).status_code for one, token in pages]

    assert answers == [302, 422]


def test_who_is_signed_in_here_is_told_and_makes_room(
    browser: FlaskClient, engine: Engine, session: Session, organisation: Organisation, link: str
) -> None:
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "s@voorbeeld.nl", "Sanne Vos", Role.RESEARCHER).id
    come_in(browser, engine, colleague)

    page = browser.get(link).text
    assert "Op deze computer is Sanne Vos aangemeld. Ga je verder, dan is Sanne Vos hier afgemeld." in page
    press_button_of(browser, link)

    assert [one.person_id for one in session.exec(select(SignIn)).all()] != [colleague]
    assert len(session.exec(select(SignIn)).all()) == 1
