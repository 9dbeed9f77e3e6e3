"""Two tabs, a broken line, a page that goes: what was coded and written arrives, and arrives once."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from sqlmodel import select

from coding.models import Memo, Segment
from studies.models import Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_coded_screen
from tests.browser.conftest import Live
from tests.browser.holding import Held, intercept, posted

pytestmark = pytest.mark.browser
LETTER = "Ik kreeg een brief"
TAPE = "De eerste keer kreeg ik een bandje."
THOUGHT = "Niemand belde terug."
CREATED = 201
UNDOES = re.compile("code ‘Wachttijd’ weghalen")
SENDS = "**/coderen/1/**"


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_coded_screen(live, page, study)


def _second_tab(screen: CodingScreen) -> CodingScreen:
    other = CodingScreen(screen.live, screen.page.context.new_page(), screen.study_id, screen.source_id)
    other.open("#beurt-2")
    return other


def _code(screen: CodingScreen, quote: str) -> None:
    screen.page.bring_to_front()
    screen.choose(quote)
    screen.page.keyboard.type("bereikbaar")
    screen.page.keyboard.press("Enter")


def _write(page: Page) -> None:
    page.get_by_label("Wat valt je op?").fill(THOUGHT)
    page.get_by_role("button", name="Bewaar memo").click()


def _write_memo(page: Page) -> None:
    page.get_by_role("complementary").get_by_role("button", name="Memo").click()
    _write(page)


def _memos(screen: CodingScreen) -> list[tuple[str, str]]:
    """(quotation, memo) of every memo."""
    with screen.live.session() as session:
        query = select(Segment.quotation, Memo.text).join(Segment, Segment.id == Memo.segment_id)  # type: ignore[arg-type]
        return [(quotation, text) for quotation, text in session.exec(query.order_by(Memo.id)).all()]  # type: ignore[arg-type]


def _wait_until_written(screen: CodingScreen, expected: list[tuple[str, str]]) -> None:
    for _attempt in range(100):
        if _memos(screen) == expected:
            return
        screen.page.wait_for_timeout(50)
    assert _memos(screen) == expected


def test_what_two_tabs_could_not_send_arrives_from_both(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open("#beurt-2")
    other = _second_tab(screen)
    context = screen.page.context
    context.set_offline(True)
    _code(screen, LETTER)
    expect(screen.page.locator("#unsent")).to_be_visible()
    _code(other, TAPE)
    expect(other.page.locator("#unsent")).to_be_visible()
    screen.page.close()
    other.page.close()

    context.set_offline(False)
    screen.page = context.new_page()
    screen.open()
    screen.wait_until_stored([(LETTER, "Bereikbaarheid"), (QUIET, "Wachttijd"), (TAPE, "Bereikbaarheid")])
    expect(screen.page.locator("#segment-total")).to_have_text("3 fragmenten gecodeerd")
    assert screen.page.evaluate("Object.keys(localStorage)") == []
    console_errors.clear()


def test_what_waits_in_one_tab_is_sent_once_and_by_the_other_when_that_tab_goes(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    screen.open("#beurt-2")
    intercept(screen.page, SENDS, lambda route: route.abort())
    _write_memo(screen.page)
    expect(screen.page.locator("#unsent")).to_be_visible()

    other = _second_tab(screen)
    _code(other, TAPE)
    other.wait_until_stored([(QUIET, "Wachttijd"), (TAPE, "Bereikbaarheid")])
    assert _memos(screen) == []  # still the first tab's to send

    screen.page.close()
    screen.page = other.page
    _wait_until_written(screen, [(QUIET, THOUGHT)])
    console_errors.clear()


def test_a_memo_finds_its_coding_when_the_page_goes_in_between(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open("#beurt-2")
    page = screen.page
    intercept(page, "**/memos", lambda route: route.abort())
    with Held(page, posted("/fragmenten")) as line:
        _code(screen, TAPE)
        line.wait_for()
        page.keyboard.press("m")
        _write(page)
    expect(page.locator("#unsent")).to_contain_text("1 wijziging is nog niet bewaard")

    page.unroute("**/memos")
    page.reload()
    _wait_until_written(screen, [(TAPE, THOUGHT)])
    console_errors.clear()


def test_a_memo_whose_answer_got_lost_is_written_once(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open("#beurt-2")
    page = screen.page

    answers: list[int] = []

    def lose_the_first(route: Route) -> None:
        answer = route.fetch()
        answers.append(answer.status)
        if len(answers) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    intercept(page, "**/memos", lose_the_first)
    _write_memo(page)
    page.get_by_role("button", name="Probeer het nu").click()
    expect(page.locator("#unsent")).to_be_hidden()
    assert answers[0] == CREATED
    assert _memos(screen) == [(QUIET, THOUGHT)]
    console_errors.clear()


def test_a_coding_whose_removal_was_not_answered_is_removed_without_a_false_alarm(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    screen.open("#beurt-2")
    page = screen.page
    tries: list[int] = []

    def lose_the_first(route: Route) -> None:
        answer = route.fetch()
        tries.append(answer.status)
        if len(tries) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    intercept(page, "**/weg", lose_the_first)
    page.locator(".codings").get_by_role("button", name="Haal weg").click()
    page.get_by_role("button", name="Probeer het nu").click()

    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.get_by_role("button", name="Ongedaan")).to_have_accessible_name(UNDOES)
    expect(page.locator("#wrong")).to_be_hidden()
    assert screen.stored() == []
    console_errors.clear()


def test_a_memo_on_a_coding_that_is_refused_can_be_copied_from_the_message(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    screen.open("#beurt-2")
    page = screen.page
    sentence = "Dit ligt aan het programma."
    waiting: list[Route] = []
    intercept(page, "**/fragmenten", lambda route: waiting.append(route))
    _code(screen, TAPE)
    page.keyboard.press("m")
    _write(page)
    waiting[0].fulfill(status=500, json={"error": sentence})

    expect(page.locator("#wrong")).to_contain_text(sentence)
    expect(page.locator("#wrong")).to_contain_text(f"Wat je typte: ‘{THOUGHT}’")
    assert _memos(screen) == []
    console_errors.clear()


def test_the_memo_form_says_which_words_it_is_about(screen: CodingScreen) -> None:
    screen.open("#beurt-2")
    screen.page.get_by_role("complementary").get_by_role("button", name="Memo").click()
    expect(screen.page.get_by_role("dialog", name="Memo")).to_contain_text(f"Wachttijd: ‘{QUIET}’")
