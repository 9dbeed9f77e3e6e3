"""Help inside the product."""

import re

import click
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from webapp.commands.verhaallijn import main
from webapp.settings import ROOT


@pytest.mark.parametrize("address", ["/hulp/", "/hulp/woorden", "/hulp/waarom-meten"])
def test_every_page_of_the_guide_opens_and_its_links_lead_somewhere(client: FlaskClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    for link in re.findall(r'href="(/hulp/[^"]*)"', page.text):
        path, _, anchor = link.partition("#")
        target = client.get(path).text
        assert not anchor or f'id="{anchor}"' in target, link


def test_every_picture_of_the_guide_exists(client: FlaskClient) -> None:
    pictures = re.findall(r'src="/static/v-\w+/(help/[^"]*)"', client.get("/hulp/").text)
    assert pictures
    assert all((ROOT / "static" / picture).exists() for picture in pictures)


def test_every_picture_of_the_readme_exists() -> None:
    pictures = re.findall(r"\]\((docs/screenshots/[^)]*)\)", (ROOT / "README.md").read_text())
    assert pictures
    assert all((ROOT / picture).exists() for picture in pictures)


def test_who_does_no_research_reads_first_what_is_theirs_and_that_the_rest_is_not(
    client: FlaskClient, engine: Engine, organisation: Organisation, sign_in_as: SignInAs
) -> None:
    pages = {}
    for role in (Role.SOCIAL_TEAM, Role.SECOND_CODER, Role.ADMINISTRATOR):
        with unit_of_work(engine, across=True) as session:
            person = add_person(session, organisation, f"{role.value}@voorbeeld.nl", "Sanne", role)
            session.expunge(person)
        pages[role] = sign_in_as(person).get("/hulp/").text

    theirs, _, others = pages[Role.SOCIAL_TEAM].partition("Zo werken de onderzoekers")
    assert "Geef een pijnpunt antwoord" in theirs
    assert "Nieuw onderzoek" not in theirs
    assert "Nieuw onderzoek" in others
    theirs, _, others = pages[Role.ADMINISTRATOR].partition("Zo werken de onderzoekers")
    for where in ("/organisatie/mensen", "/organisatie/tweede-stap", "/organisatie"):
        assert f'href="{where}"' in theirs
    assert "Kopieën van alles" in theirs
    assert "verhaallijn backup" in theirs
    assert "je beheerder" not in pages[Role.ADMINISTRATOR]
    assert "Nieuw onderzoek" in others
    theirs, _, others = pages[Role.SECOND_CODER].partition("Zo werken de onderzoekers")
    assert "Jij codeert gesprekken, los van de onderzoeker." in theirs
    assert "Nieuw onderzoek" not in theirs
    assert '<h2 id="coderen">' in others
    assert "Zo werken de onderzoekers" not in client.get("/hulp/").text


def test_a_second_coder_with_nothing_to_do_reads_where_new_work_will_stand(
    sign_in_as: SignInAs, engine: Engine, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "p@voorbeeld.nl", "Pim", Role.SECOND_CODER)
        session.expunge(person)

    page = sign_in_as(person).get(f"/onderzoeken/{study.slug}/").text

    assert "Er wacht niets op je. Komt er een gesprek bij om te coderen, dan staat dat hier." in page


def test_the_commands_that_the_guide_names_are_there() -> None:
    told = re.findall(
        r"<code>verhaallijn ([^<]*)</code>", (ROOT / "templates/webapp/help/_administrator.html").read_text()
    )
    assert told
    for command in told:
        found: click.Command = main
        for name in command.split():
            if name.startswith("--"):
                assert name in {option for one in found.params for option in one.opts}
            else:
                assert isinstance(found, click.Group)
                found = found.commands[name]


def test_the_guide_says_that_measures_do_not_wait_for_an_edition(client: FlaskClient) -> None:
    page = client.get("/hulp/").text

    assert "Maatregelen wachten daar niet op." in page
    assert "Verander je daarna iets, dan blijft" not in page
