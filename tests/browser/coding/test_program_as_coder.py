"""The program as a coder, as a researcher meets it: what it learnt from, whom it agrees with, a begun description."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from coding.codebook.changing import add_code
from coding.models import Segment
from coding.segments import add_segment
from foundation.jobs.health import tell_alive
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.coding.suggestions.as_coder.coded_study import make_coded
from tests.factories import make_interview
from webapp.work.worker import work_off

pytestmark = pytest.mark.browser

TOPICS = "/onderzoeken/jeugdhulp/coderen/onderwerpen"
WAITED = "We stonden maandenlang op de wachtlijst van de gemeente."


def test_a_researcher_reads_with_whom_the_program_agrees_and_lets_a_coding_stand(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        sources, codes = make_coded(session, study, interviews=6)
        odd = session.exec(
            select(Segment).where(Segment.source_id == sources[0].id, Segment.code_id == codes[0].id)
        ).first()
        assert odd is not None
        odd.code_id, quotation = codes[1].id, odd.quotation
        session.add(odd)
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}{TOPICS}/programma")
    expect(page.get_by_role("heading", name="Het programma leerde hier nog niets")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Naar de suggesties", exact=True).click()
    tell_alive(live.engine, "worker of the test")
    page.get_by_role("button", name="Zoek suggesties").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    work_off(live.engine)
    page.get_by_role("link", name="Waarvan het programma leerde, en hoe vaak het gelijk heeft").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    axe(page)
    work_off(live.engine)

    row = page.get_by_role("table", name="Overeenstemming tussen het programma en elke codeur").get_by_role("row")
    expect(row.nth(1)).to_contain_text("54 beurten in 6 gesprekken", timeout=15_000)
    axe(page)
    no_sideways_scroll(page)
    page.set_viewport_size({"width": 360, "height": 800})
    no_sideways_scroll(page)
    axe(page)
    expect(page.get_by_text(quotation)).to_be_visible()
    page.get_by_role("button", name="De code past").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Het programma vraagt er niet meer naar.")
    expect(page.get_by_text(quotation)).to_have_count(0)


def test_a_description_is_begun_from_fragments_and_nothing_typed_is_written_over(
    live: Live, page: Page, study: Study, axe: Axe
) -> None:
    with live.session() as session:
        code = add_code(session, study.id, "Wachten")
        add_code(session, study.id, "Zonder fragment")
        for text in (WAITED, "Die wachtlijst was maandenlang even lang gebleven."):
            source = make_interview(session, study, [("Ouder", text, False)])
            add_segment(session, source.id, 0, len(text), text, code.id)
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/coderen/1")
    book = page.get_by_role("navigation", name="Codeboek")
    dialog = page.get_by_role("dialog", name="Code aanpassen")
    begin = dialog.get_by_role("button", name="Maak een opzet")
    definition, example = dialog.get_by_label("Wat valt eronder?"), dialog.get_by_label("Voorbeeld")
    book.get_by_role("button", name="Zonder fragment aanpassen").click()
    expect(begin).to_be_hidden()
    page.keyboard.press("Escape")

    book.get_by_role("button", name="Wachten aanpassen").click()
    axe(page)
    definition.fill("x")
    expect(begin).to_be_hidden()
    definition.fill("")
    dialog.get_by_text("Meer over deze code").click()
    example.fill("Mijn eigen voorbeeld.")
    begin.press("Enter")

    expect(definition).to_have_value("Woorden die opvallen: maandenlang, wachtlijst.")
    expect(definition).to_be_focused()
    expect(example).to_have_value("Mijn eigen voorbeeld.")
    expect(begin).to_be_hidden()
    axe(page)
    dialog.get_by_role("button", name="Bewaar code").click()
    expect(dialog).to_be_hidden()
    book.get_by_role("button", name="Wat valt er onder Wachten?").click()
    expect(book.get_by_text("Woorden die opvallen: maandenlang, wachtlijst.")).to_be_visible()
