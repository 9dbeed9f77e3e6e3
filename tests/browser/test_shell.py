"""The frame around every page: signing in, the bar, no console error."""

import pytest
from playwright.sync_api import Page, expect

from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll

pytestmark = pytest.mark.browser


def test_a_sign_in_link_leads_to_the_studies(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    live.sign_in_by_link(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")
    expect(page.get_by_role("link", name=study.title)).to_be_visible()
    axe(page)
    no_sideways_scroll(page)


def test_a_row_reads_from_its_first_line_also_where_its_name_needs_several(
    live: Live, page: Page, study: Study
) -> None:
    live.sign_in_by_link(page)
    page.set_viewport_size({"width": 360, "height": 740})

    tops = page.evaluate(_TOPS_OF_FIRST_LINES)
    assert max(tops) - min(tops) <= 4, tops


_TOPS_OF_FIRST_LINES = """() => [...document.querySelectorAll("tbody tr:first-child > *")].map((cell) => {
  const words = document.createRange();
  words.selectNodeContents(cell);
  return words.getClientRects()[0].top;
})"""
