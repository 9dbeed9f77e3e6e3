"""What the pages of a study ask the database: as much for a large study as for a small one."""

import re
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.models import Code
from exports.publishing.publish import publish_journey
from foundation.database.engine import unit_of_work
from interviews.models import Interview, InterviewState
from interviews.respondents.consent import record_consent, withdraw_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from journeys.measures.plans import MeasureText, add_measure
from journeys.reading.council import say
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import SITE, make_code, make_told
from tests.journeys.rounds import make_round, piet

HOME = "/onderzoeken/jeugdhulp"
DAY = date(2026, 6, 1)
PAGES = [
    *(
        (Role.RESEARCHER, f"{HOME}/{page}")
        for page in (
            "",
            "klantreizen/",
            "leesrondes/",
            "leesrondes/nieuw",
            "maatregelen/",
            "interviews/",
            "interviews/respondenten/",
            "interviews/zoeken",
            "coderen/",
            "coderen/onderwerpen",
            "coderen/thema-overzicht/",
            "coderen/thema-overzicht/fragmenten",
            "afspraken",
        )
    ),
    (Role.RESEARCHER, "/onderzoeken"),
    (Role.RESEARCHER, "/verhalen/"),
    *((Role.SECOND_CODER, f"{HOME}/{page}") for page in ("", "coderen/")),
    *((Role.SOCIAL_TEAM, f"{HOME}/{page}") for page in ("", "klantreizen/", "maatregelen/")),
]


@pytest.fixture
def people(engine: Engine, organisation: Organisation, researcher: Person) -> dict[Role, Person]:
    people = {Role.RESEARCHER: researcher}
    for role in (Role.SECOND_CODER, Role.SOCIAL_TEAM):
        with unit_of_work(engine, across=True) as across:
            people[role] = add_person(across, organisation, f"{role.value}@voorbeeld.nl", "Sanne Mol", role)
            across.expunge(people[role])
    return people


def grow(session: Session, study: Study, journeys: int) -> None:
    """To each journey three conversations that it cites, one taken back since, and two that wait; it is public, read by
    the council, and has a measure.
    """
    code = session.exec(select(Code)).first() or make_code(session, study)
    for _number in range(journeys):
        make_interview(session, study, state=InterviewState.NAMES)
        make_interview(session, study)
        told = [make_interview(session, study, state=InterviewState.CODED) for _person in range(3)]
        journey = make_told(session, study, told, code)
        publish_journey(session, journey, SITE)
        started = make_round(session, journey)
        say(session, piet(started).member, 1, "Dit woord ken ik niet.")
        add_measure(session, journey, MeasureText("Direct bellen"))
        _take_back(session, study, told[-1].interview_id or 0)
    session.commit()


def _take_back(session: Session, study: Study, interview_id: int) -> None:
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, session.get_one(Interview, interview_id))
    record_consent(session, respondent, Purpose.QUOTE_REWORDED, True, DAY, ConsentWay.BY_TELEPHONE)
    withdraw_consent(session, respondent, Purpose.QUOTE_REWORDED, DAY)


def test_a_page_of_six_journeys_asks_no_more_than_a_page_of_one(
    session: Session, study: Study, people: dict[Role, Person], sign_in_as: SignInAs, asked: list[str]
) -> None:
    clients = {role: sign_in_as(person) for role, person in people.items()}

    def statements(role: Role, path: str) -> Counter[str]:
        clients[role].get(path)  # what is done once, is done
        asked.clear()
        assert clients[role].get(path).status_code == 200
        alike = (re.sub(r"%\(\w+\)s(::\w+)?", "?", one) for one in asked)
        return Counter(re.sub(r"\?(, \?)+", "?", one) for one in alike)

    grow(session, study, 1)
    few = [statements(*page) for page in PAGES]
    grow(session, study, 5)

    more = {page: statements(*page) - before for page, before in zip(PAGES, few, strict=True)}
    assert {page: extra for page, extra in more.items() if extra} == {}
