"""What is typed in the composer and not saved lies in the browser, and is offered again at the next opening."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from journeys.composing.fields import change_step
from journeys.models import Journey
from tests.browser.conftest import Live, wait_until
from tests.journeys.making import all_steps, stored

pytestmark = pytest.mark.browser
LINE_LOST = "() => { window.fetch = () => Promise.reject(new TypeError('lost')); }"
NOTHING_LIES_HERE = "() => localStorage.length === 0"


def need(session: Session, journey: Journey) -> str:
    return stored(session, lambda fresh: all_steps(fresh, journey))[0].need


def test_what_a_second_tab_typed_is_offered_again_after_it_was_closed(
    composer: Page, session: Session, journey: Journey, console_errors: list[str]
) -> None:
    second = composer.context.new_page()
    second.goto(composer.url)
    change_step(session, journey, all_steps(session, journey)[0], "need", "Een vast gezicht")
    session.commit()
    second.get_by_label("Behoefte").fill("Rust in huis")
    expect(second.locator(".conflict")).to_contain_text("Een vast gezicht")
    second.close()
    assert need(session, journey) == "Een vast gezicht"

    composer.reload()

    expect(composer.get_by_label("Behoefte")).to_have_value("Rust in huis")
    expect(composer.locator(".conflict")).to_contain_text("Een vast gezicht")
    composer.get_by_role("button", name="Houd mijn tekst").click()
    expect(composer.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
    assert need(session, journey) == "Rust in huis"
    wait_until(composer, NOTHING_LIES_HERE)
    console_errors.clear()  # Chromium reports the refused save there


def test_what_an_open_tab_is_typing_is_not_taken_from_it(composer: Page, console_errors: list[str]) -> None:
    second = composer.context.new_page()
    second.goto(composer.url)
    second.evaluate(LINE_LOST)
    second.get_by_label("Behoefte").fill("Rust in huis")
    expect(second.locator("#stap-formulier [data-saved]")).to_contain_text("Je tekst staat hier nog")

    composer.reload()

    composer.wait_for_load_state()
    expect(composer.get_by_label("Behoefte")).to_have_value("")
    expect(second.get_by_label("Behoefte")).to_have_value("Rust in huis")


@pytest.mark.parametrize("place", ["", "?elders"])
def test_what_never_arrived_stands_in_its_field_at_the_next_opening(
    composer: Page, session: Session, journey: Journey, place: str
) -> None:
    composer.evaluate(LINE_LOST)
    composer.get_by_label("Behoefte").fill("Rust in huis")
    composer.once("dialog", lambda dialog: dialog.accept())
    composer.goto(f"{composer.url}{place}") if place else composer.reload()

    expect(composer.get_by_label("Behoefte")).to_have_value("Rust in huis")
    expect(composer.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
    assert need(session, journey) == "Rust in huis"
    wait_until(composer, NOTHING_LIES_HERE)


def test_who_leaves_at_the_last_key_is_not_asked_about_it_at_signing_out(
    live: Live, composer: Page, session: Session, journey: Journey
) -> None:
    composer.get_by_label("Behoefte").fill("Rust in huis")
    composer.goto(f"{live.url}/account")
    for _attempt in range(100):
        if need(session, journey):
            break
        composer.wait_for_timeout(50)
    told = "document.cookie.includes('composer')"  # unless the page heard it as it opened
    wait_until(composer, f"() => {told} || ({NOTHING_LIES_HERE})()")
    composer.get_by_role("button", name="Afmelden", exact=True).click()

    expect(composer.get_by_role("heading", name="Aanmelden")).to_be_visible()


def test_signing_out_asks_before_words_of_the_composer_go(live: Live, composer: Page) -> None:
    address = composer.url
    composer.evaluate(LINE_LOST)
    composer.get_by_label("Behoefte").fill("Rust in huis")
    composer.goto(f"{live.url}/account")
    composer.get_by_role("button", name="Afmelden", exact=True).click()
    asked = composer.get_by_role("dialog", name="Nu afmelden?")
    expect(asked).to_contain_text("Op een pagina vulde je iets in wat nog niet is bewaard.")
    asked.get_by_role("link", name="Bekijk het").click()

    expect(composer).to_have_url(address)
    expect(composer.get_by_label("Behoefte")).to_have_value("Rust in huis")
