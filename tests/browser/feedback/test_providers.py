"""Providers of a measurement: chosen by a researcher, and met by a citizen on a telephone without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from feedback.providers.choosing import add_providers
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.feedback.making import codes, measurement

pytestmark = pytest.mark.browser

PLACE = "/metingen/spreekuur-geld-en-regels"
LONG = "Stichting Thuisbegeleiding en Huishoudelijke Ondersteuning Lindermeer en omstreken"[:80]


def test_a_citizen_reads_whose_help_it_is_about(
    live: Live, browser: Browser, browser_type_launch_args: object, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        asked = measurement(session)
        add_providers(session, asked, LONG)
        code = codes(session, asked)[0]
        session.commit()
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{live.url}/mening")
    page.get_by_label("Uw code").fill(code)
    page.get_by_role("button", name="Begin met de vragen").click()

    expect(page.get_by_role("group", name="Welk cijfer geeft u het spreekuur?")).to_contain_text(f"Het gaat om {LONG}.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_providers_are_chosen_and_merged_by_keyboard(page: Page, live: Live, axe: Axe) -> None:
    with live.session() as session:
        measurement(session)
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}{PLACE}")
    page.get_by_role("link", name="Kies de aanbieders").click()
    page.get_by_label("Namen, elk op een eigen regel").fill("Zilverlinde\nBerk\nZilverlinde Thuishulp")
    page.get_by_role("button", name="Voeg toe").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("3 aanbieders erbij.")
    expect(page.get_by_role("rowheader")).to_have_text(["Berk", "Zilverlinde", "Zilverlinde Thuishulp"])
    page.get_by_role("link", name="Naam of samenvoegen : Zilverlinde", exact=True).click()
    axe(page)
    page.get_by_label("Voeg samen met").select_option(label="Zilverlinde Thuishulp")
    page.get_by_role("button", name="Bekijk wat er gebeurt").press("Enter")
    axe(page)
    page.get_by_role("button", name="Voeg ze samen").press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Alles van ‘Zilverlinde’ staat nu bij ‘Zilverlinde Thuishulp’.")
    expect(page.get_by_role("rowheader")).to_have_text(["Berk", "Zilverlinde Thuishulp"])


def test_the_pages_of_providers_fit_a_telephone(
    page: Page, live: Live, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        asked = measurement(session)
        codes(session, asked)
        add_providers(session, asked, f"{LONG}\nBerk")
        codes(session, asked)
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}{PLACE}/aanbieders")
    page.get_by_role("button", name="Haal eruit : Berk").click()
    for place in ("/aanbieders", "/kaartjes", ""):
        page.set_viewport_size({"width": 1400, "height": 900})
        page.goto(f"{live.url}{PLACE}{place}")
        axe(page)
        page.set_viewport_size({"width": 360, "height": 740})
        axe(page)
        no_sideways_scroll(page)
