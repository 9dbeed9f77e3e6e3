"""Undo and removal on a bad line: what was typed along the way stays where somebody can read it."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from coding.models import Draft, Segment
from coding.segments import remove_segment, segment_by_id
from studies.models import Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_coded_screen
from tests.browser.conftest import Live, wait_until
from tests.browser.holding import Held, intercept, posted

pytestmark = pytest.mark.browser
LETTER = "Ik kreeg een brief"
THOUGHT = "Niemand belde terug."
MORE = f"{THOUGHT} Ook later niet."
RETURNED = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    made = make_coded_screen(live, page, study)
    made.open("#beurt-2")
    return made


def _go_offline(screen: CodingScreen) -> None:
    screen.page.context.set_offline(True)


def _code(screen: CodingScreen, quote: str = LETTER) -> None:
    screen.choose(quote)
    screen.page.keyboard.type("bereikbaar")
    screen.page.keyboard.press("Enter")


def _open_memo(page: Page, code: str = "Wachttijd") -> None:
    page.get_by_role("button", name=f"bij {code}").click()


def _type_memo(page: Page, code: str = "Wachttijd", text: str = THOUGHT) -> None:
    _open_memo(page, code)
    page.get_by_label("Wat valt je op?").fill(text)


def _save_memo(page: Page) -> None:
    page.get_by_role("button", name="Bewaar memo").click()


def _undo(page: Page) -> None:
    page.get_by_role("button", name="Ongedaan").click()


def _wait_until_kept(screen: CodingScreen, text: str) -> None:
    for _attempt in range(100):
        with screen.live.session() as session:
            if [one.typed for one in session.exec(select(Draft)).all()] == [{"text": text}]:
                return
        screen.page.wait_for_timeout(50)
    raise AssertionError(f"{text} is not kept")


def _remove_what_is_coded(screen: CodingScreen) -> None:
    with screen.live.session() as session:
        remove_segment(session, segment_by_id(session, screen.source_id, session.exec(select(Segment.id)).one()))
        session.commit()


def _asked_on_leaving(page: Page) -> list[str]:
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Overzicht").click()
    page.wait_for_timeout(500)
    return asked


def test_a_memo_that_was_not_sent_stays_as_typed_when_it_is_undone(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    _go_offline(screen)
    _type_memo(page)
    _save_memo(page)
    expect(page.locator("#unsent")).to_be_visible()
    _undo(page)

    expect(page.locator("#place")).to_have_text("Wat je typte, staat nog in de memo.")
    _open_memo(page)
    expect(page.get_by_label("Wat valt je op?")).to_have_value(THOUGHT)
    console_errors.clear()


def test_half_a_memo_on_a_coding_that_was_not_sent_can_be_copied_once_that_is_undone(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    _go_offline(screen)
    _code(screen)
    _type_memo(page, "Bereikbaarheid")
    page.keyboard.press("Escape")
    _undo(page)

    expect(page.locator("#wrong")).to_contain_text("Je laatste handeling is ongedaan gemaakt")
    expect(page.locator("#wrong")).to_contain_text(f"Wat je typte: ‘{THOUGHT}’")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("#wrong").get_by_role("button").click()
    assert _asked_on_leaving(page) == []  # nothing is typed here any more
    console_errors.clear()


def test_half_a_memo_on_a_coding_that_is_refused_can_be_copied_from_the_message(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    with Held(page, posted("/fragmenten")) as line:
        _code(screen)
        line.wait_for()
        _type_memo(page, "Bereikbaarheid")
        page.keyboard.press("Escape")
        (route, _answer) = line.waiting.pop()
        route.fulfill(status=422, json={"error": "Dat gaat niet."})

        expect(page.locator("#wrong")).to_contain_text("Dat gaat niet.")
        expect(page.locator("#wrong")).to_contain_text(f"Wat je typte: ‘{THOUGHT}’")
    console_errors.clear()


def test_what_was_typed_without_connection_comes_back_with_the_coding_it_stood_on(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    _type_memo(page)
    _wait_until_kept(screen, THOUGHT)
    intercept(page, "**/concept", lambda route: route.abort())
    page.get_by_label("Wat valt je op?").fill(MORE)
    page.keyboard.press("Escape")
    page.wait_for_timeout(700)
    page.unroute("**/concept")
    page.get_by_role("button", name="Haal weg").click()
    expect(page.locator("#place")).to_contain_text("met Ongedaan komt alles terug")
    _undo(page)
    screen.wait_until_stored([(QUIET, "Wachttijd")])

    screen.open("#beurt-2")
    _open_memo(page)
    expect(page.get_by_label("Wat valt je op?")).to_have_value(MORE)
    console_errors.clear()


def test_half_a_memo_on_what_a_colleague_removed_can_be_copied_from_the_message(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    _open_memo(page)
    _remove_what_is_coded(screen)
    with page.expect_response("**/concept"):
        page.get_by_label("Wat valt je op?").fill(THOUGHT)
        page.keyboard.press("Escape")
    page.evaluate(RETURNED)

    expect(page.locator("#wrong")).to_contain_text(f"Wat je typte: ‘{THOUGHT}’")
    assert _asked_on_leaving(page) == ["beforeunload"]
    console_errors.clear()


def test_what_the_server_does_not_keep_is_not_left_unasked(screen: CodingScreen, console_errors: list[str]) -> None:
    """As when the whole conversation was erased meanwhile: there is nothing to show anew."""
    page = screen.page
    intercept(page, "**/coderen/1/**", lambda route: route.fulfill(status=404, json={"error": "Dit gesprek is weg."}))
    _type_memo(page)
    _save_memo(page)
    expect(page.locator("#wrong")).to_contain_text("De memo is niet bewaard. Dit gesprek is weg.")
    expect(page.locator("#wrong")).to_contain_text("Wat je typte, staat nog in de memo.")
    page.wait_for_timeout(800)

    assert _asked_on_leaving(page) == ["beforeunload"]
    _open_memo(page)
    expect(page.get_by_label("Wat valt je op?")).to_have_value(THOUGHT)
    console_errors.clear()


def test_undo_names_what_it_takes_back_while_something_waits(screen: CodingScreen, console_errors: list[str]) -> None:
    page = screen.page
    _type_memo(page)
    _save_memo(page)
    wait_until(page, "document.querySelector('#undo').title === 'memo schrijven'")
    _go_offline(screen)
    _code(screen)
    expect(page.locator("#unsent")).to_be_visible()

    expect(page.locator("#undo")).to_have_attribute("title", "je laatste handeling")
    console_errors.clear()


def test_an_undo_whose_answer_got_lost_does_not_say_that_nothing_changed(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    _code(screen)
    screen.wait_until_stored([(LETTER, "Bereikbaarheid"), (QUIET, "Wachttijd")])
    with Held(page, posted("/ongedaan")) as line:
        _undo(page)
        line.wait_for()
        (route, _answer) = line.waiting.pop()
        route.abort()

        wrong = page.locator("#wrong")
        expect(wrong).to_contain_text("Kijk eerst of het toch gelukt is. Je ziet nu hoe het ervoor staat.")
        expect(wrong).not_to_contain_text("niets veranderd")
        screen.expect_highlighted("coded", QUIET)
    console_errors.clear()


def test_the_message_of_a_refused_memo_goes_once_that_memo_is_saved(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    intercept(page, "**/memos", lambda route: route.fulfill(status=422, json={"error": "Nu niet."}))
    _type_memo(page)
    _save_memo(page)
    expect(page.locator("#wrong")).to_contain_text("Wat je typte, staat nog in de memo.")
    page.unroute("**/memos")
    _open_memo(page)
    _save_memo(page)

    expect(page.locator(".codings .memo-text")).to_have_text(THOUGHT)
    expect(page.locator("#wrong")).to_be_hidden()
    console_errors.clear()


def test_that_not_all_is_kept_is_said_until_it_is_and_nothing_is_called_kept_before(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    page = screen.page
    spoken = page.locator("#announcements")
    _go_offline(screen)
    _code(screen)
    expect(page.locator("#unsent")).to_contain_text("1 wijziging is nog niet bewaard")
    expect(spoken).not_to_contain_text("gekoppeld")
    page.get_by_role("button", name="Klaar met coderen").click()
    wrong = page.locator("#wrong")
    expect(wrong).to_contain_text("Niet alles is bewaard.")

    page.context.set_offline(False)
    expect(spoken).to_contain_text("gekoppeld")
    expect(wrong).to_be_hidden()
    console_errors.clear()
