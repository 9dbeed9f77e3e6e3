"""A walk through the house with words that stand nowhere else: who is given them is noted, and no log repeats them."""

import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from foundation.database.engine import unit_of_work
from interviews.models import InterviewState
from interviews.respondents.contacts import ContactVault, save_contact
from interviews.respondents.register import add_respondent
from studies.access import Role
from studies.accounts.persons import add_person
from studies.keys.keeping import study_key
from studies.models import Organisation, Person, Study
from studies.trail.models import TrailEntry
from tests.conftest import SignInAs
from tests.factories import make_interview
from webapp.settings import Settings

SAID, NAME, EMAIL, CALLED = "kwikzilverlaantje", "Wilhelmina Zwartendijck", "w.zwartendijck@post.example", "0612349876"
TYPED = "pimpelpaarsbriefje"
STAYING = {"sign_in.leave", "sign_in.end_one", "sign_in.end_everywhere", "own_organisations.leave_own"}
"""Routes after which nobody is signed in any more; they are left out."""
TURNS = [("Interviewer", "En toen?", True), ("Ouder", f"Ik moest naar het {SAID} voor de brief.", False)]


@pytest.fixture
def filled(session: Session, study: Study, settings: Settings) -> None:
    make_interview(session, study, TURNS)
    make_interview(session, study, TURNS, state=InterviewState.NAMES)
    respondent = add_respondent(session, study, "ouder")
    save_contact(session, ContactVault(study_key(session, study.id)), respondent, NAME, CALLED, EMAIL)
    session.commit()


def addresses(app: Flask, method: str) -> Iterator[tuple[str, str]]:
    """(endpoint, address) of every route, with the first number and the second."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint != "static":
            for number in ("1", "2"):
                known = {"slug": "jeugdhulp", "journey": "x", "kind": "topics", "form": "json", "token": "t"}
                with app.test_request_context():
                    values = {name: known.get(name, number) for name in rule.arguments}
                    address = rule.build(values, append_unknown=False)
                assert address is not None
                yield rule.endpoint, address[1]


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.SECOND_CODER])
def test_no_page_gives_what_was_said_or_whom_to_call_without_a_trace(
    app: Flask, engine: Engine, filled: None, organisation: Organisation, sign_in_as: SignInAs, role: Role
) -> None:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "r@voorbeeld.nl", "Ria", role)
    reader = sign_in_as(person)
    given = {}
    for endpoint, address in addresses(app, "GET"):
        query = f"?zoek={SAID}" if endpoint.endswith(("search", "segments")) else ""
        page = reader.get(address + query)
        if page.status_code == 200 and any(word in page.text.replace("-", "") for word in _bare(SAID, NAME, EMAIL)):
            given[endpoint] = address
    assert len(given) >= (1 if role is Role.SECOND_CODER else 4), given
    assert {name: place for name, place in given.items() if not hasattr(app.view_functions[name], "shows")} == {}
    with unit_of_work(engine, organisation.id) as session:
        assert session.exec(select(func.count()).where(TrailEntry.kind == "transcript_read")).one()


def _bare(*words: str) -> list[str]:
    return [word.replace("-", "") for word in words]


def test_no_log_holds_what_anybody_said_typed_or_is_called(
    app: Flask, client: FlaskClient, filled: None, researcher: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """At the level of the product. Routes that fail too: what they tell is the number that a person sees."""
    caplog.set_level(logging.INFO)
    app.config["PROPAGATE_EXCEPTIONS"] = app.config["TESTING"] = False
    forms = {
        "name": NAME,
        "email": EMAIL,
        "telephone": CALLED,
        "text": TYPED,
        "zoek": SAID,
        "title": TYPED,
        "role": TYPED,
    }
    for endpoint, address in addresses(app, "GET"):
        if endpoint != "sign_in.leave":
            client.get(address, query_string={"zoek": SAID})
    for endpoint, address in addresses(app, "POST"):
        if endpoint not in STAYING:
            client.post(address, data=forms)
            client.post(address, json=forms)
    app.view_functions["guide.start"], kept = _fails, app.view_functions["guide.start"]
    try:
        assert client.get("/hulp/", query_string={"zoek": SAID}).status_code == 500
    finally:
        app.view_functions["guide.start"] = kept
    assert caplog.records, "that something failed is told"
    written = "\n".join(logging.Formatter().format(one) for one in caplog.records).casefold()
    personal = (SAID, NAME, EMAIL, CALLED, TYPED, researcher.name, researcher.email)
    assert [word for word in personal if word.casefold() in written] == []


def _fails() -> str:
    raise RuntimeError


_fails.roles = frozenset(Role)  # type: ignore[attr-defined]
