"""Looking for topics and suggestions, as a researcher sees it."""

import pytest
from playwright.sync_api import Page, expect

from coding.models import Topic
from foundation.jobs.health import tell_alive
from interviews.texts.sources import text_of
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.browser.holding import intercept
from tests.factories import make_interview
from webapp.work.worker import work_off

pytestmark = pytest.mark.browser

SENTENCES = (
    "We stonden heel lang op de wachtlijst en hoorden maandenlang helemaal niets van de gemeente {}.",
    "De juf op school belde elke week en vroeg hoe het met mijn zoon in de klas ging {}.",
    "Aan de keukentafel luisterde de consulent goed en dacht echt met ons gezin mee {}.",
)
TAILS = ("toen", "daarna", "steeds", "weer", "ook nog", "dat jaar", "in de zomer", "met kerst", "altijd", "zo vaak")


def test_topics_are_looked_for_and_one_becomes_a_code(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        for _interview in range(2):
            make_interview(session, study, [("Ouder", one.format(tail), False) for tail in TAILS for one in SENTENCES])
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/coderen/onderwerpen")
    axe(page)
    page.get_by_role("button", name="Zoek onderwerpen").click()
    expect(page.get_by_text("Er is nu geen programma dat dit werk doet.")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    tell_alive(live.engine, "worker of the test")
    expect(page.get_by_text("Je kunt gewoon verder werken.")).to_be_visible()
    axe(page)
    page.reload()
    expect(page.get_by_role("progressbar", name="Wacht op de beurt")).to_be_visible()

    work_off(live.engine)

    expect(page.get_by_role("heading", name="Kaart")).to_be_visible(timeout=15_000)
    expect(page.locator(".map circle").first).to_be_visible()
    expect(page.get_by_role("heading", name="Hoeveel is al gecodeerd?")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    rows = page.get_by_role("table").get_by_role("link")
    rows.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=rows.nth(1).inner_text(), exact=True)).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Naam van de code").fill("Lang wachten")
    page.get_by_role("button", name="Maak code met wat aangevinkt is").click()
    expect(page.get_by_role("status")).to_contain_text("De code ‘Lang wachten’ staat in het codeboek, bij ")
    expect(page.get_by_role("row", name="Lang wachten")).to_contain_text("Staat in het codeboek als")


def test_topics_are_put_together_and_split_again_with_the_keyboard(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        source = make_interview(session, study, [("Ouder", one.format("toen"), False) for one in SENTENCES])
        text = text_of(session, source.id)
        for position, (name, one) in enumerate(zip(("Wachten", "School", "Taxi"), SENTENCES, strict=False)):
            start = text.index(one.format("toen"))
            stretches = [[source.id, start, start + len(one.format("toen"))]]
            counts = {"segments": 1, "interviews": 1, "stretches": stretches}
            session.add(Topic(study_id=study.id, position=position, name=name, words=[], **counts))
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/coderen/onderwerpen")
    for name in ("Kies Wachten", "Kies Taxi"):
        page.get_by_role("checkbox", name=name).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Voeg samen").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Samengevoegd tot ‘Wachten en Taxi’.")
    expect(page.get_by_role("row", name="School")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("checkbox", name="Kies Wachten en Taxi").check()
    page.get_by_role("button", name="Splits").click()
    expect(page.get_by_role("status")).to_contain_text("Weer uit elkaar: ‘Wachten’ en ‘Taxi’.")


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "Dit onderzoek is er niet meer."), (401, "Je bent afgemeld."), (503, "We proberen het vanzelf opnieuw")],
)
def test_why_it_cannot_be_seen_how_far_a_search_is_stands_beside_it_until_it_can(
    live: Live, page: Page, study: Study, console_errors: list[str], status: int, said: str
) -> None:
    with live.session() as session:
        make_interview(session, study, [("Ouder", one.format(TAILS[0]), False) for one in SENTENCES])
        session.commit()
    tell_alive(live.engine, "worker of the test")
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/coderen/onderwerpen")
    address = page.url
    page.get_by_role("button", name="Zoek onderwerpen").click()
    page.wait_for_load_state()
    part = f'<div role="alert"><p>{said}</p></div>' if status == 404 else ""
    headers = {"HX-Redirect": "/aanmelden"} if status == 401 else {}
    intercept(page, "**/voortgang/*", lambda route: route.fulfill(status=status, body=part, headers=headers))

    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert page.url == address
    page.unroute("**/voortgang/*")
    expect(page.get_by_role("alert")).to_have_count(0)
    console_errors.clear()  # the browser notes the refusals


def test_why_there_are_no_suggestions_yet_is_said(live: Live, page: Page, study: Study, axe: Axe) -> None:
    with live.session() as session:
        make_interview(session, study)
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/coderen/onderwerpen")
    page.get_by_role("button", name="Zoek suggesties").click()

    work_off(live.engine)

    says = "Schrijf bij de codes in het codeboek een definitie, of codeer eerst zelf."
    expect(page.get_by_text(says)).to_be_visible(timeout=15_000)
    axe(page)


def test_what_does_not_belong_is_left_out_with_the_keyboard(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        said = [("Ouder", one.format("toen"), False) for one in SENTENCES]
        source = make_interview(session, study, said)
        text = text_of(session, source.id)
        stretches = [[source.id, text.index(one), text.index(one) + len(one)] for _who, one, _asks in said]
        counts = {"segments": 3, "interviews": 1, "stretches": stretches}
        session.add(Topic(study_id=study.id, position=0, name="wachten", words=["wachten"], **counts))
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/coderen/onderwerpen")
    page.get_by_role("link", name="wachten").click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("list").get_by_role("checkbox").nth(1).focus()
    page.keyboard.press("Space")
    page.get_by_label("Naam van de code").fill("Lang wachten")
    page.reload()
    expect(page.get_by_label("Naam van de code")).to_have_value("Lang wachten")
    expect(page.get_by_role("list").get_by_role("checkbox").nth(1)).not_to_be_checked()
    page.get_by_role("button", name="Maak code met wat aangevinkt is").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(
        "De code ‘Lang wachten’ staat in het codeboek, bij 2 fragmenten."
    )


def test_an_empty_study_says_how_to_begin(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    live.sign_in(page)
    for path in ("", "onderwerpen"):
        page.goto(f"{live.url}/onderzoeken/{study.slug}/coderen/{path}")
        expect(page.get_by_role("link", name="Naar de interviews")).to_be_visible()
        axe(page)
        no_sideways_scroll(page)
