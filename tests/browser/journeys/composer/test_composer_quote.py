"""A fragment's words in the quote of a step: the page remembers whose they are, as it does without scripts."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from interviews.models import Interview, Respondent
from interviews.respondents.consent import record_consent, withdraw_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from journeys.composing.fields import change_step
from journeys.composing.models import QuoteSource
from journeys.models import Journey
from studies.models import Study
from tests.browser.conftest import Axe
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_journey, make_segment, stored

pytestmark = pytest.mark.browser
DAY = date(2026, 6, 1)
BOTH = (Purpose.QUOTE_REWORDED, Purpose.QUOTE_LITERALLY)
FROM_FIRST = "Dit citaat is gemaakt van woorden uit interview 1."


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Two steps, and a conversation with a code of somebody who allowed all use of their words."""
    journey = make_journey(session, study, {"Zorgen": ["Daan slaapt niet"], "Zoeken": ["Vier keer bellen"]})
    make_segment(session, study, make_interview(session, study), make_code(session, study))
    told = add_respondent(session, study, "ouder")
    link_interview(session, told, session.exec(select(Interview)).one())
    for purpose in BOTH:
        record_consent(session, told, purpose, True, DAY, ConsentWay.BY_TELEPHONE)
    session.commit()
    return journey


def quote(session: Session, journey: Journey) -> str:
    return stored(session, lambda fresh: all_steps(fresh, journey))[0].quote


def saved(page: Page) -> None:
    expect(page.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")


def test_a_quote_made_of_a_fragment_and_rewritten_goes_with_the_consent(
    composer: Page, session: Session, journey: Journey, axe: Axe
) -> None:
    page = composer
    page.get_by_role("button", name="Gebruik als citaat").click()
    expect(page.locator("#citaat-van")).to_contain_text(FROM_FIRST)
    expect(page.locator("#stap-quote")).to_be_focused()
    page.keyboard.type("Er kwam post, verder niets.")
    saved(page)
    expect(page.locator(".proofs")).not_to_contain_text("Nog letterlijk")
    axe(page)

    for purpose in BOTH:
        withdraw_consent(session, session.exec(select(Respondent)).one(), purpose, DAY)
    session.commit()
    page.reload()

    expect(page.locator(".gate")).to_contain_text("het citaat is gemaakt van woorden die we niet")
    assert quote(session, journey) == "Er kwam post, verder niets."


def test_an_emptied_quote_is_of_nobody_and_the_page_says_so_no_longer(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    page.get_by_role("button", name="Gebruik als citaat").click()
    expect(page.locator("#citaat-van")).to_contain_text(FROM_FIRST)

    page.locator("#stap-quote").fill("")

    expect(page.locator("#citaat-van")).to_have_count(0)
    assert not stored(session, lambda fresh: fresh.exec(select(QuoteSource)).all())


def test_what_was_just_typed_is_stored_before_the_words_of_a_fragment_go_over_it(composer: Page) -> None:
    page = composer
    page.locator("#stap-quote").fill("Mijn eigen zin.")
    page.get_by_role("button", name="Gebruik als citaat").click()
    expect(page.locator("#citaat-van")).to_contain_text(FROM_FIRST)

    page.get_by_role("button", name="Ongedaan").click()

    expect(page.locator("#stap-quote")).to_have_value("Mijn eigen zin.")


def test_a_quote_that_a_colleague_wrote_meanwhile_is_not_overwritten_unseen(
    composer: Page, session: Session, journey: Journey, console_errors: list[str]
) -> None:
    page = composer
    change_step(session, journey, all_steps(session, journey)[0], "quote", "Niemand belde terug.")
    session.commit()

    page.get_by_role("button", name="Gebruik als citaat").click()

    expect(page.locator("#mislukt")).to_contain_text("Het citaat is intussen ergens anders veranderd")
    assert quote(session, journey) == "Niemand belde terug."
    console_errors.clear()  # the answer says 409


def test_the_search_stands_still_when_a_fragment_found_becomes_the_quote(composer: Page) -> None:
    page = composer
    page.get_by_label("Zoek in fragmenten").fill("wachtlijst")
    expect(page.get_by_text("1 fragment gevonden")).to_be_visible()

    page.get_by_role("button", name="Gebruik als citaat").click()

    expect(page.locator("#citaat-van")).to_contain_text(FROM_FIRST)
    expect(page.get_by_label("Zoek in fragmenten")).to_have_value("wachtlijst")
    expect(page.get_by_text("1 fragment gevonden")).to_be_visible()
