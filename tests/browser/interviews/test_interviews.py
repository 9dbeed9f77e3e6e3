"""Interviews in the browser: typing that survives, files, speakers, and names by keyboard."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import col, select

from interviews.deidentification.models import FindingState, NameFinding
from interviews.models import Interview, InterviewState
from interviews.texts.sources import source_of, text_of
from interviews.transcripts.models import TranscriptInProgress
from studies.planning import add_study
from tests.browser.conftest import Axe, Later, Live, NoSidewaysScroll
from tests.browser.holding import Held, intercept, posted, scripts_come_later

pytestmark = pytest.mark.browser

TYPED = (
    "I: Hoe begon het?\nR: Met buikpijn. Tijn huilde elke ochtend, en Fenna ook.\nI: En toen?\nR: Toen ging Tijn mee."
)


@pytest.fixture
def home(live: Live, page: Page) -> str:
    """The interviews of a new study, with the researcher signed in."""
    with live.session() as session:
        add_study(session, "Jeugdhulp in Lindermeer 2026", slug="jeugdhulp")
        session.commit()
    live.sign_in(page)
    return f"{live.url}/onderzoeken/jeugdhulp/interviews/"


def typed_text(live: Live) -> str:
    with live.session() as session:
        return session.exec(select(TranscriptInProgress)).one().text


def start_typing(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("button", name="Zelf typen").click()
    expect(page.get_by_role("button", name="Respondent")).to_be_visible()
    page.wait_for_load_state("load")  # its keys work from here on


def take_in(page: Page, home: str, text: str = TYPED) -> None:
    start_typing(page, home)
    page.get_by_label("Het gesprek").fill(text)
    page.get_by_role("button", name="Verder naar de sprekers").click()
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_role("button", name="Neem over in het onderzoek").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Namen vervangen")
    page.wait_for_load_state()


def test_a_page_that_dies_loses_at_most_two_seconds_of_typing(live: Live, page: Page, home: str) -> None:
    start_typing(page, home)
    page.get_by_label("Het gesprek").press_sequentially("I: Hoe begon het", delay=5)
    page.wait_for_timeout(2000)

    page.context.close()

    assert typed_text(live) == "I: Hoe begon het"


def test_typing_without_a_pause_is_saved_too(live: Live, page: Page, home: str) -> None:
    start_typing(page, home)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Het gesprek").press_sequentially("a" * 40, delay=100)


def test_leaving_right_after_a_keystroke_saves_it(live: Live, page: Page, home: str) -> None:
    start_typing(page, home)
    page.get_by_label("Het gesprek").press_sequentially("R: Met buikpijn")
    page.goto(f"{live.url}/onderzoeken")
    page.wait_for_timeout(500)
    page.goto(home)

    expect(page.get_by_role("link", name="R: Met buikpijn")).to_be_visible()


def test_without_a_connection_the_text_waits_on_this_computer(
    later: Later, live: Live, page: Page, home: str, console_errors: list[str]
) -> None:
    start_typing(page, home)
    status = page.get_by_role("status")
    intercept(
        page, "**/onderweg/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.get_by_label("Het gesprek").press_sequentially("R: Getypt in de trein")
    expect(status).to_contain_text("Geen verbinding")

    page.reload()
    expect(page.get_by_label("Het gesprek")).to_have_value("R: Getypt in de trein")
    page.unroute("**/onderweg/*")
    later()

    expect(status).to_contain_text("Bewaard om")
    assert typed_text(live) == "R: Getypt in de trein"
    console_errors.clear()


def test_two_tabs_do_not_overwrite_each_other(
    live: Live, page: Page, context: BrowserContext, home: str, console_errors: list[str]
) -> None:
    start_typing(page, home)
    other = context.new_page()
    other.goto(page.url)
    other.get_by_label("Het gesprek").press_sequentially("I: Uit de tweede tab")
    expect(other.get_by_role("status")).to_contain_text("Bewaard om")

    page.get_by_label("Het gesprek").press_sequentially("I: Uit de eerste")
    expect(page.get_by_text("in een ander tabblad verder getypt")).to_be_visible()
    assert typed_text(live) == "I: Uit de tweede tab"

    page.get_by_role("button", name="Houd wat hier staat").click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")
    assert typed_text(live) == "I: Uit de eerste"
    console_errors.clear()


def test_going_on_while_what_is_typed_is_being_saved_is_no_other_tab(live: Live, page: Page, home: str) -> None:
    start_typing(page, home)
    field = page.get_by_label("Het gesprek")
    with Held(page, lambda request: request.method == "POST" and request.resource_type == "fetch") as line:
        field.press_sequentially("I: Hoe begon")
        line.wait_for()
        field.press_sequentially(" het?")
        page.get_by_role("button", name="Verder naar de sprekers").click(no_wait_after=True)
    expect(page).to_have_url(re.compile("/sprekers"))
    expect(page.get_by_text("Hoe begon het?").first).to_be_visible()
    assert typed_text(live) == "I: Hoe begon het?"


def test_speakers_are_typed_with_one_key(page: Page, home: str) -> None:
    start_typing(page, home)
    field = page.get_by_label("Het gesprek")
    field.press("Alt+i")
    page.keyboard.type("Hoe begon het?")
    field.press("Alt+r")
    page.keyboard.type("Met buikpijn.")

    expect(field).to_have_value("I: Hoe begon het?\nR: Met buikpijn.")


def test_a_file_is_read_shown_and_taken_in(
    live: Live, page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    page.goto(home)
    axe(page)
    page.get_by_role("link", name="Bestand inlezen").click()
    axe(page)
    no_sideways_scroll(page)
    file = {"name": "gesprek 7.txt", "mimeType": "text/plain", "buffer": f"Datum: 11 maart 2026\n\n{TYPED}".encode()}
    page.get_by_label("Kies een of meer gespreksverslagen").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lees in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Wie spreekt er?")
    expect(page.get_by_label("Datum")).to_have_value("2026-03-11")
    expect(page.get_by_label("Dit is de interviewer").first).to_be_checked()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Naam in het verslag").nth(1).fill("Ouder 1")
    expect(page.locator(".turn").nth(1)).to_contain_text("Ouder 1")
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_role("button", name="Neem over in het onderzoek").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Namen vervangen")
    with live.session() as session:
        assert session.exec(select(Interview)).one().role == "ouder"


def test_names_are_decided_by_keyboard_and_the_interview_released(
    live: Live, page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    take_in(page, home)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Vervang Tijn door").fill("Sem")
    page.keyboard.press("Enter")
    expect(page.locator("ins", has_text="Sem")).to_have_count(2)

    expect(page.locator(".swap-row.is-here button").first).to_be_focused()
    page.keyboard.press("l")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nalezen")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Vrijgeven voor coderen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Gesprek 1")
    axe(page)
    no_sideways_scroll(page)
    with live.session() as session:
        interview = session.exec(select(Interview)).one()
        assert interview.state is InterviewState.CODING
        assert "Tijn" not in text_of(session, source_of(session, interview).id)


MANY = (
    "I: Wie hielp er?\nR: Fenna belde. Toen kwam Marloes, en Yassin, en Kacper, en Siobhan, en Xanthe.\n"
    "I: En toen?\nR: Ja."
)


def states(live: Live) -> list[FindingState]:
    with live.session() as session:
        return [one.state for one in session.exec(select(NameFinding).order_by(col(NameFinding.start))).all()]


def test_five_keys_at_once_are_five_decisions_in_order_also_when_the_server_is_slow(
    live: Live, page: Page, home: str
) -> None:
    take_in(page, home, MANY)
    expect(page.locator(".swap-row.is-here button").first).to_be_focused()
    with Held(page, posted("/namen")) as line:
        for key in "lvlvl":
            page.keyboard.press(key)
        expect(page.locator(".swap-row.is-waiting")).to_have_count(5)
        line.wait_for()
    expect(page.locator("#nog")).to_contain_text("5 van de 6 namen bekeken")

    kept, replaced = FindingState.KEPT, FindingState.REPLACED
    assert states(live) == [kept, replaced, kept, replaced, kept, FindingState.PROPOSED]
    expect(page.locator(".swap-row[data-state=proposed] button").first).to_be_focused()
    page.keyboard.press("v")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nalezen")


def test_a_click_is_not_lost_when_an_answer_comes_in_between(live: Live, page: Page, home: str) -> None:
    take_in(page, home, MANY)
    with Held(page, posted("/namen")) as line:
        page.keyboard.press("l")
        expect(page.locator(".swap-row.is-waiting")).to_have_count(1)
        line.wait_for()
        page.locator(".swap-row", has_text="Yassin").get_by_role("button", name="Laat staan").hover()
        page.mouse.down()
        with page.expect_response("**/namen"):
            line.let_go()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.mouse.up()

    expect(page.locator("#nog")).to_contain_text("2 van de 6 namen bekeken")
    assert states(live).count(FindingState.KEPT) == 2


def test_decisions_wait_while_there_is_no_connection(
    live: Live, page: Page, home: str, context: BrowserContext, console_errors: list[str]
) -> None:
    take_in(page, home, MANY)
    context.set_offline(True)
    page.keyboard.press("l")
    page.keyboard.press("l")
    expect(page.get_by_text("Wat je net koos, is nog niet bewaard")).to_be_visible()

    context.set_offline(False)
    expect(page.locator("#nog")).to_contain_text("2 van de 6 namen bekeken")
    expect(page.get_by_text("Wat je net koos, is nog niet bewaard")).to_have_count(0)
    assert states(live)[:2] == [FindingState.KEPT] * 2
    console_errors.clear()


def test_what_was_typed_beside_a_name_outlives_another_decision_esc_and_the_way_back(page: Page, home: str) -> None:
    take_in(page, home, MANY)
    page.get_by_label("Vervang Kacper door").fill("Pim")
    page.keyboard.press("Escape")
    page.locator(".swap-row.is-here button").first.focus()
    page.keyboard.press("l")
    expect(page.locator("#nog")).to_contain_text("1 van de 6")
    expect(page.get_by_label("Vervang Kacper door")).to_have_value("Pim")

    page.get_by_role("link", name="Later verder").click()
    page.go_back()

    expect(page.get_by_label("Vervang Kacper door")).to_have_value("Pim")


def test_what_is_typed_beside_a_name_before_the_scripts_came_outlives_a_reload(page: Page, home: str) -> None:
    take_in(page, home, MANY)
    with scripts_come_later(page, "interview-names.js"):
        page.reload(wait_until="commit")
        page.get_by_label("Vervang Kacper door").fill("Pim")

    page.reload()

    expect(page.get_by_label("Vervang Kacper door")).to_have_value("Pim")


def test_the_rest_is_asked_about_once_and_put_back(
    page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    take_in(page, home, MANY)
    page.get_by_role("button", name="Vervang de rest").click()
    axe(page)
    page.get_by_role("button", name="Vervang 6 namen").click()
    expect(page.get_by_text("6 namen vervangen, op 6 plekken.")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)

    page.locator(".together").get_by_role("button", name="Zet terug").click()

    expect(page.locator("#nog")).to_contain_text("0 van de 6 namen bekeken")
    expect(page.get_by_role("button", name="Laat de rest staan")).to_be_visible()


def test_places_are_decided_one_after_the_other_without_losing_the_list(live: Live, page: Page, home: str) -> None:
    take_in(page, home, "I: Wie?\nR: Fenna belde. Toen kwam Fenna, en later zei Fenna niks.\nI: En?\nR: Ja.")
    page.get_by_text("Kijk per plek").click()
    page.get_by_role("button", name="Laat hier staan").first.click()

    expect(page.locator("[data-state=proposed] details[open] button[name=place]")).to_have_count(4)
    expect(page.locator("[data-state=proposed] details[open] button").first).to_be_focused()
    assert states(live) == [FindingState.KEPT, FindingState.PROPOSED, FindingState.PROPOSED]


def test_single_keys_do_nothing_in_a_field_or_outside_the_list(live: Live, page: Page, home: str) -> None:
    take_in(page, home, MANY)
    page.get_by_label("Selecteer de naam in de tekst").press_sequentially("lvl")
    page.get_by_role("link", name="Later verder").focus()
    page.keyboard.press("l")

    assert set(states(live)) == {FindingState.PROPOSED}
    expect(page.get_by_label("Selecteer de naam in de tekst")).to_have_value("lvl")


def test_a_name_can_be_pointed_at_in_the_text(live: Live, page: Page, home: str) -> None:
    take_in(page, home)
    page.evaluate(
        """() => {
          const node = document.querySelector("#beurt-1 .turn-text").firstChild;
          const start = node.data.indexOf("buikpijn");
          getSelection().setBaseAndExtent(node, start, node, start + "buikpijn".length);
        }"""
    )
    page.get_by_role("button", name="Dit is ook een naam").click()

    expect(page.locator("#beurt-1 .doubt", has_text="buikpijn")).to_be_visible()
    with live.session() as session:
        assert "own" in [finding.reason for finding in session.exec(select(NameFinding)).all()]


def test_an_interview_is_thrown_away_after_a_question(
    live: Live, page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    take_in(page, home)
    page.goto(home)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Gesprek 1").click()
    page.get_by_role("button", name="Weggooien").click()
    expect(page.get_by_role("dialog", name="Gesprek 1 weggooien?")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Gooi weg").click()

    expect(page.get_by_text("Nog geen gesprekken")).to_be_visible()
