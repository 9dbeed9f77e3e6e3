"""Inviting somebody, and what they find when they come: in the browser of who invites and of who is invited."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now
from foundation.database.engine import open_session, unit_of_work
from foundation.mail.sending import send_waiting
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Membership, Organisation, Person, Study
from studies.people.models import Invitation, StudyRole
from studies.planning import add_study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.foundation.mail.post_office import PostOffice, opened
from tests.journeys.making import make_code, make_segment
from webapp.settings import Settings

PEOPLE = "/onderzoeken/jeugdhulp/mensen"
EMAIL = "g.postma@lindermeer.example"
NEW = {"name": "Gerda Postma", "password": "een lange zin van mij"}


def link_in(page: str) -> str:
    """The path of the link that a page or a message shows."""
    found = re.search(r"/uitnodiging/[\w-]+", page)
    assert found
    return found[0]


def words_of(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def invited(client: FlaskClient, role: Role = Role.SOCIAL_TEAM, email: str = EMAIL) -> str:
    answer = client.post(f"{PEOPLE}/uitnodigen", data={"email": email, "role": role.value})
    assert answer.status_code == 201
    return link_in(answer.text)


def test_somebody_new_makes_an_account_and_sees_that_study_alone(
    app: Flask, client: FlaskClient, session: Session, study: Study
) -> None:
    other = add_study(session, "Wmo in Lindermeer", slug="wmo")
    session.commit()
    link = invited(client)
    assert EMAIL in client.get(PEOPLE).text

    browser = app.test_client()
    page = words_of(browser.get(link).text)
    assert "Lotte Veldman van Gemeente Lindermeer nodigt je uit." in page
    assert "Klantreizen en maatregelen" in page
    assert browser.post(link, data=NEW).headers["Location"] == "/onderzoeken"
    shown = browser.get("/onderzoeken").text
    assert study.title in shown
    assert other.title not in shown
    assert browser.get("/onderzoeken/jeugdhulp/maatregelen/").status_code == 200
    assert browser.get("/onderzoeken/jeugdhulp/interviews/").status_code == 403
    assert browser.get("/onderzoeken/wmo/").status_code == 404
    assert "Gerda Postma" in client.get(PEOPLE).text
    assert "Uitgenodigd" not in client.get(PEOPLE).text


def test_a_link_works_once_and_nobody_is_told_whose_it_was(app: Flask, client: FlaskClient, study: Study) -> None:
    link = invited(client)
    assert app.test_client().post(link, data=NEW).status_code == 302
    for address in (link, "/uitnodiging/verzonnen"):
        refused = app.test_client().get(address)
        assert refused.status_code == 404
        assert "Deze uitnodiging werkt niet meer." in refused.text
        assert EMAIL not in refused.text


def test_looking_spends_nothing(app: Flask, client: FlaskClient, study: Study) -> None:
    link = invited(client)
    assert app.test_client().head(link).status_code == 200
    assert app.test_client().get(link).status_code == 200
    assert app.test_client().post(link, data=NEW).status_code == 302


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort", "12 tekens of meer"),
        ("welkomwelkom", "gebruiken veel mensen"),
        ("gerda.postma.2026", "bijna alleen een naam"),
    ],
)
def test_what_was_typed_comes_back_when_the_password_is_unfit(
    app: Flask, client: FlaskClient, study: Study, password: str, why: str
) -> None:
    link = invited(client)
    refused = app.test_client().post(link, data={**NEW, "password": password})
    assert refused.status_code == 422
    assert why in refused.text
    assert password not in refused.text
    assert 'value="Gerda Postma"' in refused.text
    nameless = app.test_client().post(link, data={**NEW, "name": " "})
    assert nameless.status_code == 422
    assert "Vul je naam in." in nameless.text


def test_who_has_an_account_elsewhere_signs_in_with_it_and_works_for_both(
    engine: Engine, client: FlaskClient, sign_in_as: SignInAs, study: Study, app: Flask
) -> None:
    with unit_of_work(engine, across=True) as across:
        bureau = add_organisation(across, "Bureau Halte Zeven", "halte-zeven")
        bureau.second_step_for = []
        person = add_person(across, bureau, EMAIL, "Gerda Postma", Role.RESEARCHER)
        across.expunge(person)
        across.flush()
        bureau_id = bureau.id
    with unit_of_work(engine, bureau_id) as own:
        own.info["person_id"] = person.id
        add_study(own, "Eigen onderzoek", slug="eigen")
    link = invited(client)
    assert "Je hebt al een account" in app.test_client().get(link).text
    assert app.test_client().post(link, data=NEW).status_code == 422
    assert "Deze uitnodiging is voor iemand anders." in client.post(link).text

    browser = sign_in_as(person)
    assert browser.post(link).status_code == 302
    shown = browser.get("/onderzoeken").text
    assert "Eigen onderzoek" in shown
    assert study.title in shown
    for place in ("eigen", "jeugdhulp"):  # whichever organisation was chosen last
        assert browser.get(f"/onderzoeken/{place}/").status_code == 200
    assert browser.get("/onderzoeken/eigen/interviews/").status_code == 200
    assert browser.get("/onderzoeken/jeugdhulp/interviews/").status_code == 403
    account = browser.get("/account").text
    assert "Bureau Halte Zeven" in account
    assert "Gemeente Lindermeer" in account
    assert browser.post(f"/account/organisaties/{bureau_id}").status_code == 302
    assert "Bureau Halte Zeven" in browser.get("/organisatie").text
    assert browser.post("/account/organisaties/4711").status_code == 404


def test_an_invitation_can_be_taken_back_and_made_anew(
    app: Flask, client: FlaskClient, session: Session, study: Study
) -> None:
    first = invited(client)
    number = session.exec(select(Invitation.id)).one()
    session.commit()
    second = link_in(client.post(f"/organisatie/mensen/uitnodigingen/{number}").text)
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    assert client.post(f"/organisatie/mensen/uitnodigingen/{number}/weg").status_code == 302
    assert app.test_client().post(second, data=NEW).status_code == 404
    assert client.post(f"/organisatie/mensen/uitnodigingen/{number}/weg").status_code == 404


def test_it_works_for_a_week(app: Flask, client: FlaskClient, session: Session, study: Study) -> None:
    link = invited(client)
    session.exec(select(Invitation)).one().expires_at = now()
    session.commit()
    assert app.test_client().get(link).status_code == 404
    assert "Uitnodiging is verlopen" in client.get(PEOPLE).text


def test_of_an_organisation_somebody_works_in_all_studies_and_those_to_come(
    app: Flask, client: FlaskClient, session: Session, study: Study
) -> None:
    answer = client.post("/organisatie/mensen/uitnodigen", data={"email": EMAIL, "role": Role.COMMISSIONER.value})
    link = link_in(answer.text)
    app.test_client().post(link, data=NEW)
    person = session.exec(select(Person).where(Person.email == EMAIL)).one()
    later = add_study(session, "Wmo")
    roles = session.exec(select(StudyRole).where(StudyRole.person_id == person.id)).all()
    assert {(one.study_id, one.role) for one in roles} == {
        (study.id, Role.COMMISSIONER),
        (later.id, Role.COMMISSIONER),
    }


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"email": "geen adres", "role": "social_team"}, "Dit e-mailadres klopt niet of is leeg."),
        ({"email": EMAIL, "role": "koning"}, "Kies een rol."),
        ({"email": EMAIL}, "Kies een rol."),
        (
            {"email": "l.veldman@voorbeeld.nl", "role": "social_team"},
            "Lotte Veldman werkt al mee aan dit onderzoek, als onderzoeker.",
        ),
    ],
)
def test_a_wrong_invitation_says_what_to_do_and_keeps_what_was_typed(
    client: FlaskClient, session: Session, study: Study, sent: dict[str, str], said: str
) -> None:
    answer = client.post(f"{PEOPLE}/uitnodigen", data=sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{sent["email"]}"' in answer.text
    assert session.exec(select(Invitation)).all() == []


def test_where_mail_leaves_it_is_mailed_with_the_link(
    app: Flask, settings: Settings, engine: Engine, client: FlaskClient, study: Study
) -> None:
    office = PostOffice()
    with opened(office) as port:
        server = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "mail_from": "v@lindermeer.example"}
        app.config["SETTINGS"] = settings.model_copy(update=server)
        link = invited(client)
        send_waiting(engine, app.config["SETTINGS"].mail)
    (arrived,) = office.messages
    body = arrived.get_body(("plain",)).get_content()
    assert link in body
    assert "Lotte Veldman van Gemeente Lindermeer nodigt je uit om mee te werken aan" in " ".join(body.split())
    assert arrived["To"] == EMAIL


def test_only_who_gives_roles_comes_here(
    engine: Engine, organisation: Organisation, sign_in_as: SignInAs, study: Study, session: Session
) -> None:
    with unit_of_work(engine, across=True) as across:
        team = add_person(across, organisation, "s@voorbeeld.nl", "Sanne", Role.SOCIAL_TEAM)
        across.expunge(team)
    browser = sign_in_as(team)
    for address in (PEOPLE, f"{PEOPLE}/erbij", "/organisatie/mensen", "/organisatie/mensen/erbij"):
        assert browser.get(address).status_code == 403
    sent = {"email": EMAIL, "role": "researcher"}
    for address in (f"{PEOPLE}/uitnodigen", "/organisatie/mensen/uitnodigen", f"{PEOPLE}/{team.id}"):
        assert browser.post(address, data=sent).status_code == 403
    assert session.exec(select(Invitation)).all() == []
    assert session.exec(select(Membership.role).where(Membership.person_id == team.id)).one() == Role.SOCIAL_TEAM


def test_who_coded_here_before_is_let_in_again_only_when_what_that_changes_is_meant(
    engine: Engine, client: FlaskClient, session: Session, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        tariq = add_person(across, organisation, "t@voorbeeld.nl", "Tariq", Role.SECOND_CODER).id
    with open_session(engine, organisation.id, tariq) as his:
        make_segment(his, study, make_interview(his, study), make_code(his, study))
        his.commit()
    assert client.post(f"{PEOPLE}/{tariq}/weg").status_code == 302

    again = client.post(f"{PEOPLE}/erbij", data={"person": tariq, "role": Role.RESEARCHER.value})

    assert again.status_code == 422
    assert "De fragmenten van Tariq tellen dan mee in dit onderzoek." in again.text
    assert client.post(f"{PEOPLE}/{tariq}", data={"role": "researcher", "meant": "ja"}).status_code == 302


def test_who_coded_here_before_is_invited_again_only_when_what_that_changes_is_meant(
    engine: Engine, client: FlaskClient, session: Session, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        tariq = add_person(across, organisation, "t@voorbeeld.nl", "Tariq", Role.SECOND_CODER).id
    with open_session(engine, organisation.id, tariq) as his:
        make_segment(his, study, make_interview(his, study), make_code(his, study))
        his.commit()
    assert client.post(f"/organisatie/mensen/{tariq}/weg").status_code == 302

    for address in (f"{PEOPLE}/uitnodigen", "/organisatie/mensen/uitnodigen"):
        sent = {"email": "T@voorbeeld.nl", "role": "researcher"}
        asked = client.post(address, data=sent)
        assert asked.status_code == 422
        assert "De fragmenten van Tariq tellen dan mee in dit onderzoek." in asked.text
        assert 'value="T@voorbeeld.nl"' in asked.text
        assert session.exec(select(Invitation)).all() == []
        session.rollback()
        assert client.post(address, data={**sent, "role": "second_coder"}).status_code == 201
        assert client.post(address, data={**sent, "meant": "ja"}).status_code == 201
        for one in session.exec(select(Invitation)).all():
            session.delete(one)
        session.commit()


def test_what_a_role_takes_away_is_said_before_it_is_given(
    client: FlaskClient, engine: Engine, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as session:
        rik = add_person(session, organisation, "r@voorbeeld.nl", "Rik Smit", Role.RESEARCHER).id

    page = client.get(f"/onderzoeken/{study.slug}/mensen/{rik}").text

    asked, _, ends = page.partition("Werkt niet meer mee")
    assert "Gesprekken die nog niet af zijn, gaan dan naar een andere onderzoeker." in asked
    assert "Gesprekken die nog niet af zijn, gaan naar een onderzoeker." in ends
