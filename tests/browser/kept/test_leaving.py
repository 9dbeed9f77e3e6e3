"""Who leaves: the list says nothing false of what was typed a moment ago, and signing out asks before work goes."""

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect
from sqlmodel import select

from coding.models import Memo
from interviews.transcripts.models import TranscriptInProgress
from studies.models import Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_screen
from tests.browser.conftest import Axe, Live, NoSidewaysScroll, wait_until
from tests.browser.holding import Held, intercept, posted, scripts_come_later

pytestmark = pytest.mark.browser
WORDS = "I: Hoe begon het voor mevrouw Qasimyan?"
TOO_LONG_TO_SEND_ON_LEAVING = f"{WORDS}\n" + "R: Met een brief, en daarna was het stil.\n" * 2000
PASTE = "(field, text) => { field.value = text; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }"
EVERYTHING = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"


@pytest.fixture
def home(live: Live, page: Page, study: Study) -> str:
    live.sign_in(page)
    return f"{live.url}/onderzoeken/{study.slug}"


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study)


def off(page: Page, part: str) -> None:
    """What is sent to such an address does not arrive."""

    def stop(route: Route) -> None:
        request: Request = route.request
        if request.method == "POST":
            route.abort()
        else:
            route.fallback()

    intercept(page, part, stop)


def half_typed_interview(page: Page, home: str) -> str:
    page.goto(f"{home}/interviews/")
    page.get_by_role("button", name="Zelf typen").first.click()
    expect(page.get_by_label("Het gesprek")).to_be_visible()
    address = page.url
    off(page, "**/onderweg/*")
    page.get_by_label("Het gesprek").evaluate(PASTE, TOO_LONG_TO_SEND_ON_LEAVING)
    return address


def test_the_list_never_calls_empty_what_was_typed_and_is_not_stored_yet(
    page: Page, home: str, console_errors: list[str]
) -> None:
    address = half_typed_interview(page, home)
    page.go_back()

    row = page.get_by_role("region", name="Nog niet overgenomen")
    expect(row.get_by_role("link", name=WORDS)).to_be_visible()
    expect(row.get_by_text("Zelf getypt op deze computer.")).to_be_visible()
    expect(row).not_to_contain_text("Leeg")
    row.get_by_role("link", name=WORDS).click()
    expect(page).to_have_url(address)
    page.unroute("**/onderweg/*")
    expect(page.get_by_label("Het gesprek")).to_have_value(TOO_LONG_TO_SEND_ON_LEAVING)
    console_errors.clear()


def test_without_scripts_too_the_list_claims_nothing_of_what_may_be_under_way(
    live: Live, browser: Browser, study: Study
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    live.sign_in(page)
    home = f"{live.url}/onderzoeken/{study.slug}"
    page.goto(f"{home}/interviews/")
    page.get_by_role("button", name="Zelf typen").first.click()
    page.goto(f"{home}/interviews/")

    row = page.get_by_role("region", name="Nog niet overgenomen")
    expect(row.get_by_role("link", name="Zelf getypt gesprek")).to_be_visible()
    expect(row).not_to_contain_text("Leeg")
    page.context.close()


def test_once_it_is_stored_the_list_says_so(live: Live, page: Page, home: str) -> None:
    page.goto(f"{home}/interviews/")
    page.get_by_role("button", name="Zelf typen").first.click()
    page.get_by_label("Het gesprek").fill(WORDS)
    page.go_back()
    for _attempt in range(200):
        with live.session() as session:
            if session.exec(select(TranscriptInProgress)).one().text == WORDS:
                break
        page.wait_for_timeout(50)
    page.reload()

    row = page.get_by_role("region", name="Nog niet overgenomen")
    expect(row.get_by_role("link", name=WORDS)).to_be_visible()
    expect(row.get_by_text("Zelf getypt, bewaard op")).to_be_visible()


def code_without_a_line(screen: CodingScreen) -> None:
    screen.open()
    off(screen.page, "**/fragmenten")
    screen.choose(QUIET)
    screen.page.keyboard.type("wachttijd")
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator("#unsent")).to_contain_text("1 wijziging is nog niet bewaard")


