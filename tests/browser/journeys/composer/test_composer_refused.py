"""What the server refuses in the composer is shown, whatever it answered, and what was typed stays."""

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect
from sqlmodel import Session

from journeys.measures.models import Measure
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from tests.browser.conftest import Live
from tests.browser.holding import intercept
from tests.journeys.making import all_steps, stored
from webapp.requests.guard import COOKIE

pytestmark = pytest.mark.browser
REFUSED = "Dit is intussen anders bewaard."
BEGIN = "Er wordt gebeld."
THEIRS = "Er wordt op tijd gebeld."
MINE = "Er wordt gebeld, en er komt een kaart."


@pytest.fixture
def measure(session: Session, journey: Journey) -> int:
    measure = add_measure(session, journey, MeasureText("Direct bellen", what=BEGIN), all_steps(session, journey)[0])
    session.commit()
    return measure.id


@pytest.fixture
def form(measure: int, composer: Page) -> Locator:
    """The open form of the measure in the composer."""
    composer.locator("#maatregelen > summary").click()
    composer.locator(f"#maatregel-{measure} > summary").click()
    return composer.locator(f"#maatregel-{measure}")


def what(form: Locator) -> Locator:
    return form.get_by_label("Wat merken mensen ervan?")


def keep(form: Locator) -> None:
    form.get_by_role("button", name="Bewaar maatregel").click()


def words(session: Session, measure: int) -> str:
    return stored(session, lambda fresh: fresh.get_one(Measure, measure).what)


def stored_elsewhere(session: Session, measure: int) -> None:
    session.get_one(Measure, measure).what = THEIRS
    session.commit()


def test_a_measure_that_was_stored_elsewhere_is_refused_in_sight_and_what_was_typed_stays(
    page: Page, session: Session, form: Locator, measure: int, console_errors: list[str]
) -> None:
    address = page.url
    stored_elsewhere(session, measure)
    what(form).fill(MINE)
    keep(form)

    expect(form.get_by_role("alert")).to_contain_text(REFUSED)
    expect(form.get_by_role("alert")).to_be_in_viewport()
    expect(what(form)).to_have_value(MINE)
    assert page.url == address, "a reload asks for the page"
    assert words(session, measure) == THEIRS

    keep(form)
    expect(form.get_by_role("alert")).to_have_count(0)
    assert words(session, measure) == MINE
    console_errors.clear()  # the browser notes the refusal


def test_what_was_refused_stays_when_another_part_of_the_page_is_sent(
    page: Page, session: Session, form: Locator, measure: int, console_errors: list[str]
) -> None:
    stored_elsewhere(session, measure)
    what(form).fill(MINE)
    keep(form)
    expect(form.get_by_role("alert")).to_contain_text(REFUSED)

    page.locator("#kaart").get_by_role("link", name="Vier keer bellen").click()

    expect(page.locator("#stap-title")).to_have_value("Vier keer bellen")
    expect(what(form)).to_have_value(MINE)
    console_errors.clear()


def test_who_leaves_with_words_that_were_refused_is_asked_first(
    page: Page, session: Session, form: Locator, measure: int, console_errors: list[str]
) -> None:
    stored_elsewhere(session, measure)
    what(form).fill(MINE)
    keep(form)
    expect(form.get_by_role("alert")).to_contain_text(REFUSED)

    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Hulp").last.click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(what(form)).to_have_value(MINE)
    console_errors.clear()


def test_who_was_signed_out_meanwhile_hears_it_on_the_page_with_what_was_typed(
    page: Page, session: Session, form: Locator, measure: int, live: Live, console_errors: list[str]
) -> None:
    address = page.url
    what(form).fill(MINE)
    page.context.clear_cookies(name=COOKIE)
    keep(form)

    expect(page.get_by_role("alert")).to_contain_text("Je bent afgemeld.")
    assert page.url == address
    expect(what(form)).to_have_value(MINE)

    elsewhere = page.context.new_page()
    live.sign_in(elsewhere)
    assert words(session, measure) == BEGIN
    console_errors.clear()


@pytest.mark.parametrize("status", [400, 404, 413, 429, 500, 502])
def test_any_other_refusal_is_shown_and_what_was_typed_stays(
    page: Page, form: Locator, console_errors: list[str], status: int
) -> None:
    part = '<div class="alert alert-stop" role="alert"><div><p><strong>Zo gaat het niet.</strong></p></div></div>'
    answer = "<html><h1>Bad Gateway</h1></html>" if status == 502 else part
    intercept(page, "**/maatregelen/*", lambda route: route.fulfill(status=status, body=answer))
    what(form).fill(MINE)
    keep(form)

    said = "Dat lukte niet. Herlaad" if status == 502 else "Zo gaat het niet."
    expect(page.locator("#mislukt")).to_contain_text(said)
    expect(what(form)).to_have_value(MINE)
    console_errors.clear()
