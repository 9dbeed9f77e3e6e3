"""Choosing text on the coding screen: nothing moves under the hand, Escape lets go, what is chosen can be copied."""

import pytest
from playwright.sync_api import Page, expect

from studies.models import Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_screen
from tests.browser.conftest import Live
from tests.factories import RawTurn

pytestmark = pytest.mark.browser

LONG: list[RawTurn] = [
    ("Ouder 11", f"Antwoord {number:02}. Ik belde de gemeente en daarna was het weken stil. Einde {number:02}.", False)
    for number in range(1, 61)
]


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study)


@pytest.fixture
def long_screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study, LONG)


def _scrolled(page: Page) -> float:
    """How far the page is scrolled once nothing moves any more."""
    return float(page.evaluate(_AT_REST))


_AT_REST = """() => new Promise((done) => {
  let last = scrollY;
  let still = 0;
  const look = () => {
    still = scrollY === last ? still + 1 : 0;
    last = scrollY;
    if (still > 8) done(scrollY);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


def _bring(page: Page, number: int, place: str) -> None:
    """Scroll so that an answer stands at the top, in the middle or at the bottom of what one can read."""
    page.evaluate(
        """([number, place]) => {
          const turn = document.querySelector(`#beurt-${number}`);
          turn.scrollIntoView({ block: place, behavior: "instant" });
        }""",
        [number, {"top": "start", "middle": "center", "bottom": "end"}[place]],
    )


def _expect_picker_in_sight(page: Page) -> None:
    box = page.get_by_role("dialog", name="Code kiezen voor").bounding_box()
    height = page.viewport_size["height"]  # type: ignore[index]
    assert box
    assert box["y"] >= 0, box
    assert box["y"] + box["height"] <= height, box


@pytest.mark.both_motions
@pytest.mark.parametrize("size", [(1400, 900), (360, 760)], ids=["desk", "telephone"])
def test_choosing_text_by_mouse_never_scrolls_the_page(long_screen: CodingScreen, size: tuple[int, int]) -> None:
    page = long_screen.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    long_screen.open()
    for number, place in ((1, "middle"), (30, "top"), (31, "middle"), (32, "bottom"), (60, "bottom")):
        _bring(page, number, place)
        before = _scrolled(page)
        long_screen.choose(f"Antwoord {number:02}.")
        expect(page.get_by_role("option").first).to_be_visible()
        assert _scrolled(page) == before, place
        _expect_picker_in_sight(page)
        page.keyboard.type("bericht")
        assert _scrolled(page) == before, place
        page.keyboard.press("Enter")
        expect(page.locator(f"#beurt-{number} .stripe")).to_have_count(1)
        assert _scrolled(page) == before, place


@pytest.mark.both_motions
@pytest.mark.parametrize("size", [(1400, 900), (360, 760)], ids=["desk", "telephone"])
def test_choosing_text_by_key_never_scrolls_the_page(long_screen: CodingScreen, size: tuple[int, int]) -> None:
    page = long_screen.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    long_screen.open()
    for number, place in ((30, "top"), (31, "middle"), (32, "bottom")):
        _bring(page, number, place)
        page.evaluate("number => document.querySelector(`#beurt-${number}`).focus({ preventScroll: true })", number)
        before = _scrolled(page)
        page.keyboard.press("s")
        page.keyboard.press("Shift+S")
        page.keyboard.press("c")
        expect(page.get_by_role("option").first).to_be_visible()
        assert _scrolled(page) == before, place
        _expect_picker_in_sight(page)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert _scrolled(page) == before, place


@pytest.mark.both_motions
def test_a_stretch_longer_than_the_window_leaves_the_picker_in_sight(long_screen: CodingScreen) -> None:
    page = long_screen.page
    long_screen.open()
    _bring(page, 20, "top")
    long_screen.focus_turn(21)
    page.keyboard.press("s")
    for _press in range(50):
        page.keyboard.press("Shift+S")
    before = _scrolled(page)
    expect(page.locator("#beurt-21")).not_to_be_in_viewport()
    page.keyboard.press("c")

    expect(page.get_by_role("option").first).to_be_visible()
    assert _scrolled(page) == before
    _expect_picker_in_sight(page)


@pytest.mark.both_motions
def test_moving_fast_by_key_ends_where_the_keys_say(long_screen: CodingScreen) -> None:
    page = long_screen.page
    long_screen.open("#beurt-1")
    for _press in range(40):
        page.keyboard.press("j")

    expect(page.locator("#beurt-41")).to_be_focused()
    expect(page.locator("#beurt-41")).to_be_in_viewport(ratio=1)
    page.keyboard.press("s")
    page.keyboard.press("c")
    _expect_picker_in_sight(page)


def test_escape_closes_the_picker_and_lets_go_of_the_text(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    screen.choose(QUIET)
    screen.expect_highlighted("chosen", QUIET)
    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    screen.expect_highlighted("chosen")
    expect(page.get_by_role("button", name="Niet kiezen")).to_be_hidden()
    expect(page.locator("#beurt-2")).to_be_focused()


def test_escape_lets_go_wherever_one_is(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    screen.choose(QUIET)
    page.get_by_role("heading", name="Gesprek 1").click()
    screen.expect_highlighted("chosen", QUIET)
    page.keyboard.press("Escape")

    screen.expect_highlighted("chosen")


def _pasted(page: Page) -> str:
    search = page.get_by_label("Zoek een code")
    search.fill("")
    search.press("Control+v")
    return search.input_value()


@pytest.mark.parametrize("way", ["mouse", "keys"])
def test_what_is_chosen_can_be_copied(screen: CodingScreen, way: str) -> None:
    screen.open()
    page = screen.page
    if way == "mouse":
        screen.choose(QUIET)
        expect(page.get_by_role("combobox", name="Code")).to_be_focused()
    else:
        screen.focus_turn(2)
        for key in ("s", "s", "s"):
            page.keyboard.press(key)
    screen.expect_highlighted("chosen", QUIET)
    page.keyboard.press("Control+c")

    assert _pasted(page) == QUIET
    screen.expect_highlighted("chosen", QUIET)


def test_what_is_typed_while_choosing_can_be_copied_itself(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    screen.choose(QUIET)
    page.keyboard.type("brief")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")

    assert _pasted(page) == "brief"


WITH_ANOTHER = [
    *("Control+c", "Control+a", "Control+s", "Control+1", "Control+Delete", "Control+Enter", "Alt+c", "Alt+m"),
    *("Meta+c", "Meta+s", "Shift+c", "Shift+m", "Shift+j", "Shift+ArrowDown", "Shift+ArrowUp", "Shift+End"),
    "Shift+Delete",
]


def test_a_key_with_another_key_is_no_shortcut(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    screen.choose(QUIET)
    page.keyboard.type("geen")
    page.keyboard.press("Enter")
    screen.wait_until_stored([(QUIET, "Geen bericht")])
    page.keyboard.press("s")
    page.evaluate(_SAY_WHAT_IS_SWALLOWED)
    for key in WITH_ANOTHER:
        page.keyboard.press(key)
        assert page.evaluate("window.swallowed") == [], key
        expect(page.locator("#beurt-2")).to_be_focused()
        screen.expect_highlighted("chosen", "Niks, eigenlijk.")
    assert screen.stored() == [(QUIET, "Geen bericht")]


_SAY_WHAT_IS_SWALLOWED = """() => {
  window.swallowed = [];
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented) window.swallowed.push(event.key);
    event.preventDefault();
  });
}"""


def test_what_was_just_coded_looks_chosen_and_can_have_another_code(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    screen.choose(QUIET)
    page.keyboard.type("geen")
    page.keyboard.press("Enter")
    screen.wait_until_stored([(QUIET, "Geen bericht")])
    screen.expect_highlighted("active", QUIET)

    page.keyboard.press("c")
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")

    screen.wait_until_stored([(QUIET, "Geen bericht"), (QUIET, "Wachttijd")])


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("m", "Een memo hoort bij een fragment."),
        ("c", "Kies eerst een stuk tekst"),
        ("1", "Kies eerst een stuk tekst"),
        ("Delete", "Ga eerst op een fragment staan"),
        ("n", "In dit gesprek wachten geen suggesties"),
        ("a", "Kies eerst een suggestie"),
    ],
)
def test_a_key_that_can_do_nothing_says_why_in_sight(screen: CodingScreen, key: str, why: str) -> None:
    screen.open()
    screen.focus_turn(2)
    screen.page.keyboard.press(key)
    expect(screen.page.locator(".place")).to_contain_text(why)
    expect(screen.page.locator(".place")).to_be_visible()
