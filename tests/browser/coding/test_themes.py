"""Figures and measures as people use them: filter, table, segments; and by keyboard, how a measure stands."""

import re

import pytest
from playwright.sync_api import Page, expect

from coding.codebook.changing import add_code
from coding.segments import add_segment
from foundation.database.engine import unit_of_work
from interviews.texts.sources import slice_of
from journeys.composing.fields import change_step
from journeys.measures.plans import MeasureText, add_measure
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Person
from studies.planning import add_study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_journey

pytestmark = pytest.mark.browser
THEMES = "/onderzoeken/jeugdhulp/coderen/thema-overzicht/"
MEASURES = "/onderzoeken/jeugdhulp/maatregelen/"


@pytest.fixture
def coded(live: Live) -> Live:
    """Fifteen conversations with parents and young people, coded with twelve codes, one with a long name."""
    with live.session() as session:
        study = add_study(session, "Jeugdhulp in Lindermeer 2026", municipality="Lindermeer", slug="jeugdhulp")
        top = add_code(session, study.id, "Wachten", theme="toegankelijkheid")
        codes = [top, add_code(session, study.id, "Geen bericht over hoe lang het wachten nog gaat duren", top)]
        codes += [add_code(session, study.id, f"Luisteren {number}", theme="kwaliteit") for number in range(10)]
        for number in range(15):
            source = make_interview(session, study, role="jongere" if number % 3 else "ouder")
            for place, code in enumerate(codes):
                for start in range(0, 1 + (number + place) % 9, 2):
                    add_segment(
                        session, source.id, start, start + 3, slice_of(session, source.id, start, start + 3), code.id
                    )
        session.commit()
    return live


@pytest.fixture
def team(live: Live) -> Person:
    """Somebody of the social team; a measure waits for them, and a pain point has none."""
    with live.session() as session:
        study = add_study(session, "Jeugdhulp in Lindermeer 2026", municipality="Lindermeer", slug="jeugdhulp")
        journey = make_journey(session, study)
        first, second, _third = all_steps(session, journey)
        change_step(session, journey, first, "pain_point", "Niemand belt terug.")
        change_step(session, journey, second, "pain_point", "De brief is onleesbaar.")
        add_measure(session, journey, MeasureText("Direct bellen", owner="Sociaal Team Lindermeer"), first)
        session.commit()
    with unit_of_work(live.engine, across=True) as session:
        person = add_person(session, live.organisation, "s@voorbeeld.nl", "Sanne Team", Role.SOCIAL_TEAM)
        session.expunge(person)
    return person


def test_from_a_filter_to_the_table_to_what_was_said(
    coded: Live, page: Page, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    coded.sign_in(page)
    page.goto(coded.url + THEMES)
    expect(page.get_by_role("heading", name="Wat er gezegd is")).to_be_visible()
    axe(page)

    page.get_by_label("Wie vertelt het?").select_option("ouder")
    page.get_by_label("Thema uit de wet").select_option("toegankelijkheid")
    page.get_by_role("button", name="Toon", exact=True).press("Enter")
    expect(page.get_by_role("status")).to_contain_text("in 5 gesprekken met fragmenten")
    expect(page.get_by_label("Wie vertelt het?")).to_have_value("ouder")

    page.get_by_text("Bekijk dezelfde cijfers als tabel").press("Enter")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader", name="Gesprek 4")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    cell = table.get_by_role("link", name=re.compile("over ‘Geen bericht.*in gesprek 4"))
    number = int(cell.inner_text().split()[0])
    cell.press("Enter")

    expect(page.get_by_role("status")).to_contain_text(re.compile(f"{number} fragment.* in 1 gesprek"))
    expect(page.locator(".said-list li")).to_have_count(number)
    axe(page)
    no_sideways_scroll(page)
    page.locator(".said-list a").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/coderen/4#beurt-1$"))


def test_a_square_of_the_picture_leads_to_its_segments(coded: Live, page: Page) -> None:
    coded.sign_in(page)
    page.goto(coded.url + THEMES)

    square = page.locator(".chart a").first
    number = square.locator("text").inner_html()
    square.locator("rect").click()

    expect(page.locator(".said-list li")).to_have_count(int(number))


def test_the_figures_come_as_a_file(coded: Live, page: Page) -> None:
    coded.sign_in(page)
    page.goto(coded.url + THEMES)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download voor Excel").press("Enter")

    assert download.value.suggested_filename == "wat-er-gezegd-is-jeugdhulp.csv"


def test_the_social_team_says_by_keyboard_how_a_measure_stands(
    live: Live, team: Person, page: Page, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    live.sign_in(page, team)
    page.goto(live.url + MEASURES)
    expect(page.get_by_role("link", name="Thema’s")).to_have_count(0)
    axe(page)

    page.get_by_text("Werk bij").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Voorstel")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Klaar")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Elke dag is er iemand.")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Bewaar").focus()
    page.keyboard.press("Enter")

    measure = page.locator(".followed-one")
    expect(page.get_by_text("‘Direct bellen’ is bijgewerkt.")).to_be_visible()
    expect(measure.locator(".badge")).to_have_text("Klaar")
    expect(measure).to_contain_text("Elke dag is er iemand.")
    measure.locator(".past summary").press("Enter")
    expect(measure.locator(".past li").first).to_contain_text("van voorstel naar klaar, Sanne Team")
    axe(page)


def test_what_cannot_be_done_yet_asks_why_and_keeps_the_rest(
    live: Live, team: Person, page: Page, console_errors: list[str]
) -> None:
    live.sign_in(page, team)
    page.goto(live.url + MEASURES)
    page.get_by_text("Werk bij").click()
    page.get_by_label("Kan nu niet").check()
    page.get_by_label("Wat leverde het op?").fill("Nog niets.")
    page.get_by_role("button", name="Bewaar").click()

    expect(page.get_by_role("alert")).to_contain_text("waarom het niet kan")
    expect(page.get_by_label("Kan nu niet")).to_be_checked()
    expect(page.get_by_label("Wat leverde het op?")).to_have_value("Nog niets.")
    console_errors.clear()  # Chromium reports the 422 itself


def test_a_pain_point_without_a_measure_gets_one(
    live: Live, team: Person, page: Page, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    live.sign_in(page, team)
    page.goto(live.url + MEASURES)
    page.get_by_role("link", name="Maak een maatregel").press("Enter")
    axe(page)
    no_sideways_scroll(page)

    page.get_by_label("Wat gaan jullie doen?").fill("Brief in gewone taal")
    page.get_by_role("button", name="Voeg maatregel toe").press("Enter")

    expect(page.get_by_role("heading", name="Brief in gewone taal")).to_be_visible()
    expect(page.get_by_text("Nog zonder maatregel")).to_have_count(0)
