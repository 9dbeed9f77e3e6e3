"""Evidence by meaning beside by word: the page stays where it is while one looks, cites and goes back."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from journeys.models import Journey
from studies.models import Study
from tests.browser.conftest import Axe
from tests.coding.suggestions.test_likeness import NOBODY, QUIET, SUMMER
from tests.journeys.evidence.test_alike import _alike

pytestmark = pytest.mark.browser
LIKE_IT = re.compile(f"^Lijkt hierop ?: {QUIET[:20]}")  # browsers put a space between the parts


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Two fragments that mean the same, in two conversations, and a passage without a code."""
    journey, _step, _fragment = _alike(session, study)
    session.commit()
    return journey


def test_what_is_like_a_fragment_is_found_cited_and_left_again(composer: Page, axe: Axe) -> None:
    page, proofs = composer, composer.locator("#bewijzen")
    page.get_by_role("link", name=LIKE_IT).focus()
    page.keyboard.press("Enter")

    expect(proofs).to_contain_text("Op betekenis: lijkt op")
    expect(proofs.get_by_role("checkbox")).to_have_count(1)
    expect(proofs).to_contain_text("Lijkt er ook op, maar heeft nog geen code")
    expect(proofs).to_contain_text(SUMMER)
    axe(page)

    proofs.get_by_role("checkbox", name=NOBODY).check()
    expect(page.locator("#onderbouwing-stand")).to_contain_text("1 fragment, 1 gesprek")
    expect(proofs).to_contain_text("Op betekenis: lijkt op")

    page.get_by_role("link", name="Terug naar zoeken op woord").click()
    expect(proofs).not_to_contain_text("Op betekenis")
    expect(proofs.get_by_role("checkbox")).to_have_count(2)


def test_looking_for_a_word_ends_looking_by_meaning(composer: Page) -> None:
    page, proofs = composer, composer.locator("#bewijzen")
    page.get_by_role("link", name=LIKE_IT).click()
    expect(proofs).to_contain_text("Op betekenis: lijkt op")

    page.get_by_label("Zoek in fragmenten").fill("stil")

    expect(proofs).to_contain_text("1 fragment gevonden")
    expect(proofs).not_to_contain_text("Op betekenis")
