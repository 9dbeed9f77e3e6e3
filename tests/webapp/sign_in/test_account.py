"""One's own account: where one is signed in, ending it there, and a first password."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from foundation.database.engine import open_session_across_organisations, read_only, unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.accounts.sign_ins.browsers import Browser, browser_of
from studies.accounts.signing_in import make_link, recognise_password
from studies.models import Organisation, Person, SignIn
from tests.by_link import come_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
PASSWORD = "een heel lang wachtwoord"


def in_browser(app: Flask, engine: Engine, person: Person, user_agent: str) -> FlaskClient:
    browser = app.test_client()
    browser.environ_base["HTTP_USER_AGENT"] = user_agent
    come_in(browser, engine, person.id)
    return browser


@pytest.fixture
def laptop(app: Flask, engine: Engine, researcher: Person) -> FlaskClient:
    return in_browser(app, engine, researcher, FIREFOX)


@pytest.fixture
def telephone(app: Flask, engine: Engine, researcher: Person) -> FlaskClient:
    return in_browser(app, engine, researcher, IPHONE)


def numbers(engine: Engine) -> list[int]:
    with unit_of_work(read_only(engine), across=True) as session:
        return list(session.exec(select(SignIn.id).order_by(col(SignIn.id))).all())


def is_signed_in(browser: FlaskClient) -> bool:
    return browser.get("/onderzoeken").status_code == 200


def test_it_lists_where_one_is_signed_in_in_words_one_knows(laptop: FlaskClient, telephone: FlaskClient) -> None:
    page = " ".join(re.sub(r"<[^>]+>", " ", laptop.get("/account").text).split())

    assert re.search(r"Safari op iPhone Aangemeld op \d+ \w+, \d+\.\d\d uur\. Laatst gebruikt op .*, rond", page)
    assert re.search(r"Firefox op Windows Dit apparaat Aangemeld op [^.]*\.\d\d uur\. Nu in gebruik\.", page)


def test_no_more_is_kept_of_a_browser_than_two_words(laptop: FlaskClient, session: Session) -> None:
    kept = session.exec(select(SignIn)).one()
    assert (kept.browser, kept.system) == ("Firefox", "Windows")
    assert not any("Gecko" in str(value) for value in kept.model_dump().values())


def test_a_device_is_signed_out_from_another(laptop: FlaskClient, telephone: FlaskClient, engine: Engine) -> None:
    lost = numbers(engine)[1]

    page = laptop.post(f"/account/aanmeldingen/{lost}/af", follow_redirects=True).text

    assert "Dat apparaat is afgemeld." in page
    assert "iPhone" not in page
    assert not is_signed_in(telephone)
    assert is_signed_in(laptop)
    again = laptop.post(f"/account/aanmeldingen/{lost}/af", follow_redirects=True).text
    assert "Dat apparaat was al afgemeld." in again


def test_nobody_signs_out_somebody_else(
    app: Flask, engine: Engine, laptop: FlaskClient, organisation: Organisation
) -> None:
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "s@voorbeeld.nl", "Sanne Vos", Role.ADMINISTRATOR)
        across.expunge(colleague)
    other = in_browser(app, engine, colleague, FIREFOX)

    page = other.post(f"/account/aanmeldingen/{numbers(engine)[0]}/af", follow_redirects=True).text

    assert "Dat apparaat was al afgemeld." in page
    assert is_signed_in(laptop)


def test_everywhere_at_once(laptop: FlaskClient, telephone: FlaskClient, engine: Engine) -> None:
    answer = laptop.post("/account/overal-af")

    assert answer.headers["Location"] == "/aanmelden"
    assert not is_signed_in(laptop)
    assert not is_signed_in(telephone)
    assert numbers(engine) == []


def test_ending_this_one_is_signing_out(laptop: FlaskClient, engine: Engine) -> None:
    answer = laptop.post(f"/account/aanmeldingen/{numbers(engine)[0]}/af")

    assert answer.headers["Location"] == "/aanmelden"
    assert not is_signed_in(laptop)


def test_who_came_by_link_chooses_a_first_password(laptop: FlaskClient, engine: Engine, researcher: Person) -> None:
    assert "Kies een wachtwoord" in laptop.get("/account").text
    short = laptop.post("/account/wachtwoord", data={"password": "kort"})
    assert short.status_code == 422
    assert "Kies een wachtwoord van 12 tekens of meer." in short.text

    page = laptop.post("/account/wachtwoord", data={"password": PASSWORD}, follow_redirects=True).text

    assert "Je wachtwoord is bewaard." in page
    assert "Kies een wachtwoord" not in page
    with open_session_across_organisations(engine) as session:
        assert recognise_password(session, researcher.email, PASSWORD)


def test_a_password_that_is_there_is_not_replaced_so(laptop: FlaskClient, engine: Engine, researcher: Person) -> None:
    laptop.post("/account/wachtwoord", data={"password": PASSWORD})

    answer = laptop.post("/account/wachtwoord", data={"password": "van wie even achter het scherm zat"})

    assert answer.status_code == 422
    assert "Er is niets veranderd." in answer.text
    with open_session_across_organisations(engine) as session:
        assert recognise_password(session, researcher.email, PASSWORD)


def test_the_page_of_a_link_says_that_a_password_can_be_chosen(
    app: Flask, engine: Engine, organisation: Organisation, researcher: Person
) -> None:
    with unit_of_work(engine, across=True) as across:
        known = add_person(across, organisation, "s@voorbeeld.nl", "Sanne Vos", Role.RESEARCHER, PASSWORD)
        links = [f"/aanmelden/link/{make_link(across, number)}" for number in (researcher.id, known.id)]
    without, with_one = (app.test_client().get(link).text for link in links)
    assert "Je hebt nog geen wachtwoord." in without
    assert "Je hebt nog geen wachtwoord." not in with_one


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (FIREFOX, Browser("Firefox", "Windows")),
        (IPHONE, Browser("Safari", "iPhone")),
        (f"{FIREFOX} Chrome/138.0 Safari/537.36 Edg/138.0", Browser("Edge", "Windows")),
        (
            "Mozilla/5.0 (Linux; Android 15) Chrome/138.0 Mobile Safari/537.36",
            Browser("Chrome", "Android"),
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 1) Chrome/138.0 Safari/537.36",
            Browser("Chrome", "ChromeOS"),
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605",
            Browser("Safari", "Mac"),
        ),
        ("curl/8.14", Browser()),
        ("", Browser()),
    ],
)
def test_a_browser_is_known_by_two_words(said: str, known: Browser) -> None:
    assert browser_of(said) == known
