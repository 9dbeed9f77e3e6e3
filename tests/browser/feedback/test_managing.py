"""A researcher prepares a measurement by keyboard and mouse, until people can be asked."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.feedback.making import NEW, codes, measurement

pytestmark = pytest.mark.browser

PLACE = "/metingen/spreekuur-geld-en-regels"


def test_a_measurement_is_prepared_until_there_are_cards(page: Page, live: Live, axe: Axe) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken")
    page.get_by_role("link", name="Metingen").click()
    expect(page.get_by_role("heading", name="Nog geen meting")).to_be_visible()
    page.get_by_role("link", name="Meting voorbereiden").click()
    page.get_by_label("Naam").fill(NEW.name)
    page.get_by_label("Wie vraag je?").fill(NEW.asked)
    page.get_by_label("Waarvoor geven mensen een cijfer?").fill(NEW.subject)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Afspraken vooraf")
    axe(page)
    for field in page.get_by_role("textbox").all():
        field.fill("Zo spraken we het af.")
    page.get_by_role("button", name="Dit is afgesproken").click()
    expect(page.get_by_role("status")).to_contain_text("Je kunt nu kaartjes maken.")
    page.get_by_role("link", name="Maak kaartjes").click()
    page.get_by_label("Waar deel je ze uit?").fill("Balie Meerplein")
    page.get_by_label("Hoeveel vellen?").fill("1")
    with page.expect_response(lambda one: one.request.method == "POST") as printed:
        page.get_by_role("button", name="Maak de vellen").click()
    assert printed.value.headers["content-type"] == "application/pdf"

    page.goto(f"{live.url}{PLACE}")
    expect(page.get_by_role("row", name=re.compile("Balie Meerplein"))).to_contain_text("8")


def test_questions_are_put_in_another_order_by_keyboard_alone(page: Page, live: Live, axe: Axe) -> None:
    with live.session() as session:
        measurement(session)
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}{PLACE}/vragen")
    page.get_by_role("button", name="Later : vraag 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("De vraag", exact=True).nth(1)).to_have_value("Welk cijfer geeft u het spreekuur?")
    page.get_by_role("button", name="Keuze").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("De vraag", exact=True)).to_have_count(7)
    axe(page)
    page.get_by_label("De vraag", exact=True).last.fill("Zou u het een ander aanraden?")
    page.get_by_label("Antwoorden, elk op een eigen regel").last.fill("Ja\nNee")
    page.get_by_role("button", name="Bewaar de vragen").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Bewaard.")
    expect(page.get_by_role("listitem").filter(has_text="Zou u het een ander aanraden?")).to_be_visible()


@pytest.mark.parametrize("place", ["", "/vragen", "/kaartjes", "/afspraken"])
def test_every_page_of_a_measurement_fits_a_telephone(
    page: Page, live: Live, axe: Axe, no_sideways_scroll: NoSidewaysScroll, place: str
) -> None:
    with live.session() as session:
        codes(session, measurement(session))
        session.commit()
    live.sign_in(page)
    for address in (f"{PLACE}{place}", "/metingen"):
        page.set_viewport_size({"width": 1400, "height": 900})
        page.goto(f"{live.url}{address}")
        axe(page)
        page.set_viewport_size({"width": 360, "height": 740})
        axe(page)
        no_sideways_scroll(page)
