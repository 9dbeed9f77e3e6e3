"""A reload right after the last key asks for the page before what was typed is stored; still it stands there."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from coding.models import Topic
from interviews.respondents.models import RespondentDraft
from journeys.composing.fields import change_step
from journeys.models import Journey
from studies.models import Study
from tests.browser.coding.coding_screen import CodingScreen, make_screen
from tests.browser.conftest import Live, wait_until
from tests.browser.holding import Held, scripts_come_later
from tests.browser.interviews.test_interviews import TYPED, start_typing, typed_text
from tests.browser.interviews.test_interviews import home as home
from tests.browser.interviews.test_respondents import add_respondent
from tests.browser.journeys.composer.conftest import composer as composer
from tests.browser.journeys.composer.conftest import journey as journey
from tests.browser.journeys.composer.conftest import session as session
from tests.browser.journeys.test_measures import listed as listed
from tests.browser.journeys.test_measures import measure as measure
from tests.factories import make_interview
from tests.journeys.making import all_steps, stored

pytestmark = pytest.mark.browser
LINE_LOST = "() => { window.fetch = () => Promise.reject(new TypeError('lost')); }"
NOTHING_LIES_HERE = """() => ![localStorage, sessionStorage].some((storage) =>
  Object.keys(storage).some((key) => key.startsWith("verhaallijn")))"""
IS_STORED = """() => document.cookie.includes("composer")
  || Object.values(localStorage).some((kept) => kept.includes("storedAt"))"""
OFFERED = "Op deze computer staat een tekst die nog niet bewaard was."
ELSEWHERE = "in een ander tabblad verder getypt"
at_once = pytest.mark.parametrize("pause", [0, 100, 300])


def respondent(live: Live, page: Page, home: str) -> None:
    add_respondent(page, home.removesuffix("/interviews/"))
    page.wait_for_load_state("load")


def drafts(live: Live) -> int:
    with live.session() as session:
        return len(session.exec(select(RespondentDraft)).all())


@at_once
def test_what_was_typed_about_a_respondent_stands_there_and_goes_on_as_one_text(
    live: Live, page: Page, home: str, pause: int
) -> None:
    respondent(live, page, home)
    page.get_by_label("Notitie").fill("Eerste notitie")
    page.get_by_label("Niet opgenomen").check()
    page.get_by_label("Leeftijd").fill("50 tot 60")
    page.get_by_label("Ander kenmerk, naam").fill("dorp")
    page.wait_for_timeout(pause)

    page.reload()

    expect(page.get_by_label("Notitie")).to_have_value("Eerste notitie")
    expect(page.get_by_label("Niet opgenomen")).to_be_checked()
    expect(page.get_by_label("Leeftijd")).to_have_value("50 tot 60")
    expect(page.get_by_label("Ander kenmerk, naam")).to_have_value("dorp")

    status = page.locator("[data-part]", has=page.get_by_label("Notitie")).locator("[data-status]")
    expect(status).to_contain_text("Nog niet bewaard. Wat je invulde, blijft hier staan.")
    page.get_by_label("Notitie").fill("Tweede notitie")
    expect(status).to_contain_text("Nog niet bewaard. Wat je invulde, blijft hier staan.")
    wait_until(page, NOTHING_LIES_HERE)
    page.reload()
    expect(page.get_by_label("Notitie")).to_have_value("Tweede notitie")
    assert drafts(live) == 2, "of each part one"


def test_what_was_typed_about_a_respondent_is_put_back_when_it_never_arrived_and_then_leaves_the_browser(
    live: Live, page: Page, home: str
) -> None:
    respondent(live, page, home)
    page.evaluate(LINE_LOST)
    page.get_by_label("E-mailadres").fill("anna@voorbeeld.nl")

    page.reload()

    expect(page.get_by_label("E-mailadres")).to_have_value("anna@voorbeeld.nl")
    wait_until(page, NOTHING_LIES_HERE)
    assert drafts(live) == 1


def test_a_colleague_who_stored_meanwhile_is_told_of_after_a_reload(
    live: Live, page: Page, home: str, console_errors: list[str]
) -> None:
    respondent(live, page, home)
    colleague = page.context.new_page()
    colleague.goto(page.url)
    page.evaluate(LINE_LOST)
    page.get_by_label("E-mailadres").fill("anna@voorbeeld.nl")
    colleague.get_by_label("E-mailadres").fill("annie@voorbeeld.nl")
    colleague.get_by_role("button", name="Bewaar contact").click()
    expect(colleague.get_by_text("De contactgegevens zijn versleuteld bewaard.")).to_be_visible()

    page.reload()
    expect(page.get_by_label("E-mailadres")).to_have_value("anna@voorbeeld.nl")
    page.get_by_role("button", name="Bewaar contact").click()

    expect(page.locator("#email-error")).to_contain_text("annie@voorbeeld.nl")
    console_errors.clear()  # the browser notes the refusal


def need(session: Session, journey: Journey) -> str:
    found: str = stored(session, lambda fresh: all_steps(fresh, journey))[0].need
    return found


SAVED = "#stap-formulier [data-saved]"


@at_once
@pytest.mark.parametrize("scripts_are", ["quick", "late"])
def test_what_was_typed_in_the_composer_stands_there_and_is_nobody_elses(
    composer: Page, session: Session, journey: Journey, pause: int, scripts_are: str
) -> None:
    page = composer
    page.wait_for_load_state("load")
    page.get_by_label("Behoefte").fill("Rust in huis")
    page.wait_for_timeout(pause)
    if scripts_are == "quick":
        page.reload()
    else:
        with scripts_come_later(page, "kept.js", "journey.js"):
            page.reload(wait_until="commit")
            wait_until(page, IS_STORED)

    expect(page.get_by_label("Behoefte")).to_have_value("Rust in huis")
    page.get_by_label("Behoefte").press("End")
    page.get_by_label("Behoefte").press_sequentially(" en slaap")
    expect(page.locator(SAVED)).to_contain_text("Bewaard om")
    expect(page.locator(".conflict")).to_have_count(0)
    assert need(session, journey) == "Rust in huis en slaap"
    wait_until(page, NOTHING_LIES_HERE)


def test_what_was_being_saved_in_the_composer_is_nobody_elses_after_a_reload(
    composer: Page, session: Session, journey: Journey
) -> None:
    page = composer
    page.wait_for_load_state("load")
    with Held(page, lambda request: request.method == "POST") as line:
        page.get_by_label("Behoefte").fill("Rust")
        line.wait_for()
        page.get_by_label("Behoefte").press("End")
        page.get_by_label("Behoefte").press_sequentially(" in huis")
        page.evaluate(LINE_LOST)
        page.once("dialog", lambda dialog: dialog.accept())
        page.reload()
    expect(page.get_by_label("Behoefte")).to_have_value("Rust in huis")
    expect(page.locator(SAVED)).to_contain_text("Bewaard om")
    expect(page.locator(".conflict")).to_have_count(0)
    assert need(session, journey) == "Rust in huis"


def test_what_a_colleague_wrote_after_it_was_stored_stays(composer: Page, session: Session, journey: Journey) -> None:
    page, address = composer, composer.url
    page.wait_for_load_state("load")
    page.get_by_label("Behoefte").fill("Rust in huis")
    with scripts_come_later(page, "kept.js"):
        page.goto(f"{address.partition('/klantreizen')[0]}/klantreizen/", wait_until="commit")
        wait_until(page, "() => document.cookie.includes('composer')")
        change_step(session, journey, all_steps(session, journey)[0], "need", "Een vast gezicht")
        session.commit()
        page.goto(address, wait_until="commit")

    expect(page.get_by_label("Behoefte")).to_have_value("Een vast gezicht")
    expect(page.locator(".conflict")).to_have_count(0)
    wait_until(page, NOTHING_LIES_HERE)


@at_once
def test_what_was_typed_of_a_conversation_stands_there_and_is_no_other_tabs(
    live: Live, page: Page, home: str, pause: int, console_errors: list[str]
) -> None:
    start_typing(page, home)
    field = page.get_by_label("Het gesprek")
    field.fill("I: Hoe begon het?")
    page.wait_for_timeout(pause)

    page.reload()

    expect(field).to_have_value("I: Hoe begon het?")
    expect(page.get_by_text(OFFERED)).to_be_hidden()
    field.press("Control+End")
    field.press_sequentially("\nR: Met buikpijn.")
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")
    expect(page.get_by_text(ELSEWHERE)).to_be_hidden()
    console_errors.clear()  # what the page before sent may come last, and is refused
    assert typed_text(live) == "I: Hoe begon het?\nR: Met buikpijn."
    wait_until(page, NOTHING_LIES_HERE)


def test_what_was_typed_before_the_scripts_came_stands_below_what_was_typed_before_the_reload(
    live: Live, page: Page, home: str
) -> None:
    start_typing(page, home)
    field = page.get_by_label("Het gesprek")
    page.evaluate(LINE_LOST)
    field.fill("I: Hoe begon het?")
    with scripts_come_later(page, "autosave.js"):
        page.reload(wait_until="commit")
        field.fill("R: Met buikpijn.")

    expect(field).to_have_value("R: Met buikpijn.\n\nI: Hoe begon het?")
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")
    assert "Met buikpijn" in typed_text(live)


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study)


@at_once
def test_the_meaning_of_a_code_stands_there(screen: CodingScreen, pause: int) -> None:
    page = screen.page
    screen.open("#beurt-2")
    code = page.get_by_role("navigation", name="Codeboek").get_by_role("button", name="Wachttijd aanpassen")
    code.click()
    page.get_by_label("Wat valt eronder?").fill("Hoe lang het duurt.")
    page.wait_for_timeout(pause)

    page.reload()

    code.click()
    expect(page.get_by_label("Wat valt eronder?")).to_have_value("Hoe lang het duurt.")


@at_once
def test_what_was_typed_of_a_measure_stands_there(page: Page, listed: str, measure: int, pause: int) -> None:
    what = page.locator(f"#maatregel-{measure}-what")
    page.locator(f"#maatregel-{measure} summary", has_text="Werk bij").click()
    what.fill("Er wordt binnen een dag gebeld.")
    page.wait_for_timeout(pause)

    page.reload()

    expect(what).to_have_value("Er wordt binnen een dag gebeld.")


@at_once
def test_a_stand_in_and_what_is_said_of_speakers_stand_there(page: Page, home: str, pause: int) -> None:
    start_typing(page, home)
    page.get_by_label("Het gesprek").fill(TYPED)
    page.get_by_role("button", name="Verder naar de sprekers").click()
    minutes = page.get_by_label("Minuten")
    minutes.fill("45")
    page.wait_for_timeout(pause)
    page.reload()
    expect(minutes).to_have_value("45")
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_role("button", name="Neem over in het onderzoek").click()
    stand_in = page.get_by_label("Vervang Tijn door")
    stand_in.fill("Pim")
    page.wait_for_timeout(pause)

    page.reload()

    expect(stand_in).to_have_value("Pim")


def test_names_of_topics_stand_there_also_when_another_becomes_a_code(
    live: Live, page: Page, session: Session, study: Study
) -> None:
    source = make_interview(session, study, [("Ouder", "Wij wachtten lang op een brief.", False)])
    for position, name in enumerate(("wachten", "bellen")):
        counts = {"segments": 1, "interviews": 1, "stretches": [[source.id, 0, 12]]}
        session.add(Topic(study_id=study.id, position=position, name=name, words=[name], **counts))
    session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/coderen/onderwerpen")
    for topic, name in (("bellen", "Vaak bellen"), ("wachten", "Lang wachten")):
        page.get_by_role("link", name=topic, exact=True).click()
        expect(page.get_by_role("heading", name=topic, exact=True)).to_be_visible()
        page.get_by_label("Naam van de code").fill(name)

    page.reload()

    expect(page.get_by_label("Naam van de code")).to_have_value("Lang wachten")
    page.get_by_role("button", name="Maak code met wat aangevinkt is").click()
    expect(page.get_by_text("De code ‘Lang wachten’ staat in het codeboek")).to_be_visible()
    page.get_by_role("link", name="bellen", exact=True).click()
    expect(page.get_by_label("Naam van de code")).to_have_value("Vaak bellen")
