"""A story that goes public after its transcripts were erased says only what can still be known."""

import pytest
from sqlmodel import Session

import webapp.tidying  # noqa: F401  declares what every package erases
from exports.editions import current_story, stored_document
from exports.publishing import draft, publish
from journeys.composing import change_step
from journeys.models import Journey
from journeys.publication import published_journey
from studies.models import Study
from studies.retention import Kept, erase
from tests.journeys.making import SITE, all_steps, make_finished

LITERAL = "Ik kreeg een brief dat we op de wachtlijst stonden."


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Its second quote stands word for word in the transcripts, which are erased."""
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[1], "quote", LITERAL)
    assert any("Het citaat bij stap 2 is letterlijk" in one for one in draft(session, journey, SITE).how_made)
    for what in Kept:
        erase(session, study, what)
    session.expire_all()
    return journey


def test_of_its_quotes_nothing_is_said(session: Session, journey: Journey) -> None:
    told = " ".join(draft(session, journey, SITE).how_made)

    assert "We spraken met drie mensen" in told
    assert "herschreven" not in told
    assert "letterlijk" not in told


def test_it_says_from_its_first_edition_on_that_they_are_gone(session: Session, journey: Journey) -> None:
    assert not draft(session, journey, SITE).has_transcripts

    publication = publish(session, journey, SITE)

    story = current_story(session, publication)
    assert (story.has_transcripts, story.edition, story.edition_on) == (False, 0, None)
    assert stored_document(session, publication, story) == publication.pdf


def test_the_council_reads_it_too(session: Session, journey: Journey) -> None:
    read = published_journey(session, journey, 1, draft(session, journey, SITE).published_on, "")

    assert not read.has_transcripts
