"""A page that is long under way was asked for before what was typed is stored: it stands there all the same."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Request, expect
from sqlmodel import Session, select

from interviews.respondents.models import RespondentDraft
from journeys.composing.fields import change_step
from journeys.models import Journey
from tests.browser.conftest import Live, wait_until
from tests.browser.holding import Held
from tests.browser.interviews.test_interviews import TYPED, start_typing, typed_text
from tests.browser.interviews.test_interviews import home as home
from tests.browser.interviews.test_respondents import add_respondent
from tests.browser.journeys.composer.conftest import composer as composer
from tests.browser.journeys.composer.conftest import journey as journey
from tests.browser.journeys.composer.conftest import session as session
from tests.journeys.making import all_steps, stored

pytestmark = pytest.mark.browser
SAVED = "#stap-formulier [data-saved]"
WORDS_LIE_HERE = """(words) => [localStorage, sessionStorage].some((storage) =>
  Object.values(storage).some((text) => text.includes(words)))"""


def a_page(request: Request) -> bool:
    return request.method == "GET" and request.resource_type == "document"


TELLS = """() => setInterval(() => {
  const said = [...document.querySelectorAll("[data-saved], [data-status]")].map((one) => one.textContent);
  console.debug(`Said: ${said.join(" ")}`);
}, 50)"""


class Left:
    """The page that still stands. Until the next one is there the browser takes keys for it, and tells what it says."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def wait_until_it_says(self, words: str) -> None:
        self.page.wait_for_event("console", lambda message: message.text.startswith("Said:") and words in message.text)


@contextmanager
def reload_under_way(page: Page, in_hand: Locator) -> Iterator[Left]:
    """The server has read the page again; within this the one before it still stands, after it the new one comes."""
    page.wait_for_load_state("load")
    in_hand.focus()
    with Held(page, a_page) as line:
        page.evaluate(TELLS)
        page.evaluate("setTimeout(() => location.reload())")
        line.wait_for()
        yield Left(page)
    page.wait_for_event("load")


def need(session: Session, journey: Journey) -> str:
    found: str = stored(session, lambda fresh: all_steps(fresh, journey))[0].need
    return found


def test_what_the_composer_stored_while_the_next_page_came_stands_there_and_is_nobody_elses(
    composer: Page, session: Session, journey: Journey, console_errors: list[str]
) -> None:
    page = composer
    field = page.get_by_label("Behoefte")
    with reload_under_way(page, field) as left:
        left.type("Rust in huis")
        left.wait_until_it_says("Bewaard om")

    expect(field).to_have_value("Rust in huis")
    field.press("End")
    field.press_sequentially(" en slaap")
    expect(page.locator(SAVED)).to_contain_text("Bewaard om")
    expect(page.locator(".conflict")).to_have_count(0)
    expect(field).to_have_value("Rust in huis en slaap")
    assert need(session, journey) == "Rust in huis en slaap"
    console_errors.clear()  # over the older text it is refused first
    wait_until(page, f"(words) => !({WORDS_LIE_HERE})(words)", "Rust in huis")


def test_what_is_typed_on_after_the_composer_stored_while_the_next_page_came_is_one_text(
    composer: Page, session: Session, journey: Journey, console_errors: list[str]
) -> None:
    page = composer
    field = page.get_by_label("Behoefte")
    with reload_under_way(page, field) as left:
        left.type("Rust in huis")
        left.wait_until_it_says("Bewaard om")
        left.type(" en slaap")

    expect(field).to_have_value("Rust in huis en slaap")
    expect(page.locator(SAVED)).to_contain_text("Bewaard om")
    expect(page.locator(".conflict")).to_have_count(0)
    assert need(session, journey) == "Rust in huis en slaap"
    console_errors.clear()  # over the older text it is refused first


def test_what_a_colleague_wrote_over_it_while_the_next_page_came_is_told(
    composer: Page, session: Session, journey: Journey, console_errors: list[str]
) -> None:
    page = composer
    field = page.get_by_label("Behoefte")
    with reload_under_way(page, field) as left:
        left.type("Rust in huis")
        left.wait_until_it_says("Bewaard om")
        change_step(session, journey, all_steps(session, journey)[0], "need", "Een vast gezicht")
        session.commit()

    expect(page.locator(".conflict")).to_contain_text("Een vast gezicht")
    expect(field).to_have_value("Rust in huis")
    assert need(session, journey) == "Een vast gezicht"
    console_errors.clear()  # the browser notes the refusal


