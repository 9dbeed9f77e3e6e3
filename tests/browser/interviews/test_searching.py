"""Finding back what was said, by keyboard: from the list of interviews to the turn."""

import re

import pytest
from playwright.sync_api import Page, expect

from studies.planning import add_study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.factories import make_interview

pytestmark = pytest.mark.browser
INTERVIEWS = "/onderzoeken/jeugdhulp/interviews/"


def test_what_was_said_is_found_by_keyboard(
    live: Live, page: Page, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        study = add_study(session, "Jeugdhulp in Lindermeer 2026", municipality="Lindermeer", slug="jeugdhulp")
        for _conversation in range(60):
            make_interview(session, study)
        session.commit()
    live.sign_in(page)
    page.goto(live.url + INTERVIEWS)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Volgende bladzijde").press("Enter")
    expect(page.get_by_role("row")).to_have_count(11)

    field = page.get_by_role("searchbox", name="Zoek in wat er gezegd is")
    field.fill("wachtlijst")
    field.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("60 beurten in 60 gesprekken")
    expect(page.locator("mark").first).to_have_text("wachtlijst")
    axe(page)
    no_sideways_scroll(page)
    page.locator(".said-list a").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/coderen/1#beurt-2$"))
