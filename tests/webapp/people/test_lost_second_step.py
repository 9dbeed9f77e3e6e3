"""An administrator sees who has no second step, and helps who lost theirs; nobody opens what is not theirs."""

from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import unit_of_work
from foundation.mail.sending import send_waiting
from studies.access import Role
from studies.accounts.models import AuthenticatorApp
from studies.accounts.persons import add_organisation, add_person
from studies.models import Membership, Organisation, Person, SignIn, Study
from tests.conftest import SignInAs
from tests.foundation.mail.post_office import PostOffice, opened
from tests.webapp.people.test_inviting import PEOPLE, words_of
from tests.webapp.sign_in.apps import set_up_app
from webapp.settings import Settings

EMAILS = {"Tariq": "t@voorbeeld.nl", "Lotte": "l.veldman@voorbeeld.nl", "Bea": "b@voorbeeld.nl"}


@pytest.fixture
def tariq(app: Flask, engine: Engine, sign_in_as: SignInAs, organisation: Organisation, study: Study) -> Person:
    """A second coder with an app."""
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "t@voorbeeld.nl", "Tariq", Role.SECOND_CODER)
        across.expunge(person)
    set_up_app(sign_in_as(person))
    return person


def words_in(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body
    return " ".join(body.get_content().split())


def test_the_lists_say_who_has_which(engine: Engine, administrator: FlaskClient, tariq: Person) -> None:
    with unit_of_work(engine, across=True) as across:
        for one in across.exec(select(Organisation)).all():
            one.second_step_for = [Role.RESEARCHER.value]
    for page in ("/organisatie/mensen", PEOPLE):
        rows = administrator.get(page).text.partition("<tbody>")[2].split("</tr>")
        said = {name: words_of(next(row for row in rows if email in row)) for name, email in EMAILS.items()}
        assert "Code uit app" in said["Tariq"]
        assert "Nog niet ingesteld" in said["Lotte"]
        assert "Geen, hoeft niet" in said["Bea"]


def test_an_administrator_takes_it_away_and_its_owner_hears_of_it(
    app: Flask, settings: Settings, engine: Engine, administrator: FlaskClient, session: Session, tariq: Person
) -> None:
    office = PostOffice()
    with opened(office) as port:
        server = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "mail_from": "v@lindermeer.example"}
        app.config["SETTINGS"] = settings.model_copy(update=server)
        done = administrator.post(f"/organisatie/mensen/{tariq.id}/tweede-stap", follow_redirects=True).text
        send_waiting(engine, app.config["SETTINGS"].mail)
    assert "De tweede stap van Tariq is weggehaald." in done
    assert "Tariq heeft geen tweede stap." in words_of(done)
    assert session.exec(select(AuthenticatorApp)).all() == []
    assert session.exec(select(SignIn).where(SignIn.person_id == tariq.id)).all() == []
    (letter,) = [one for one in office.messages if tariq.email in one["To"] and "weggehaald" in words_in(one)]
    assert "Je beheerder heeft je tweede stap weggehaald." in words_in(letter)


def test_nobody_else_may(client: FlaskClient, session: Session, tariq: Person) -> None:
    assert "Haal de tweede stap weg" not in client.get(f"/organisatie/mensen/{tariq.id}").text
    assert client.post(f"/organisatie/mensen/{tariq.id}/tweede-stap").status_code == 403
    assert session.exec(select(AuthenticatorApp)).one().person_id == tariq.id


def test_who_did_not_show_lately_who_they_are_shows_it_first(administrator: FlaskClient, tariq: Person) -> None:
    with pretend_it_is(now() + timedelta(hours=1)):
        answer = administrator.post(f"/organisatie/mensen/{tariq.id}/tweede-stap")
    assert answer.headers["Location"].startswith("/account/bevestigen")


def test_who_works_for_another_organisation_too_is_not_opened_by_one_of_them(
    engine: Engine, administrator: FlaskClient, session: Session, tariq: Person
) -> None:
    with unit_of_work(engine, across=True) as across:
        other = add_organisation(across, "Gemeente Heuvelrade", "heuvelrade")
        across.add(Membership(organisation_id=other.id, person_id=tariq.id, role=Role.RESEARCHER))
    refused = administrator.post(f"/organisatie/mensen/{tariq.id}/tweede-stap")
    assert refused.status_code == 403
    assert "werkt ook voor een andere organisatie" in refused.text
    assert session.exec(select(AuthenticatorApp)).one().person_id == tariq.id


@pytest.mark.parametrize("tells_its_page", [True, False])
def test_who_shows_who_they_are_comes_back_to_the_page_with_the_button(
    engine: Engine, administrator: FlaskClient, tariq: Person, tells_its_page: bool
) -> None:
    page = f"/organisatie/mensen/{tariq.id}"
    with unit_of_work(engine, across=True) as across:
        for one in across.exec(select(SignIn)).all():
            one.proved_at = now() - timedelta(days=1)
    headers = {"Referer": f"http://localhost{page}?van=lijst"} if tells_its_page else {}

    asked = administrator.post(f"{page}/tweede-stap", headers=headers)

    back_to = parse_qs(urlsplit(asked.headers["Location"]).query)["verder"]
    assert back_to == [f"{page}?van=lijst" if tells_its_page else page]
    assert "Haal de tweede stap weg" in administrator.get(back_to[0]).text


@pytest.mark.parametrize(
    "elsewhere", ["https://elders.example/organisatie", "http://localhost/nergens", "http://[", "x"]
)
def test_a_page_that_is_not_ours_is_never_gone_back_to(
    engine: Engine, administrator: FlaskClient, tariq: Person, elsewhere: str
) -> None:
    with unit_of_work(engine, across=True) as across:
        for one in across.exec(select(SignIn)).all():
            one.proved_at = now() - timedelta(days=1)
    asked = administrator.post(f"/organisatie/mensen/{tariq.id}/tweede-stap", headers={"Referer": elsewhere})
    assert asked.headers["Location"] == f"/account/bevestigen?verder=/organisatie/mensen/{tariq.id}"
