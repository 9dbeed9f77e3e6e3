"""Whatever a person's role: every link on every page opens, and every form asks for what the role may do."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from werkzeug.exceptions import HTTPException

from foundation.database.engine import unit_of_work
from interviews.models import InterviewState
from journeys.composing.fields import change_step
from journeys.measures.plans import MeasureText, add_measure
from journeys.reading.council import say
from journeys.reading.invitations import renew
from journeys.reading.models import CouncilMember, Outcome
from journeys.review.rounds import answer
from studies.access import STUDY_ROLES, Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_finished
from tests.journeys.rounds import make_round, piet

_LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
_BUTTON = re.compile(r'\b(?:action|formaction|hx-post|data-move)="(/[^"#]*)')
_PART = re.compile(r'\b(?:hx-get|data-page)="(/[^"#]*)')
_TABS = re.compile(r'<nav class="tabs".*?</nav>', re.DOTALL)


@pytest.fixture
def full_study(session: Session, study: Study) -> Study:
    """A study with something of everything."""
    journey = make_finished(session, study)
    for step in all_steps(session, journey):
        change_step(session, journey, step, "pain_point", "Niemand belt terug.")
    add_measure(session, journey, MeasureText("Direct bellen"), all_steps(session, journey)[0])
    started = make_round(session, journey)
    answer(session, say(session, piet(started).member, 1, "Te kort."), Outcome.ADOPTED)
    say(session, piet(started).member, 2, "Te lang.")
    make_interview(session, study, state=InterviewState.NAMES)
    make_interview(session, study, state=InterviewState.CODED)
    session.commit()
    return study


def doors(page: str) -> tuple[set[str], set[str]]:
    """The addresses that a page links to or fetches, and those its forms and buttons send to."""
    links = {unescape(link) for found in (_LINK, _PART) for link in found.findall(page)}
    forms = {unescape(action) for action in _BUTTON.findall(page)}
    return {link for link in links if not link.startswith("/static/")}, forms


def refused_by_role(app: Flask, role: Role, action: str) -> bool:
    adapter = app.url_map.bind("localhost")
    address = action.partition("?")[0]
    method = "POST" if "POST" in adapter.allowed_methods(address) else "GET"
    try:
        endpoint, _values = adapter.match(address, method=method)
    except HTTPException:
        return True
    roles = app.view_functions[endpoint].roles
    return roles is not None and role not in roles


def colleague_of(engine: Engine, organisation: Organisation, role: Role) -> Person:
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "c@voorbeeld.nl", "Colette", role)
        across.expunge(colleague)
    return colleague


@pytest.mark.parametrize("role", STUDY_ROLES)
def test_no_link_or_button_leads_to_a_closed_door(
    app: Flask, engine: Engine, organisation: Organisation, full_study: Study, sign_in_as: SignInAs, role: Role
) -> None:
    browser: FlaskClient = sign_in_as(colleague_of(engine, organisation, role))
    waiting, seen, closed = [f"/onderzoeken/{full_study.slug}/"], set(), []

    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer_ = browser.get(address, follow_redirects=True)
        if answer_.status_code >= 400:
            closed.append(address)
            continue
        if answer_.mimetype != "text/html":
            continue
        links, forms = doors(answer_.text)
        closed += [f"{address} -> {action}" for action in forms if refused_by_role(app, role, action)]
        waiting += [link for link in links if link not in seen]

    assert closed == [], "\n".join(closed)
    assert len(seen) > 8


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.RESEARCHER, "Overzicht Interviews Coderen Thema’s Klantreizen Leesronde Maatregelen"),
        (Role.SECOND_CODER, "Overzicht Interviews Coderen Thema’s"),
        (Role.SOCIAL_TEAM, "Overzicht Klantreizen Leesronde Maatregelen"),
        (Role.ADMINISTRATOR, "Overzicht Klantreizen Leesronde Maatregelen"),
    ],
)
def test_each_role_has_the_tabs_of_its_own_work(
    engine: Engine, organisation: Organisation, full_study: Study, sign_in_as: SignInAs, role: Role, labels: str
) -> None:
    page = sign_in_as(colleague_of(engine, organisation, role)).get(f"/onderzoeken/{full_study.slug}/").text

    tabs = _TABS.search(page)
    assert tabs
    assert re.findall(r"<a [^>]*>([^<]*)</a>", tabs[0]) == labels.split()


@pytest.mark.parametrize("place", ["interviews/", "interviews/1", "coderen/", "coderen/1", "coderen/thema-overzicht/"])
@pytest.mark.parametrize("role", [Role.SOCIAL_TEAM, Role.ADMINISTRATOR])
def test_a_wrong_door_says_in_a_sentence_where_to_go(
    engine: Engine, organisation: Organisation, full_study: Study, sign_in_as: SignInAs, role: Role, place: str
) -> None:
    browser = sign_in_as(colleague_of(engine, organisation, role))

    answer_ = browser.get(f"/onderzoeken/{full_study.slug}/{place}")

    assert answer_.status_code == 403
    sentence = f"Je werkt hier als {role.dutch}. Je kunt naar Overzicht, Klantreizen, Leesronde en Maatregelen."
    assert sentence in answer_.text
    assert f'href="/onderzoeken/{full_study.slug}/"' in answer_.text
    assert "Coderen" not in answer_.text


def test_a_wrong_button_says_that_nothing_changed(
    engine: Engine, organisation: Organisation, full_study: Study, sign_in_as: SignInAs
) -> None:
    browser = sign_in_as(colleague_of(engine, organisation, Role.SOCIAL_TEAM))

    answer_ = browser.post(f"/onderzoeken/{full_study.slug}/interviews/typen")

    assert answer_.status_code == 403
    assert "Maatregelen. Er is niets gewijzigd." in answer_.text
    assert "Je kunt naar Onderzoeken." in browser.get("/organisatie").text


def test_every_door_on_a_council_members_pages_opens_for_them(app: Flask, session: Session, full_study: Study) -> None:
    """They have no account: their way is their link, and staff pages ask them to sign in."""
    member = session.exec(select(CouncilMember).order_by(col(CouncilMember.id))).first()
    assert member
    token = renew(session, member).token
    session.commit()
    browser, waiting, seen = app.test_client(), [f"/lezen/{token}"], set()
    adapter = app.url_map.bind("localhost")

    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer_ = browser.get(address, follow_redirects=True)
        assert answer_.status_code < 400, address
        links, forms = doors(answer_.text)
        for action in forms:
            endpoint, _values = adapter.match(action.partition("?")[0], method="POST")
            assert app.view_functions[endpoint].roles is None, f"{address} -> {action}"
        waiting += [link for link in links if link not in seen]

    assert not any(address.startswith(("/onderzoeken", "/aanmelden")) for address in seen)
    assert len(seen) > 3


@pytest.mark.parametrize("role", [Role.SOCIAL_TEAM, Role.ADMINISTRATOR])
def test_who_writes_no_stories_is_not_told_to_make_one(
    engine: Engine, organisation: Organisation, study: Study, sign_in_as: SignInAs, role: Role
) -> None:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "x@voorbeeld.nl", "Xandra", role)
        across.expunge(person)
    browser = sign_in_as(person)
    pages = {tab: browser.get(f"/onderzoeken/{study.slug}/{tab}").text for tab in ("klantreizen/", "leesrondes/", "")}

    assert "die je hebt gecodeerd" not in pages["klantreizen/"]
    assert "Maak er eerst een" not in pages["leesrondes/"]
    assert "De personen zijn verzonnen" not in pages[""]  # there are none
    assert "0</b> van de 0" not in pages[""]
    assert "Naar de klantreizen" not in browser.get(f"/onderzoeken/{study.slug}/maatregelen/").text


def test_what_is_refused_leads_back_to_where_one_was(
    sign_in_as: SignInAs, engine: Engine, organisation: Organisation, full_study: Study
) -> None:
    coder = sign_in_as(colleague_of(engine, organisation, Role.SECOND_CODER))

    page = coder.post("/onderzoeken/jeugdhulp/coderen/2/klaar", headers={"Accept": "text/html"})

    assert "Je hebt in dit gesprek nog niets gecodeerd" in page.text
    assert '<a class="button button-primary" href="/onderzoeken/jeugdhulp/coderen/">Naar ‘Coderen’</a>' in page.text


def test_a_study_that_is_not_there_leads_to_no_part_of_it(client: FlaskClient, full_study: Study) -> None:
    page = client.get("/onderzoeken/zoiets/coderen/2")

    assert page.status_code == 404
    assert "/onderzoeken/zoiets" not in page.text
