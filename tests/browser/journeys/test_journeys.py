"""Composing a journey, as a researcher does: by mouse, by keyboard, with a line that drops, on a telephone."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlmodel import Session

from coding.models import SegmentFeeling
from journeys.composing.fields import change_step
from journeys.evidence.counting import evidence_by_step
from journeys.evidence.ledger import cite
from journeys.models import Journey
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.browser.holding import intercept
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_journey, make_segment, stored, titles

pytestmark = pytest.mark.browser
PHASES = {"Zorgen": ["Daan slaapt niet"], "Zoeken": ["Vier keer bellen", "De huisarts"], "Hulp": ["Een vast gezicht"]}


@pytest.fixture
def session(session: Session) -> Session:
    """What the test wrote stays readable after its commit, without a transaction that keeps the application out."""
    session.expire_on_commit = False
    return session


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Four steps; the first is cited from one of three coded conversations."""
    journey, code = make_journey(session, study, PHASES), make_code(session, study)
    steps = all_steps(session, journey)
    for number in range(3):
        segment = make_segment(
            session, study, make_interview(session, study), code, 1 + 2 * (number % 2), SegmentFeeling.NEGATIVE
        )
        if number == 0:
            cite(session, journey, steps[0], segment.id)
    for step, feeling in zip(steps, ("negative", "negative", "neutral", "positive"), strict=True):
        change_step(session, journey, step, "feeling", feeling)
    session.commit()
    return journey


def address(live: Live, journey: Journey) -> str:
    return f"{live.url}/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"


@pytest.fixture
def composer(live: Live, page: Page, journey: Journey) -> Page:
    live.sign_in(page)
    page.goto(address(live, journey))
    return page


def order(page: Page) -> list[str]:
    return [text.split(maxsplit=1)[1] for text in page.locator(".map-step h3").all_inner_texts()]


def step_link(page: Page, title: str) -> str:
    """A selector that survives the page being replaced."""
    return f"#{page.locator('.map-step h3 a', has_text=title).get_attribute('id')}"


