"""Two invitations to one address: to several places they stand beside each other, to one place the last counts."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Membership, Organisation, Person, Study
from studies.people.models import Invitation, StudyRole
from studies.planning import add_study
from tests.conftest import SignInAs
from tests.webapp.people.test_inviting import EMAIL, NEW, PEOPLE, link_in, words_of

OTHER = "/onderzoeken/wmo/mensen"
EVERYWHERE = "/organisatie/mensen"
REPLACED = "De vorige link werkt niet meer."


@pytest.fixture
def wmo(session: Session, study: Study) -> Study:
    other = add_study(session, "Wmo in Lindermeer", slug="wmo")
    session.commit()
    return other


def asked(client: FlaskClient, place: str, role: Role) -> str:
    """The link."""
    answer = client.post(f"{place}/uitnodigen", data={"email": EMAIL, "role": role.value})
    assert answer.status_code == 201
    assert REPLACED not in answer.text
    return link_in(answer.text)


def roles_of_invited(session: Session) -> dict[int, Role]:
    session.rollback()
    theirs = select(StudyRole).join(Person, Person.id == StudyRole.person_id).where(Person.email == EMAIL)
    return {one.study_id: one.role for one in session.exec(theirs).all()}


def standing_of_invited(session: Session) -> Role:
    session.rollback()
    query = select(Membership.role).join(Person, Person.id == Membership.person_id).where(Person.email == EMAIL)
    return session.exec(query).one()


def history(client: FlaskClient) -> str:
    return words_of(client.get("/onderzoeken/jeugdhulp/geschiedenis").text)


def test_invitations_to_two_studies_both_stand_and_give_each_their_role(
    app: Flask, client: FlaskClient, session: Session, study: Study, wmo: Study
) -> None:
    first, second = asked(client, PEOPLE, Role.SECOND_CODER), asked(client, OTHER, Role.SOCIAL_TEAM)
    listed = words_of(client.get(EVERYWHERE).text)
    assert f"Straks: tweede codeur in ‘{study.title}’" in listed
    assert f"Straks: sociaal team in ‘{wmo.title}’" in listed

    browser = app.test_client()
    assert browser.post(first, data=NEW).status_code == 302
    for page in (EVERYWHERE, OTHER):
        waiting = words_of(client.get(page).text.partition('<tr class="is-waiting"')[2].partition("</tr>")[0])
        assert ("Nog niets" in waiting) is (page == OTHER), "who came by the first sees what that one gave"
    assert browser.post(second).headers["Location"] == "/onderzoeken"

    assert roles_of_invited(session) == {study.id: Role.SECOND_CODER, wmo.id: Role.SOCIAL_TEAM}
    assert standing_of_invited(session) is Role.GUEST
    assert session.exec(select(Invitation)).all() == []


@pytest.mark.parametrize("is_study_first", [True, False])
@pytest.mark.parametrize(
    ("in_study", "everywhere", "stays"),
    [
        (Role.SOCIAL_TEAM, Role.RESEARCHER, Role.RESEARCHER),
        (Role.RESEARCHER, Role.SOCIAL_TEAM, Role.RESEARCHER),
    ],
)
def test_in_whatever_order_somebody_answers_they_have_the_most_of_both(
    app: Flask,
    client: FlaskClient,
    session: Session,
    study: Study,
    wmo: Study,
    in_study: Role,
    everywhere: Role,
    stays: Role,
    is_study_first: bool,
) -> None:
    links = [asked(client, PEOPLE, in_study), asked(client, EVERYWHERE, everywhere)]
    browser = app.test_client()
    for link, sent in zip(links if is_study_first else reversed(links), (NEW, {}), strict=True):
        assert browser.post(link, data=sent).status_code == 302

    assert roles_of_invited(session) == {study.id: stays, wmo.id: everywhere}
    assert standing_of_invited(session) is everywhere


@pytest.mark.parametrize(
    ("now", "invited_as"), [(Role.RESEARCHER, Role.SECOND_CODER), (Role.SECOND_CODER, Role.RESEARCHER)]
)
def test_who_is_blind_or_not_stays_so_and_is_told_before_they_answer(
    app: Flask, client: FlaskClient, session: Session, study: Study, now: Role, invited_as: Role
) -> None:
    links = asked(client, EVERYWHERE, now), asked(client, PEOPLE, invited_as)
    browser = app.test_client()
    assert "Je werkt al mee" not in browser.get(links[1]).text
    browser.post(links[0], data=NEW)
    page = words_of(browser.get(links[1]).text)
    assert f"Je werkt al mee aan dit onderzoek, als {now.dutch}. Dat blijft zo" in page
    assert browser.post(links[1]).status_code == 302
    assert roles_of_invited(session) == {study.id: now}


@pytest.mark.parametrize("role", [Role.GUEST, Role.SOCIAL_TEAM])
def test_who_works_in_a_study_and_is_invited_to_all_reads_what_they_stay_there(
    app: Flask, client: FlaskClient, session: Session, study: Study, wmo: Study, role: Role
) -> None:
    """What the page says before is what is so after."""
    first, second = asked(client, PEOPLE, Role.SECOND_CODER), asked(client, EVERYWHERE, role)
    browser = app.test_client()
    assert browser.post(first, data=NEW).status_code == 302

    told = words_of(browser.get(second).text)
    assert f"Dit blijft zo: ‘{study.title}’, als tweede codeur" in told
    assert "Je rol:" not in told, "that would be said of all studies"
    assert ("Je rol in de andere onderzoeken: sociaal team." in told) is (role is Role.SOCIAL_TEAM)
    assert ("Deze uitnodiging geeft je geen andere rol." in told) is (role is Role.GUEST)
    assert browser.post(second).status_code == 302
    assert roles_of_invited(session) == {study.id: Role.SECOND_CODER} | ({} if role is Role.GUEST else {wmo.id: role})


def test_to_the_same_place_the_last_counts_and_it_is_said_and_noted(
    app: Flask, client: FlaskClient, session: Session, study: Study
) -> None:
    for place in (PEOPLE, EVERYWHERE):
        first = asked(client, place, Role.SECOND_CODER)
        again = client.post(f"{place}/uitnodigen", data={"email": EMAIL, "role": Role.SOCIAL_TEAM.value})
        assert REPLACED in again.text
        assert app.test_client().get(first).status_code == 404
        assert app.test_client().get(link_in(again.text)).status_code == 200
    assert "Een eerdere uitnodiging werkt niet meer" in history(client)
    session.rollback()
    assert len(session.exec(select(Invitation)).all()) == 2
    number = session.exec(select(Invitation.id)).first()
    session.rollback()
    assert REPLACED in client.post(f"/organisatie/mensen/uitnodigingen/{number}").text


def test_who_leaves_comes_back_by_no_invitation_that_was_still_open(
    app: Flask, client: FlaskClient, session: Session, study: Study, wmo: Study
) -> None:
    first, second = asked(client, PEOPLE, Role.SOCIAL_TEAM), asked(client, OTHER, Role.SOCIAL_TEAM)
    app.test_client().post(first, data=NEW)
    number = session.exec(select(Person.id).where(Person.email == EMAIL)).one()
    session.commit()
    assert client.post(f"{EVERYWHERE}/{number}/weg").status_code == 302
    assert app.test_client().get(second).status_code == 404
    assert "Een uitnodiging ingetrokken" in words_of(client.get(f"{OTHER[:-7]}/geschiedenis").text)


def test_who_is_in_the_study_already_is_named_with_their_role_and_where_it_changes(
    engine: Engine, client: FlaskClient, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        tariq = add_person(across, organisation, "t@voorbeeld.nl", "Tariq", Role.SECOND_CODER).id
    sent = {"email": "t@voorbeeld.nl", "role": Role.SOCIAL_TEAM.value}
    there = client.post(f"{PEOPLE}/uitnodigen", data=sent)
    assert there.status_code == 422
    assert "Tariq werkt al mee aan dit onderzoek, als tweede codeur." in there.text
    assert f'href="{PEOPLE}/{tariq}"' in there.text

    everywhere = client.post(f"{EVERYWHERE}/uitnodigen", data=sent)
    assert "Tariq hoort al bij je organisatie." in everywhere.text
    assert "uit de lijst" not in everywhere.text
    assert f'href="{EVERYWHERE}/{tariq}"' in everywhere.text

    client.post(f"{PEOPLE}/{tariq}/weg")
    not_there = client.post(f"{PEOPLE}/uitnodigen", data=sent)
    assert "Tariq hoort al bij je organisatie. Kies die persoon uit de lijst." in not_there.text
    assert f'<option value="{tariq}">' in not_there.text


def test_an_invitation_never_makes_an_administrator_something_else(
    app: Flask, engine: Engine, client: FlaskClient, session: Session, sign_in_as: SignInAs, study: Study
) -> None:
    links = asked(client, EVERYWHERE, Role.ADMINISTRATOR), asked(client, PEOPLE, Role.RESEARCHER)
    browser = app.test_client()
    browser.post(links[0], data=NEW)
    assert browser.post(links[1]).status_code == 302
    assert roles_of_invited(session) == {study.id: Role.ADMINISTRATOR}
    assert standing_of_invited(session) is Role.ADMINISTRATOR
