"""A study whose transcripts were erased: every page opens for every role, and says why there is nothing to read."""

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select
from werkzeug.routing import Rule

from foundation.database.engine import unit_of_work
from interviews.models import Interview
from journeys.evidence.models import Evidence
from journeys.models import Journey
from studies.access import STUDY_ROLES, Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from studies.retention.due import Kept, erase
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import make_finished

HOME = "/onderzoeken/jeugdhulp"
GONE = "De gespreksverslagen zijn gewist op"


@pytest.fixture(autouse=True)
def erased(session: Session, study: Study) -> None:
    make_finished(session, study)
    make_interview(session, study)
    session.commit()
    for what in Kept:
        erase(session, session.get_one(Study, study.id), what)
    session.commit()


@pytest.fixture
def people(engine: Engine, organisation: Organisation, researcher: Person) -> dict[Role, Person]:
    people = {Role.RESEARCHER: researcher}
    for role in set(STUDY_ROLES) - {Role.RESEARCHER}:
        with unit_of_work(engine, across=True) as across:
            people[role] = add_person(across, organisation, f"{role.value}@voorbeeld.nl", "Sanne Mol", role)
            across.expunge(people[role])
    return people


@pytest.mark.parametrize("role", STUDY_ROLES)
def test_every_page_opens(
    app: Flask, session: Session, sign_in_as: SignInAs, people: dict[Role, Person], role: Role
) -> None:
    client, known = sign_in_as(people[role]), _known(session)
    session.rollback()
    opened = 0
    for rule in app.url_map.iter_rules():
        address = _address(app, rule, known)
        if address is None or "GET" not in (rule.methods or ()):
            continue
        answer = client.get(address)
        assert answer.status_code < 500, address
        opened += answer.status_code == 200
    assert opened > 10


def test_where_the_words_were_it_says_that_they_are_gone(
    session: Session, sign_in_as: SignInAs, people: dict[Role, Person]
) -> None:
    step = session.exec(select(Evidence.step_id)).first()
    journey = session.exec(select(Journey.slug)).first()
    session.rollback()
    composer = f"klantreizen/{journey}?stap={step}"
    client = sign_in_as(people[Role.RESEARCHER])
    figures = ("coderen/thema-overzicht/", "coderen/thema-overzicht/fragmenten", "coderen/onderwerpen")
    for page in ("interviews/", "interviews/1", "coderen/", "coderen/1", *figures, composer):
        text = client.get(f"{HOME}/{page}").text
        assert text.count(GONE) == 1, page
        assert "<q></q>" not in text, page
    second = sign_in_as(people[Role.SECOND_CODER])
    for page in ("coderen/", "coderen/1"):
        assert GONE in second.get(f"{HOME}/{page}").text, page


def test_nobody_is_sent_to_words_that_are_gone_or_told_that_there_were_none(
    sign_in_as: SignInAs, people: dict[Role, Person]
) -> None:
    client = sign_in_as(people[Role.RESEARCHER])
    topics = client.get(f"{HOME}/coderen/onderwerpen").text
    for invitation in ("Zoek onderwerpen</button>", "Zoek suggesties", "Zoek opnieuw", "Nog niet gezocht"):
        assert invitation not in topics
    assert "om te lezen wat er gezegd is" not in client.get(f"{HOME}/coderen/thema-overzicht/").text
    assert "0 van de 0" not in client.get(f"{HOME}/coderen/").text
    assert '<td class="number">0</td>' not in client.get(f"{HOME}/interviews/").text


def _known(session: Session) -> dict[str, str | int]:
    """A value for the names that stand in addresses; what is not here is a number."""
    journey = session.exec(select(Journey.slug)).first() or ""
    return {
        "slug": "jeugdhulp",
        "journey": journey,
        "kind": "topics",
        "form": "csv",
        "token": "x",
        "filename": "css/coding.css",
    }


def _address(app: Flask, rule: Rule, known: dict[str, str | int]) -> str | None:
    if rule.endpoint in ("sign_in.leave", "static"):
        return None
    values = {name: known.get(name, 1) for name in rule.arguments} | dict(rule.defaults or {})
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False))


def test_a_story_of_which_no_conversation_is_left_is_not_called_told_in_none(
    session: Session, sign_in_as: SignInAs, people: dict[Role, Person]
) -> None:
    for one in session.exec(select(Interview)).all():
        session.delete(one)
    session.commit()

    for role in (Role.RESEARCHER, Role.SOCIAL_TEAM):
        text = sign_in_as(people[role]).get(f"{HOME}/klantreizen/").text
        assert "nog in geen gesprek verteld" not in text
        assert "de gesprekken erachter zijn gewist" in text
