"""What a code means: each field has its place on screen, a colleague reads it while choosing, figures follow it."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from coding.codebook.changing import add_code
from coding.models import Code
from coding.segments import add_segment
from studies.models import Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_screen
from tests.browser.conftest import Axe, Live, NoSidewaysScroll

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study)


def _code(screen: CodingScreen, name: str) -> Code:
    with screen.live.session() as session:
        return session.exec(select(Code).where(Code.name == name)).one()


def test_every_field_of_a_code_is_filled_in_read_and_undone(
    screen: CodingScreen, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    screen.open()
    page = screen.page
    book = page.get_by_role("navigation", name="Codeboek")
    book.get_by_role("button", name="Wachttijd aanpassen").click()
    dialog = page.get_by_role("dialog", name="Code aanpassen")
    dialog.get_by_label("Wat valt eronder?").fill("Hoe lang het duurt tot er hulp is.")
    dialog.get_by_text("Meer over deze code").click()
    dialog.get_by_label("Wanneer wel?").fill("Als iemand weken of maanden noemt.")
    dialog.get_by_label("Wanneer niet?").fill("Als er geen bericht komt: ‘Geen bericht’.")
    dialog.get_by_label("Voorbeeld").fill("Het duurde elf weken.")
    dialog.get_by_label("Zegt iets over").select_option(label="Output")
    dialog.get_by_label("Thema uit de wet").select_option(label="Toegankelijkheid")
    axe(page)
    no_sideways_scroll(page)
    dialog.get_by_role("button", name="Bewaar code").click()
    expect(dialog).to_be_hidden()

    stored = _code(screen, "Wachttijd")
    assert (stored.dimension, stored.theme) == ("output", "toegankelijkheid")
    page.reload()
    book.get_by_role("button", name="Wat valt er onder Wachttijd?").click()
    for said in ("Hoe lang het duurt tot er hulp is.", "Als iemand weken of maanden noemt.", "‘Het duurde elf weken.’"):
        expect(book.get_by_text(said)).to_be_visible()
    axe(page)
    book.get_by_role("button", name="Wachttijd aanpassen").click()
    expect(dialog.get_by_label("Wanneer niet?")).to_have_value("Als er geen bericht komt: ‘Geen bericht’.")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(book.get_by_role("button", name="Wat valt er onder Wachttijd?")).to_have_count(0)
    assert _code(screen, "Wachttijd").theme == ""


def test_a_new_code_gets_all_its_fields_at_once(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    page.get_by_role("button", name="Nieuwe code").click()
    dialog = page.get_by_role("dialog", name="Nieuwe code")
    dialog.get_by_label("Naam").fill("Vast gezicht")
    dialog.get_by_text("Meer over deze code").click()
    dialog.get_by_label("Wanneer wel?").fill("Steeds dezelfde persoon.")
    dialog.get_by_label("Thema uit de wet").select_option(label="Kwaliteit")
    dialog.get_by_role("button", name="Bewaar code").click()
    expect(dialog).to_be_hidden()

    stored = _code(screen, "Vast gezicht")
    assert (stored.when_to_use, stored.theme) == ("Steeds dezelfde persoon.", "kwaliteit")


def test_while_choosing_one_reads_what_a_code_means(screen: CodingScreen, axe: Axe) -> None:
    with screen.live.session() as session:
        for code in session.exec(select(Code).where(Code.name == "Geen bericht")).all():
            code.definition, code.when_not = "Stilte na een aanmelding.", "Bij een lange wachttijd met bericht."
        session.commit()
    screen.open()
    page = screen.page
    screen.choose(QUIET)
    page.keyboard.type("bericht")

    option = page.get_by_role("option", name="Geen bericht")
    expect(option).to_have_accessible_description("Stilte na een aanmelding. Niet Bij een lange wachttijd met bericht.")
    expect(page.get_by_role("dialog").get_by_text("Stilte na een aanmelding.")).to_be_visible()
    axe(page)


def test_what_a_colleague_changed_of_a_code_meanwhile_stays(screen: CodingScreen) -> None:
    screen.open()
    page = screen.page
    page.get_by_role("navigation", name="Codeboek").get_by_role("button", name="Wachttijd aanpassen").click()
    with screen.live.session() as session:
        session.exec(select(Code).where(Code.name == "Wachttijd")).one().definition = "Hoe lang het duurt."
        session.commit()
    page.get_by_label("Naam").fill("Duur van het wachten")
    page.get_by_role("button", name="Bewaar code").click()
    expect(page.get_by_role("dialog")).to_be_hidden()

    assert _code(screen, "Duur van het wachten").definition == "Hoe lang het duurt."


def test_a_theme_that_no_code_has_leads_to_where_a_code_gets_it(screen: CodingScreen, axe: Axe) -> None:
    with screen.live.session() as session:
        code = session.exec(select(Code).where(Code.name == "Wachttijd")).one()
        add_segment(session, screen.source_id, 0, 2, "En", code.id)
        add_code(session, screen.study_id, "Elders", theme="effect")
        session.commit()
    page = screen.page
    figures = f"{screen.live.url}/onderzoeken/jeugdhulp/coderen/thema-overzicht/?thema="
    page.goto(f"{figures}toegankelijkheid")
    expect(page.get_by_text("Nog geen code hoort bij toegankelijkheid.")).to_be_visible()
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Naar coderen").click()
    page.get_by_role("link", name="gesprek 1").first.click()
    book = page.get_by_role("navigation", name="Codeboek")
    book.get_by_role("button", name="Wachttijd aanpassen").click()
    page.get_by_text("Meer over deze code").click()
    page.get_by_label("Thema uit de wet").select_option(label="Toegankelijkheid")
    page.get_by_role("button", name="Bewaar code").click()
    expect(page.get_by_role("dialog")).to_be_hidden()

    page.goto(f"{figures}toegankelijkheid")
    expect(page.get_by_role("main").get_by_text("1 fragment in 1 gesprek met fragmenten.")).to_be_visible()
    page.goto(f"{figures}effect")
    expect(page.get_by_text("Bij deze keuze horen geen fragmenten.")).to_be_visible()
