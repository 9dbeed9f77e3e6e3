"""The end of a reading round in the browser: the researcher is asked, a member keeps their words, it opens again."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session

from foundation.clock import today
from journeys.models import Journey
from journeys.review.starting import StartedRound
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.journeys.making import make_finished
from tests.journeys.rounds import make_round, piet

pytestmark = pytest.mark.browser
WORDS = "Wij belden wel tien keer."


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    journey = make_finished(session, study)
    session.commit()
    return journey


@pytest.fixture
def started(session: Session, journey: Journey) -> StartedRound:
    session.expire_on_commit = False
    started = make_round(session, journey)
    session.commit()
    return started


def test_words_that_were_not_sent_are_told_of_before_and_after_closing_and_can_still_be_sent(
    browser: Browser,
    live: Live,
    page: Page,
    started: StartedRound,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    console_errors: list[str],
) -> None:
    council = browser.new_context().new_page()
    council.goto(f"{live.url}/lezen/{piet(started).token}/stukje/1")
    council.get_by_text("Dit kan beter").click()
    council.get_by_role("textbox", name="Wat kan er beter?").fill(WORDS)
    expect(council.locator("[data-status]")).to_have_text("Bewaard. Nog niet verstuurd.")

    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/leesrondes/{started.round.id}")
    page.get_by_role("link", name="Leesronde sluiten").click()
    expect(page.get_by_role("heading", name="Deze leesronde sluiten?")).to_be_visible()
    expect(page.get_by_text("1 lid heeft nog iets ingevuld dat niet is verstuurd: Piet Jansen.")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Nog niet").click()
    expect(page.get_by_text("Lezen kan tot en met")).to_be_visible()
    page.get_by_role("link", name="Leesronde sluiten").click()
    page.get_by_role("button", name="Sluit de leesronde").click()
    expect(page.get_by_text("1 lid had nog iets niet verstuurd")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)

    council.reload()
    expect(council.get_by_role("heading", name="De leesronde is gesloten")).to_be_visible()
    expect(council.get_by_text(WORDS)).to_be_visible()
    axe(council)

    page.get_by_label("Laatste leesdag").fill(today().isoformat())
    page.get_by_role("button", name="Open de leesronde weer").click()
    expect(page.get_by_text("Lezen kan tot en met")).to_be_visible()
    expect(page.get_by_text("had nog iets niet verstuurd")).to_have_count(0)

    council.reload()
    expect(council.get_by_role("textbox", name="Wat kan er beter?")).to_have_value(WORDS)
    council.get_by_role("button", name="Bewaar en lees verder").click()
    page.reload()
    expect(page.locator(".remark-words")).to_have_text(f"‘{WORDS}’")
    axe(page)
    console_errors.clear()  # Chromium reports the 410 of a closed round there
