"""Choosing another password: it takes the one of now, or a link that somebody just came in by."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import unit_of_work
from foundation.mail.models import OutgoingMail
from studies.accounts.signing_in import make_link
from studies.models import Person
from tests.by_link import come_in, press_button_of
from tests.webapp.anna import PASSWORD
from webapp.settings import Settings

OTHER = "een heel ander wachtwoord"


def by_password(app: Flask, password: str = PASSWORD) -> FlaskClient:
    browser = app.test_client()
    browser.post("/aanmelden", data={"email": "anna@voorbeeld.nl", "password": password})
    return browser


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/onderzoeken").status_code == 200


def changed(browser: FlaskClient, present: str | None, chosen: str = OTHER) -> tuple[int, str]:
    data = {"password": chosen} | ({} if present is None else {"present_password": present})
    answer = browser.post("/account/wachtwoord", data=data)
    return answer.status_code, answer.text


def test_the_other_devices_have_to_come_in_with_the_new_one(app: Flask, engine: Engine, anna: Person) -> None:
    laptop, telephone = by_password(app), by_password(app)
    with unit_of_work(engine, across=True) as session:
        waiting = f"/aanmelden/link/{make_link(session, anna.id)}"

    assert changed(laptop, PASSWORD)[0] == 302

    assert "Je wachtwoord is veranderd." in laptop.get("/account").text
    assert is_in(laptop)
    assert not is_in(telephone)
    assert app.test_client().get(waiting).status_code == 422, "what was sent before opens nothing any more"
    assert not is_in(by_password(app))
    assert is_in(by_password(app, OTHER))


@pytest.mark.parametrize("present", ["mis", "", None])
def test_it_takes_the_password_of_now(app: Flask, anna: Person, present: str | None) -> None:
    laptop = by_password(app)

    status, page = changed(laptop, present)

    assert status == 422
    assert "Dit is niet je wachtwoord van nu. Er is niets veranderd." in page
    assert OTHER not in page
    assert is_in(by_password(app))


def test_a_short_one_is_refused_and_nothing_changes(app: Flask, anna: Person) -> None:
    status, page = changed(by_password(app), PASSWORD, "kort")

    assert status == 422
    assert "Kies een wachtwoord van 12 tekens of meer." in page
    assert is_in(by_password(app))


@pytest.mark.parametrize(
    ("chosen", "why"), [("Wachtwoord123", "gebruiken veel mensen"), ("Anna-Lindermeer-1", "bijna alleen een naam")]
)
def test_one_that_is_easily_guessed_is_refused_and_nothing_changes(
    app: Flask, anna: Person, chosen: str, why: str
) -> None:
    status, page = changed(by_password(app), PASSWORD, chosen)

    assert status == 422
    assert why in page
    assert chosen not in page
    assert is_in(by_password(app))


def test_whoever_sits_behind_the_screen_can_not_guess_it(app: Flask, anna: Person) -> None:
    laptop = by_password(app)

    answers = [changed(laptop, "mis")[0] for _time in range(21)]

    assert answers[0] == 422
    assert answers[-1] == 429
    assert "Vanaf" in changed(laptop, PASSWORD)[1]


def test_who_forgot_it_comes_by_link_and_chooses_once_within_a_quarter(
    app: Flask, engine: Engine, anna: Person
) -> None:
    laptop = app.test_client()
    come_in(laptop, engine, anna.id)
    assert "Wachtwoord van nu" not in laptop.get("/account").text

    assert changed(laptop, None)[0] == 302

    assert is_in(by_password(app, OTHER))
    assert changed(laptop, None, PASSWORD)[0] == 422, "once: somebody else may sit there now"


def test_after_a_quarter_a_link_stands_for_nothing(app: Flask, engine: Engine, anna: Person) -> None:
    laptop = app.test_client()
    come_in(laptop, engine, anna.id)

    with pretend_it_is(now() + timedelta(minutes=16)):
        assert "Wachtwoord van nu" in laptop.get("/account").text
        assert changed(laptop, None)[0] == 422

    assert is_in(by_password(app))


def test_who_works_with_a_password_that_was_changed_meanwhile_changes_nothing(
    app: Flask, engine: Engine, anna: Person
) -> None:
    laptop, telephone = by_password(app), by_password(app)
    with unit_of_work(engine, across=True) as session:
        link = f"/aanmelden/link/{make_link(session, anna.id)}"
    assert press_button_of(telephone, link).status_code == 302
    assert changed(telephone, None)[0] == 302

    assert changed(laptop, PASSWORD, "nog een heel ander woord")[0] == 302, "it is sent to sign in"
    assert is_in(by_password(app, OTHER))


def test_a_message_tells_the_owner(app: Flask, settings: Settings, session: Session, anna: Person) -> None:
    server = {"smtp_host": "127.0.0.1", "smtp_tls": "none", "mail_from": "v@lindermeer.example"}
    app.config["SETTINGS"] = settings.model_copy(update=server)

    assert changed(by_password(app), PASSWORD)[0] == 302

    (mail,) = session.exec(select(OutgoingMail)).all()
    assert mail.kind == "account_change"
