"""Following measures in a browser, as the social team does: what is half typed stays, what is refused is in view."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, select

from foundation.database.engine import unit_of_work
from journeys.composing.field_rules import LONG
from journeys.composing.fields import change_step
from journeys.following.progress import ProgressReport, measure_in_study, report_progress
from journeys.measures.models import Measure, WaitingWords
from journeys.measures.plans import MeasureText, add_measure, remove_measure
from journeys.models import Journey
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Study
from tests.browser.conftest import Live
from tests.journeys.making import all_steps, make_journey, stored

pytestmark = pytest.mark.browser


@pytest.fixture
def measure(session: Session, study: Study) -> int:
    """The first of two measures, of a story with a third pain point."""
    journey = make_journey(session, study)
    steps = all_steps(session, journey)
    for step in steps:
        change_step(session, journey, step, "pain_point", f"{step.title} gaat mis.")
    first = add_measure(session, journey, MeasureText("Direct bellen", what="Er wordt gebeld."), steps[0])
    add_measure(session, journey, MeasureText("Een korte brief"), steps[1])
    session.commit()
    return first.id


@pytest.fixture
def listed(live: Live, page: Page, measure: int) -> str:
    """The list of measures, opened by somebody of the social team."""
    with unit_of_work(live.engine, across=True) as session:
        person = add_person(session, live.organisation, "s@voorbeeld.nl", "Sanne Team", Role.SOCIAL_TEAM)
        session.expunge(person)
    live.sign_in(page, person)
    address = f"{live.url}/onderzoeken/jeugdhulp/maatregelen/"
    page.goto(address)
    return address


def report(page: Page, measure: int) -> None:
    page.locator(f"#maatregel-{measure} summary", has_text="Werk bij").click()


def test_a_half_typed_report_is_there_after_going_elsewhere(page: Page, listed: str, measure: int) -> None:
    report(page, measure)
    page.locator(f"#maatregel-{measure}-what").fill("Er wordt binnen een dag")
    page.get_by_role("link", name="Overzicht", exact=True).click()
    page.goto(listed)

    expect(page.locator(f"#maatregel-{measure}-what")).to_be_visible()
    expect(page.locator(f"#maatregel-{measure}-what")).to_have_value("Er wordt binnen een dag")
    expect(page.get_by_text("nog niet bewaarde, is teruggezet")).to_be_visible()

    page.locator(f"#maatregel-{measure}").get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("is bijgewerkt")).to_be_visible()
    page.reload()
    expect(page.locator(f"#maatregel-{measure}-what")).not_to_be_visible()


def test_a_half_typed_report_shows_what_a_colleague_stored_first_and_goes_once_that_was_seen(
    live: Live, page: Page, session: Session, listed: str, measure: int
) -> None:
    report(page, measure)
    page.locator(f"#maatregel-{measure}-what").fill("Mijn halve zin")
    page.goto(f"{live.url}/account")
    with live.session() as other:
        study = other.exec(select(Study)).one()
        found, journey = measure_in_study(other, study.id, measure)
        report_progress(other, journey, found, ProgressReport(found.state, what="De zin van een ander"))
        other.commit()

    for _visit in ("the first", "a reload"):
        page.goto(listed)
        form = page.locator(f"#maatregel-{measure}")
        expect(page.locator(f"#maatregel-{measure}-what")).to_have_value("Mijn halve zin")
        expect(form.get_by_text("Intussen is hier bewaard: ‘De zin van een ander’")).to_be_visible()
        expect(form.get_by_text("Dit is intussen veranderd.")).to_be_visible()
    form.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("is bijgewerkt.")).to_be_visible()
    assert stored(session, lambda fresh: fresh.get_one(Measure, measure).what) == "Mijn halve zin"
    assert form.get_by_text("De zin van een ander").count(), "it stands in the history"


def test_why_a_report_was_refused_is_in_view(
    page: Page, console_errors: list[str], listed: str, session: Session, measure: int
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    last = stored(session, lambda fresh: fresh.exec(select(Measure.id).where(Measure.id != measure)).one())
    report(page, last)
    page.locator(f"#maatregel-{last}").get_by_label("Kan nu niet", exact=True).check()
    page.locator(f"#maatregel-{last}").get_by_role("button", name="Bewaar").click()

    expect(page.get_by_role("alert")).to_be_in_viewport()
    console_errors.clear()  # the browser notes the refusal


def test_a_half_typed_measure_stays_when_a_colleague_adds_one_and_goes_once_it_is_stored(
    live: Live, page: Page, listed: str
) -> None:
    form = page.locator("a", has_text="Maak een maatregel").get_attribute("href")
    page.goto(f"{live.url}{form}")
    page.get_by_label("Wat gaan jullie doen? Eén regel").fill("Een loket")
    page.goto(listed)
    with live.session() as session:
        add_measure(session, session.exec(select(Journey)).one(), MeasureText("Van een ander"))
        session.commit()

    page.goto(f"{live.url}{form}")
    expect(page.get_by_label("Wat gaan jullie doen? Eén regel")).to_have_value("Een loket")
    page.get_by_role("button", name="Voeg maatregel toe").click()
    page.goto(f"{live.url}{form}")
    expect(page.get_by_label("Wat gaan jullie doen? Eén regel")).to_have_value("")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_storing_one_report_keeps_what_is_half_typed_at_another(
    live: Live, browser: Browser, listed: str, session: Session, measure: int, has_scripts: bool
) -> None:
    last = stored(session, lambda fresh: fresh.exec(select(Measure.id).where(Measure.id != measure)).one())
    page = browser.new_context(java_script_enabled=has_scripts).new_page()
    live.sign_in(page)
    page.goto(listed)
    for number, words in ((last, "Mijn halve zin"), (measure, "Er wordt gebeld, elke dag.")):
        report(page, number)
        page.locator(f"#maatregel-{number}-what").fill(words)
    page.locator(f"#maatregel-{measure}").get_by_role("button", name="Bewaar").click()

    expect(page.get_by_text("is bijgewerkt")).to_be_visible()
    assert stored(session, lambda fresh: fresh.get_one(Measure, measure).what) == "Er wordt gebeld, elke dag."
    expect(page.locator(f"#maatregel-{last}-what")).to_be_visible()
    expect(page.locator(f"#maatregel-{last}-what")).to_have_value("Mijn halve zin")
    if has_scripts:
        page.goto(f"{live.url}/account")
        page.goto(listed)
        expect(page.locator(f"#maatregel-{last}-what")).to_have_value("Mijn halve zin")
        expect(page.locator(f"#maatregel-{measure}-what")).not_to_be_visible()
    page.locator(f"#maatregel-{last}").get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("‘Een korte brief’ is bijgewerkt")).to_be_visible()
    assert stored(session, lambda fresh: fresh.get_one(Measure, last).what) == "Mijn halve zin"
    page.goto(listed)
    expect(page.locator(f"#maatregel-{last}-what")).not_to_be_visible()
    page.context.close()


def test_who_reports_at_length_reads_near_the_end_how_much_still_fits(page: Page, listed: str, measure: int) -> None:
    report(page, measure)
    page.locator(f"#maatregel-{measure}-result").fill("x" * (LONG - 100))

    expect(page.locator(".room-left")).to_have_text("Nog 100 van de 3.000 tekens over.")


def _stored_elsewhere(live: Live, act: Callable[[Session, Journey], object]) -> None:
    with live.session() as session:
        act(session, session.exec(select(Journey)).one())
        session.commit()


def test_what_is_half_typed_at_a_measure_that_was_removed_is_shown_until_it_is_thrown_away(
    live: Live, page: Page, listed: str, measure: int
) -> None:
    report(page, measure)
    page.locator(f"#maatregel-{measure}-what").fill("Mijn halve zin")
    _stored_elsewhere(
        live, lambda session, journey: remove_measure(session, journey, session.get_one(Measure, measure))
    )

    for _visit in ("the first", "a reload"):
        page.goto(listed)
        left = page.locator(".left-one")
        expect(left).to_have_count(1)
        expect(left).to_contain_text("Waar je dit typte, is er niet meer. Het is niet bewaard.")
        expect(left.get_by_text("Mijn halve zin")).to_be_visible()
    left.get_by_role("button", name="Gooi weg").click()
    page.goto(listed)
    expect(page.locator("#niet-bewaard")).not_to_be_visible()


def test_what_is_typed_over_own_words_stays_when_they_wait_or_were_looked_at_meanwhile(
    live: Live, page: Page, listed: str, measure: int
) -> None:
    person = page.locator("html").get_attribute("data-person")
    words = WaitingWords(measure_id=measure, typed={"title": "Direct bellen", "result": "Er wordt teruggebeld."})
    report(page, measure)
    page.locator(f"#maatregel-{measure}-when").fill("Mijn halve zin")

    def wait(session: Session, journey: Journey) -> None:
        words.journey_id, words.person_id = journey.id, int(person or 0)
        session.add(words)

    _stored_elsewhere(live, wait)
    page.goto(listed)
    expect(page.locator(f"#maatregel-{measure}-when")).to_have_value("Mijn halve zin")
    expect(page.locator(f"#maatregel-{measure}-result")).to_have_value("Er wordt teruggebeld.")

    _stored_elsewhere(live, lambda session, _journey: session.delete(session.exec(select(WaitingWords)).one()))
    page.goto(listed)
    expect(page.locator(f"#maatregel-{measure}-when")).to_have_value("Mijn halve zin")


def test_what_is_typed_in_a_new_measure_that_waited_is_shown_once_it_does_not_wait_any_more(
    live: Live, page: Page, listed: str, session: Session
) -> None:
    person = int(page.locator("html").get_attribute("data-person") or 0)
    step = stored(session, lambda fresh: all_steps(fresh, fresh.exec(select(Journey)).one())[2].id)
    typed = {"title": "Een loket", "state": "busy"}
    _stored_elsewhere(
        live,
        lambda other, journey: other.add(
            WaitingWords(journey_id=journey.id, step_id=step, person_id=person, typed=typed)
        ),
    )
    page.goto(listed)
    page.get_by_role("link", name="Pas je tekst aan").click()
    page.get_by_label("Wat merken mensen ervan?").fill("Mijn halve zin")
    _stored_elsewhere(live, lambda other, _journey: other.delete(other.exec(select(WaitingWords)).one()))
    page.reload()

    expect(page.get_by_text("Deze tekst wacht niet meer")).to_be_visible()
    expect(page.locator(".left-one").get_by_text("Mijn halve zin")).to_be_visible()
    page.goto(f"{listed}nieuw?stap={step}")
    page.get_by_label("Wat merken mensen ervan?").fill("Een andere zin")
    page.goto(listed)
    other = page.locator(".left-one", has_text="Een andere zin")
    other.get_by_role("link", name="Ga verder").click()
    expect(page.get_by_label("Wat merken mensen ervan?")).to_have_value("Een andere zin")
