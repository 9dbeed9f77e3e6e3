"""Whatever a person's role: every link on every page opens, and every form asks for what the role may do."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session
from werkzeug.exceptions import HTTPException

from foundation.database import unit_of_work
from interviews.models import InterviewState
from journeys.composing import change_step
from journeys.council import say
from journeys.measures import MeasureText, add_measure
from journeys.models import Outcome
from journeys.review import answer
from studies.access import Role
from studies.accounts import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_finished
from tests.journeys.reading import make_round, piet

_LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
_FORM = re.compile(r'<form[^>]*\baction="([^"#]*)')


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
    """The addresses that a page links to, and those its forms are sent to."""
    links = {unescape(link) for link in _LINK.findall(page)}
    forms = {unescape(action) for action in _FORM.findall(page)}
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


@pytest.mark.parametrize("role", list(Role))
def test_no_link_or_button_leads_to_a_closed_door(
    app: Flask, engine: Engine, organisation: Organisation, full_study: Study, sign_in_as: SignInAs, role: Role
) -> None:
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "c@voorbeeld.nl", "Colette", role)
        across.expunge(colleague)
    browser: FlaskClient = sign_in_as(colleague)
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
