"""Asking for a link by mail: it comes to whoever has the address, and nobody hears whether somebody has."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.mail.models import OutgoingMail
from foundation.mail.sending import send_waiting
from studies.models import Person, SignInLink
from tests.by_link import press_button_of
from tests.foundation.mail.post_office import PostOffice, opened
from webapp.settings import Settings

ASK = "/aanmelden/nieuwe-link"


def by_mail(app: Flask, settings: Settings, port: int = 25) -> FlaskClient:
    """A browser of somebody who is not signed in, where mail leaves by this port."""
    server = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "mail_from": "v@lindermeer.example"}
    app.config["SETTINGS"] = settings.model_copy(update=server)
    return app.test_client()


def asked(browser: FlaskClient, email: str) -> tuple[int, str]:
    """The status of the answer, and its words."""
    answer = browser.post(ASK, data={"email": email})
    return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_who_has_no_password_gets_a_link_by_mail(
    app: Flask, settings: Settings, engine: Engine, researcher: Person
) -> None:
    office = PostOffice()
    with opened(office) as port:
        browser = by_mail(app, settings, port)
        assert f'href="{ASK}"' in browser.get("/aanmelden").text
        status, words = asked(browser, f" {researcher.email.upper()} ")
        send_waiting(engine, app.config["SETTINGS"].mail)

    assert status == 200
    assert "Kijk in je mailbox." in words
    (arrived,) = office.messages
    link = re.search(r"/aanmelden/link/[\w-]+", arrived.get_body(("plain",)).get_content())
    assert link
    assert press_button_of(browser, link[0]).status_code == 302
    assert researcher.name in browser.get("/account").text


def test_the_answer_does_not_tell_whether_somebody_has_the_address(
    app: Flask, settings: Settings, session: Session, researcher: Person
) -> None:
    browser = by_mail(app, settings)

    assert asked(browser, "niemand@voorbeeld.nl") == asked(browser, researcher.email)

    assert len(session.exec(select(OutgoingMail)).all()) == 1


@pytest.mark.parametrize("known", [True, False])
def test_no_mailbox_is_filled_by_it(app: Flask, settings: Settings, researcher: Person, known: bool) -> None:
    browser = by_mail(app, settings)
    email = researcher.email if known else "niemand@voorbeeld.nl"

    answers = [asked(browser, email) for _time in range(5)]

    assert [status for status, _words in answers] == [200] * 4 + [429]
    assert "Vanaf" in answers[-1][1]


def test_without_mail_the_page_says_whom_to_ask(app: Flask, session: Session, researcher: Person) -> None:
    browser = app.test_client()

    assert ASK not in browser.get("/aanmelden").text
    for answer in (browser.get(ASK), browser.post(ASK, data={"email": researcher.email})):
        assert "Vraag je beheerder om een nieuwe link" in answer.text
    assert session.exec(select(SignInLink)).all() == []