def test_a_journey_is_begun_and_a_step_rests_on_what_people_said(
    live: Live, page: Page, journey: Journey, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/klantreizen/")
    axe(page)
    page.get_by_role("link", name="Nieuwe klantreis").click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Naam van de verzonnen persoon").fill("Samira")
    page.get_by_label("Meisje met oorbellen").check()
    page.get_by_label("Titel van de klantreis").fill("Samira zoekt rust")
    page.get_by_role("button", name="Begin klantreis").click()
    page.get_by_role("button", name="Eerste stap in de fase Zorgen").click()
    expect(page.locator(".map-step")).to_have_count(1)

    title = page.get_by_label("Titel van de stap")
    title.fill("Niemand belt")
    title.blur()
    expect(page.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
    expect(page.locator(".map-step h3")).to_contain_text("Niemand belt")
    page.get_by_label("Zoek in fragmenten").fill("bandje")
    expect(page.locator(".proofs li")).to_have_count(1)
    page.get_by_role("checkbox", name="Koppel").check()
    expect(page.locator("#onderbouwing-stand")).to_contain_text("1 fragment, 1 gesprek")
    expect(page.locator(".map-step .evidence")).to_contain_text("1 niet beoordeeld")
    page.locator(".proofs [data-judges]").get_by_role("button", name="Vertelt dit").first.click()
    expect(page.locator(".map-step .evidence")).to_contain_text("1 vertelt dit")
    expect(page.locator("#stap-feeling-hint")).to_contain_text("1 negatief")
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.both_motions
def test_buttons_keys_and_drag_move_a_step_in_the_same_way(composer: Page, session: Session, journey: Journey) -> None:
    page = composer
    start = ["Daan slaapt niet", "Vier keer bellen", "De huisarts", "Een vast gezicht"]
    assert order(page) == start

    page.get_by_role("link", name="De huisarts").click()
    expect(page.locator("#stap-kop")).to_contain_text("De huisarts")
    expect(page.locator("#stap-kop")).to_be_in_viewport()
    page.get_by_role("button", name="Eerder").first.click()
    expect(page.locator("#gezegd")).to_have_text("‘De huisarts’ is nu stap 2 van 4, in de fase ‘Zoeken’.")
    assert order(page) == ["Daan slaapt niet", "De huisarts", "Vier keer bellen", "Een vast gezicht"]
    expect(page.locator("#eerder")).to_be_focused()

    bellen = step_link(page, "Vier keer bellen")
    page.locator(bellen).focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#gezegd")).to_contain_text("‘Vier keer bellen’ is nu stap 3 van 4, in de fase ‘Hulp’.")
    expect(page.locator(bellen)).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("#gezegd")).to_contain_text("in de fase ‘Zoeken’")
    expect(page.locator("#stap-kop")).to_contain_text("De huisarts")

    grip = page.locator(".map-step", has_text="Daan slaapt niet").locator(".map-grip")
    grip.drag_to(page.locator(".map-step", has_text="Vier keer bellen"), target_position={"x": 120, "y": 30})
    expect(page.locator("#gezegd")).to_contain_text("‘Daan slaapt niet’ is nu stap 3 van 4, in de fase ‘Zoeken’.")
    assert stored(session, lambda fresh: titles(fresh, journey)) == {
        "Zorgen": [],
        "Zoeken": ["De huisarts", "Vier keer bellen", "Daan slaapt niet"],
        "Hulp": ["Een vast gezicht"],
    }
    expect(page.get_by_role("button", name="Eerste stap in de fase Zorgen")).to_be_visible()


def test_fields_save_themselves_and_undo_takes_them_back(composer: Page) -> None:
    page = composer
    happens = page.get_by_label("Wat gebeurt er?")
    happens.press_sequentially("Daan ligt wakker.")
    expect(page.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
    page.get_by_label("Positief").check()
    expect(page.locator("#stap-1 .feeling")).to_contain_text("Positief")

    page.reload()
    expect(page.get_by_label("Wat gebeurt er?")).to_have_value("Daan ligt wakker.")
    page.get_by_role("button", name="Ongedaan").click()
    expect(page.locator("#gezegd")).to_contain_text("Ongedaan gemaakt: ‘Gevoel’ aangepast")
    expect(page.get_by_label("Negatief")).to_be_checked()
    page.get_by_role("button", name="Ongedaan").click()
    expect(page.get_by_label("Wat gebeurt er?")).to_have_value("")
    page.get_by_role("button", name="Opnieuw").click()
    expect(page.get_by_label("Wat gebeurt er?")).to_have_value("Daan ligt wakker.")


def test_what_is_typed_waits_for_the_line_to_come_back(composer: Page, console_errors: list[str]) -> None:
    page = composer

    def drop(route: Route) -> None:
        route.abort()

    intercept(page, "**/stappen/*", drop)
    page.get_by_label("Behoefte").fill("Rust in huis")
    page.get_by_label("Behoefte").blur()
    line = page.locator("#stap-formulier [data-saved]")
    expect(line).to_contain_text("Je tekst staat hier nog")
    page.unroute("**/stappen/*")
    page.get_by_role("button", name="Probeer nu").click()
    expect(line).to_contain_text("Bewaard om")
    console_errors.clear()


def test_two_people_in_one_field_both_see_both_texts(
    composer: Page, session: Session, journey: Journey, console_errors: list[str]
) -> None:
    page = composer
    step = all_steps(session, journey)[0]
    change_step(session, journey, step, "need", "Een vast gezicht")
    session.commit()

    page.get_by_label("Behoefte").fill("Rust in huis")
    page.get_by_label("Behoefte").blur()
    box = page.locator(".conflict")
    expect(box).to_contain_text("Een vast gezicht")
    page.get_by_role("button", name="Houd mijn tekst").click()
    expect(page.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
    assert stored(session, lambda fresh: all_steps(fresh, journey))[0].need == "Rust in huis"
    console_errors.clear()


def test_moving_on_saves_what_was_just_typed(composer: Page, session: Session, journey: Journey) -> None:
    page = composer
    page.get_by_label("Kans").fill("Eén nummer voor alle vragen")
    page.get_by_role("button", name="Later").first.click()
    expect(page.locator("#gezegd")).to_contain_text("is nu stap 1 van 4, in de fase ‘Zoeken’")

    expect(page.get_by_label("Kans")).to_have_value("Eén nummer voor alle vragen")
    assert stored(session, lambda fresh: all_steps(fresh, journey))[0].opportunity == "Eén nummer voor alle vragen"


@pytest.mark.both_motions
def test_a_fragment_becomes_the_quote_to_rewrite(composer: Page) -> None:
    page = composer
    page.get_by_role("button", name="Gebruik als citaat").nth(1).click()

    expect(page.locator("#stap-quote")).to_be_focused()
    expect(page.locator("#stap-1 q")).to_contain_text("bandje")
    expect(page.locator("#onderbouwing-stand")).to_contain_text("2 fragmenten, 2 gesprekken")
    expect(page.locator(".gate")).to_contain_text("dit citaat is letterlijk, en het gesprek is aan niemand gekoppeld")


def test_a_fragment_is_judged_by_key_while_the_focus_is_in_it(
    composer: Page, session: Session, journey: Journey, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    page = composer
    page.get_by_label("Zoek in fragmenten").focus()
    page.keyboard.press("1")
    expect(page.get_by_label("Zoek in fragmenten")).to_have_value("1")
    with page.expect_response(lambda response: response.url.endswith("zoek=") or "zoek=&" in response.url):
        page.get_by_label("Zoek in fragmenten").fill("")
    expect(page.locator(".proofs > li")).to_have_count(3)

    page.get_by_role("link", name="Beoordeel de koppelingen (1)").last.click()
    page.keyboard.press("3")
    expect(page.locator("#onderbouwing-stand")).to_contain_text("1 vertelt iets anders")
    chosen = page.get_by_role("button", name="Vertelt iets anders", pressed=True)
    expect(chosen).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#onderbouwing-stand")).to_contain_text("1 vertelt dit")
    expect(page.get_by_role("button", name="Vertelt dit", pressed=True)).to_be_focused()
    expect(page.locator(".gate")).not_to_contain_text("Beoordeel de koppelingen")
    axe(page)
    no_sideways_scroll(page)
    assert [behind.tells for behind in stored(session, lambda fresh: evidence_by_step(fresh, journey)).values()] == [1]


def test_who_is_quicker_than_the_page_stays_on_it(composer: Page) -> None:
    """What an answer brought is in sight a moment before htmx listens to it; here that moment is long."""
    page = composer
    page.evaluate("() => { htmx.config.defaultSettleDelay = 3000; }")
    page.get_by_role("link", name="Beoordeel de koppelingen (1)").last.click()
    page.keyboard.press("3")
    expect(page.locator("#onderbouwing-stand")).to_contain_text("1 vertelt iets anders")
    page.keyboard.press("1")

    expect(page.locator("#onderbouwing-stand")).to_contain_text("1 vertelt dit")
    assert page.evaluate("htmx.config.defaultSettleDelay") == 3000, "the page was fetched anew"


def test_publishing_says_what_is_missing_and_leads_there(composer: Page) -> None:
    page = composer
    page.get_by_role("link", name="Publiceren").click(force=True)
    expect(page.locator("#gezegd")).to_contain_text("voor publicatie")
    expect(page.locator(".gate .is-open a").first).to_be_focused()

    page.get_by_role("link", name="Stap 3: citaat ontbreekt").click()
    expect(page.locator("#stap-kop")).to_contain_text("De huisarts")
    expect(page.locator("#stap-quote")).to_be_in_viewport()


def test_phases_texts_and_measures_are_kept_below(
    composer: Page, axe: Axe, no_sideways_scroll: NoSidewaysScroll, console_errors: list[str]
) -> None:
    page = composer
    for name in ("Fases", "Persoon en teksten", "Maatregelen"):
        page.get_by_role("heading", name=name, exact=True).click()
    page.get_by_label("Naam van fase 1").fill("De eerste zorgen")
    page.get_by_label("Naam van fase 1").blur()
    expect(page.locator(".phases li").first).to_have_text("De eerste zorgen")
    page.get_by_label("Wat doen jullie? Eén regel").fill("Elke maand bellen")
    page.locator("#later").click()
    expect(page.locator("#gezegd")).to_contain_text("in de fase ‘Zoeken’")
    expect(page.get_by_label("Wat doen jullie? Eén regel")).to_have_value("Elke maand bellen")
    page.get_by_role("button", name="Voeg maatregel toe").click()
    expect(page.locator(".measure summary")).to_contain_text("Elke maand bellen")
    expect(page.locator("#fases")).to_have_attribute("open", "")
    page.get_by_label("Woordenlijst").fill("CJG")
    page.get_by_label("Woordenlijst").blur()
    expect(page.locator("#teksten .error")).to_contain_text("mist de uitleg")
    console_errors.clear()
    page.get_by_label("Woordenlijst").fill("CJG: Centrum voor Jeugd en Gezin")
    page.get_by_label("Woordenlijst").blur()
    expect(page.locator("#teksten-formulier [data-saved]")).to_contain_text("Bewaard om")
    axe(page)
    no_sideways_scroll(page)


def test_a_card_says_which_point_is_a_pain_and_which_a_gain(composer: Page, session: Session, journey: Journey) -> None:
    step = all_steps(session, journey)[0]
    change_step(session, journey, step, "pain_point", "Niemand belde terug.")
    change_step(session, journey, step, "gain", "De buurvrouw luisterde.")
    session.commit()
    composer.set_viewport_size({"width": 360, "height": 740})
    composer.reload()

    card = composer.locator(".map-step").first
    expect(card.get_by_text("Pijnpunt", exact=True)).to_be_visible()
    expect(card.get_by_text("Pluspunt", exact=True)).to_be_visible()


@pytest.mark.both_motions
def test_on_a_telephone_each_step_is_a_card(composer: Page, axe: Axe, no_sideways_scroll: NoSidewaysScroll) -> None:
    page = composer
    page.set_viewport_size({"width": 360, "height": 740})

    expect(page.locator("#stap-1 dt", has_text="Gevoel")).to_be_visible()
    expect(page.locator("#stap-2 .map-feeling")).to_contain_text("Negatief")
    axe(page)
    no_sideways_scroll(page)
    page.locator("#stap-3 h3 a").click()
    expect(page.locator("#stap-kop")).to_be_in_viewport()
    page.locator("#stap-2 h3 a").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#gezegd")).to_contain_text("is nu stap 3 van 4")


def test_it_all_works_without_scripts(live: Live, browser: Browser, journey: Journey, session: Session) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    live.sign_in(page)
    page.goto(address(live, journey))
    page.get_by_label("Behoefte").fill("Rust in huis")
    page.locator("#stap-formulier").get_by_role("button", name="Bewaar").click()
    page.locator(".proofs li").nth(1).get_by_role("checkbox").check()
    page.locator(".proofs li").nth(1).get_by_role("button", name="Bewaar").click()
    page.get_by_role("button", name="Later").first.click()

    expect(page.get_by_text("‘Daan slaapt niet’ is nu stap 1 van 4, in de fase ‘Zoeken’.")).to_be_visible()
    expect(page.locator("#onderbouwing-stand")).to_contain_text("2 fragmenten, 2 gesprekken")
    assert stored(session, lambda fresh: all_steps(fresh, journey))[0].need == "Rust in huis"
    context.close()
