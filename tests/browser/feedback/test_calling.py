"""'Mogen we u bellen?' on a telephone without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from feedback.calling.models import CallPermission
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.feedback.calling.test_calling import asking
from tests.feedback.making import codes

pytestmark = pytest.mark.browser


@pytest.fixture
def card(live: Live) -> str:
    """The code on a card."""
    with live.session() as session:
        code = codes(session, asking(session), sheets=1)[0]
        session.commit()
    return code


def come_to_it(page: Page, live: Live, card: str) -> None:
    page.goto(f"{live.url}/mening")
    page.get_by_label("Uw code").fill(card)
    page.get_by_role("button", name="Begin met de vragen").click()
    page.locator("label", has_text="7").click()
    page.get_by_role("button", name="Volgende vraag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mogen we u bellen?")


def test_nothing_is_chosen_beforehand_and_nothing_typed_gets_lost(
    live: Live, card: str, browser: Browser, browser_type_launch_args: object
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    come_to_it(page, live, card)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    for sentence in (
        "Als u een nummer invult, weten we wel van wie dit antwoord is.",
        "Na 30 dagen gooien we het weg.",
    ):
        expect(page.get_by_text(sentence)).to_be_visible()
    page.get_by_text("Voor een gesprek over mijn ervaringen").click()
    page.get_by_role("button", name="Volgende vraag").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul ook uw telefoonnummer in.")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.get_by_label("Uw telefoonnummer").fill("06 - 1234")
    page.get_by_role("button", name="Volgende vraag").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit telefoonnummer klopt niet.")
    expect(page.get_by_label("Uw telefoonnummer")).to_have_value("06 - 1234")
    page.get_by_label("Uw telefoonnummer").fill("06 - 12 34 56 78")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Volgende vraag").click()
    page.get_by_role("button", name="Verstuur mijn antwoord").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Uw antwoord is binnen.")
    context.close()
    with live.session() as session:
        kept = session.exec(select(CallPermission)).one()
        assert (kept.about_this, kept.for_interview) == (False, True)


def test_it_is_usable_by_keyboard_and_can_be_skipped(
    page: Page,
    live: Live,
    card: str,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    console_errors: list[str],
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    come_to_it(page, live, card)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("checkbox").first.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Sla deze vraag over").press("Enter")
    page.get_by_role("button", name="Verstuur mijn antwoord").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Uw antwoord is binnen.")
    with live.session() as session:
        assert session.exec(select(CallPermission)).all() == []
    console_errors.clear()  # the browser says that it was refused