def test_what_was_stored_while_nobody_left_after_all_is_not_put_back_over_what_came_later(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    field = page.get_by_label("Behoefte")
    page.wait_for_load_state("load")
    before = need(session, journey)
    page.evaluate("dispatchEvent(new Event('beforeunload'))")
    field.fill("Rust in huis")
    expect(page.locator(SAVED)).to_contain_text("Bewaard om")
    change_step(session, journey, all_steps(session, journey)[0], "need", before)
    session.commit()

    page.reload()

    expect(field).to_have_value(before)
    wait_until(page, f"(words) => !({WORDS_LIE_HERE})(words)", "Rust in huis")
    assert need(session, journey) == before


def test_what_was_stored_of_a_conversation_while_the_next_page_came_stands_there_and_is_no_other_tabs(
    live: Live, page: Page, home: str, console_errors: list[str]
) -> None:
    start_typing(page, home)
    field = page.get_by_label("Het gesprek")
    with reload_under_way(page, field) as left:
        left.type("I: Hoe begon het?")
        left.wait_until_it_says("Bewaard om")

    expect(field).to_have_value("I: Hoe begon het?")
    field.press("Control+End")
    field.press_sequentially("\nR: Met buikpijn.")
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")
    expect(page.get_by_text("in een ander tabblad verder getypt")).to_be_hidden()
    expect(page.get_by_text("Op deze computer staat een tekst die nog niet bewaard was.")).to_be_hidden()
    console_errors.clear()  # over the older version it is refused first
    assert typed_text(live) == "I: Hoe begon het?\nR: Met buikpijn."
    wait_until(page, f"(words) => !({WORDS_LIE_HERE})(words)", "Hoe begon het")


def test_what_is_typed_on_in_a_conversation_that_was_stored_while_the_next_page_came_is_one_text(
    live: Live, page: Page, home: str, console_errors: list[str]
) -> None:
    start_typing(page, home)
    field = page.get_by_label("Het gesprek")
    with reload_under_way(page, field) as left:
        left.type("I: Hoe begon het?")
        left.wait_until_it_says("Bewaard om")
        left.type("\nR: Met buikpijn.")

    expect(field).to_have_value("I: Hoe begon het?\nR: Met buikpijn.")
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")
    expect(page.get_by_text("in een ander tabblad verder getypt")).to_be_hidden()
    expect(page.get_by_text("Op deze computer staat een tekst die nog niet bewaard was.")).to_be_hidden()
    console_errors.clear()  # over the older version it is refused first
    assert typed_text(live) == "I: Hoe begon het?\nR: Met buikpijn."


def test_what_was_held_of_a_respondent_while_the_next_page_came_stands_there_and_goes_on_as_one(
    live: Live, page: Page, home: str
) -> None:
    add_respondent(page, home.removesuffix("/interviews/"))
    note, age = page.get_by_label("Notitie"), page.get_by_label("Leeftijd")
    age.evaluate("(field) => addEventListener('keydown', ({ key }) => key === 'F2' && field.select())")
    with reload_under_way(page, note) as left:
        left.type("Eerste notitie")
        left.wait_until_it_says("blijft hier staan")
        page.keyboard.press("F2")
        left.type("50 tot 60")

    expect(note).to_have_value("Eerste notitie")
    expect(age).to_have_value("50 tot 60")
    with page.expect_response(lambda answer: answer.url.endswith("/concept")):
        note.fill("Tweede notitie")
    wait_until(page, f"(words) => !({WORDS_LIE_HERE})(words)", "Tweede notitie")
    page.reload()
    expect(note).to_have_value("Tweede notitie")
    expect(age).to_have_value("50 tot 60")
    with live.session() as session:
        assert len(session.exec(select(RespondentDraft)).all()) == 2, "of each part one"


def test_what_was_kept_of_the_speakers_while_the_next_page_came_stands_there(page: Page, home: str) -> None:
    start_typing(page, home)
    page.get_by_label("Het gesprek").fill(TYPED)
    page.get_by_role("button", name="Verder naar de sprekers").click()
    minutes = page.get_by_label("Minuten")
    with reload_under_way(page, minutes) as left:
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            left.type("45")
        page.wait_for_timeout(200)  # for the page to hear of it

    expect(minutes).to_have_value("45")
    expect(page.locator("[data-keep] [data-status]")).not_to_contain_text("niet bewaarde")
