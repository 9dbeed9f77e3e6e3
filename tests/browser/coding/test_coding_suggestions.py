"""Suggestions on the coding screen: uncertain ones when asked for, why, another code, and what is like a fragment."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from coding.models import Certainty, Code, Segment, Suggestion, SuggestionState
from coding.segments import add_segment
from interviews.models import Interview, InterviewState
from interviews.texts.sources import text_of
from studies.models import Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_screen
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.factories import make_interview

pytestmark = pytest.mark.browser

CALLED = "Ik heb drie keer gebeld."
LETTER = "Ik kreeg een brief"
LIKE = "Het was zo stil, we hoorden niets."
Add = Callable[..., None]


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study)


@pytest.fixture
def add(screen: CodingScreen) -> Add:
    def add(quote: str, *names: str, certainty: Certainty = Certainty.LIKELY, **why: object) -> None:
        with screen.live.session() as session:
            start = text_of(session, screen.source_id).index(quote)
            codes = {code.name: code.id for code in session.exec(select(Code)).all()}
            for rank, name in enumerate(names, start=1):
                session.add(
                    Suggestion(
                        study_id=screen.study_id,
                        source_id=screen.source_id,
                        start=start,
                        end=start + len(quote),
                        code_id=codes[name],
                        rank=rank,
                        probability=0.7 / rank,
                        certainty=certainty if rank == 1 else Certainty.UNCERTAIN,
                        quotation=quote,
                        **(why if rank == 1 else {}),
                    )
                )
            session.commit()

    return add


def _like(screen: CodingScreen, study: Study) -> int:
    """The number of a fragment in conversation 2, about the same."""
    with screen.live.session() as session:
        other = make_interview(session, study, [("I", "En toen?", True), ("O", LIKE, False)])
        code = session.exec(select(Code).where(Code.name == "Geen bericht")).one()
        segment = add_segment(session, other.id, 9, 9 + len(LIKE), LIKE, code.id).id
        session.commit()
        return segment


def _cards(page: Page) -> Locator:
    return page.locator(".proposals > li")


def test_uncertain_suggestions_come_when_they_are_asked_for(screen: CodingScreen, add: Add, axe: Axe) -> None:
    add(QUIET, "Geen bericht", "Wachttijd")
    add(CALLED, "Bereikbaarheid", certainty=Certainty.UNCERTAIN)
    add(LETTER, "Wachttijd", certainty=Certainty.UNCERTAIN)
    screen.open()
    page = screen.page
    expect(_cards(page)).to_have_count(1)
    screen.expect_highlighted("proposed", QUIET)

    page.get_by_role("switch", name="Toon ook 2 onzekere").click()
    expect(_cards(page)).to_have_count(3)
    screen.expect_highlighted("proposed", LETTER, QUIET, CALLED)
    axe(page)

    page.reload()
    expect(_cards(page)).to_have_count(3)
    expect(page.get_by_role("switch", name="Toon ook 2 onzekere")).to_be_checked()


def test_asked_for_by_key_they_are_there_after_a_reload_and_in_another_tab(screen: CodingScreen, add: Add) -> None:
    add(QUIET, "Geen bericht")
    add(CALLED, "Bereikbaarheid", certainty=Certainty.UNCERTAIN)
    screen.open()
    page = screen.page
    screen.focus_turn(2)
    page.keyboard.press("o")
    expect(_cards(page)).to_have_count(2)
    page.reload()
    expect(_cards(page)).to_have_count(2)

    other = page.context.new_page()
    other.goto(page.url)
    expect(_cards(other)).to_have_count(2)
    other.locator("#beurt-2").focus()
    other.keyboard.press("o")
    expect(_cards(other)).to_have_count(1)
    page.reload()
    expect(_cards(page)).to_have_count(1)


def test_by_key_they_come_and_go_and_it_is_said(screen: CodingScreen, add: Add) -> None:
    add(QUIET, "Geen bericht")
    add(CALLED, "Bereikbaarheid", certainty=Certainty.UNCERTAIN)
    screen.open()
    page = screen.page
    screen.focus_turn(2)
    page.keyboard.press("o")
    expect(_cards(page)).to_have_count(2)
    expect(page.locator("#announcements")).to_contain_text("Er staat nu ook 1 onzekere suggestie")

    page.keyboard.press("o")
    expect(_cards(page)).to_have_count(1)

    page.get_by_role("switch").focus()
    page.keyboard.press("Space")
    expect(_cards(page)).to_have_count(2)


@pytest.mark.parametrize("by", ["a proposal", "hand"])
def test_what_is_coded_in_a_done_interview_opens_it_and_that_is_said(screen: CodingScreen, add: Add, by: str) -> None:
    add(QUIET, "Geen bericht")
    with screen.live.session() as session:
        session.exec(select(Interview)).one().state = InterviewState.CODED
        session.commit()
    screen.open()
    page = screen.page
    expect(page.locator("#reopened")).to_be_hidden()
    screen.focus_turn(2)
    if by == "hand":
        screen.choose("Ik kreeg een brief")
        page.keyboard.type("Bereik")
        page.keyboard.press("Enter")
    else:
        page.keyboard.press("n")
        page.keyboard.press("a")

    expect(page.locator("#place")).to_contain_text("Dit gesprek was klaar en staat nu weer open.")
    expect(page.locator("#reopened")).to_be_visible()

    page.get_by_role("button", name="Ongedaan").click()
    expect(page.locator("#segment-total")).to_contain_text("0 fragmenten")
    expect(page.locator("#reopened")).to_be_visible()
    page.get_by_role("button", name="Klaar met coderen").click()
    expect(page.get_by_role("status").first).to_contain_text("Gesprek 1 is gecodeerd.")


def test_where_all_is_uncertain_it_says_so(screen: CodingScreen, add: Add) -> None:
    add(QUIET, "Geen bericht", certainty=Certainty.UNCERTAIN)
    add(CALLED, "Bereikbaarheid", certainty=Certainty.UNCERTAIN)
    screen.open()
    page = screen.page
    expect(_cards(page)).to_have_count(0)
    expect(page.locator("#all-uncertain")).to_contain_text("nergens zeker van. Er zijn 2 onzekere suggesties")

    screen.focus_turn(2)
    page.keyboard.press("n")
    expect(page.locator(".place")).to_contain_text("Met O zie je die ook")
    page.keyboard.press("o")
    page.keyboard.press("n")
    expect(page.locator("#announcements")).to_contain_text("Suggestie Geen bericht")


def test_a_suggestion_says_why(
    screen: CodingScreen, add: Add, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    add(QUIET, "Geen bericht", words=["daarna", "stil"], like_segment_id=_like(screen, study))
    add(CALLED, "Bereikbaarheid", by_definition=True)
    screen.open()
    page = screen.page
    card = _cards(page).first
    expect(card).to_contain_text("Door de woorden daarna en stil.")
    expect(card.locator("mark")).to_have_text(["daarna", "stil"])
    expect(card).to_contain_text("Lijkt het meest op gesprek 2, beurt 2, 00:04:")
    expect(card.locator(".likeness")).to_have_text(LIKE)
    expect(card.locator(".proposal-place")).to_have_text("Beurt 2, 00:04")
    expect(_cards(page).nth(1).locator(".proposal-place")).to_have_text(re.compile("^Beurt 4, 00:"))
    expect(_cards(page).nth(1)).to_contain_text("Lijkt op wat het codeboek over deze code zegt.")
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    no_sideways_scroll(page)
    page.set_viewport_size({"width": 1400, "height": 1000})

    card.get_by_role("link", name="gesprek 2, beurt 2, 00:04").click()
    expect(page.locator("#beurt-2")).to_be_focused()
    expect(page.locator("h1")).to_have_text("Gesprek 2")


def test_another_code_by_key_settles_the_suggestion(screen: CodingScreen, add: Add) -> None:
    add(QUIET, "Geen bericht", "Wachttijd")
    screen.open()
    page = screen.page
    screen.focus_turn(2)
    page.keyboard.press("n")
    page.keyboard.press("r")
    expect(page.get_by_role("dialog", name="Code kiezen voor")).to_be_visible()
    page.keyboard.type("Bereik")
    page.keyboard.press("Enter")

    expect(_cards(page)).to_have_count(0)
    screen.wait_until_stored([(QUIET, "Bereikbaarheid")])
    assert _states(screen) == {SuggestionState.REJECTED}
    page.get_by_role("button", name=re.compile("^Ongedaan maken")).click()
    expect(_cards(page)).to_have_count(1)
    assert screen.stored() == []


def test_another_code_begins_with_the_other_guesses_and_then_what_was_used_last(screen: CodingScreen, add: Add) -> None:
    add(QUIET, "Geen bericht", "Wachttijd", "Wachten")
    screen.open()
    page = screen.page
    screen.choose("Ik kreeg een brief")
    page.keyboard.type("Bereik")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.press("r")

    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.nth(0)).to_have_text("WachttijdWachten")
    expect(options.nth(1)).to_contain_text("Wachten")
    expect(options.nth(2)).to_contain_text("Bereikbaarheid")
    expect(options.nth(2).locator("kbd")).to_have_text("1")
    page.keyboard.press("1")
    screen.wait_until_stored([(LETTER, "Bereikbaarheid"), (QUIET, "Bereikbaarheid")])


def test_keys_work_at_once_also_without_a_place_in_the_address(screen: CodingScreen, add: Add) -> None:
    add(QUIET, "Geen bericht")
    screen.open()
    page = screen.page
    expect(page.locator("#beurt-2")).to_be_focused()
    assert page.evaluate("scrollY") == 0

    page.keyboard.press("n")
    page.keyboard.press("a")
    screen.wait_until_stored([(QUIET, "Geen bericht")])


def test_the_second_guess_chosen_as_another_code_is_the_one_that_fits(screen: CodingScreen, add: Add) -> None:
    add(QUIET, "Geen bericht", "Wachttijd")
    screen.open()
    page = screen.page
    page.get_by_role("button", name=re.compile("^Andere code …")).click()
    page.keyboard.type("Wachtt")
    page.keyboard.press("Enter")

    screen.wait_until_stored([(QUIET, "Wachttijd")])
    assert _states(screen) == {SuggestionState.ACCEPTED, SuggestionState.REJECTED}


@pytest.mark.parametrize(("key", "stored"), [("a", [(QUIET, "Geen bericht")]), ("p", [])])
def test_on_a_suggestion_beside_the_text_one_key_decides(
    screen: CodingScreen, add: Add, key: str, stored: list[tuple[str, str]]
) -> None:
    add(QUIET, "Geen bericht")
    screen.open()
    page = screen.page
    page.get_by_role("button", name=re.compile("^Past niet")).focus()
    page.keyboard.press(key)

    expect(_cards(page)).to_have_count(0)
    screen.wait_until_stored(stored)


def test_what_is_like_a_fragment_is_a_link_and_a_key_away(
    screen: CodingScreen, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with screen.live.session() as session:
        code = session.exec(select(Code).where(Code.name == "Geen bericht")).one()
        start = text_of(session, screen.source_id).index(QUIET)
        add_segment(session, screen.source_id, start, start + len(QUIET), QUIET, code.id)
        session.commit()
        number = session.exec(select(Segment.id)).one()
    screen.open("#beurt-2")
    page = screen.page
    expect(page.get_by_role("link", name="Lijkt hierop bij Geen bericht")).to_be_visible()
    page.keyboard.press("g")

    page.wait_for_url(f"**/coderen/1/fragmenten/{number}/lijkt-hierop")
    expect(page.get_by_role("status").filter(has_text="nog niet op betekenis gelezen")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    no_sideways_scroll(page)


def _states(screen: CodingScreen) -> set[SuggestionState]:
    with screen.live.session() as session:
        return set(session.exec(select(Suggestion.state)).all())
