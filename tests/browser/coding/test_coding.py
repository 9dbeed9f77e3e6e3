"""Coding as a researcher does it: by mouse, by keyboard, and when things go wrong."""

import json
import random
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlmodel import select

from coding.models import Code, Memo, Segment, SegmentFeeling, Suggestion, SuggestionState
from coding.segments import add_segment
from interviews.texts.sources import text_of
from studies.models import Study
from tests.browser.coding.coding_screen import FAMILY, QUIET, CodingScreen, make_screen
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.browser.holding import intercept

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study)


def _add_suggestions(screen: CodingScreen) -> None:
    with screen.live.session() as session:
        text = text_of(session, screen.source_id)
        codes = {code.name: code.id for code in session.exec(select(Code)).all()}
        for quote, names in [(QUIET, ["Geen bericht", "Wachttijd"]), ("De eerste keer", ["Bereikbaarheid"])]:
            for rank, name in enumerate(names, start=1):
                session.add(
                    Suggestion(
                        study_id=screen.study_id,
                        source_id=screen.source_id,
                        start=text.index(quote),
                        end=text.index(quote) + len(quote),
                        code_id=codes[name],
                        rank=rank,
                        probability=0.7,
                        certainty="likely",
                        quotation=quote,
                    )
                )
        session.commit()


def _name(visible: str, said: str) -> re.Pattern[str]:
    """A name of which the last part is only said; browsers put a space between the parts."""
    return re.compile(f"^{re.escape(visible)} ?: {re.escape(said)}")


def _announced(page: Page, sentence: str) -> None:
    expect(page.locator("#announcements")).to_contain_text(sentence)


@pytest.mark.parametrize("link", ["title", "button", "task"])
def test_the_keys_work_without_a_click_for_who_comes_by_a_link(screen: CodingScreen, link: str) -> None:
    page = screen.page
    if link == "task":
        page.goto(f"{screen.live.url}/onderzoeken/jeugdhulp/")
        page.get_by_role("link", name="Gesprek 1 coderen").click()
    else:
        page.goto(f"{screen.live.url}/onderzoeken/jeugdhulp/coderen/")
        name = "Gesprek 1" if link == "title" else _name("Begin", "gesprek 1")
        page.get_by_role("link", name=name, exact=link == "title").click()
    expect(page.locator(".turn.is-current")).to_be_focused()

    page.keyboard.press("s")
    page.keyboard.press("c")

    expect(page.get_by_role("dialog", name="Code kiezen")).to_be_visible()


def test_code_by_mouse_and_typing_part_of_a_name(screen: CodingScreen) -> None:
    screen.open()
    screen.choose(QUIET)
    screen.expect_highlighted("chosen", QUIET)

    page = screen.page
    page.keyboard.type("beri")
    expect(page.get_by_role("option").first).to_contain_text("Geen bericht")
    page.keyboard.press("Enter")

    _announced(page, "Code ‘Geen bericht’ gekoppeld")
    expect(page.get_by_role("complementary").get_by_text("Geen bericht", exact=True)).to_be_visible()
    expect(page.locator("#beurt-2 .stripe.code-7")).to_have_count(1)
    screen.expect_highlighted("coded", QUIET)
    screen.wait_until_stored([(QUIET, "Geen bericht")])


def test_code_by_clicking_in_the_codebook(screen: CodingScreen) -> None:
    screen.open()
    screen.choose(QUIET)
    screen.page.get_by_role("navigation", name="Codeboek").get_by_role("button", name="Wachttijd 0").click()

    expect(screen.page.get_by_role("button", name="Wachttijd 1 fragment", exact=True)).to_be_visible()
    expect(screen.page.get_by_role("button", name="Wachten 1 fragment", exact=True)).to_be_visible()
    screen.wait_until_stored([(QUIET, "Wachttijd")])


def test_number_keys_give_recent_codes(screen: CodingScreen) -> None:
    screen.open()
    screen.choose(QUIET)
    screen.page.keyboard.type("wachtt")
    screen.page.keyboard.press("Enter")
    screen.choose("Ik kreeg een brief")
    screen.page.keyboard.press("1")
    screen.focus_turn(4)
    screen.page.keyboard.press("s")
    screen.page.keyboard.press("1")

    screen.wait_until_stored([("Ik kreeg een brief", "Wachttijd"), (QUIET, "Wachttijd"), ("Ja.", "Wachttijd")])


