"""What is typed on the coding screen and not saved yet: it survives every way out, and only its writer sees it."""

import json

import pytest
from playwright.sync_api import Page, Route, expect
from sqlmodel import select

from coding.models import Draft, Segment
from coding.segments import remove_segment, segment_by_id
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_coded_screen
from tests.browser.conftest import Axe, Live, NoSidewaysScroll, wait_until
from tests.browser.holding import intercept

pytestmark = pytest.mark.browser
HALF = "Vijf maanden niets gehoord, en toen"


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_coded_screen(live, page, study)


def _type_memo(page: Page, text: str = HALF) -> None:
    page.get_by_role("complementary").get_by_role("button", name="Memo").click()
    page.get_by_label("Wat valt je op?").fill(text)


def _kept(screen: CodingScreen) -> list[dict[str, str]]:
    with screen.live.session() as session:
        return [one.typed for one in session.exec(select(Draft)).all()]


def _wait_until_kept(screen: CodingScreen, expected: list[dict[str, str]]) -> None:
    for _attempt in range(100):
        if _kept(screen) == expected:
            return
        screen.page.wait_for_timeout(50)
    assert _kept(screen) == expected


def _expect_memo_as_typed(page: Page) -> None:
    page.get_by_role("complementary").get_by_role("button", name="Memo").click()
    expect(page.get_by_label("Wat valt je op?")).to_have_value(HALF)
    expect(page.get_by_label("Wat valt je op?")).to_be_focused()
    expect(page.get_by_text("Nog niet bewaard.")).to_be_visible()


@pytest.mark.parametrize("way", ["escape", "back button", "reload", "to another page and back", "new tab"])
def test_a_half_typed_memo_survives_every_way_out(screen: CodingScreen, way: str) -> None:
    screen.open("#beurt-2")
    page = screen.page
    _type_memo(page)
    if way == "escape":
        page.keyboard.press("Escape")
    elif way == "back button":
        page.get_by_role("dialog").get_by_role("button", name="Terug").click()
        page.get_by_role("button", name="Memo, nog niet bewaard").wait_for()
    elif way == "reload":
        page.reload()
    elif way == "to another page and back":
        page.goto(f"{screen.live.url}/onderzoeken")
        page.go_back()
    else:
        page.close()
        page = screen.page = page.context.new_page()
        _wait_until_kept(screen, [{"text": HALF}])
        screen.open("#beurt-2")

    _expect_memo_as_typed(page)
    page.get_by_role("button", name="Bewaar memo").click()
    expect(page.locator(".codings .memo-text")).to_have_text(HALF)
    _wait_until_kept(screen, [])
    wait_until(page, "localStorage.length + sessionStorage.length === 0")


def test_what_is_kept_while_the_next_page_is_under_way_stands_in_it(screen: CodingScreen) -> None:
    screen.open("#beurt-2")
    page = screen.page
    held: list[Route] = []
    intercept(page, "**/concept", lambda route: held.append(route))
    with page.expect_request("**/concept"):
        _type_memo(page)
        page.keyboard.press("Escape")

    def read_before_it_was_kept(route: Route) -> None:
        answer = route.fetch()
        page.unroute("**/concept")
        held[0].fulfill(response=held[0].fetch())
        route.fulfill(response=answer)

    intercept(page, f"{screen.live.url}/onderzoeken/jeugdhulp/coderen/1", read_before_it_was_kept)
    page.reload()

    _expect_memo_as_typed(page)


