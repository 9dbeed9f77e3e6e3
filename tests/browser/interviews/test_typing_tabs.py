"""One interview typed in two tabs: the text of a tab that was closed before it was kept waits on this computer."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Axe, Later, Live, wait_until
from tests.browser.holding import intercept
from tests.browser.interviews.test_interviews import home as home
from tests.browser.interviews.test_interviews import start_typing, typed_text

pytestmark = pytest.mark.browser
MINE = "I: Uit de eerste tab"
THEIRS = "I: Uit de tweede tab"
OFFERED = "Op deze computer staat een tekst die nog niet bewaard was."
STOOD = "Op deze computer staat ook de tekst die hier eerder stond."


@pytest.fixture
def other(page: Page, context: BrowserContext, home: str, console_errors: list[str]) -> Page:
    """The tab that goes on, after the first was asked which text to keep and was closed without an answer."""
    start_typing(page, home)
    other = context.new_page()
    other.goto(page.url)
    other.get_by_label("Het gesprek").press_sequentially(THEIRS)
    expect(other.get_by_role("status")).to_contain_text("Bewaard om")
    page.get_by_label("Het gesprek").press_sequentially(MINE)
    expect(page.get_by_text("in een ander tabblad verder getypt")).to_be_visible()
    page.close()
    console_errors.clear()
    return other


def goes_on(other: Page) -> None:
    other.get_by_label("Het gesprek").press_sequentially(" getypt")
    expect(other.get_by_role("status")).to_have_text("Nog niet bewaard")
    expect(other.get_by_role("status")).to_contain_text("Bewaard om")


def test_what_a_closed_tab_was_asked_about_is_offered_on_the_next_opening(
    live: Live, other: Page, context: BrowserContext, axe: Axe
) -> None:
    goes_on(other)
    address = other.url
    other.close()

    anew = context.new_page()
    anew.goto(address)
    expect(anew.get_by_text(OFFERED)).to_be_visible()
    axe(anew)
    anew.get_by_role("button", name="Zet die tekst terug").click()
    expect(anew.get_by_label("Het gesprek")).to_have_value(MINE)
    expect(anew.get_by_role("status")).to_contain_text("Bewaard om")
    assert typed_text(live) == MINE

    anew.reload()
    expect(anew.get_by_text(STOOD)).to_be_visible()
    anew.get_by_role("button", name="Zet die tekst terug").click()
    expect(anew.get_by_label("Het gesprek")).to_have_value(f"{THEIRS} getypt")
    expect(anew.get_by_role("status")).to_contain_text("Bewaard om")
    expect(anew.get_by_text(STOOD)).to_be_visible()
    anew.get_by_role("button", name="Gooi die weg").click()
    anew.reload()
    expect(anew.get_by_label("Het gesprek")).to_have_value(f"{THEIRS} getypt")
    for sentence in (OFFERED, STOOD):
        expect(anew.get_by_text(sentence)).to_be_hidden()


def test_storing_another_tab_leaves_it_and_it_is_told_before_taking_in(other: Page, axe: Axe) -> None:
    other.get_by_role("button", name="Bewaar", exact=True).click()
    expect(other.get_by_text(OFFERED)).to_be_visible()
    other.get_by_label("Het gesprek").press("Control+End")
    other.get_by_label("Het gesprek").press_sequentially("\nR: Goed.")
    other.get_by_role("button", name="Verder naar de sprekers").click()

    expect(other.get_by_text("Op deze computer staat nog een getypte tekst van dit gesprek.")).to_be_visible()
    axe(other)
    other.get_by_role("link", name="Bekijk die tekst").click()
    expect(other.get_by_text(OFFERED)).to_be_visible()
    other.get_by_role("button", name="Verder naar de sprekers").click()
    other.get_by_label("Ouder", exact=True).check()
    other.get_by_role("button", name="Neem over in het onderzoek").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Nalezen")
    wait_until(other, "localStorage.length === 0")


def test_what_is_stored_from_either_tab_is_offered_in_neither(page: Page, context: BrowserContext, home: str) -> None:
    start_typing(page, home)
    page.get_by_label("Het gesprek").press_sequentially(MINE)
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")
    other = context.new_page()
    other.goto(page.url)
    other.get_by_label("Het gesprek").press("Control+End")
    other.get_by_label("Het gesprek").press_sequentially(" en verder")
    expect(other.get_by_role("status")).to_contain_text("Bewaard om")
    other.reload()

    expect(other.get_by_label("Het gesprek")).to_have_value(f"{MINE} en verder")
    expect(other.get_by_text(OFFERED)).to_be_hidden()
    wait_until(other, "localStorage.length === 0")


def test_what_stands_between_and_answers_is_a_lost_line_and_signs_nobody_out(
    later: Later, live: Live, page: Page, home: str, console_errors: list[str]
) -> None:
    start_typing(page, home)
    status = page.get_by_role("status")
    proxy = "<h1>502 Bad Gateway</h1>"
    intercept(page, page.url, lambda route: route.fulfill(status=502, body=proxy, content_type="text/html"))
    page.get_by_label("Het gesprek").press_sequentially(MINE)
    expect(status).to_contain_text("Geen verbinding.")
    page.unroute(page.url)
    later()
    expect(status).to_contain_text("Bewaard om")
    assert typed_text(live) == MINE
    console_errors.clear()
