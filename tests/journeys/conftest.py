import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from journeys.models import Journey
from journeys.reading.models import CouncilMember
from journeys.review.starting import StartedRound
from studies.models import Study
from tests.journeys.making import make_finished
from tests.journeys.rounds import make_round, piet


@pytest.fixture
def session(session: Session) -> Session:
    """What a test wrote stays readable after its commit, without a new transaction that keeps the application out."""
    session.expire_on_commit = False
    return session


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """A journey that could go public."""
    journey = make_finished(session, study)
    session.commit()
    return journey


@pytest.fixture
def started(session: Session, journey: Journey) -> StartedRound:
    """A reading round of two members, Piet the first."""
    started = make_round(session, journey)
    session.commit()
    return started


@pytest.fixture
def member(started: StartedRound) -> CouncilMember:
    """Piet."""
    return piet(started).member


@pytest.fixture
def link(started: StartedRound) -> str:
    """Where Piet reads."""
    return f"/lezen/{piet(started).token}"


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    """A browser of somebody without an account."""
    return app.test_client()
