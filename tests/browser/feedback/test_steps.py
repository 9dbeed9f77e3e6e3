"""'In welke stap?' on a telephone without scripts, and put together by a researcher from a journey."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from exports.publishing.publish import publish_journey
from feedback.answers.models import Given
from feedback.questionnaires.questions import Kind, new_question
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.feedback.making import codes, measurement
from tests.feedback.test_steps import asked
from tests.journeys.making import SITE, make_finished

pytestmark = pytest.mark.browser

STEPS = (
    "Mirjam belt en niemand neemt op",
    "De huisarts schrijft een brief aan het wijkteam",
    *(f"Stap {number}" for number in range(3, 12)),
)


def test_a_citizen_chooses_a_step_without_scripts(
    live: Live, browser: Browser, browser_type_launch_args: object
) -> None:
    with live.session() as session:
        made = asked(session, replace(new_question(Kind.STEP), key="stap", options=STEPS))
        made.agreed_on = made.created_at.date()
        session.add(made)
        code = codes(session, made)[0]
        session.commit()
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{live.url}/mening")
    page.get_by_label("Uw code").fill(code)
    page.get_by_role("button", name="Begin met de vragen").click()
    page.get_by_role("button", name="Sla deze vraag over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("In welke stap was dat?")
    expect(page.get_by_role("radio")).to_have_count(12)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_text("Dat weet ik niet").click()
    page.get_by_role("button", name="Volgende vraag").click()
    page.get_by_role("button", name="Verstuur mijn antwoord").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Uw antwoord is binnen.")
    context.close()
    with live.session() as session:
        assert session.exec(select(Given.question, Given.value)).all() == [("stap", 12)]


def test_a_researcher_takes_the_steps_of_a_journey(
    page: Page, live: Live, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        journey = make_finished(session, session.get_one(Study, study.id))
        publish_journey(session, journey, SITE)
        title = journey.title
        measurement(session)
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/metingen/spreekuur-geld-en-regels/vragen")
    page.get_by_role("button", name="In welke stap?").click()
    page.get_by_label("Of neem de stappen van een klantreis over").select_option(label=title)
    page.get_by_role("button", name="Neem de stappen over").press("Enter")
    expect(page.get_by_label("De stappen, elk op een eigen regel")).not_to_have_value("")
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Bewaar de vragen").press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Bewaard.")
