"""What the browser keeps of a form that is not stored: gone once it is stored or somebody leaves, there until then."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from sqlmodel import Session

from foundation.database.engine import unit_of_work
from journeys.composing.fields import change_step
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Study
from tests.browser.conftest import Live, wait_until
from tests.browser.holding import intercept
from tests.journeys.making import all_steps, make_journey

pytestmark = pytest.mark.browser

QUESTION = "Hoe kom je bij het loket van mevrouw Qasimyan?"
EVERYTHING = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"


@pytest.fixture
def home(live: Live, page: Page, study: Study) -> str:
    live.sign_in(page)
    return f"{live.url}/onderzoeken/{study.slug}"


def kept(page: Page) -> str:
    """All that lies in the browser."""
    page.wait_for_load_state()
    found: str = page.evaluate(EVERYTHING)
    return found


def half_agreement(page: Page, home: str) -> None:
    page.goto(f"{home}/afspraken/schrijven")
    page.get_by_label("Wat willen jullie weten?").fill(QUESTION)
    wait_until(page, f"{EVERYTHING}.includes('Qasimyan')")


def is_post(request: Request) -> bool:
    return request.method == "POST" and request.is_navigation_request()


@pytest.mark.parametrize("way", ["button", "enter", "another tab"])
def test_a_stored_agreement_is_kept_no_longer(page: Page, context: BrowserContext, home: str, way: str) -> None:
    half_agreement(page, home)
    sending = page
    if way == "another tab":
        sending = context.new_page()
        sending.goto(page.url)
        expect(sending.get_by_label("Wat willen jullie weten?")).to_have_value(QUESTION)
    if way == "enter":
        page.get_by_label("Naam van partij 1").press("Enter")
    else:
        sending.get_by_role("button", name="Bewaar de afspraken").click()

    expect(sending.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
    wait_until(sending, f"!{EVERYTHING}.includes('Qasimyan')")
    assert "Qasimyan" not in kept(page)


def test_a_refused_agreement_is_kept(page: Page, home: str, console_errors: list[str]) -> None:
    half_agreement(page, home)
    page.get_by_label("Afgesproken op").fill("2026-01-01")
    page.get_by_role("button", name="Bewaar de afspraken").click()
    expect(page.get_by_role("alert").first).to_contain_text("Nog niet bewaard.")

    assert "Qasimyan" in kept(page)
    page.goto(f"{home}/afspraken/schrijven")
    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value(QUESTION)
    console_errors.clear()  # the browser notes the refusal


def test_an_agreement_without_an_answer_is_kept(page: Page, home: str, console_errors: list[str]) -> None:
    half_agreement(page, home)
    intercept(page, "**/*", lambda route: route.abort() if is_post(route.request) else route.fallback())
    page.get_by_role("button", name="Bewaar de afspraken").click(no_wait_after=True)
    page.wait_for_timeout(500)

    page.goto(f"{home}/afspraken/schrijven")
    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value(QUESTION)
    assert "Qasimyan" in kept(page)
    console_errors.clear()


def test_whoever_signs_out_leaves_nothing_behind(live: Live, page: Page, home: str) -> None:
    half_agreement(page, home)
    page.evaluate("sessionStorage.setItem('verhaallijn:names:1:x', 'Qasimyan')")
    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Afmelden", exact=True).click()
    page.get_by_role("button", name="Meld af en haal het weg").click()

    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    wait_until(page, f"!{EVERYTHING}.includes('Qasimyan')")


def test_somebody_else_who_signs_in_finds_nothing_and_the_same_person_does(
    live: Live, page: Page, context: BrowserContext, home: str
) -> None:
    half_agreement(page, home)
    context.clear_cookies()
    live.sign_in(page)
    page.goto(f"{home}/afspraken/schrijven")
    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value(QUESTION)
    with unit_of_work(live.engine, across=True) as session:
        other = add_person(session, live.organisation, "s@voorbeeld.nl", "Sanne Mol", Role.RESEARCHER)
        session.expunge(other)
    context.clear_cookies()
    live.sign_in(page, other)

    wait_until(page, f"!{EVERYTHING}.includes('Qasimyan')")
    page.goto(f"{home}/afspraken/schrijven")
    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value("")


@pytest.mark.parametrize("way", ["button", "enter"])
def test_a_stored_measure_is_kept_no_longer(live: Live, page: Page, session: Session, study: Study, way: str) -> None:
    journey = make_journey(session, study)
    change_step(session, journey, all_steps(session, journey)[0], "pain_point", "Het gaat mis.")
    session.commit()
    with unit_of_work(live.engine, across=True) as across:
        person = add_person(across, live.organisation, "s@voorbeeld.nl", "Sanne Team", Role.SOCIAL_TEAM)
        across.expunge(person)
    live.sign_in(page, person)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/maatregelen/")
    page.get_by_role("link", name="Maak een maatregel").first.click()
    page.get_by_label("Wat gaan jullie doen? Eén regel").fill("Het loket van Qasimyan")
    wait_until(page, f"{EVERYTHING}.includes('Qasimyan')")
    if way == "enter":
        page.get_by_label("Wat gaan jullie doen? Eén regel").press("Enter")
    else:
        page.get_by_role("button", name="Voeg maatregel toe").click()

    expect(page.get_by_text("staat in de lijst")).to_be_visible()
    wait_until(page, f"!{EVERYTHING}.includes('Qasimyan')")


def typed_interview(page: Page, home: str) -> None:
    page.goto(f"{home}/interviews/")
    page.get_by_role("button", name="Zelf typen").first.click()
    page.get_by_label("Het gesprek").fill("I: Hoe begon het?\nR: Bij mevrouw Qasimyan.")


def test_a_typed_interview_is_kept_no_longer_once_it_is_stored_and_taken_over(page: Page, home: str) -> None:
    typed_interview(page, home)
    page.get_by_role("button", name="Verder naar de sprekers").click()
    expect(page.get_by_role("heading", name="Sprekers")).to_be_visible()
    wait_until(page, f"!{EVERYTHING}.includes('Qasimyan')")
    page.get_by_label("Naam in het verslag").last.fill("Qasimyan")
    wait_until(page, f"!{EVERYTHING}.includes('Qasimyan')")
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_label("Minuten").fill("31")
    page.get_by_label("Minuten").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Namen vervangen")
    wait_until(page, "localStorage.length === 0")


def test_a_typed_interview_of_which_no_answer_came_is_kept(page: Page, home: str, console_errors: list[str]) -> None:
    page.goto(f"{home}/interviews/")
    page.get_by_role("button", name="Zelf typen").first.click()
    expect(page.get_by_label("Het gesprek")).to_be_visible()
    address = page.url
    intercept(page, "**/*", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    page.get_by_label("Het gesprek").fill("R: Bij mevrouw Qasimyan.")
    page.get_by_role("button", name="Verder naar de sprekers").click(no_wait_after=True)
    page.wait_for_timeout(500)

    page.goto(address)
    expect(page.get_by_label("Het gesprek")).to_have_value("R: Bij mevrouw Qasimyan.")
    console_errors.clear()


def test_an_older_form_never_comes_back_over_a_newer_one(
    live: Live, page: Page, context: BrowserContext, home: str, console_errors: list[str]
) -> None:
    typed_interview(page, home)
    page.get_by_role("button", name="Verder naar de sprekers").click()
    expect(page.get_by_label("Minuten")).to_be_visible()
    intercept(page, "**/bewaar", lambda route: route.abort())
    page.get_by_label("Minuten").fill("31")
    expect(page.get_by_text("Nog niet bewaard. Het staat op deze computer.")).to_be_visible()
    there = page.url
    page.goto("about:blank")
    page.unroute("**/bewaar")
    assert context.browser is not None
    elsewhere = context.browser.new_context().new_page()
    live.sign_in(elsewhere)
    elsewhere.goto(there)
    with elsewhere.expect_response("**/bewaar"):
        elsewhere.get_by_label("Minuten").fill("45")
    expect(elsewhere.get_by_text("Wat je invult, wordt bewaard.")).to_be_visible()
    elsewhere.context.close()

    page.goto(there)
    expect(page.get_by_label("Minuten")).to_have_value("45")
    console_errors.clear()


def _sees(tab: Page, text: str) -> None:
    """Tabs run apart: what one keeps in the browser reaches another a moment later, though never as late as a hand."""
    wait_until(tab, "text => Object.values(localStorage).some(kept => kept.includes(text))", text)


def test_an_agreement_that_is_half_typed_in_two_tabs_keeps_what_each_typed(
    page: Page, context: BrowserContext, home: str
) -> None:
    page.goto(f"{home}/afspraken/schrijven")
    other = context.new_page()
    other.goto(page.url)
    page.get_by_label("Wat willen jullie weten?").fill("Hoe vinden mensen hulp?")
    page.get_by_label("Naam van partij 1").fill("Adviesraad")
    _sees(other, "Adviesraad")
    other.get_by_label("Wat gaat naar buiten?").fill("Drie verhalen.")
    other.get_by_label("Wat willen jullie weten?").fill("Wie wacht het langst?")
    _sees(page, "Wie wacht het langst?")
    page.get_by_label("Wat willen jullie weten?").fill("Hoe vinden mensen hulp? En wanneer?")
    page.close()
    other.close()

    anew = context.new_page()
    anew.goto(f"{home}/afspraken/schrijven")
    one, two = re.escape("Wie wacht het langst?"), re.escape("Hoe vinden mensen hulp? En wanneer?")
    both = re.compile(rf"{one}\n\n{two}|{two}\n\n{one}")  # a tab that closes may be the last to keep its text
    expect(anew.get_by_label("Wat willen jullie weten?")).to_have_value(both)
    expect(anew.get_by_label("Wat gaat naar buiten?")).to_have_value("Drie verhalen.")
    expect(anew.get_by_label("Naam van partij 1")).to_have_value("Adviesraad")


def test_an_agreement_that_is_stored_leaves_what_another_tab_typed(
    page: Page, context: BrowserContext, home: str
) -> None:
    page.goto(f"{home}/afspraken/schrijven")
    other = context.new_page()
    other.goto(page.url)
    other.get_by_label("Wat gaat naar buiten?").fill("Drie verhalen.")
    page.get_by_label("Wat willen jullie weten?").fill("Hoe vinden mensen hulp?")
    page.get_by_role("button", name="Bewaar de afspraken").click()
    expect(page.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
    other.close()

    page.goto(f"{home}/afspraken/schrijven")
    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value("Hoe vinden mensen hulp?")
    expect(page.get_by_label("Wat gaat naar buiten?")).to_have_value("Drie verhalen.")


def test_what_is_stored_is_forgotten_by_names_of_this_host_too(live: Live, page: Page, study: Study) -> None:
    """As over https; Chromium takes its own computer for as safe."""
    live.app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-session")
    live.sign_in_by_link(page)
    home = f"{live.url}/onderzoeken/{study.slug}"
    half_agreement(page, home)

    page.get_by_role("button", name="Bewaar de afspraken").click()

    expect(page.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
    wait_until(page, f"!{EVERYTHING}.includes('Qasimyan')")
    names = [cookie["name"] for cookie in page.context.cookies()]
    assert names
    assert [name for name in names if not name.startswith("__Host-") or "stored_" in name] == []