def test_a_new_code_is_made_on_the_fly(screen: CodingScreen) -> None:
    screen.open()
    screen.choose(QUIET)
    screen.page.keyboard.type("Stilte & <wachten>")
    expect(screen.page.get_by_role("option")).to_have_text(["Nieuwe code ‘Stilte & <wachten>’"])
    screen.page.keyboard.press("Enter")

    expect(screen.page.get_by_role("button", name="Stilte & <wachten> 1 fragment", exact=True)).to_be_visible()
    screen.wait_until_stored([(QUIET, "Stilte & <wachten>")])
    screen.choose("Ik kreeg een brief")
    screen.page.keyboard.press("1")
    screen.wait_until_stored([("Ik kreeg een brief", "Stilte & <wachten>"), (QUIET, "Stilte & <wachten>")])


@pytest.mark.both_motions
def test_codes_overlap_and_run_over_turns(screen: CodingScreen) -> None:
    screen.open()
    screen.drag("En daarna", "Ik heb drie keer gebeld.")
    screen.page.keyboard.type("wachttijd")
    screen.page.keyboard.press("Enter")
    screen.choose("Heeft u zelf")
    screen.page.keyboard.type("bereik")
    screen.page.keyboard.press("Enter")

    over = f"{QUIET}\nHeeft u zelf nog contact gezocht?\nJa. Ik heb drie keer gebeld."
    screen.wait_until_stored([(over, "Wachttijd"), ("Heeft u zelf", "Bereikbaarheid")])
    expect(screen.page.locator(".stripe")).to_have_count(4)
    screen.expect_highlighted("coded", QUIET, "Heeft u zelf nog contact gezocht?", "Ja. Ik heb drie keer gebeld.")


def test_offsets_count_characters_not_units(screen: CodingScreen) -> None:
    quotes = [FAMILY, "ge\u0301e\u0301n", "Tot slot."]
    screen.open()
    for quote in quotes:
        screen.choose(quote)
        screen.page.keyboard.type("geen")
        screen.page.keyboard.press("Enter")

    screen.wait_until_stored(
        [(FAMILY, "Geen bericht"), ("ge\u0301e\u0301n", "Geen bericht"), ("Tot slot.", "Geen bericht")]
    )
    screen.page.reload()
    screen.expect_highlighted("coded", *quotes)


