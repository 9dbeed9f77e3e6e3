"""Who speaks, in the browser: mending by keyboard and at the cursor, and nothing that was filled in is lost."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select

from interviews.transcripts.drafts import draft_of
from interviews.transcripts.models import TranscriptInProgress
from studies.planning import add_study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll, wait_until
from tests.browser.holding import Held, posted

pytestmark = pytest.mark.browser

CAPTIONS = (
    "1\n00:00:01,000 --> 00:00:03,000\nHoe kwam u bij het loket. Via de huisarts,\n\n"
    "2\n00:00:03,000 --> 00:00:05,000\ndie belde zelf.\n\n3\n00:00:09,000 --> 00:00:10,000\nNiks meer gehoord.\n"
)


@pytest.fixture
def preview(live: Live, page: Page) -> str:
    """The address where the speakers of a file without speakers are settled."""
    with live.session() as session:
        add_study(session, "Jeugdhulp in Lindermeer 2026", slug="jeugdhulp")
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/interviews/inlezen")
    file = {"name": "gesprek.srt", "mimeType": "text/plain", "buffer": CAPTIONS.encode()}
    page.get_by_label("Kies een of meer gespreksverslagen").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lees in").click()
    expect(page.get_by_text("Er zijn geen sprekers gevonden.")).to_be_visible()
    return page.url


def told(live: Live) -> list[tuple[str, str]]:
    with live.session() as session:
        transcript = session.exec(select(TranscriptInProgress)).one()
        return [(turn.speaker, turn.text) for turn in draft_of(transcript).turns]


def test_a_turn_is_split_at_the_cursor_and_alternated_by_keyboard(
    live: Live, page: Page, preview: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Minuten").fill("24")
    page.get_by_role("button", name="Pas aan beurt 1").press("Enter")
    text = page.get_by_label("Beurt 1", exact=True)
    expect(text).to_be_focused()
    axe(page)
    no_sideways_scroll(page)
    for _letter in "Hoe kwam u bij het loket. Vi":
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Splits").press("Enter")
    page.get_by_role("button", name="Klaar met deze beurt").press("Enter")
    page.get_by_text("Alle beurten om en om").click()
    page.get_by_role("button", name="De eerste is de interviewer").press("Enter")
    expect(page.get_by_text("Ongedaan: om en om")).to_be_visible()

    assert told(live) == [
        ("Interviewer", "Hoe kwam u bij het loket."),
        ("Respondent", "Via de huisarts, die belde zelf."),
        ("Interviewer", "Niks meer gehoord."),
    ]
    expect(page.get_by_label("Minuten")).to_have_value("24")
    axe(page)


def test_who_types_before_all_of_the_page_is_there_is_left_where_they_are(page: Page, preview: str) -> None:
    with Held(page, lambda request: request.resource_type in ("font", "image")) as line:
        page.get_by_role("button", name="Pas aan beurt 1").click(no_wait_after=True)
        expect(page.get_by_label("Beurt 1", exact=True)).to_be_visible()
        line.wait_for()
        page.get_by_label("Minuten").fill("2")
        page.evaluate("addEventListener('load', () => { window.isLoaded = true })")
        line.is_holding = False
        line.let_go()
        wait_until(page, "window.isLoaded")
        page.keyboard.type("4")
    expect(page.get_by_label("Minuten")).to_be_focused()
    expect(page.get_by_label("Minuten")).to_have_value("24")


def test_what_is_typed_before_the_script_is_there_is_kept_too(page: Page, preview: str) -> None:
    with Held(page, lambda request: "keep-form" in request.url) as line:
        page.reload(wait_until="commit")
        line.wait_for()
        page.get_by_label("Minuten").fill("24")
        line.is_holding = False
        line.let_go()
    expect(page.get_by_text("Wat je invult, wordt bewaard.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Minuten")).to_have_value("24")


def test_enter_in_a_field_takes_the_interview_over_and_mends_nothing(live: Live, page: Page, preview: str) -> None:
    page.get_by_label("Ouder", exact=True).check()
    expect(page.get_by_label("Naam in het verslag")).to_have_value("")
    page.get_by_label("Naam in het verslag").fill("Moeder")
    page.get_by_label("Minuten").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Nalezen")


def test_what_is_filled_in_survives_escape_back_and_a_page_that_closes(
    live: Live, page: Page, context: BrowserContext, preview: str
) -> None:
    page.get_by_label("Naam in het verslag").fill("Moeder")
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_label("Minuten").fill("31")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Weggooien").click()
    page.get_by_role("button", name="Gooi weg").click()
    page.get_by_role("button", name="Zet terug").click()
    page.get_by_role("link", name="gesprek.srt").click()

    expect(page.get_by_label("Naam in het verslag")).to_have_value("Moeder")
    expect(page.get_by_label("Ouder", exact=True)).to_be_checked()
    expect(page.get_by_label("Minuten")).to_have_value("31")


def test_a_second_tab_that_stood_open_takes_nothing_back_and_is_shown_all_before_taking_in(
    live: Live, page: Page, context: BrowserContext, preview: str, axe: Axe, console_errors: list[str]
) -> None:
    stale = context.new_page()
    stale.goto(preview)
    kept = "Wat je invult, wordt bewaard."
    page.get_by_label("Naam in het verslag").fill("Moeder")
    page.get_by_label("Minuten").fill("31")
    expect(page.get_by_text(kept)).to_be_visible()
    stale.get_by_label("Ouder", exact=True).check()
    expect(stale.get_by_text(kept)).to_be_visible()
    page.get_by_label("Naam in het verslag").fill("Moeder van twee")
    wait_until(page, "Object.keys(localStorage).every((key) => !key.includes(':form:'))")
    stale.get_by_label("Datum").fill("2026-03-11")
    wait_until(stale, "Object.keys(localStorage).every((key) => !key.includes(':form:'))")
    with live.session() as session:
        filled_in = session.exec(select(TranscriptInProgress)).one().filled_in
    assert {"Moeder van twee", "31", "ouder", "2026-03-11"} <= set(filled_in.values())

    stale.get_by_label("Naam in het verslag").fill("Moeder van drie")
    stale.get_by_role("button", name="Neem over in het onderzoek").click()
    expect(stale.get_by_text("In een ander tabblad is hier intussen iets anders ingevuld.")).to_be_visible()
    expect(stale.get_by_label("Naam in het verslag")).to_have_value("Moeder van drie")
    expect(stale.get_by_text("Intussen is hier bewaard: ‘Moeder van twee’")).to_be_visible()
    expect(stale.get_by_label("Minuten")).to_have_value("31")
    expect(stale.get_by_label("Ouder", exact=True)).to_be_checked()
    axe(stale)
    stale.get_by_role("button", name="Neem over in het onderzoek").click()
    expect(stale.get_by_role("heading", level=1)).to_have_text("Nalezen")
    console_errors.clear()


def test_taking_in_while_the_form_is_being_kept_is_no_other_tab(page: Page, preview: str) -> None:
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_label("Naam in het verslag").fill("Moeder")
    expect(page.get_by_text("Wat je invult, wordt bewaard.")).to_be_visible()
    with Held(page, posted("/bewaar")) as line:
        page.get_by_label("Minuten").fill("3")
        line.wait_for()
        page.get_by_label("Minuten").press_sequentially("1")
        page.get_by_role("button", name="Neem over in het onderzoek").click(no_wait_after=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nalezen")


def test_what_is_filled_in_while_signed_out_comes_back_after_signing_in(
    live: Live, page: Page, context: BrowserContext, preview: str, console_errors: list[str]
) -> None:
    context.clear_cookies()
    page.get_by_label("Minuten").fill("47")
    expect(page.get_by_text("Nog niet bewaard. Het staat op deze computer.")).to_be_visible()

    live.sign_in(page)
    page.goto(preview)

    expect(page.get_by_label("Minuten")).to_have_value("47")
    expect(page.get_by_text("Wat je invult, wordt bewaard.")).to_be_visible()
    console_errors.clear()


def test_a_half_filled_agreement_survives_leaving_by_any_way(live: Live, page: Page, preview: str) -> None:
    writing = f"{live.url}/onderzoeken/jeugdhulp/afspraken/schrijven"
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/afspraken")
    page.get_by_role("link", name="Schrijf de afspraken op").click()
    writing = page.url
    page.get_by_label("Wat willen jullie weten?").fill("Hoe kom je bij het loket?")
    page.get_by_label("Naam van partij 1").fill("De gemeente")
    page.get_by_role("checkbox").first.check()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Terug", exact=True).click()
    page.goto(writing)

    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value("Hoe kom je bij het loket?")
    expect(page.get_by_label("Naam van partij 1")).to_have_value("De gemeente")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    expect(page.get_by_text("is teruggezet")).to_be_visible()

    page.get_by_role("button", name="Bewaar de afspraken").click()
    page.goto(writing)
    expect(page.get_by_text("is teruggezet")).not_to_be_visible()
