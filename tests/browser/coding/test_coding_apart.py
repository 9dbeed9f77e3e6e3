"""Somebody else's coding on one's screen: it goes after a question, or stands there only to compare."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from coding.ends import finish_coding
from coding.models import Code
from coding.segments import add_segment
from foundation.database.engine import unit_of_work
from interviews.models import Interview
from interviews.texts.sources import text_of
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Person, Study
from tests.browser.coding.coding_screen import QUIET, CodingScreen, make_screen
from tests.browser.conftest import Axe, Live

pytestmark = pytest.mark.browser
Work = Callable[[str, Role], Person]


@pytest.fixture
def screen(live: Live, page: Page, study: Study) -> CodingScreen:
    return make_screen(live, page, study)


@pytest.fixture
def coded_by(live: Live, screen: CodingScreen) -> Work:
    """Somebody who gave QUIET the code 'Wachttijd' and said that the interview is done."""

    def work(name: str, role: Role) -> Person:
        with unit_of_work(live.engine, across=True) as across:
            person = add_person(across, live.organisation, "c@voorbeeld.nl", name, role)
            across.expunge(person)
        with unit_of_work(live.engine, live.organisation.id, person.id) as session:
            start = text_of(session, screen.source_id).index(QUIET)
            code = session.exec(select(Code.id).where(Code.name == "Wachttijd")).one()
            add_segment(session, screen.source_id, start, start + len(QUIET), QUIET, code)
            finish_coding(session, session.exec(select(Interview)).one(), is_meant=True)
        return person

    return work


def test_a_colleagues_coding_goes_after_a_question_that_names_them(
    screen: CodingScreen, coded_by: Work, axe: Axe
) -> None:
    coded_by("Colette Bos", Role.RESEARCHER)
    screen.open("#beurt-2")
    remove = screen.page.locator(".codings").get_by_role("button", name="Haal weg")

    remove.click()
    dialog = screen.page.get_by_role("dialog", name="Werk van iemand anders weghalen?")
    expect(dialog).to_contain_text("Colette Bos")
    axe(screen.page)
    dialog.get_by_role("button", name="Laat het staan").click()
    assert (QUIET, "Wachttijd") in screen.stored()

    remove.click()
    dialog.get_by_role("button", name="Haal het weg").click()
    screen.wait_until_stored([])


def test_a_colleagues_coding_is_changed_after_a_question_and_its_feeling_not_at_all(
    screen: CodingScreen, coded_by: Work, axe: Axe, console_errors: list[str]
) -> None:
    coded_by("Colette Bos", Role.RESEARCHER)
    screen.open("#beurt-2")
    page = screen.page
    card = page.locator(".codings li")
    expect(card.get_by_role("button", name="Haal weg")).to_be_visible()
    expect(card.get_by_role("combobox")).to_have_count(0)

    page.get_by_role("button", name="Wachttijd aanpassen").click()
    page.get_by_text("Samenvoegen of verwijderen").click()
    page.get_by_label("Voeg samen met").select_option(label="Bereikbaarheid")
    page.get_by_role("button", name="Voeg samen").click()
    expect(page.locator("#code-dialog .error")).to_contain_text("Colette Bos (1 fragment)")
    expect(page.get_by_role("button", name="Ja, voeg samen")).to_be_visible()
    axe(page)
    page.get_by_label("Voeg samen met").select_option(label="\u2003Geen bericht")
    expect(page.get_by_role("button", name="Ja, voeg samen")).to_have_count(0)
    page.get_by_role("button", name="Voeg samen").click()
    page.get_by_role("button", name="Ja, voeg samen").click()
    screen.wait_until_stored([(QUIET, "Geen bericht")])
    console_errors.clear()  # Chromium reports the refused requests itself


def test_what_a_second_coder_did_stands_there_to_compare(screen: CodingScreen, live: Live, coded_by: Work) -> None:
    second = coded_by("Tariq Bensaïd", Role.SECOND_CODER)
    screen.open("#beurt-2")
    codings = screen.page.locator(".codings li")
    expect(codings).to_have_count(0)

    with unit_of_work(live.engine, live.organisation.id, live.researcher.id) as session:
        code = session.exec(select(Code.id).where(Code.name == "Wachttijd")).one()
        add_segment(session, screen.source_id, 0, 2, text_of(session, screen.source_id)[:2], code)
    screen.open("#beurt-2")
    screen.page.get_by_role("button", name="Klaar met coderen").click()
    screen.page.get_by_role("button", name="Ja, ik ben klaar").click()
    screen.open("#beurt-2")
    expect(codings).to_have_count(1)
    expect(codings).to_contain_text("Tariq")
    expect(codings.get_by_role("button")).to_have_count(0)
    expect(screen.page.locator("#segment-total")).to_have_text("1 fragment gecodeerd, en 1 om te vergelijken")
    expect(screen.page.locator("[data-edit]").first).to_be_attached()

    live.sign_in(screen.page, second)
    screen.open("#beurt-2")
    expect(codings.get_by_role("button", name="Haal weg")).to_have_count(1)
    expect(screen.page.locator("[data-edit]")).to_have_count(0)


def test_a_second_coder_is_told_only_what_they_did_themselves(screen: CodingScreen, live: Live, coded_by: Work) -> None:
    second = coded_by("Tariq Bensaïd", Role.SECOND_CODER)
    live.sign_in(screen.page, second)
    screen.open()

    screen.page.locator(".book").get_by_text("Bereikbaarheid").click()

    expect(screen.page.get_by_text("‘Bereikbaarheid’ gebruikte jij nog niet in dit gesprek.")).to_be_visible()


def test_a_second_coder_hears_that_there_are_no_suggestions_for_them(
    screen: CodingScreen, live: Live, coded_by: Work
) -> None:
    live.sign_in(screen.page, coded_by("Tariq Bensaïd", Role.SECOND_CODER))
    screen.open("#beurt-2")
    screen.page.keyboard.press("n")
    expect(screen.page.locator(".place")).to_have_text(
        "Als tweede codeur krijg je geen suggesties: jij codeert los van de anderen."
    )
    screen.page.keyboard.press("?")
    expect(screen.page.get_by_role("dialog")).to_contain_text("een code die je net gebruikte")
    expect(screen.page.get_by_role("dialog")).not_to_contain_text("suggestie")
