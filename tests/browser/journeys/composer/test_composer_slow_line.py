"""The composer on a slow line: what is typed, chosen and judged while an answer is under way is kept, in order."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from journeys.composing.fields import change_step
from journeys.evidence.counting import evidence_by_step
from journeys.evidence.ledger import cite
from journeys.models import Journey, Step
from studies.models import Study
from tests.browser.conftest import Later, Live
from tests.browser.holding import Held, fetched, intercept, posted, scripts_come_later
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_journey, make_segment, stored

pytestmark = pytest.mark.browser
PHASES = {"Zorgen": ["Daan slaapt niet"], "Zoeken": ["Vier keer bellen", "De huisarts"], "Hulp": ["Een vast gezicht"]}


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Four steps; three conversations are cited at the first, none is judged."""
    journey, code = make_journey(session, study, PHASES), make_code(session, study)
    steps = all_steps(session, journey)
    for number in range(3):
        segment = make_segment(session, study, make_interview(session, study), code, 1 + 2 * (number % 2))
        cite(session, journey, steps[0], segment.id)
    for step in steps:
        change_step(session, journey, step, "feeling", "negative")
    session.commit()
    return journey


def steps_now(session: Session, journey: Journey) -> list[Step]:
    return stored(session, lambda fresh: all_steps(fresh, journey))


def wait_until_stored(
    page: Page, session: Session, journey: Journey, what: Callable[[list[Step]], str], expected: str
) -> None:
    for _attempt in range(200):
        if what(steps_now(session, journey)) == expected:
            return
        page.wait_for_timeout(50)
    assert what(steps_now(session, journey)) == expected


def pressed(page: Page) -> list[str | None]:
    """Of every fragment, in order: what was chosen."""
    rows = page.locator(".proofs > li").all()
    chosen = [row.locator("[data-judges] [aria-pressed=true]") for row in rows]
    return [one.inner_text().split(maxsplit=1)[1] if one.count() else None for one in chosen]


def test_a_choice_while_the_map_is_fetched_shows_on_the_map(composer: Page) -> None:
    page = composer
    with Held(page, fetched("/klantreizen/")) as line:
        page.get_by_label("Wat gebeurt er?").fill("Daan ligt wakker.")
        page.get_by_label("Wat gebeurt er?").blur()
        line.wait_for()
        page.get_by_label("Positief").check()
    expect(page.locator("#stap-1 .feeling")).to_contain_text("Positief")


