"""A story that goes public after its transcripts were erased says only what can still be known."""

from datetime import date

import pytest
from sqlmodel import Session, select

import webapp.work.tidying  # noqa: F401  declares what every package erases
from exports.publishing.draft import draft_story
from exports.publishing.editions import stored_document
from exports.publishing.publish import publish_journey
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.erasing.conversation import delete_interview
from interviews.models import Interview
from interviews.respondents.consent import withdraw_consent
from interviews.respondents.models import Purpose
from journeys.checks.gate import open_points
from journeys.composing.fields import change_step
from journeys.composing.models import LiteralQuote
from journeys.evidence.literal_quotes import literal_sources
from journeys.evidence.outline import outline_of
from journeys.models import Journey
from journeys.public.freezing import frozen_story
from journeys.public.readers_edition import current_story
from journeys.withdrawing.withdrawn import published_withdrawn
from studies.keys.secret import key_from_before
from studies.models import Study
from studies.retention.due import Kept, erase
from tests.journeys.allowing import everybody_allows
from tests.journeys.making import SITE, all_steps, make_finished

DAY = date(2026, 6, 1)
LITERAL = "Ik kreeg een brief dat we op de wachtlijst stonden."


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Its second quote stands word for word in the transcripts, which are erased."""
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[1], "quote", LITERAL)
    assert any("Het citaat bij stap 2 is letterlijk" in one for one in draft_story(session, journey, SITE).how_made)
    for what in Kept:
        erase(session, study, what)
    session.expire_all()
    return journey


def test_of_its_quotes_nothing_is_said(session: Session, journey: Journey) -> None:
    told = " ".join(draft_story(session, journey, SITE).how_made)

    assert "We voerden drie gesprekken" in told
    assert "herschreven" not in told
    assert "letterlijk" not in told


def test_it_says_from_its_first_edition_on_that_they_are_gone(session: Session, study: Study, journey: Journey) -> None:
    assert not draft_story(session, journey, SITE).has_transcripts
    everybody_allows(session, study)

    publication = publish_journey(session, journey, SITE)

    story = current_story(session, publication)
    assert (story.has_transcripts, story.edition, story.edition_on) == (False, 0, None)
    assert stored_document(session, publication, story) == publication.pdf


def test_the_council_reads_it_too(session: Session, journey: Journey) -> None:
    read = frozen_story(session, journey, 1, draft_story(session, journey, SITE).published_on, "")

    assert not read.has_transcripts


def test_a_quote_that_was_literal_is_still_known_to_be(session: Session, study: Study, journey: Journey) -> None:
    """Who takes back that they are quoted word for word is heard, also by an edition that came after the erasure."""
    respondent, told = everybody_allows(session, study)[0]
    publication = publish_journey(session, journey, SITE)
    assert publication.quoted is not None
    assert told.id in publication.quoted["2"]["literally"]

    withdraw_consent(session, respondent, Purpose.QUOTE_LITERALLY, DAY)

    assert published_withdrawn(session, journey, outline_of(session, journey)) == (2,)
    sentence = "Stap 2: voor dit letterlijke citaat is geen toestemming, herschrijf het"
    assert sentence in [point.sentence for point in open_points(session, journey)]


@pytest.mark.parametrize(
    ("quote", "is_literal"),
    [("Een brief dat we op de wachtlijst stonden!", True), ("Er kwam alleen maar post.", False), ("", False)],
)
def test_a_quote_rewritten_afterwards_is_literal_no_more(
    session: Session, journey: Journey, quote: str, is_literal: bool
) -> None:
    step = all_steps(session, journey)[1]
    change_step(session, journey, step, "quote", quote)

    assert bool(literal_sources(outline_of(session, journey))[step.id]) == is_literal


def test_of_a_conversation_deleted_later_nothing_is_left_in_a_quote(
    session: Session, study: Study, journey: Journey
) -> None:
    for told in session.exec(select(Interview)).all():
        delete_interview(session, PseudonymVault(key_from_before(bytes(range(32)), study.id)), told, with_codings=True)

    session.expire_all()
    assert all_steps(session, journey)[1].quote == ""
    assert session.exec(select(LiteralQuote)).all() == []
