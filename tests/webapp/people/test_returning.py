"""Who left comes back: with the account they had, through a new invitation and through nothing else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Membership, Organisation, Study
from tests.conftest import SignInAs
from tests.webapp.people.test_inviting import invited, words_of
from tests.webapp.sign_in.apps import forget_last_code, set_up_app

EMAIL, PASSWORD = "k.nieuw@voorbeeld.nl", "een zin van Kim zelf"


@pytest.fixture
def kim(engine: Engine, organisation: Organisation) -> int:
    with unit_of_work(engine, across=True) as across:
        return add_person(across, organisation, EMAIL, "Kim Nieuw", Role.SOCIAL_TEAM, PASSWORD).id


def let_go_and_ask_back(client: FlaskClient, number: int) -> str:
    """The link of the new invitation."""
    assert client.post(f"/organisatie/mensen/{number}/weg").status_code == 302
    return invited(client, Role.SOCIAL_TEAM, EMAIL)


def sign_in_towards(browser: FlaskClient, address: str) -> tuple[int, str]:
    """The status, and where it leads."""
    answer = browser.post("/aanmelden", data={"email": EMAIL, "password": PASSWORD, "verder": address})
    return answer.status_code, answer.headers.get("Location", "")


def test_who_left_signs_in_on_the_way_to_an_invitation_and_joins(
    app: Flask, client: FlaskClient, study: Study, kim: int
) -> None:
    link, browser = let_go_and_ask_back(client, kim), app.test_client()

    assert sign_in_towards(browser, link) == (302, link)
    assert "Ja, ik doe mee" in browser.get(link).text
    assert browser.get("/onderzoeken").status_code == 302  # not before that is said
    assert browser.post(link).headers["Location"] == "/onderzoeken"
    assert study.title in words_of(browser.get("/onderzoeken").text)


def test_with_a_second_step_too(app: Flask, engine: Engine, client: FlaskClient, study: Study, kim: int) -> None:
    before = app.test_client()
    sign_in_towards(before, "/account")
    telephone, _codes = set_up_app(before)
    forget_last_code(engine)
    link, browser = let_go_and_ask_back(client, kim), app.test_client()

    assert sign_in_towards(browser, link) == (302, "/aanmelden/tweede-stap")
    assert browser.post("/aanmelden/tweede-stap", data={"code": telephone.code()}).headers["Location"] == link
    assert browser.post(link).headers["Location"] == "/onderzoeken"
    assert study.title in words_of(browser.get("/onderzoeken").text)


def test_who_came_in_by_links_alone_chooses_a_password_and_keeps_their_name(
    app: Flask, engine: Engine, client: FlaskClient, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        number = add_person(across, organisation, EMAIL, "Kim Nieuw", Role.SOCIAL_TEAM).id
    link, browser = let_go_and_ask_back(client, number), app.test_client()

    assert "Kies een wachtwoord" in browser.get(link).text
    assert browser.post(link, data={"password": PASSWORD}).headers["Location"] == "/onderzoeken"
    assert "Kim Nieuw" in browser.get("/onderzoeken").text
    assert sign_in_towards(app.test_client(), "")[0] == 302


def test_an_account_that_still_opens_something_gets_no_password_by_an_invitation(
    app: Flask, client: FlaskClient, study: Study, kim: int
) -> None:
    link = let_go_and_ask_back(client, kim)
    answer = app.test_client().post(link, data={"name": "Iemand", "password": "een andere lange zin"})
    assert answer.status_code == 422
    assert "Er is al een account met dit e-mailadres." in answer.text
    assert sign_in_towards(app.test_client(), link)[0] == 302


@pytest.mark.parametrize("address", ["", "/onderzoeken", "/uitnodiging/verzonnen"])
def test_without_an_invitation_nobody_comes_back(
    app: Flask, client: FlaskClient, study: Study, kim: int, address: str
) -> None:
    let_go_and_ask_back(client, kim)
    browser = app.test_client()
    assert sign_in_towards(browser, address)[0] == 422
    assert browser.get("/onderzoeken").status_code == 302


def test_the_invitation_of_somebody_else_lets_nobody_in(
    app: Flask, client: FlaskClient, session: Session, study: Study, kim: int
) -> None:
    let_go_and_ask_back(client, kim)
    of_another = invited(client, Role.RESEARCHER, "g.postma@lindermeer.example")
    assert sign_in_towards(app.test_client(), of_another)[0] == 422
    assert session.exec(select(Membership).where(Membership.person_id == kim)).one().ended_at is not None


def test_an_administrator_is_not_promised_conversations_to_code(
    sign_in_as: SignInAs, engine: Engine, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "b@voorbeeld.nl", "Bea", Role.ADMINISTRATOR)
        across.expunge(person)

    page = sign_in_as(person).get(f"/onderzoeken/{study.slug}/").text

    assert "Er wacht niets op je." in page
    assert "Komt er een gesprek bij om te coderen" not in page