def test_signing_out_asks_before_codings_go_that_were_not_sent(
    live: Live, screen: CodingScreen, console_errors: list[str], axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    page = screen.page
    code_without_a_line(screen)
    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()

    asked = page.get_by_role("dialog", name="Nu afmelden?")
    expect(asked).to_contain_text("Bij het coderen van gesprek 1 is 1 wijziging nog niet verstuurd.")
    axe(page)
    no_sideways_scroll(page)
    asked.get_by_role("button", name="Blijf aangemeld").click()
    expect(asked).to_be_hidden()
    assert QUIET in page.evaluate(EVERYTHING)
    page.get_by_role("button", name="Afmelden", exact=True).click()
    expect(asked).to_be_visible()
    page.unroute("**/fragmenten")
    asked.get_by_role("link", name="Verstuur eerst").click()
    screen.wait_until_stored([(QUIET, "Wachttijd")])
    wait_until(page, "localStorage.length === 0")  # once the page knows it too

    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()
    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    console_errors.clear()


def test_whoever_signs_out_all_the_same_leaves_nothing_behind(
    live: Live, screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    code_without_a_line(screen)
    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()
    page.get_by_role("button", name="Meld af en haal het weg").click()

    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    wait_until(page, f"!{EVERYTHING}.includes('daarna was het stil')")
    console_errors.clear()


def test_signing_out_asks_before_half_filled_forms_go_and_leads_to_them(live: Live, page: Page, home: str) -> None:
    page.goto(f"{home}/afspraken/schrijven")
    page.get_by_label("Wat willen jullie weten?").fill(WORDS)
    page.goto(f"{live.url}/onderzoeken/nieuw")
    page.get_by_label("Wat wil je weten?").fill(WORDS)
    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()

    asked = page.get_by_role("dialog", name="Nu afmelden?")
    expect(asked.get_by_text("Op een pagina vulde je iets in wat nog niet is bewaard.")).to_have_count(2)
    asked.get_by_role("link", name="Bekijk het").first.click()
    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value(WORDS)
    page.get_by_role("button", name="Bewaar de afspraken").click()
    expect(page.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()
    asked.get_by_role("link", name="Bekijk het").click()
    expect(page.get_by_label("Wat wil je weten?")).to_have_value(WORDS)


def test_who_goes_on_before_the_scripts_came_is_not_told_that_what_is_stored_is_not(
    live: Live, page: Page, home: str
) -> None:
    page.goto(f"{home}/afspraken/schrijven")
    page.get_by_label("Wat willen jullie weten?").fill(WORDS)
    wait_until(page, "localStorage.length === 1")
    with scripts_come_later(page, "js/kept.js"):
        page.get_by_role("button", name="Bewaar de afspraken").click(no_wait_after=True)
        expect(page.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
        page.goto(f"{live.url}/account", wait_until="commit")

    page.get_by_role("button", name="Afmelden", exact=True).click()

    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()


def test_signing_out_asks_of_an_interview_that_may_not_be_stored(
    live: Live, page: Page, home: str, console_errors: list[str]
) -> None:
    address = half_typed_interview(page, home)
    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()
    asked = page.get_by_role("dialog", name="Nu afmelden?")
    asked.get_by_role("link", name="Kijk het na").click()
    expect(page).to_have_url(address)
    page.unroute("**/onderweg/*")
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")

    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()
    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    console_errors.clear()


def half_typed_memo(screen: CodingScreen) -> None:
    """On a coding that the server has."""
    page = screen.page
    screen.open("#beurt-2")
    screen.choose(QUIET)
    page.keyboard.type("Wachttijd")
    page.keyboard.press("Enter")
    screen.wait_until_stored([(QUIET, "Wachttijd")])
    page.get_by_role("complementary").get_by_role("button", name="Memo").click()
    page.get_by_label("Wat valt je op?").fill("Niemand belde terug.")


def test_a_memo_that_is_stored_is_not_called_unsaved_at_signing_out(screen: CodingScreen) -> None:
    """Also by who goes on before the page has said that nothing is half typed any more."""
    page = screen.page
    half_typed_memo(screen)
    with page.expect_response("**/memos"):
        page.get_by_role("button", name="Bewaar memo").click()
    page.goto(f"{screen.live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()

    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    with screen.live.session() as session:
        assert session.exec(select(Memo.text)).all() == ["Niemand belde terug."]


def test_who_leaves_while_a_memo_is_being_saved_is_not_asked_about_it_at_signing_out(screen: CodingScreen) -> None:
    """The server has it; the page was gone before it could know."""
    page = screen.page
    half_typed_memo(screen)
    with Held(page, posted("/memos")) as line:
        page.get_by_role("button", name="Bewaar memo").click()
        line.wait_for()
        page.goto(f"{screen.live.url}/account")
        line.waiting.clear()  # that answer never comes
    page.get_by_role("button", name="Afmelden", exact=True).click()

    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    with screen.live.session() as session:
        assert session.exec(select(Memo.text)).all() == ["Niemand belde terug."], "once"


def test_a_coding_under_way_when_somebody_leaves_is_sent_before_they_sign_out(screen: CodingScreen) -> None:
    page = screen.page
    screen.open("#beurt-2")
    sent: list[Route] = []
    intercept(page, "**/fragmenten", lambda route: sent.append(route))
    screen.choose(QUIET)
    page.keyboard.type("Wachttijd")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary").get_by_text("Wachttijd").first).to_be_visible()
    page.goto(f"{screen.live.url}/account")
    page.unroute("**/fragmenten")
    page.get_by_role("button", name="Afmelden", exact=True).click()

    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    assert screen.stored() == [(QUIET, "Wachttijd")]
