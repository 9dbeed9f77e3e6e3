"""Two people at one computer: what stands open of one is not done in the name of the other, and not shown to them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.by_link import come_in, token_in

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


def sign_out(browser: FlaskClient) -> None:
    assert browser.post("/afmelden", data={"csrf_token": token_in(browser.get("/account").text)}).status_code == 302


def filled_in(browser: FlaskClient) -> dict[str, str]:
    """The agreement, opened and filled in, and not sent."""
    token = token_in(browser.get(f"{AGREEMENT}/schrijven").text)
    return {"csrf_token": token, "question": SENTENCE, "version": ""}


def test_a_page_of_one_person_does_nothing_in_the_name_of_another(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    come_in(browser, engine, researcher.id)
    page = filled_in(browser)
    sign_out(browser)
    come_in(browser, engine, colleague.id)

    answer = browser.post(AGREEMENT, data=page, headers=BROWSER)

    assert answer.status_code == 401
    assert "Deze pagina is van iemand anders" in answer.text
    assert SENTENCE not in answer.text
    assert SENTENCE not in browser.get(AGREEMENT).text


def test_what_came_back_to_who_was_signed_out_is_not_sent_by_who_signs_in_next(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    come_in(browser, engine, researcher.id)
    page = filled_in(browser)
    sign_out(browser)
    again = {**page, "csrf_token": token_in(browser.post(AGREEMENT, data=page, headers=BROWSER).text)}
    come_in(browser, engine, colleague.id)

    assert browser.post(AGREEMENT, data=again, headers=BROWSER).status_code == 401
    assert SENTENCE not in browser.get(AGREEMENT).text


def test_a_page_works_again_for_whoever_it_was_made_for_when_the_sign_in_ended_by_itself(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    come_in(browser, engine, researcher.id)
    page = filled_in(browser)
    for person in (colleague, researcher):
        browser.delete_cookie("verhaallijn_sign_in")
        come_in(browser, engine, person.id)

    assert browser.post(AGREEMENT, data=page, headers=BROWSER).status_code == 302
    assert SENTENCE in browser.get(AGREEMENT).text


def test_after_signing_out_what_stood_open_comes_back_to_be_sent_once_more_by_who_typed_it(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    come_in(browser, engine, researcher.id)
    page = filled_in(browser)
    sign_out(browser)
    given_back = browser.post(AGREEMENT, data=page, headers=BROWSER)
    come_in(browser, engine, researcher.id)

    asked_again = browser.post(AGREEMENT, data=page, headers=BROWSER)

    assert given_back.status_code == 401
    assert asked_again.status_code == 400
    assert "Verstuur het opnieuw" in asked_again.text
    again = {**page, "csrf_token": token_in(asked_again.text)}
    assert browser.post(AGREEMENT, data=again, headers=BROWSER).status_code == 302
    assert SENTENCE in browser.get(AGREEMENT).text


def token_of(browser: FlaskClient) -> str:
    """What the forms of this browser are known by."""
    with browser.session_transaction() as kept:
        return str(kept["csrf_token"])


def test_a_sign_in_and_a_sign_out_renew_what_forms_are_known_by(
    browser: FlaskClient, engine: Engine, researcher: Person
) -> None:
    planted = token_in(browser.get("/aanmelden").text)
    nobodys = token_of(browser)
    come_in(browser, engine, researcher.id)
    page = filled_in(browser)
    own = token_of(browser)

    assert own != nobodys
    forged = browser.post(AGREEMENT, data={**page, "csrf_token": planted}, headers=BROWSER)
    assert forged.status_code == 400
    assert SENTENCE not in browser.get(AGREEMENT).text

    sign_out(browser)
    browser.get("/aanmelden")
    assert token_of(browser) != own
    come_in(browser, engine, researcher.id)
    browser.get("/account")
    assert token_of(browser) not in (own, nobodys)


def test_signing_out_in_a_second_tab_leads_to_signing_in(
    browser: FlaskClient, engine: Engine, researcher: Person
) -> None:
    come_in(browser, engine, researcher.id)
    tab = {"csrf_token": token_in(browser.get("/account").text)}

    assert browser.post("/afmelden", data=tab).headers["Location"] == "/aanmelden"
    assert browser.post("/afmelden", data=tab).headers["Location"] == "/aanmelden"


def test_what_was_to_be_told_to_one_person_is_not_told_to_the_next(
    browser: FlaskClient, engine: Engine, researcher: Person, colleague: Person
) -> None:
    come_in(browser, engine, researcher.id)
    browser.post(AGREEMENT, data=filled_in(browser), headers=BROWSER)  # the page that would say so is not opened
    with browser.session_transaction() as kept:
        told = [sentence for _kind, sentence in kept["_flashes"]]
    browser.delete_cookie("verhaallijn_sign_in")
    come_in(browser, engine, colleague.id)

    assert told
    assert told[0] not in browser.get("/onderzoeken").text
