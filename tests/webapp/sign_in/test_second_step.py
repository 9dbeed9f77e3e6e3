"""The second step at the door: a code works once, guessing gets nowhere, and nobody is in before it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import unit_of_work
from studies.accounts.models import AuthenticatorApp, HalfSignIn, RecoveryCode
from studies.accounts.signing_in import make_link
from studies.models import Person, SignIn
from tests.by_link import press_button_of
from tests.webapp.anna import PASSWORD
from tests.webapp.requests.test_guard import _addresses
from tests.webapp.sign_in.apps import Telephone, codes_on, forget_last_code, set_up_app
from webapp.sign_in.coming_and_going import HALF_COOKIE

STEP = "/aanmelden/tweede-stap"


@pytest.fixture
def set_up(app: Flask, engine: Engine, anna: Person) -> tuple[Telephone, list[str]]:
    """Anna's app and recovery codes."""
    browser = app.test_client()
    browser.post("/aanmelden", data={"email": anna.email, "password": PASSWORD})
    made = set_up_app(browser)
    forget_last_code(engine)
    return made


@pytest.fixture
def telephone(set_up: tuple[Telephone, list[str]]) -> Telephone:
    return set_up[0]


@pytest.fixture
def codes(set_up: tuple[Telephone, list[str]]) -> list[str]:
    return set_up[1]


def half_way_in(app: Flask, address: str = "") -> FlaskClient:
    """A browser in which Anna's password was given, and no more."""
    browser = app.test_client()
    data = {"email": "anna@voorbeeld.nl", "password": PASSWORD, "verder": address}
    assert browser.post("/aanmelden", data=data).headers["Location"] == STEP
    return browser


def given(browser: FlaskClient, code: str, where: str = STEP, field: str = "code") -> tuple[int, str]:
    """The status of the answer and what it says; 302 leads on."""
    answer = browser.post(where, data={field: code})
    return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def recovered(browser: FlaskClient, code: str) -> tuple[int, str]:
    return given(browser, code, f"{STEP}/herstelcode", "recovery_code")


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/onderzoeken").status_code == 200


def test_after_the_password_a_code_is_asked_and_then_one_is_where_one_was_going(
    app: Flask, telephone: Telephone
) -> None:
    browser = half_way_in(app, "/onderzoeken/nieuw")
    assert "Ben jij het, Anna?" in browser.get(STEP).text
    assert not is_in(browser)

    code = telephone.code()
    answer = browser.post(STEP, data={"code": f"{code[:3]} {code[3:]}"})

    assert answer.headers["Location"] == "/onderzoeken/nieuw"
    assert is_in(browser)


def test_after_a_link_too(app: Flask, engine: Engine, anna: Person, telephone: Telephone) -> None:
    with unit_of_work(engine, across=True) as session:
        link = f"/aanmelden/link/{make_link(session, anna.id)}"
    browser = app.test_client()

    assert press_button_of(browser, link).headers["Location"] == STEP

    assert not is_in(browser)
    assert given(browser, telephone.code())[0] == 302
    assert is_in(browser)


def test_a_code_works_once_and_none_from_before_it(app: Flask, telephone: Telephone) -> None:
    code, before = telephone.code(), telephone.code(now() - timedelta(seconds=30))
    assert given(half_way_in(app), code)[0] == 302

    for spent in (code, before):
        status, words = given(half_way_in(app), spent)
        assert status == 422
        assert "Deze code klopt niet of is al gebruikt." in words
    with pretend_it_is(now() + timedelta(seconds=30)):
        assert given(half_way_in(app), telephone.code())[0] == 302


def test_of_four_at_once_with_one_code_one_comes_in(app: Flask, engine: Engine, telephone: Telephone) -> None:
    browsers, code = [half_way_in(app) for _browser in range(4)], telephone.code()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(status for status, _words in pool.map(lambda one: given(one, code), browsers))

    assert answers == [302, 422, 422, 422]
    with unit_of_work(engine, across=True) as session:
        assert sum(one.has_second_step for one in session.exec(select(SignIn)).all()) == 2, "with who set it up"


def test_after_five_guesses_one_waits_and_the_page_counts_down(app: Flask, telephone: Telephone) -> None:
    with pretend_it_is(now().replace(hour=13, minute=1, second=0)):
        wrong = telephone.wrong_code()
        said = [given(half_way_in(app), wrong) for _time in range(6)]
        right = given(half_way_in(app), telephone.code())

    assert [status for status, _words in said] == [422] * 5 + [429]
    left = [re.search(r"Je hebt nog (\d) poging", words) for _status, words in said]
    assert [found[1] for found in left if found] == ["4", "3", "2", "1"]
    assert re.search(r"Vanaf 14\.1[89] uur kan het weer\.", said[5][1])
    assert right[0] == 429, "also for who guesses right by then"


def test_thirty_guesses_at_once_are_five(app: Flask, engine: Engine, telephone: Telephone) -> None:
    browsers, wrong = [half_way_in(app) for _browser in range(12)], telephone.wrong_code()

    with ThreadPoolExecutor(12) as pool:
        answers = [status for status, _words in pool.map(lambda one: given(one, wrong), browsers)]

    assert answers.count(422) == 5
    assert answers.count(429) == 7