def test_what_is_typed_on_while_its_field_is_saved_is_saved_too(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    happens = page.get_by_label("Wat gebeurt er?")
    with Held(page, lambda request: request.method == "POST") as line:
        happens.press_sequentially("Daan ligt")
        line.wait_for()
        happens.press_sequentially(" wakker.")
        page.get_by_label("Positief").check()
    expect(page.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
    expect(page.locator("#stap-1 .feeling")).to_contain_text("Positief")
    expect(happens).to_have_value("Daan ligt wakker.")
    first = steps_now(session, journey)[0]
    assert (first.happens, first.feeling) == ("Daan ligt wakker.", "positive")


def test_what_is_typed_while_the_step_moves_stays_and_is_saved(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    need = page.get_by_label("Behoefte")
    with Held(page, posted("/verplaats")) as line:
        page.get_by_role("button", name="Later").first.click()
        line.wait_for()
        page.get_by_label("Positief").check()
        need.press_sequentially("Rust huis")
        for _letter in "huis":
            page.keyboard.press("ArrowLeft")
    expect(page.locator("#gezegd")).to_contain_text("is nu stap 1 van 4, in de fase ‘Zoeken’")
    expect(need).to_be_focused()
    page.keyboard.type("in ")
    expect(need).to_have_value("Rust in huis")
    expect(page.get_by_label("Positief")).to_be_checked()
    expect(page.locator("#stap-1 .feeling")).to_contain_text("Positief")
    wait_until_stored(page, session, journey, lambda steps: steps[0].need, "Rust in huis")
    assert steps_now(session, journey)[0].feeling == "positive"


def test_what_is_typed_while_the_next_step_is_fetched_goes_to_its_own_step(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    with Held(page, fetched("stap=")) as line:
        page.get_by_role("link", name="De huisarts").click()
        line.wait_for()
        page.get_by_label("Behoefte").press_sequentially("Rust in huis")
    expect(page.locator("#stap-kop")).to_contain_text("De huisarts")
    page.get_by_label("Behoefte").press_sequentially("Een afspraak")
    expect(page.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
    page.get_by_role("link", name="Daan slaapt niet").click()
    expect(page.get_by_label("Behoefte")).to_have_value("Rust in huis")
    assert [step.need for step in steps_now(session, journey)] == ["Rust in huis", "", "Een afspraak", ""]


def test_a_step_that_is_added_while_another_is_fetched_comes_after_that_one(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    with Held(page, fetched("stap=")) as line:
        page.get_by_role("link", name="De huisarts").click()
        line.wait_for()
        page.get_by_role("button", name="Stap erna").click()
    expect(page.locator(".map-step")).to_have_count(5)
    expect(page.locator("#stap-kop .map-number")).to_have_text("4")
    titles = [step.title for step in steps_now(session, journey)]
    assert (titles[:3], titles[4]) == (["Daan slaapt niet", "Vier keer bellen", "De huisarts"], "Een vast gezicht")


def test_what_is_typed_while_a_step_is_added_goes_into_no_other_step(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    with Held(page, posted("/stappen")) as line:
        page.get_by_role("button", name="Stap erna").click()
        line.wait_for()
        page.get_by_label("Behoefte").press_sequentially("Rust")
    expect(page.locator("#stap-kop .map-number")).to_have_text("2")
    page.keyboard.type(" in huis")
    expect(page.get_by_label("Behoefte")).to_have_value("")
    wait_until_stored(page, session, journey, lambda steps: steps[0].need, "Rust")
    assert steps_now(session, journey)[1].need == ""


def test_a_button_pressed_twice_within_one_round_trip_counts_twice(composer: Page) -> None:
    page = composer
    with Held(page, posted("/verplaats")) as line:
        page.get_by_role("button", name="Later").first.click()
        line.wait_for()
        page.get_by_role("button", name="Later").first.click()
        page.get_by_label("Behoefte").focus()
    expect(page.locator("#gezegd")).to_contain_text("is nu stap 2 van 4")
    expect(page.get_by_label("Behoefte")).to_be_focused()


def test_judgements_within_one_round_trip_are_all_kept_and_the_focus_stays(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    page.get_by_role("link", name="Beoordeel de koppelingen (3)").last.click()
    with Held(page, posted("/houding")) as line:
        page.keyboard.press("2")
        line.wait_for()
        for key in ("3", "1", "ArrowDown", "2", "ArrowDown", "3"):
            page.keyboard.press(key)
        expect(page.locator(".proofs > li").nth(2).get_by_role("button", name="Vertelt iets anders")).to_be_focused()
        assert pressed(page) == ["Vertelt dit", "Zelfde thema", "Vertelt iets anders"]
    expect(page.locator("#onderbouwing-stand")).to_contain_text(
        "1 vertelt dit, 1 vertelt iets anders, 1 alleen zelfde thema"
    )
    assert pressed(page) == ["Vertelt dit", "Zelfde thema", "Vertelt iets anders"]
    expect(page.locator(".proofs > li").nth(2).get_by_role("button", name="Vertelt iets anders")).to_be_focused()
    expect(page.locator(".map-step .evidence").first).to_contain_text("1 vertelt dit")
    assert [behind.tells for behind in stored(session, lambda fresh: evidence_by_step(fresh, journey)).values()] == [1]


def test_a_judgement_shows_what_is_kept_when_it_could_not_be_sent(composer: Page, console_errors: list[str]) -> None:
    page = composer
    intercept(page, "**/houding", lambda route: route.abort())
    page.get_by_role("link", name="Beoordeel de koppelingen (3)").last.click()
    page.keyboard.press("1")
    expect(page.locator("#mislukt")).to_contain_text("Er is niets veranderd")
    assert pressed(page) == [None, None, None]
    console_errors.clear()


def test_a_search_that_comes_late_leaves_judgement_and_focus(composer: Page) -> None:
    page = composer
    search = page.get_by_label("Zoek in fragmenten")
    with Held(page, fetched("zoek=")) as line:
        search.fill("onvindbaar")
        line.wait_for()
        search.fill("")
        page.get_by_role("link", name="Beoordeel de koppelingen (3)").last.click()
        page.keyboard.press("1")
        line.let_go()
        expect(page.locator("#onderbouwing-stand")).to_contain_text("1 vertelt dit")
    chosen = page.get_by_role("button", name="Vertelt dit", pressed=True)
    expect(chosen).to_have_count(1)
    expect(chosen).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    expect(page.locator("#onderbouwing-stand")).to_contain_text("1 vertelt iets anders")


def test_a_result_without_the_fragment_in_hand_leaves_the_focus_in_the_list(composer: Page) -> None:
    page = composer
    with Held(page, fetched("zoek=")) as line:
        page.get_by_label("Zoek in fragmenten").fill("onvindbaar")
        line.wait_for()
        page.get_by_role("button", name="Zelfde thema").first.focus()
    expect(page.locator("#bewijzen")).to_contain_text("Geen fragment past hierbij")
    expect(page.locator("#bewijzen")).to_be_focused()


def test_leaving_while_a_field_is_saved_keeps_what_was_typed_in_another(
    composer: Page, live: Live, session: Session, journey: Journey
) -> None:
    page = composer
    with Held(page, lambda request: request.method == "POST") as line:
        page.get_by_label("Behoefte").fill("Rust in huis")
        page.get_by_label("Behoefte").blur()
        line.wait_for()
        page.get_by_label("Kans").press_sequentially("Eén nummer")
        page.goto(f"{live.url}/onderzoeken/jeugdhulp/klantreizen/")
        wait_until_stored(page, session, journey, lambda steps: steps[0].opportunity, "Eén nummer")
    assert steps_now(session, journey)[0].need == "Rust in huis"


def test_what_is_filled_in_before_the_scripts_came_is_saved(composer: Page, session: Session, journey: Journey) -> None:
    page = composer
    with scripts_come_later(page, "journey.js"):
        page.reload(wait_until="commit")
        page.get_by_label("Wat gebeurt er?").fill("Daan ligt wakker.")
        page.get_by_label("Positief").check()

    expect(page.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
    expect(page.locator("#stap-1 .feeling")).to_contain_text("Positief")
    first = steps_now(session, journey)[0]
    assert (first.happens, first.feeling) == ("Daan ligt wakker.", "positive")


def test_the_next_page_shows_what_was_just_typed(composer: Page) -> None:
    page = composer
    with Held(page, lambda request: request.method == "POST") as line:
        page.get_by_label("Wat gebeurt er?").fill("Daan ligt wakker.")
        page.get_by_role("link", name="Bekijk als lezer").click(no_wait_after=True)
        line.wait_for()
    expect(page).to_have_url(re.compile("voorbeeld"))
    expect(page.get_by_text("Daan ligt wakker.").first).to_be_visible()


def test_what_stands_between_and_answers_is_a_lost_line_and_signs_nobody_out(
    later: Later, composer: Page, session: Session, journey: Journey, console_errors: list[str]
) -> None:
    page = composer
    saved = page.locator("#stap-formulier [data-saved]")
    proxy = "<h1>502 Bad Gateway</h1>"
    intercept(page, "**/stappen/*", lambda route: route.fulfill(status=502, body=proxy, content_type="text/html"))
    page.get_by_label("Wat gebeurt er?").fill("Daan ligt wakker.")
    expect(saved).to_contain_text("Geen verbinding.")
    page.unroute("**/stappen/*")
    later()
    expect(saved).to_contain_text("Bewaard om")
    assert steps_now(session, journey)[0].happens == "Daan ligt wakker."
    console_errors.clear()
