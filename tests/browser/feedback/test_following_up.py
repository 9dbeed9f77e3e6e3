"""The desk of who follows up, from a signal to how it ended, on a desk and on a telephone."""

import re

import pytest
from playwright.sync_api import Page, expect

from feedback.follow_up.opening import open_cases
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.feedback.follow_up.test_following_up import CALL, DESK, SIGNAL, sent
from tests.feedback.making import measurement

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1400, 360])
def test_from_a_signal_to_how_it_ended(
    page: Page, live: Live, axe: Axe, no_sideways_scroll: NoSidewaysScroll, width: int
) -> None:
    with live.session() as session:
        asked = measurement(session)
        sent(session, asked, grade=2, words=SIGNAL)
        sent(session, asked, grade=4, calling=CALL)
        sent(session, asked, grade=5, words="De rekening klopte al drie maanden niet.")
        open_cases(session)
        session.commit()
    live.sign_in(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live.url}{DESK}")
    expect(page.get_by_role("heading", name=re.compile(r"^Veiligheidssignaal, .* vóór 17\.00 uur$"))).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Bellen mag").click()
    page.locator("#opmerking").get_by_role("button", name="Zet op mijn naam").click()
    page.get_by_role("button", name="Laat het telefoonnummer zien").click()
    expect(page.locator("#opmerking a[href^='tel:']")).to_be_visible()
    page.get_by_label("Wat deed je?").fill("Gebeld en samen opgelost.")
    page.get_by_label("Opgelost", exact=True).check()
    axe(page)
    page.get_by_role("button", name="Sluit de opmerking").click()
    expect(page.get_by_role("heading", name="Net klaar")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
