"""A published story as a citizen reads it: without a mouse, on a telephone, and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from exports.publishing.publish import publish_journey
from journeys.composing.fields import change_journey
from journeys.measures.plans import MeasureText, add_measure
from journeys.story import MeasureState
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll, double_the_letters
from tests.journeys.making import SITE, all_steps, make_finished

pytestmark = pytest.mark.browser


@pytest.fixture
def story(live: Live, study: Study) -> str:
    """The address of a published story."""
    with live.session() as session:
        journey = make_finished(session, study)
        publish_journey(session, journey, SITE)
        session.commit()
        return f"{live.url}/verhalen/{journey.slug}"


def test_a_citizen_walks_the_story_by_keyboard_on_a_telephone(
    page: Page, story: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    page.goto(story)
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    axe(page)
    no_sideways_scroll(page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#inhoud$"))
    _tab_to(page, "Zo is dit verhaal gemaakt")
    _tab_to(page, "Lees het verhaal")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#verhaal$"))
    expect(page.locator("#stap-1 h4")).to_be_in_viewport()
    _tab_to(page, "Download als pdf")
    focused = page.locator(":focus")
    assert (focused.get_attribute("href") or "").endswith(".pdf")


def test_letters_of_twice_the_size_still_fit_a_telephone(
    live: Live, study: Study, page: Page, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        journey = make_finished(session, study)
        change_journey(session, journey, "how_made", "Er waren zes gespreksverslagen.")
        cannot = MeasureText("Direct bellen", MeasureState.NOT_YET, reason="Er zijn te weinig mensen.")
        add_measure(session, journey, cannot, all_steps(session, journey)[0])
        publish_journey(session, journey, SITE)
        session.commit()
        story = f"{live.url}/verhalen/{journey.slug}"
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(story)
    double_the_letters(page)
    no_sideways_scroll(page, widths=(360,))


def test_on_paper_there_is_what_was_asked_for_and_which_edition_it_is(page: Page, story: str) -> None:
    page.emulate_media(media="print")
    page.goto(story)
    expect(page.get_by_text("Gepubliceerd op")).to_be_visible()
    for of_the_screen in ("Toegankelijke pdf.", "Download als pdf", "Print deze bladzijde"):
        expect(page.get_by_text(of_the_screen).filter(visible=True)).to_have_count(0)
    title = page.get_by_role("heading", level=1).inner_text()

    page.goto(f"{story.rpartition('/')[0]}/")
    expect(page.get_by_role("heading", name="Alle verhalen")).to_be_visible()
    expect(page.get_by_role("main").get_by_text(title)).to_be_visible()


def test_every_step_has_its_feeling_in_a_word(page: Page, story: str) -> None:
    page.goto(story)
    marks = page.locator(".tale-mark").all_inner_texts()
    assert len(marks) == page.locator(".tale-step").count() > 0
    assert all(mark.strip() in {"Positief", "Neutraal", "Negatief"} for mark in marks)


@pytest.mark.parametrize("address", ["/", "/verhaal/joost", "/privacy", "/toegankelijkheid"])
def test_what_stands_beside_the_stories_is_for_everybody(
    live: Live,
    page: Page,
    story: str,
    address: str,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    console_errors: list[str],
) -> None:
    page.goto(f"{live.url}{address}")
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    axe(page)
    no_sideways_scroll(page)
    if address == "/verhaal/joost":
        console_errors.clear()  # the browser notes the 404 itself

    page.get_by_role("contentinfo").get_by_role("link", name="Alle verhalen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alle verhalen")


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the link with this name has the focus, as somebody would who looks for it."""
    for _press in range(40):
        page.keyboard.press("Tab")
        if name in (page.locator(":focus").inner_text() if page.locator(":focus").count() else ""):
            return
    pytest.fail(f"‘{name}’ is not reached by Tab")