def test_a_memo_that_is_being_rewritten_keeps_both_texts(
    screen: CodingScreen, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    screen.open("#beurt-2")
    page = screen.page
    _type_memo(page, "Lang gewacht.")
    page.get_by_role("button", name="Bewaar memo").click()
    page.get_by_role("button", name="Memo (1)").click()
    page.get_by_label("Wat valt je op?").fill(HALF)
    page.keyboard.press("Escape")
    expect(page.locator(".codings .memo-text")).to_have_text("Lang gewacht.")
    page.get_by_role("button", name="Memo (1), nog niet bewaard").click()
    expect(page.get_by_label("Wat valt je op?")).to_have_value(HALF)
    axe(page)
    no_sideways_scroll(page)

    page.get_by_role("button", name="Gooi weg wat ik typte").click()
    expect(page.get_by_label("Wat valt je op?")).to_have_value("Lang gewacht.")
    page.get_by_role("button", name="Zet terug").click()
    expect(page.get_by_label("Wat valt je op?")).to_have_value(HALF)
    page.get_by_role("button", name="Gooi memo weg").click()
    _expect_memo_as_typed(page)


def test_a_code_that_is_being_made_or_changed_stays_as_typed(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    page.get_by_role("button", name="Nieuwe code").click()
    page.get_by_label("Naam").fill("Vast gezicht")
    page.get_by_label("paars").check()
    page.keyboard.press("Escape")
    book = page.get_by_role("navigation", name="Codeboek")
    book.get_by_role("button", name="Wachttijd aanpassen").click()
    expect(page.get_by_text("Nog niet bewaard.")).to_be_hidden()
    page.get_by_text("Meer over deze code").click()
    page.get_by_label("Wanneer wel?").fill("Als iemand weken noemt.")
    page.get_by_role("dialog").get_by_role("button", name="Terug").click()
    page.reload()

    page.get_by_role("button", name="Nieuwe code").click()
    expect(page.get_by_label("Naam")).to_have_value("Vast gezicht")
    expect(page.get_by_label("paars")).to_be_checked()
    page.get_by_role("button", name="Bewaar code").click()
    expect(book.get_by_role("button", name="Vast gezicht 0 fragmenten")).to_be_visible()
    book.get_by_role("button", name="Wachttijd aanpassen").click()
    expect(page.get_by_label("Wanneer wel?")).to_have_value("Als iemand weken noemt.")
    page.get_by_role("button", name="Bewaar code").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    _wait_until_kept(screen, [])
    page.get_by_role("button", name="Nieuwe code").click()
    expect(page.get_by_label("Naam")).to_have_value("")


def _colleague(screen: CodingScreen) -> Person:
    with unit_of_work(screen.live.engine, across=True) as session:
        organisation = session.get_one(Organisation, screen.live.organisation.id)
        gerda = add_person(session, organisation, "gerda@voorbeeld.nl", "Gerda Smit", Role.RESEARCHER)
        session.expunge(gerda)
        return gerda


def test_who_signs_in_next_in_the_same_browser_sees_nothing_of_it(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    screen.open("#beurt-2")
    page = screen.page
    _type_memo(page)
    page.keyboard.press("Escape")
    _wait_until_kept(screen, [{"text": HALF}])
    intercept(page, "**/fragmenten", lambda route: route.abort())
    screen.choose("Ik kreeg een brief")
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")
    expect(page.locator("#unsent")).to_be_visible()

    screen.live.sign_in(page, _colleague(screen))
    page.unroute("**/fragmenten")
    screen.open("#beurt-2")
    page.get_by_role("complementary").get_by_role("button", name="Memo").click()
    expect(page.get_by_label("Wat valt je op?")).to_have_value("")
    page.keyboard.press("Escape")
    assert screen.stored() == [(QUIET, "Wachttijd")]

    screen.live.sign_in(page)
    screen.open("#beurt-2")
    screen.wait_until_stored([("Ik kreeg een brief", "Wachttijd"), (QUIET, "Wachttijd")])
    console_errors.clear()  # Chromium reports the aborted request itself


def test_a_page_left_open_sends_nothing_in_the_name_of_who_signed_in_since(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    screen.open("#beurt-2")
    page = screen.page
    other = page.context.new_page()
    screen.live.sign_in(other, _colleague(screen))
    screen.choose("Ik kreeg een brief")
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")
    expect(page.locator("#unsent")).to_contain_text("Je bent afgemeld.")
    assert screen.stored() == [(QUIET, "Wachttijd")]

    screen.live.sign_in(other)
    page.evaluate("dispatchEvent(new Event('online'))")
    screen.wait_until_stored([("Ik kreeg een brief", "Wachttijd"), (QUIET, "Wachttijd")])
    with screen.live.session() as session:
        coders = session.exec(select(Segment.coder_id)).all()
    assert set(coders) == {screen.live.researcher.id}
    console_errors.clear()


def test_coding_is_not_done_while_something_is_not_saved(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open()
    page = screen.page
    intercept(page, "**/fragmenten", lambda route: route.abort())
    screen.choose("Ik kreeg een brief")
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")
    expect(page.locator("#unsent")).to_be_visible()
    page.get_by_role("button", name="Klaar met coderen").click()
    expect(page.locator("#wrong")).to_contain_text("Nog niet klaar. Niet alles is bewaard.")

    page.unroute("**/fragmenten")
    page.get_by_role("button", name="Klaar met coderen").click()
    expect(page.get_by_role("status").filter(has_text="is gecodeerd")).to_be_visible()
    assert screen.stored() == [("Ik kreeg een brief", "Wachttijd"), (QUIET, "Wachttijd")]
    console_errors.clear()


def test_a_memo_that_is_refused_goes_back_into_its_form(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open("#beurt-2")
    page = screen.page

    def refuse(route: Route) -> None:
        body = json.dumps({"error": "Dit ligt aan het programma."})
        route.fulfill(status=500, content_type="application/json", body=body)

    intercept(page, "**/memos", refuse)
    _type_memo(page)
    page.get_by_role("button", name="Bewaar memo").click()
    expect(page.locator("#wrong")).to_contain_text("Wat je typte, staat nog in de memo.")
    page.unroute("**/memos")

    _expect_memo_as_typed(page)
    console_errors.clear()


def test_that_a_memo_goes_along_with_its_coding_is_said_in_sight(screen: CodingScreen) -> None:
    screen.open("#beurt-2")
    page = screen.page
    _type_memo(page)
    page.get_by_role("button", name="Bewaar memo").click()
    expect(page.locator(".codings .memo-text")).to_have_text(HALF)
    page.locator(".codings").get_by_role("button", name="Haal weg").click()

    expect(page.locator(".place")).to_contain_text("1 memo of onderbouwing ging mee; met Ongedaan komt alles terug.")


def test_that_a_half_typed_memo_goes_along_is_said_in_sight(screen: CodingScreen) -> None:
    screen.open("#beurt-2")
    page = screen.page
    with page.expect_response("**/concept"):
        _type_memo(page)
    page.keyboard.press("Escape")
    page.locator(".codings").get_by_role("button", name="Haal weg").click()

    expect(page.locator(".place")).to_contain_text("Een half getypte memo ging mee; met Ongedaan komt alles terug.")


def test_a_memo_on_what_is_gone_can_be_copied_from_the_message(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open("#beurt-2")
    page = screen.page
    _type_memo(page)
    with screen.live.session() as session:
        number = session.exec(select(Segment.id)).one()
        remove_segment(session, segment_by_id(session, screen.source_id, number))
        session.commit()
    page.get_by_role("button", name="Bewaar memo").click()

    expect(page.locator("#wrong")).to_contain_text(f"Wat je typte: ‘{HALF}’")
    console_errors.clear()


def test_a_text_that_stands_in_a_message_alone_outlives_the_next_message_and_holds_the_page(
    screen: CodingScreen, console_errors: list[str]
) -> None:
    screen.open("#beurt-2")
    page = screen.page
    _type_memo(page)
    with screen.live.session() as session:
        number = session.exec(select(Segment.id)).one()
        remove_segment(session, segment_by_id(session, screen.source_id, number))
        session.commit()
    page.get_by_role("button", name="Bewaar memo").click()
    wrong = page.locator("#wrong")
    expect(wrong).to_contain_text(f"Wat je typte: ‘{HALF}’")

    page.get_by_role("button", name="Ongedaan").evaluate("(button) => button.removeAttribute('aria-disabled')")
    page.get_by_role("button", name="Ongedaan").click()
    expect(wrong).to_contain_text("Er is hier niets om ongedaan te maken.")
    expect(wrong).to_contain_text(f"Wat je typte: ‘{HALF}’")

    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Overzicht").click()
    wait_until(page, "document.querySelector('#wrong') && !document.querySelector('#wrong').hidden")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]

    wrong.get_by_role("button", name="Sluit deze melding").click()
    page.get_by_role("link", name="Overzicht").click()
    expect(page.get_by_role("heading", name="Nu aan jou")).to_be_visible()
    assert asked == ["beforeunload"]
    console_errors.clear()
