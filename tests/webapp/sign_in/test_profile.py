"""One's own name, and another address to sign in with."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import unit_of_work
from foundation.mail.models import OutgoingMail
from foundation.mail.sending import send_waiting
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person
from tests.foundation.mail.post_office import PostOffice, opened
from tests.webapp.anna import PASSWORD
from webapp.settings import Settings

NEW = "anna.aalders@elders.nl"


def by_password(app: Flask, email: str = "anna@voorbeeld.nl") -> FlaskClient:
    browser = app.test_client()
    browser.post("/aanmelden", data={"email": email, "password": PASSWORD})
    return browser


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/onderzoeken").status_code == 200


def asked_by_mail(app: Flask, settings: Settings, engine: Engine, browser: FlaskClient, email: str = NEW) -> list[str]:
    """Addresses to which a message went, and what each says."""
    office = PostOffice()
    with opened(office) as port:
        server = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "mail_from": "v@lindermeer.example"}
        app.config["SETTINGS"] = settings.model_copy(update=server)
        answer = browser.post("/account/e-mail", data={"email": email})
        assert "Kijk in je mailbox." in answer.text
        send_waiting(engine, app.config["SETTINGS"].mail)
    return [f"{one['To']} {one.get_body(('plain',)).get_content()}" for one in office.messages]


def test_the_name_is_what_colleagues_see(app: Flask, anna: Person) -> None:
    browser = by_password(app)
    browser.post("/account/naam", data={"name": "  Anna  van Aalders "})
    assert "<h1>Anna van Aalders</h1>" in browser.get("/account").text
    empty = browser.post("/account/naam", data={"name": " \u200b"})
    assert empty.status_code == 422
    assert "Vul de naam" in empty.text


def test_another_address_counts_once_its_link_is_opened(
    app: Flask, settings: Settings, engine: Engine, session: Session, anna: Person
) -> None:
    laptop, telephone = by_password(app), by_password(app)
    session.close()
    (sent,) = asked_by_mail(app, settings, engine, laptop)
    assert sent.startswith(f"Anna Aalders <{NEW}>")
    link = re.search(r"/account/e-mail/[\w-]+", sent)
    assert link
    for method in ("HEAD", "GET"):
        assert laptop.open(link[0], method=method).status_code == 200
    assert is_in(by_password(app)), "looking spends nothing"

    assert f"Voortaan meld je je aan met {NEW}." in laptop.post(link[0], follow_redirects=True).text

    assert not is_in(telephone)
    assert not is_in(by_password(app))
    assert is_in(by_password(app, NEW))
    assert laptop.post(link[0]).status_code == 422
    with unit_of_work(engine, across=True) as reading:
        kinds = sorted(reading.exec(select(OutgoingMail.kind)).all())
    assert kinds == ["account_change", "new_email"], "the old address hears of it"


def test_the_link_is_of_no_use_to_somebody_else(
    app: Flask, settings: Settings, engine: Engine, anna: Person, organisation: Organisation
) -> None:
    with unit_of_work(engine, across=True) as session:
        add_person(session, organisation, "bea@voorbeeld.nl", "Bea", Role.RESEARCHER, PASSWORD)
    (sent,) = asked_by_mail(app, settings, engine, by_password(app))
    link = re.search(r"/account/e-mail/[\w-]+", sent)
    assert link
    bea = by_password(app, "bea@voorbeeld.nl")

    assert bea.post(link[0]).status_code == 422
    assert "/aanmelden" in app.test_client().get(link[0]).headers["Location"]
    assert is_in(by_password(app))


def test_nobody_hears_that_an_address_is_somebodys(
    app: Flask, settings: Settings, engine: Engine, anna: Person, researcher: Person
) -> None:
    assert asked_by_mail(app, settings, engine, by_password(app), researcher.email) == []


def test_what_is_no_address_is_refused_and_stays_as_typed(app: Flask, settings: Settings, anna: Person) -> None:
    server = {"smtp_host": "127.0.0.1", "smtp_tls": "none", "mail_from": "v@lindermeer.example"}
    app.config["SETTINGS"] = settings.model_copy(update=server)
    answer = by_password(app).post("/account/e-mail", data={"email": "geen adres"})
    assert answer.status_code == 422
    assert 'value="geen adres"' in answer.text


def test_without_mail_the_page_says_whom_to_ask(app: Flask, anna: Person) -> None:
    browser = by_password(app)
    assert "Kies een ander e-mailadres" not in browser.get("/account").text
    assert "Vraag je beheerder" in browser.post("/account/e-mail", data={"email": NEW}).text