def test_the_browser_counts_code_points_as_python_does(screen: CodingScreen) -> None:
    screen.open()
    chance = random.Random(1)  # noqa: S311  reproducible texts, no secret
    signs = ["a", " ", "é", "e\u0301", "😀", FAMILY, "🇳🇱", "👍🏽", "𝒳", "ß", "\u202e", "क्षि"]
    texts = ["".join(chance.choices(signs, k=chance.randrange(30))) for _text in range(300)]

    counted = screen.page.evaluate(_COUNT, texts)

    for text, (units, back, snaps) in zip(texts, counted, strict=True):
        assert units == [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
        assert back == list(range(len(text) + 1))
        assert all(before <= unit <= after for unit, (before, after) in enumerate(snaps))


_COUNT = """async (texts) => {
  const { CodePoints, snapped } = await import("/static/js/lib/code_points.js");
  return texts.map((text) => {
    const points = new CodePoints(text);
    const units = Array.from({ length: points.length + 1 }, (_, point) => points.toUnit(point));
    const around = (unit) => [snapped(text, unit, -1), snapped(text, unit, 1)];
    const snaps = Array.from({ length: text.length + 1 }, (_, unit) => around(unit));
    return [units, units.map((unit) => points.fromUnit(unit)), snaps];
  });
}"""


@pytest.mark.both_motions
def test_keyboard_alone_does_it_all(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    expect(page.locator("#beurt-2")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#beurt-2")).not_to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#beurt-2")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#beurt-4")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("s")
    page.keyboard.press("s")
    page.keyboard.press("Shift+S")
    _announced(page, "Ik kreeg een brief dat we op de wachtlijst stonden. En daarna was het stil.")
    page.keyboard.press("c")
    page.keyboard.type("wachttijd")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#beurt-2")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("1")

    whole = "Ik kreeg een brief dat we op de wachtlijst stonden. En daarna was het stil."
    screen.wait_until_stored([(whole, "Wachttijd"), ("Ja. Ik", "Wachttijd")])
    page.keyboard.press("Delete")
    screen.wait_until_stored([(whole, "Wachttijd")])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Toetsen bij het coderen")).to_be_visible()
    page.keyboard.press("Escape")


def test_undo_and_redo_by_key_and_button(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    screen.choose(QUIET)
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")
    screen.wait_until_stored([(QUIET, "Wachttijd")])

    page.keyboard.press("Control+z")
    screen.wait_until_stored([])
    screen.expect_highlighted("coded")
    expect(page.get_by_role("button", name="Ongedaan")).to_have_attribute("aria-disabled", "true")

    page.get_by_role("button", name=_name("Opnieuw", "code ‘Wachttijd’ koppelen")).click()
    screen.wait_until_stored([(QUIET, "Wachttijd")])
    screen.expect_highlighted("coded", QUIET)


def test_a_memo_and_a_feeling(screen: CodingScreen, axe: Axe) -> None:
    screen.open()
    page = screen.page
    screen.choose(QUIET)
    page.keyboard.type("geen")
    page.keyboard.press("Enter")
    page.keyboard.press("m")
    page.get_by_label("Wat valt je op?").fill("Vijf maanden niets gehoord.")
    axe(page)
    page.get_by_role("button", name="Bewaar memo").click()
    expect(page.locator(".codings .memo-text")).to_have_text("Vijf maanden niets gehoord.")
    page.get_by_label("Gevoel bij Geen bericht").select_option(label="negatief")

    expect(page.get_by_role("button", name=_name("Ongedaan maken", "gevoel aangeven"))).to_be_visible()
    with screen.live.session() as session:
        assert session.exec(select(Memo)).one().text == "Vijf maanden niets gehoord."
        assert session.exec(select(Segment)).one().feeling is SegmentFeeling.NEGATIVE


@pytest.mark.both_motions
def test_coding_over_two_feelings_says_that_neither_is_kept(screen: CodingScreen) -> None:
    with screen.live.session() as session:
        text = text_of(session, screen.source_id)
        code = session.exec(select(Code).where(Code.name == "Geen bericht")).one()
        for quote, feeling in (("Ja. Ik heb", SegmentFeeling.POSITIVE), ("keer gebeld", SegmentFeeling.NEGATIVE)):
            start = text.index(quote)
            add_segment(session, screen.source_id, start, start + len(quote), quote, code.id, feeling=feeling)
        session.commit()
    screen.open()

    screen.choose("Ja. Ik heb drie keer gebeld.")
    screen.page.keyboard.type("geen")
    screen.page.keyboard.press("Enter")

    expect(screen.page.locator(".place")).to_contain_text("(positief en negatief); er staat nu geen gevoel bij.")
    screen.wait_until_stored([("Ja. Ik heb drie keer gebeld.", "Geen bericht")])


def test_suggestions_are_taken_and_refused_by_key(screen: CodingScreen) -> None:
    _add_suggestions(screen)
    screen.open()
    page = screen.page
    expect(page.locator(".proposals > li")).to_have_count(2)
    screen.focus_turn(1)
    page.keyboard.press("n")
    _announced(page, "Suggestie Geen bericht, Wachttijd: En daarna was het stil.")
    page.keyboard.press("a")
    expect(page.locator(".proposals > li")).to_have_count(1)
    page.keyboard.press("n")
    with page.expect_response("**/past-niet"):
        page.keyboard.press("p")

    expect(page.locator(".proposals > li")).to_have_count(0)
    screen.wait_until_stored([(QUIET, "Geen bericht")])
    page.keyboard.press("n")
    expect(page.locator(".place")).to_contain_text("wachten geen suggesties")
    with screen.live.session() as session:
        states = {
            row.quotation: row.state for row in session.exec(select(Suggestion).where(Suggestion.rank == 1)).all()
        }
    assert states == {QUIET: SuggestionState.ACCEPTED, "De eerste keer": SuggestionState.REJECTED}


def test_the_second_guess_can_be_taken_with_its_button(screen: CodingScreen) -> None:
    _add_suggestions(screen)
    screen.open()
    screen.page.get_by_role("button", name=_name("Neem over", "Wachttijd")).click()

    screen.wait_until_stored([(QUIET, "Wachttijd")])


def test_the_codebook_is_searched_folded_and_changed(screen: CodingScreen, axe: Axe, console_errors: list[str]) -> None:
    screen.open()
    page = screen.page
    book = page.get_by_role("navigation", name="Codeboek")
    screen.focus_turn(2)
    page.keyboard.press("/")
    page.keyboard.type("bericht")
    expect(book.locator(".code")).to_have_count(2)
    page.keyboard.press("Escape")
    book.get_by_role("button", name="Wachten inklappen").click()
    expect(book.locator(".code")).to_have_count(2)
    book.get_by_role("button", name="Wachten uitklappen").click()

    book.get_by_role("button", name="Geen bericht aanpassen").click()
    axe(page)
    page.get_by_label("Naam").fill("wachttijd")
    page.get_by_role("button", name="Bewaar code").click()
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("bestaat al")
    console_errors.clear()  # Chromium reports the refused request itself
    page.get_by_label("Naam").fill("Niets gehoord")
    page.get_by_role("button", name="Bewaar code").click()
    expect(book.get_by_role("button", name="Niets gehoord 0 fragmenten")).to_be_visible()

    book.get_by_role("button", name="Niets gehoord aanpassen").click()
    page.get_by_text("Samenvoegen of verwijderen").click()
    page.get_by_label("Voeg samen met").select_option(label="\u2003Wachttijd")
    page.get_by_role("button", name="Voeg samen").click()
    expect(book.locator(".code")).to_have_count(3)
    page.get_by_role("button", name=_name("Ongedaan maken", "‘Niets gehoord’ samenvoegen")).click()
    expect(book.locator(".code")).to_have_count(4)


def test_what_the_server_refuses_is_visibly_taken_back(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open()
    page = screen.page
    _answer(page, 500, {"error": "Dit ligt aan het programma.", "reference": "AB12"})
    screen.choose(QUIET)
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")

    alert = page.locator("#wrong")
    expect(alert).to_contain_text("Niet bewaard: code ‘Wachttijd’ gekoppeld")
    expect(alert).to_contain_text("Dit ligt aan het programma. (AB12)")
    screen.expect_highlighted("coded")
    expect(page.locator(".stripe")).to_have_count(0)
    assert screen.stored() == []
    console_errors.clear()  # Chromium reports the failed request itself


def test_without_connection_codings_wait_and_survive_a_reload(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open()
    page = screen.page
    intercept(page, "**/fragmenten", lambda route: route.abort())
    screen.choose(QUIET)
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")
    expect(page.locator("#unsent")).to_contain_text("1 wijziging is nog niet bewaard")
    screen.expect_highlighted("coded", QUIET)

    page.unroute("**/fragmenten")
    page.reload()

    screen.wait_until_stored([(QUIET, "Wachttijd")])
    expect(page.locator("#unsent")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == []
    console_errors.clear()


def test_a_coding_that_was_not_sent_can_be_undone(screen: CodingScreen, console_errors: list[str]) -> None:
    screen.open()
    page = screen.page
    intercept(page, "**/fragmenten", lambda route: route.abort())
    screen.choose(QUIET)
    page.keyboard.type("wachttijd")
    page.keyboard.press("Enter")
    expect(page.locator("#unsent")).to_be_visible()
    page.keyboard.press("Control+z")

    expect(page.locator("#unsent")).to_be_hidden()
    screen.expect_highlighted("coded")
    console_errors.clear()


def test_letters_typed_elsewhere_are_no_shortcuts(screen: CodingScreen) -> None:
    _add_suggestions(screen)
    screen.open()
    screen.page.get_by_label("Zoek een code").fill("")
    screen.page.get_by_label("Zoek een code").press_sequentially("narm1")
    screen.page.get_by_role("button", name="Toetsen").focus()
    for key in "nar1":
        screen.page.keyboard.press(key)

    expect(screen.page.locator(".proposals > li")).to_have_count(2)
    assert screen.stored() == []


def test_done_with_coding_and_back(screen: CodingScreen, axe: Axe, no_sideways_scroll: NoSidewaysScroll) -> None:
    screen.open()
    page = screen.page
    page.get_by_role("button", name="Klaar met coderen").click()
    expect(page.get_by_role("status").filter(has_text="is gecodeerd")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)

    page.get_by_role("link", name=_name("Bekijk", "gesprek 1")).click()
    page.get_by_role("button", name="Toch verder coderen").click()
    expect(page.get_by_role("button", name="Klaar met coderen")).to_be_visible()


def test_the_screen_is_accessible_with_everything_on_it(
    screen: CodingScreen, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    _add_suggestions(screen)
    with screen.live.session() as session:
        code = session.exec(select(Code)).first()
        assert code
        add_segment(session, screen.source_id, 0, 2, "En", code.id)
        session.commit()
    screen.open()
    axe(screen.page)
    screen.choose("Ik kreeg een brief")
    expect(screen.page.get_by_role("listbox")).to_be_visible()
    axe(screen.page)
    no_sideways_scroll(screen.page)
    screen.page.set_viewport_size({"width": 360, "height": 740})
    axe(screen.page)


@pytest.mark.both_motions
def test_on_a_telephone_codebook_and_panel_unfold(screen: CodingScreen) -> None:
    _add_suggestions(screen)
    page = screen.page
    page.set_viewport_size({"width": 360, "height": 740})
    screen.open("#beurt-2")
    expect(page.get_by_label("Zoek een code")).to_be_hidden()
    page.get_by_role("button", name="Codeboek tonen of verbergen").click()
    expect(page.get_by_label("Zoek een code")).to_be_visible()
    page.get_by_role("button", name="Codeboek tonen of verbergen").click()

    screen.choose("Ik kreeg een brief")
    page.get_by_role("option", name="Wachttijd").click()
    page.get_by_role("button", name="Codes bij deze beurt tonen of verbergen").click()
    page.get_by_role("button", name=_name("Neem over", "Geen bericht")).click()

    screen.wait_until_stored([("Ik kreeg een brief", "Wachttijd"), (QUIET, "Geen bericht")])


def _answer(page: Page, status: int, body: dict[str, Any]) -> None:
    def answer(route: Route) -> None:
        route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

    intercept(page, "**/fragmenten", answer)
