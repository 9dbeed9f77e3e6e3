"""The overview of a study: its stations, and what waits."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.clock import today
from foundation.database import unit_of_work
from interviews.models import Interview, InterviewState
from journeys.council import say
from journeys.invitations import Invited
from journeys.models import Outcome
from journeys.review import answer, start_round
from studies.access import Role
from studies.accounts import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import make_finished


def test_an_empty_study_says_how_it_starts(client: FlaskClient, study: Study) -> None:
    page = client.get(f"/onderzoeken/{study.slug}/").text
    assert "Nog geen interviews" in page
    assert "Nog geen" in page
    assert ">0 <" not in page.replace("\n", "")


def test_interviews_that_wait_for_names_or_coding_are_named(
    client: FlaskClient, session: Session, study: Study
) -> None:
    make_interview(session, study, state=InterviewState.NAMES)
    make_interview(session, study, state=InterviewState.CODING)
    make_interview(session, study, state=InterviewState.CODED)
    session.commit()

    page = client.get(f"/onderzoeken/{study.slug}/").text

    assert "Gesprek 1: nog niet vrijgegeven voor coderen" in page
    assert "Gesprek 2 coderen" in page
    assert "Gesprek 3" not in page
    assert "van 3 vrijgegeven" in page


def test_a_comment_of_the_council_waits_until_it_is_answered(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    closes_on = today() + timedelta(days=7)
    started = start_round(session, journey, [Invited("Riet")], closes_on, "Lotte Veldman", "085 000 12 34")
    comment = say(session, started.invitations[0].member, 1, "Dit woord ken ik niet.")
    session.commit()
    waiting = f"{journey.title}: 1 opmerking zonder antwoord"
    assert waiting in client.get(f"/onderzoeken/{study.slug}/").text

    answer(session, comment, Outcome.ADOPTED)
    session.commit()
    assert waiting not in client.get(f"/onderzoeken/{study.slug}/").text


@pytest.mark.parametrize("role", list(Role))
def test_nothing_on_the_overview_leads_to_a_closed_door(
    engine: Engine, organisation: Organisation, session: Session, study: Study, sign_in_as: SignInAs, role: Role
) -> None:
    """Whatever a person's role, every link on the overview opens, also while a colleague still replaces names."""
    make_finished(session, study)
    names = make_interview(session, study, state=InterviewState.NAMES)
    session.get_one(Interview, names.interview_id).created_by = session.info["person_id"]
    session.commit()
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "c@voorbeeld.nl", "Colette", role)
    browser = sign_in_as(colleague)

    page = browser.get(f"/onderzoeken/{study.slug}/").text

    links = set(re.findall(r'href="(/onderzoeken/[^"#]*)"', page))
    closed = {link: browser.get(link).status_code for link in links}
    assert {link: status for link, status in closed.items() if status >= 400} == {}
