"""A journey of a few steps, opened in the composer."""

import pytest
from playwright.sync_api import Page
from sqlmodel import Session

from journeys.models import Journey
from studies.models import Study
from tests.browser.conftest import Live
from tests.journeys.making import make_journey


@pytest.fixture
def session(session: Session) -> Session:
    """What the test wrote stays readable after its commit, without a transaction that keeps the application out."""
    session.expire_on_commit = False
    return session


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Two steps, nothing cited."""
    journey = make_journey(session, study, {"Zorgen": ["Daan slaapt niet"], "Zoeken": ["Vier keer bellen"]})
    session.commit()
    return journey


@pytest.fixture
def composer(live: Live, page: Page, journey: Journey) -> Page:
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/klantreizen/{journey.slug}")
    return page
