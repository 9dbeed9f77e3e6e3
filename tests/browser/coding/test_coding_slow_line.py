"""The coding screen on a slow line: a late answer takes neither a press, nor the focus, nor what is typed."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from coding.models import Code, Segment
from studies.models import Study
from tests.browser.coding.coding_screen import CodingScreen, make_coded_screen
from tests.browser.conftest import Live
from tests.browser.holding import Held, posted

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_coded_screen(live, page, study)


def _paint(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate("() => new Promise((done) => setTimeout(done))")


def _memo_dialog(page: Page) -> None:
    page.get_by_role("complementary").get_by_role("button", name="Memo").click()
    expect(page.get_by_label("Wat valt je op?")).to_be_focused()


@pytest.mark.parametrize("way", ["mouse", "space bar"])
def test_a_press_is_not_lost_when_an_answer_comes_in_between(screen: CodingScreen, way: str) -> None:
    screen.open("#beurt-2")
    page = screen.page
    memo = page.get_by_role("complementary").get_by_role("button", name="Memo")
    with Held(page, posted("/gevoel")) as line:
        page.get_by_label("Gevoel bij Wachttijd").select_option(label="negatief")
        line.wait_for()
        _paint(page)
        memo.hover()
        memo.focus()
        if way == "mouse":
            page.mouse.down()
        else:
            page.keyboard.down("Space")
        with page.expect_response("**/gevoel"):
            line.let_go()
        expect(page.locator("#undo")).to_have_attribute("title", "gevoel aangeven")
        _paint(page)
        if way == "mouse":
            page.mouse.up()
        else:
            page.keyboard.up("Space")
    expect(page.get_by_label("Wat valt je op?")).to_be_focused()


def test_the_focus_stays_on_a_fragment_that_gets_its_number(screen: CodingScreen) -> None:
    screen.open("#beurt-2")
    page = screen.page
    feeling = page.get_by_label("Gevoel bij Bereikbaarheid")
    with Held(page, posted("/fragmenten")) as line:
        screen.choose("Ik kreeg een brief")
        page.keyboard.type("bereik")
        page.keyboard.press("Enter")
        line.wait_for()
        feeling.focus()
        waiting = feeling.get_attribute("data-key") or ""
        assert waiting.startswith("g-")
    expect(feeling).not_to_have_attribute("data-key", waiting)
    expect(feeling).to_be_focused()


def test_a_code_that_is_saved_late_leaves_the_next_one_open(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    book = page.get_by_role("navigation", name="Codeboek")
    with Held(page, lambda request: request.method == "POST" and "/codes/" in request.url) as line:
        book.get_by_role("button", name="Wachttijd aanpassen").click()
        page.get_by_label("Wat valt eronder?").fill("Hoe lang iemand wacht.")
        page.get_by_role("button", name="Bewaar code").click()
        line.wait_for()
        page.keyboard.press("Escape")
        book.get_by_role("button", name="Bereikbaarheid aanpassen").click()
        page.get_by_label("Wat valt eronder?").press_sequentially("Of er iemand")
        with page.expect_response("**/codes/*"):
            line.let_go()
        expect(page.locator("#undo")).to_have_attribute("aria-disabled", "false")
        _paint(page)
        page.keyboard.type(" opneemt.")
    expect(page.get_by_label("Wat valt eronder?")).to_have_value("Of er iemand opneemt.")
    page.get_by_role("button", name="Bewaar code").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    with screen.live.session() as session:
        meant = {code.name: code.definition for code in session.exec(select(Code)).all()}
    assert meant["Wachttijd"] == "Hoe lang iemand wacht."
    assert meant["Bereikbaarheid"] == "Of er iemand opneemt."


def test_a_code_that_is_refused_late_is_told_and_stays_as_typed(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    screen.open()
    page = screen.page
    book = page.get_by_role("navigation", name="Codeboek")
    with Held(page, lambda request: request.method == "POST" and "/codes/" in request.url) as line:
        book.get_by_role("button", name="Wachttijd aanpassen").click()
        page.get_by_label("Naam").fill("Bereikbaarheid")
        page.get_by_role("button", name="Bewaar code").click()
        line.wait_for()
        page.keyboard.press("Escape")
    expect(page.locator("#wrong")).to_contain_text("bestaat al")
    console_errors.clear()
    book.get_by_role("button", name="Wachttijd aanpassen").click()
    expect(page.get_by_label("Naam")).to_have_value("Bereikbaarheid")
    expect(page.get_by_text("Nog niet bewaard.")).to_be_visible()


def test_a_memo_is_typed_on_while_answers_come_in(screen: CodingScreen) -> None:
    screen.open("#beurt-2")
    page = screen.page
    _memo_dialog(page)
    page.get_by_label("Wat valt je op?").fill("Lang gewacht.")
    with Held(page, lambda request: request.method == "POST") as line:
        page.get_by_role("button", name="Bewaar memo").click()
        line.wait_for()
        _memo_dialog(page)
        page.get_by_role("button", name="Gooi memo weg").click()
        _memo_dialog(page)
        page.keyboard.type("Vijf maanden")
        with page.expect_response("**/memos"):
            line.let_go()
        page.keyboard.type(" niets gehoord")
    expect(page.get_by_label("Wat valt je op?")).to_be_focused()
    expect(page.get_by_label("Wat valt je op?")).to_have_value("Vijf maanden niets gehoord")
    page.get_by_role("button", name="Bewaar memo").click()
    expect(page.locator(".codings .memo-text")).to_have_text("Vijf maanden niets gehoord")
    with screen.live.session() as session:
        assert len(session.exec(select(Segment)).all()) == 1