@pytest.mark.parametrize("odd", ["", "²²²²²²", "٠١٢٣٤٥", "12345", "1234567", "abcdef", "9" * 5000, "' or 1=1"])
def test_only_six_figures_are_a_code(app: Flask, telephone: Telephone, odd: str) -> None:
    assert given(half_way_in(app), odd)[0] == 422


def test_what_is_half_way_is_of_one_browser_and_of_minutes(app: Flask, telephone: Telephone) -> None:
    browser, other = half_way_in(app), app.test_client()
    other.set_cookie(HALF_COOKIE, "verzonnen", path="/aanmelden")

    for stranger in (other, app.test_client()):
        assert stranger.get(STEP).headers["Location"] == "/aanmelden"
        assert "Begin opnieuw met aanmelden." in given(stranger, telephone.code())[1]
        assert not is_in(stranger)
    with pretend_it_is(now() + timedelta(minutes=11)):
        assert "Begin opnieuw met aanmelden." in given(browser, telephone.code())[1]
        assert not is_in(browser)


def test_looking_spends_nothing(app: Flask, engine: Engine, telephone: Telephone) -> None:
    browser = half_way_in(app)
    for method in ("GET", "HEAD", "OPTIONS"):
        browser.open(f"{STEP}?code={telephone.code()}", method=method)
        browser.open(f"{STEP}/herstelcode", method=method)
    assert not is_in(browser)
    with unit_of_work(engine, across=True) as session:
        assert len(session.exec(select(HalfSignIn)).all()) == 1

    assert given(browser, telephone.code())[0] == 302


def test_half_way_no_other_door_opens(app: Flask, telephone: Telephone) -> None:
    """Every route that asks for a role sends to sign-in, whatever it is asked with."""
    browser = half_way_in(app)
    refused = 0
    for method, address in _addresses(app):
        if address.startswith(("/onderzoeken", "/account", "/organisatie", "/hulp")):
            answer = browser.open(address, method=method)
            assert answer.status_code == 302, (method, address)
            assert answer.headers["Location"].startswith("/aanmelden"), (method, address)
            refused += 1
    assert refused > 100


def test_a_password_that_is_changed_ends_what_was_half_way(app: Flask, engine: Engine, telephone: Telephone) -> None:
    thief, owner = half_way_in(app), half_way_in(app)
    given(owner, telephone.code())
    changed = owner.post("/account/wachtwoord", data={"present_password": PASSWORD, "password": "een heel ander woord"})
    assert changed.status_code == 302
    forget_last_code(engine)

    assert "Begin opnieuw" in given(thief, telephone.code())[1]


def test_a_recovery_code_works_once_however_it_is_typed(app: Flask, codes: list[str]) -> None:
    assert len(set(codes)) == 10
    browser = half_way_in(app)
    assert "je hebt er nog 10" in browser.get(STEP).text

    assert recovered(browser, f" {codes[0].upper().replace('-', ' ')}")[0] == 302

    assert is_in(browser)
    status, words = recovered(half_way_in(app), codes[0])
    assert status == 422
    assert "Deze herstelcode klopt niet of is al gebruikt. Je hebt nog 4 pogingen." in words
    assert recovered(half_way_in(app), codes[1])[0] == 302


def test_of_four_at_once_with_one_recovery_code_one_comes_in(app: Flask, codes: list[str]) -> None:
    browsers = [half_way_in(app) for _browser in range(4)]

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(status for status, _words in pool.map(lambda one: recovered(one, codes[0]), browsers))

    assert answers == [302, 422, 422, 422]


def test_who_has_few_recovery_codes_is_warned_and_new_ones_void_the_old(app: Flask, codes: list[str]) -> None:
    for code in codes[:7]:
        browser = half_way_in(app)
        page = browser.post(f"{STEP}/herstelcode", data={"recovery_code": code}, follow_redirects=True).text
    assert "Je hebt nog 3 herstelcodes. Maak nieuwe bij ‘Jouw account’." in page
    assert "Je hebt nog 3 herstelcodes." in browser.get("/account/tweede-stap").text

    anew = codes_on(browser.post("/account/tweede-stap/herstelcodes").text)

    assert len(anew) == 10
    assert recovered(half_way_in(app), codes[8])[0] == 422
    assert recovered(half_way_in(app), anew[0])[0] == 302


def test_neither_secret_nor_code_stands_in_the_database(session: Session, set_up: tuple[Telephone, list[str]]) -> None:
    telephone, codes = set_up
    stored = " ".join(
        str(row.model_dump()) for table in (AuthenticatorApp, RecoveryCode) for row in session.exec(select(table))
    )

    assert stored
    assert telephone.secret not in stored
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_a_secret_that_is_moved_to_another_person_opens_nothing(
    app: Flask, engine: Engine, researcher: Person, anna: Person, telephone: Telephone
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with unit_of_work(engine, across=True) as session:
        session.exec(select(AuthenticatorApp)).one().person_id = researcher.id
        link = f"/aanmelden/link/{make_link(session, researcher.id)}"
    browser = app.test_client()
    press_button_of(browser, link)

    assert given(browser, telephone.code())[0] >= 400
    assert not is_in(browser)
