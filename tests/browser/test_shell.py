"""The frame around every page: signing in, the bar, no console error."""

import pytest
from playwright.sync_api import Page, expect

from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll

pytestmark = pytest.mark.browser


def test_a_sign_in_link_leads_to_the_studies(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    live.sign_in(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")
    expect(page.get_by_role("link", name=study.title)).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
