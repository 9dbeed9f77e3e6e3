"""The same memo or code, written in two tabs of one person: no text takes the place of the other."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from coding.memos import add_memo
from coding.models import Code, Draft, Memo, Segment
from studies.models import Study
from tests.browser.coding.coding_screen import CodingScreen, make_coded_screen
from tests.browser.conftest import Axe, Live, wait_until
from tests.browser.holding import intercept

pytestmark = pytest.mark.browser
ONE = "Niemand belde terug."
OTHER = "Ze hoorde het van de buurvrouw."
BOTH = f"{ONE}\n\n{OTHER}"
TOGETHER = "Hier is ook ergens anders geschreven. Alles staat nu onder elkaar."


@pytest.fixture
def tabs(live: Live, page: Page, study: Study) -> tuple[CodingScreen, CodingScreen]:
    """One interview in two tabs, opened before anything was typed."""
    return _two_tabs(make_coded_screen(live, page, study))


def _two_tabs(screen: CodingScreen) -> tuple[CodingScreen, CodingScreen]:
    screen.open("#beurt-2")
    return screen, _another(screen)


def _another(screen: CodingScreen) -> CodingScreen:
    other = CodingScreen(screen.live, screen.page.context.new_page(), screen.study_id, screen.source_id)
    other.open("#beurt-2")
    return other


def _open_memo(screen: CodingScreen) -> Locator:
    screen.page.bring_to_front()
    screen.page.get_by_role("complementary").get_by_role("button", name="Memo").click()
    return screen.page.get_by_label("Wat valt je op?")


def _save_memo(screen: CodingScreen) -> None:
    screen.page.get_by_role("button", name="Bewaar memo").click()


def _open_code(screen: CodingScreen) -> Locator:
    screen.page.bring_to_front()
    book = screen.page.get_by_role("navigation", name="Codeboek")
    book.get_by_role("button", name="Wachttijd aanpassen").click()
    return screen.page.get_by_label("Wat valt eronder?")


def _half_type(screen: CodingScreen, field: Locator, text: str) -> None:
    with screen.page.expect_response("**/concept"):
        field.fill(text)
        screen.page.keyboard.press("Escape")


def _memos(screen: CodingScreen) -> list[str]:
    with screen.live.session() as session:
        return list(session.exec(select(Memo.text).order_by(Memo.id)).all())  # type: ignore[arg-type]


def _wait_until_nothing_waits(screen: CodingScreen) -> None:
    wait_until(screen.page, "localStorage.length === 0")

    def drafts() -> list[Draft]:
        with screen.live.session() as session:
            return list(session.exec(select(Draft)).all())

    for _attempt in range(100):
        if not drafts():
            return
        screen.page.wait_for_timeout(50)
    assert drafts() == []


def _left(*tabs: CodingScreen) -> CodingScreen:
    """Both tabs are closed, and the interview is opened anew."""
    context, (first, *_rest) = tabs[0].page.context, tabs
    anew = CodingScreen(first.live, context.new_page(), first.study_id, first.source_id)
    for tab in tabs:
        tab.page.close()
    anew.open("#beurt-2")
    return anew


def test_a_memo_that_is_half_typed_in_two_tabs_keeps_both(tabs: tuple[CodingScreen, CodingScreen], axe: Axe) -> None:
    first, second = tabs
    _half_type(first, _open_memo(first), ONE)
    _half_type(second, _open_memo(second), OTHER)

    anew = _left(first, second)
    expect(_open_memo(anew)).to_have_value(BOTH)
    expect(anew.page.get_by_text(TOGETHER)).to_be_visible()
    axe(anew.page)
    _save_memo(anew)
    expect(anew.page.locator(".codings .memo-text")).to_have_text(BOTH)
    _wait_until_nothing_waits(anew)
    assert _memos(anew) == [BOTH]


def test_a_memo_that_is_saved_leaves_what_the_other_tab_typed(tabs: tuple[CodingScreen, CodingScreen]) -> None:
    first, second = tabs
    _half_type(second, _open_memo(second), OTHER)
    _open_memo(first).fill(ONE)
    _save_memo(first)
    expect(first.page.locator(".codings .memo-text")).to_have_text(ONE)
    wait_until(first.page, "localStorage.length === 0")

    anew = _left(first, second)
    expect(anew.page.locator(".codings .memo-text")).to_have_text(ONE)
    expect(_open_memo(anew)).to_have_value(BOTH)


@pytest.mark.parametrize("was_there", [False, True], ids=["new", "rewritten"])
def test_a_memo_that_two_tabs_save_takes_nothing_from_the_first(
    live: Live, page: Page, study: Study, was_there: bool, console_errors: list[str]
) -> None:
    made = make_coded_screen(live, page, study)
    start = "Lang gewacht. " if was_there else ""
    if was_there:
        with live.session() as session:
            add_memo(session, session.exec(select(Segment)).one(), start)
            session.commit()
    first, second = _two_tabs(made)
    theirs = _open_memo(second)
    _open_memo(first).fill(f"{start}{ONE}")
    _save_memo(first)
    expect(first.page.locator(".codings .memo-text")).to_have_text(f"{start}{ONE}")
    theirs.fill(f"{start}{OTHER}")
    _save_memo(second)

    expect(second.page.locator("#wrong")).to_contain_text("Wat je typte, staat nog in de memo.")
    expect(second.page.locator(".codings .memo-text")).to_have_text(f"{start}{ONE}")
    expect(_open_memo(second)).to_have_value(f"{start}{BOTH}")
    expect(second.page.get_by_text(TOGETHER)).to_be_visible()
    _save_memo(second)
    expect(second.page.locator(".codings .memo-text")).to_have_text(f"{start}{BOTH}")
    _wait_until_nothing_waits(second)
    assert _memos(second) == [f"{start}{BOTH}"]
    console_errors.clear()


def test_what_is_written_on_in_the_other_tab_comes_back_in_neither(tabs: tuple[CodingScreen, CodingScreen]) -> None:
    first, second = tabs
    _half_type(first, _open_memo(first), ONE)
    second.page.reload()
    field = _open_memo(second)
    expect(field).to_have_value(ONE)
    field.fill(f"{ONE} {OTHER}")
    _save_memo(second)
    expect(second.page.locator(".codings .memo-text")).to_have_text(f"{ONE} {OTHER}")
    _wait_until_nothing_waits(second)

    first.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(first.page.locator(".codings .memo-text")).to_have_text(f"{ONE} {OTHER}")
    expect(first.page.get_by_role("button", name="nog niet bewaard")).to_be_hidden()
    expect(_open_memo(first)).to_have_value(f"{ONE} {OTHER}")


def test_what_a_code_means_half_typed_in_two_tabs_keeps_both(tabs: tuple[CodingScreen, CodingScreen]) -> None:
    first, second = tabs
    meaning = _open_code(first)
    first.page.get_by_label("Naam").fill("Wachten op bericht")
    _half_type(first, meaning, ONE)
    meaning = _open_code(second)
    second.page.get_by_label("Naam").fill("Lang wachten")
    _half_type(second, meaning, OTHER)

    anew = _left(first, second)
    expect(_open_code(anew)).to_have_value(BOTH)
    expect(anew.page.get_by_label("Naam")).to_have_value("Lang wachten")
    expect(anew.page.get_by_text(TOGETHER)).to_contain_text("‘Wachten op bericht’")
    anew.page.get_by_role("button", name="Bewaar code").click()
    expect(anew.page.get_by_role("dialog")).to_be_hidden()
    _wait_until_nothing_waits(anew)


def test_what_a_code_means_saved_in_two_tabs_takes_nothing_from_the_first(
    tabs: tuple[CodingScreen, CodingScreen], console_errors: list[str]
) -> None:
    first, second = tabs
    theirs = _open_code(second)
    _open_code(first).fill(ONE)
    first.page.get_by_role("button", name="Bewaar code").click()
    expect(first.page.get_by_role("dialog")).to_be_hidden()
    theirs.fill(OTHER)
    second.page.get_by_role("button", name="Bewaar code").click()

    expect(second.page.get_by_role("alert").filter(has_text="intussen")).to_be_visible()
    expect(theirs).to_have_value(BOTH)
    second.page.get_by_role("button", name="Bewaar code").click()
    expect(second.page.get_by_role("dialog")).to_be_hidden()
    with second.live.session() as session:
        assert session.exec(select(Code.definition).where(Code.name == "Wachttijd")).one() == BOTH
    console_errors.clear()


def test_two_new_codes_half_typed_in_two_tabs_come_back_one_after_the_other(
    tabs: tuple[CodingScreen, CodingScreen],
) -> None:
    for screen, name in zip(tabs, ("Vast gezicht", "Wachtkamer"), strict=True):
        screen.page.bring_to_front()
        screen.page.get_by_role("button", name="Nieuwe code").click()
        _half_type(screen, screen.page.get_by_label("Naam"), name)

    page = _left(*tabs).page
    for name in ("Wachtkamer", "Vast gezicht"):
        page.get_by_role("button", name="Nieuwe code").click()
        expect(page.get_by_label("Naam")).to_have_value(name)
        page.get_by_role("button", name="Bewaar code").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Nieuwe code").click()
    expect(page.get_by_label("Naam")).to_have_value("")


def test_a_memo_typed_on_a_fragment_that_is_not_sent_yet_is_there_once_it_is(
    tabs: tuple[CodingScreen, CodingScreen], console_errors: list[str]
) -> None:
    screen, _other = tabs
    page = screen.page
    page.bring_to_front()
    intercept(page, "**/fragmenten", lambda route: route.abort())
    screen.choose("Ik kreeg een brief")
    page.keyboard.type("bereikbaar")
    page.keyboard.press("Enter")
    expect(page.locator("#unsent")).to_be_visible()
    page.keyboard.press("m")
    page.get_by_label("Wat valt je op?").fill(ONE)
    page.keyboard.press("Escape")
    page.unroute("**/fragmenten")
    page.get_by_role("button", name="Probeer het nu").click()
    expect(page.locator("#unsent")).to_be_hidden()

    page.get_by_role("button", name="Memo, nog niet bewaard").click()
    expect(page.get_by_label("Wat valt je op?")).to_have_value(ONE)
    console_errors.clear()
