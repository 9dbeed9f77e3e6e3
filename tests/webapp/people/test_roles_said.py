"""What pages say of somebody's roles and second step is so, also of who has a role in one study alone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from studies.people.granting import give_role
from studies.planning import add_study
from tests.conftest import SignInAs
from tests.webapp.people.test_inviting import PEOPLE, words_of
from tests.webapp.sign_in.apps import set_up_app

EVERYBODY = "/organisatie/mensen"


@pytest.fixture
def gerda(engine: Engine, session: Session, organisation: Organisation, study: Study) -> Person:
    """A researcher in one study; nothing in new ones."""
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "g@voorbeeld.nl", "Gerda", Role.GUEST)
        across.expunge(person)
    give_role(session, study, person.id, Role.RESEARCHER)
    session.commit()
    return person


@pytest.fixture
def obliged(engine: Engine, organisation: Organisation) -> None:
    with unit_of_work(engine, across=True) as across:
        across.get_one(Organisation, organisation.id).second_step_for = [Role.RESEARCHER.value]


def row_of(page: str, email: str = "g@voorbeeld.nl") -> str:
    return next(row for row in page.partition("<tbody>")[2].split("</tr>") if email in row)


def test_the_list_says_what_somebody_is_and_sees_now(client: FlaskClient, gerda: Person) -> None:
    row = row_of(client.get(EVERYBODY).text)
    assert 'data-label="Rol in nieuwe onderzoeken"' in row
    assert "Geen Nu: onderzoeker in 1 onderzoek" in words_of(row.replace("<span", " <span"))
    assert "Alles, ook echte namen" in row
    assert "Nog niets" not in row


def test_of_several_roles_each_says_what_it_sees(client: FlaskClient, session: Session, gerda: Person) -> None:
    for title in ("Wmo", "Schulden"):
        give_role(session, add_study(session, title), gerda.id, Role.SOCIAL_TEAM)
    session.commit()
    row = words_of(row_of(client.get(EVERYBODY).text))
    assert "onderzoeker in 1 onderzoek en sociaal team in 2 onderzoeken" in row
    assert "Als onderzoeker: Alles, ook echte namen" in row
    assert "Als sociaal team: Klantreizen en maatregelen" in row


def test_of_who_has_no_study_the_list_says_so(
    engine: Engine, client: FlaskClient, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        add_person(across, organisation, "g@voorbeeld.nl", "Gerda", Role.GUEST)
    row = words_of(row_of(client.get(EVERYBODY).text))
    assert "Nu: in geen onderzoek" in row
    assert "Nog niets" in row


def test_a_second_step_is_obligatory_by_a_role_in_a_study_on_every_page(
    sign_in_as: SignInAs, client: FlaskClient, researcher: Person, gerda: Person, obliged: None
) -> None:
    set_up_app(client)
    for page in (EVERYBODY, PEOPLE):
        row = row_of(client.get(page).text)
        assert "Nog niet ingesteld" in row
        assert "hoeft niet" not in row
    assert "Die is verplicht en wordt bij het aanmelden gevraagd." in client.get(f"{EVERYBODY}/{gerda.id}").text


def test_who_need_not_have_one_signs_in_without_after_it_is_taken_away(
    sign_in_as: SignInAs, administrator: FlaskClient, gerda: Person
) -> None:
    set_up_app(sign_in_as(gerda))
    page = words_of(administrator.get(f"{EVERYBODY}/{gerda.id}").text)
    assert "Daarna meldt Gerda zich aan zonder tweede stap, tot hij of zij een nieuwe instelt." in page
    assert "verplicht" not in page


def test_who_must_have_one_sets_a_new_one_up(
    sign_in_as: SignInAs, administrator: FlaskClient, gerda: Person, obliged: None
) -> None:
    set_up_app(sign_in_as(gerda))
    page = words_of(administrator.get(f"{EVERYBODY}/{gerda.id}").text)
    assert "Bij het aanmelden stelt Gerda een nieuwe in: die is bij deze rol verplicht." in page
    assert "zonder tweede stap" not in page


def test_their_own_pages_say_what_they_are(sign_in_as: SignInAs, gerda: Person) -> None:
    browser = sign_in_as(gerda)
    account = browser.get("/account").text
    assert account.count("onderzoeker in 1 onderzoek") == 2
    assert "iemand zonder rol" not in account
    refused = words_of(browser.get(EVERYBODY).text)
    assert "Hier telt je rol bij de hele organisatie. Je bent nu: onderzoeker in 1 onderzoek." in refused
    assert "iemand zonder rol" not in refused


def test_of_who_is_the_same_everywhere_it_is_said_in_one_word(client: FlaskClient, study: Study) -> None:
    assert "<p>onderzoeker, Gemeente Lindermeer</p>" in client.get("/account").text


def test_who_is_something_else_in_a_study_is_told_both(
    engine: Engine, session: Session, sign_in_as: SignInAs, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "g@voorbeeld.nl", "Gerda", Role.SOCIAL_TEAM)
        across.expunge(person)
    give_role(session, study, person.id, Role.RESEARCHER)
    session.commit()
    said = "sociaal team bij de organisatie en onderzoeker in 1 onderzoek"
    assert said in sign_in_as(person).get("/account").text


def test_an_administrator_stands_in_a_group_that_says_so(administrator: FlaskClient) -> None:
    page = administrator.get(PEOPLE).text
    assert "Onderzoekers en codeurs" not in page
    assert "Wie het onderzoek doet of beheert" in page
