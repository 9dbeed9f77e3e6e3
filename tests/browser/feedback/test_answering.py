"""A citizen with a card answers: on a telephone, without scripts, by keyboard, and comes back to change it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import select

from feedback.answers.models import Given, Readers, Response, WrittenAnswer
from feedback.codes.signs import new_code, shown
from feedback.questionnaires.questions import GRADE_KEY
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.feedback.making import codes, measurement

pytestmark = pytest.mark.browser

TELEPHONE = {"width": 360, "height": 740}


@pytest.fixture
def card(live: Live) -> str:
    """The code on a card."""
    with live.session() as session:
        made = codes(session, measurement(session))
        session.commit()
    return made[0]


@pytest.fixture
def plain(browser: Browser, browser_type_launch_args: object) -> Iterator[BrowserContext]:
    """A telephone with scripts turned off."""
    context = browser.new_context(viewport=TELEPHONE, java_script_enabled=False, locale="nl-NL")
    yield context
    context.close()


def come_in(page: Page, live: Live, code: str) -> None:
    page.goto(f"{live.url}/mening")
    page.get_by_label("Uw code").fill(code)
    page.get_by_role("button", name="Begin met de vragen").click()


def further(page: Page) -> None:
    page.get_by_role("button", name="Volgende vraag").click()


def test_a_citizen_answers_on_a_telephone_without_scripts(live: Live, card: str, plain: BrowserContext) -> None:
    page = plain.new_page()
    come_in(page, live, f" {card[:5].lower()}-{card[5:]} ")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welk cijfer geeft u het spreekuur?")
    assert card not in page.url
    page.locator("label", has_text=re.compile("^7$")).click()
    further(page)
    page.get_by_text("Nee, ik werd steeds doorgestuurd").click()
    further(page)
    for _question in range(2):
        page.get_by_role("button", name="Sla deze vraag over").click()
    page.get_by_role("textbox", name="Wat ging goed?").fill("Ze luisterde naar mij.")
    further(page)
    further(page)
    page.get_by_text("Uw woorden mogen op de website").click()
    page.get_by_role("button", name="Verstuur mijn antwoord").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Uw antwoord is binnen.")
    expect(page.locator(".code-big")).to_have_text(shown(card))
    with live.session() as session:
        assert {one.question: one.value for one in session.exec(select(Given))} == {GRADE_KEY: 7, "vinden": 4}
        assert session.exec(select(WrittenAnswer.text)).one() == "Ze luisterde naar mij."
        assert session.exec(select(Response.readers)).one() is Readers.EVERYONE


def test_every_page_is_usable_by_keyboard_and_fits_a_telephone(
    page: Page, live: Live, card: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{live.url}/mening")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Uw code").focus()
    page.keyboard.type(card)
    page.keyboard.press("Enter")
    seen = []
    while page.get_by_role("button", name="Verstuur mijn antwoord").count() == 0:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        no_sideways_scroll(page)
        seen.append(page.get_by_role("heading", level=1).inner_text())
        field = page.locator("main input[type=radio], main textarea").first
        field.focus()
        if field.get_attribute("type") == "radio":
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
        else:
            page.keyboard.type("Goed.")
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"/vraag/{len(seen) + 1}$"))
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Verstuur mijn antwoord").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Uw antwoord is binnen.")
    axe(page)
    no_sideways_scroll(page)
    assert len(seen) == 6


def test_somebody_stops_halfway_and_goes_on_with_the_same_code(live: Live, card: str, page: Page) -> None:
    come_in(page, live, card)
    page.get_by_role("radio", name="4", exact=True).check()
    further(page)
    page.context.clear_cookies()

    come_in(page, live, card)

    expect(page.get_by_role("radio", name="4", exact=True)).to_be_checked()


def test_with_the_code_an_answer_is_changed_and_taken_away(live: Live, card: str, page: Page) -> None:
    come_in(page, live, card)
    page.get_by_role("radio", name="2", exact=True).check()
    _send(page)
    come_in(page, live, card)
    page.get_by_role("button", name="Pas mijn antwoord aan").click()
    expect(page.get_by_role("radio", name="2", exact=True)).to_be_checked()
    page.get_by_role("radio", name="9", exact=True).check()
    _send(page)
    with live.session() as session:
        assert session.exec(select(Given.value)).one() == 9

    come_in(page, live, card)
    page.get_by_text("Haal mijn antwoord weg").first.click()
    page.get_by_role("button", name="Ja, haal mijn antwoord weg").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Uw antwoord is weg")
    with live.session() as session:
        assert session.exec(select(Response)).all() == []


def _send(page: Page) -> None:
    while page.get_by_role("button", name="Verstuur mijn antwoord").count() == 0:
        further(page)
        page.wait_for_load_state()
    page.get_by_role("button", name="Verstuur mijn antwoord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Uw antwoord is binnen.")


def test_the_next_at_the_same_computer_sees_nothing_of_it(live: Live, card: str, page: Page) -> None:
    come_in(page, live, card)
    page.get_by_role("radio", name="3", exact=True).check()
    _send(page)

    page.goto(f"{live.url}/mening/antwoord")

    expect(page.get_by_role("heading", level=1)).to_have_text("Vertel ons hoe het was")
    assert card not in page.content()


def test_a_scanned_card_fills_in_its_code_and_no_address_keeps_it(live: Live, card: str, page: Page) -> None:
    page.goto(f"{live.url}/mening#{card}")

    expect(page.get_by_label("Uw code")).to_have_value(card)
    expect(page).to_have_url(f"{live.url}/mening")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/mening/vraag/1$"))


def test_a_wrong_code_keeps_what_was_typed_and_says_what_to_do(
    live: Live, card: str, page: Page, axe: Axe, console_errors: list[str]
) -> None:
    come_in(page, live, card[:-1])

    expect(page.get_by_role("alert")).to_contain_text("heeft negen tekens. Er hoort er nog één bij.")
    expect(page.get_by_label("Uw code")).to_have_value(card[:-1])
    axe(page)
    come_in(page, live, new_code())
    expect(page.get_by_role("alert")).to_contain_text("We kennen deze code niet.")
    console_errors.clear()  # the browser says of each that it was refused


def test_who_stops_halfway_leaves_nothing_on_the_computer(live: Live, card: str, page: Page) -> None:
    come_in(page, live, card)
    page.get_by_role("radio", name="3", exact=True).check()
    further(page)
    page.get_by_role("link", name="Stoppen op dit apparaat").click()

    page.goto(f"{live.url}/mening/vraag/1")

    expect(page.get_by_role("heading", level=1)).to_have_text("Vertel ons hoe het was")
    expect(page.get_by_label("Uw code")).to_have_value("")
