"""Two people on one interview: what a colleague does comes in by itself, and never under somebody's hand."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from coding.models import Code, Segment
from coding.screen import actions
from coding.screen.actions import ChosenStretch
from foundation.database.engine import open_session, unit_of_work
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_screen
from tests.browser.conftest import Live

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study)


@pytest.fixture
def colleague(live: Live) -> Iterator[Session]:
    """Gerda, another researcher, at work in the same study."""
    with unit_of_work(live.engine, across=True) as session:
        organisation = session.get_one(Organisation, live.organisation.id)
        gerda = add_person(session, organisation, "gerda@voorbeeld.nl", "Gerda Smit", Role.RESEARCHER).id
    with open_session(live.engine, live.organisation.id, gerda) as session:
        yield session


def _codes(session: Session, quote: str, name: str) -> None:
    source = session.exec(select(Source)).one()
    start = text_of(session, source.id).index(quote)
    code = session.exec(select(Code).where(Code.name == name)).one()
    actions.code_stretch(session, source, ChosenStretch(start, start + len(quote), quote), code.id)
    session.commit()


def _time_passes(page: Page) -> None:
    with page.expect_response("**/stand"):
        page.clock.run_for(20_000)


def test_a_colleagues_coding_appears_without_reload(screen: CodingScreen, colleague: Session) -> None:
    screen.open_with_clock()
    page = screen.page
    _codes(colleague, QUIET, "Wachttijd")
    _time_passes(page)

    expect(page.get_by_role("status").filter(has_text="Gerda Smit codeerde hier 1 fragment.")).to_be_visible()
    screen.expect_highlighted("coded", QUIET)
    expect(page.locator("#beurt-2 .stripe")).to_have_count(1)
    expect(page.get_by_role("button", name="Wachttijd 1 fragment", exact=True)).to_be_visible()
    moment = re.compile(r"^Gerda, vandaag \d{1,2}\.\d\d uur$")
    expect(page.get_by_role("complementary").get_by_text(moment)).to_be_visible()


def test_it_also_appears_when_one_comes_back_to_the_page(screen: CodingScreen, colleague: Session) -> None:
    screen.open_with_clock()
    page = screen.page
    _codes(colleague, QUIET, "Wachttijd")
    with page.expect_response("**/stand"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    screen.expect_highlighted("coded", QUIET)


def test_when_nothing_changed_the_server_says_only_that(screen: CodingScreen, colleague: Session) -> None:
    screen.open_with_clock()
    page = screen.page
    with page.expect_response("**/stand") as nothing:
        page.clock.run_for(20_000)
    assert nothing.value.status == 304
    _codes(colleague, QUIET, "Wachttijd")
    with page.expect_response("**/stand") as something:
        page.clock.run_for(20_000)
    assert something.value.status == 200
    screen.expect_highlighted("coded", QUIET)
    with page.expect_response("**/stand") as nothing:
        page.clock.run_for(20_000)
    assert nothing.value.status == 304


def test_what_one_is_choosing_stays_as_it_is(screen: CodingScreen, colleague: Session) -> None:
    screen.open_with_clock()
    page = screen.page
    screen.choose("Ik kreeg een brief")
    page.keyboard.type("nieuw")
    _codes(colleague, QUIET, "Wachttijd")
    page.clock.run_for(60_000)
    expect(page.get_by_role("option")).to_have_text(["Nieuwe code ‘nieuw’"])
    expect(page.get_by_role("combobox", name="Code")).to_be_focused()
    screen.expect_highlighted("coded")

    page.keyboard.press("Escape")
    page.keyboard.press("s")
    place = page.evaluate("scrollY")
    _time_passes(page)
    screen.expect_highlighted("coded", QUIET)
    screen.expect_highlighted("chosen", "Niks, eigenlijk.")
    expect(page.locator("#beurt-2")).to_be_focused()
    assert page.evaluate("scrollY") == place


def test_undo_that_comes_too_late_shows_what_is_there_now(
    screen: CodingScreen, colleague: Session, console_errors: list[str]
) -> None:
    screen.open_with_clock()
    page = screen.page
    screen.choose(QUIET)
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")
    screen.wait_until_stored([(QUIET, "Wachttijd")])
    source, segment = colleague.exec(select(Source)).one(), colleague.exec(select(Segment)).one()
    actions.uncode(colleague, source, segment.id, is_meant=True)
    colleague.commit()
    page.keyboard.press("Control+z")

    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Je ziet nu hoe het ervoor staat.")
    screen.expect_highlighted("coded")
    expect(page.locator(".stripe")).to_have_count(0)
    console_errors.clear()  # Chromium reports the refused request itself


def test_an_act_on_what_is_gone_shows_what_is_there_now(
    screen: CodingScreen, colleague: Session, console_errors: list[str]
) -> None:
    _codes(colleague, QUIET, "Wachttijd")
    screen.open_with_clock()
    page = screen.page
    source, segment = colleague.exec(select(Source)).one(), colleague.exec(select(Segment)).one()
    actions.uncode(colleague, source, segment.id)
    colleague.commit()
    page.get_by_role("button", name="Memo bij Wachttijd").click()
    page.get_by_label("Wat valt je op?").fill("Lang.")
    page.get_by_role("button", name="Bewaar memo").click()

    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Dit fragment is er niet meer.")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Je ziet nu hoe het ervoor staat.")
    screen.expect_highlighted("coded")
    console_errors.clear()
