"""Two people at one computer: what stands open of one is not done in the name of the other, and not shown to them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts import add_person
from studies.models import Organisation, Person, Study
from studies.signing_in import make_link

SENTENCE = "Dit schreef Lotte, en nog niemand las het"
BROWSER = {"Accept": "text/html,application/xhtml+xml", "Sec-Fetch-Site": "same-origin"}
AGREEMENT = "/onderzoeken/jeugdhulp/afspraken"


@pytest.fixture
def colleague(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "s@voorbeeld.nl", "Sanne Vos", Role.RESEARCHER)
        session.expunge(person)
    return person


@pytest.fixture
def browser(app: Flask, study: Study) -> FlaskClient:
    """One browser, with the tokens of forms as the product has them."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app.test_client()


def sign_in(browser: FlaskClient, engine: Engine, person: Person) -> None:
    with unit_of_work(engine, across=True) as session:
        token = make_link(session, person.id)
    assert browser.get(f"/aanmelden/link/{token}").status_code == 302


def sign_out(browser: FlaskClient) -> None:
    assert browser.post("/afmelden", data={"csrf_token": token_in(browser.get("/account").text)}).status_code == 302


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def filled_in(browser: FlaskClient) -> dict[str, str]:
    """The agreement, opened and filled in, and not sent."""
    token = token_in(browser.get(f"{AGREEMENT}/schrijven").text)
    return {"csrf_token": token, "question": SENTENCE, "version": "0"}


def test_a_page_of_one_person_does_nothing_in_the_name_of_another(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    sign_in(browser, engine, researcher)
    page = filled_in(browser)
    sign_out(browser)
    sign_in(browser, engine, colleague)

    answer = browser.post(AGREEMENT, data=page, headers=BROWSER)

    assert answer.status_code == 401
    assert "Deze pagina is van iemand anders" in answer.text
    assert SENTENCE not in answer.text
    assert SENTENCE not in browser.get(AGREEMENT).text


def test_what_came_back_to_who_was_signed_out_is_not_sent_by_who_signs_in_next(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    sign_in(browser, engine, researcher)
    page = filled_in(browser)
    sign_out(browser)
    again = {**page, "csrf_token": token_in(browser.post(AGREEMENT, data=page, headers=BROWSER).text)}
    sign_in(browser, engine, colleague)

    assert browser.post(AGREEMENT, data=again, headers=BROWSER).status_code == 401
    assert SENTENCE not in browser.get(AGREEMENT).text


def test_a_page_works_again_for_whoever_it_was_made_for(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    sign_in(browser, engine, researcher)
    page = filled_in(browser)
    for person in (colleague, researcher):
        sign_out(browser)
        sign_in(browser, engine, person)

    assert browser.post(AGREEMENT, data=page, headers=BROWSER).status_code == 302
    assert SENTENCE in browser.get(AGREEMENT).text


def test_what_was_to_be_told_to_one_person_is_not_told_to_the_next(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    sign_in(browser, engine, researcher)
    browser.post(AGREEMENT, data=filled_in(browser), headers=BROWSER)  # the page that would say so is not opened
    with browser.session_transaction() as kept:
        told = [sentence for _kind, sentence in kept["_flashes"]]
    browser.delete_cookie("verhaallijn_sign_in")
    sign_in(browser, engine, colleague)

    assert told
    assert told[0] not in browser.get("/onderzoeken").text
