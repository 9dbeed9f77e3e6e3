"""The pages of the history, read by everybody who may, at every width."""

import pytest
from playwright.sync_api import Page, expect

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.factories import make_interview

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1400, 360])
def test_who_read_a_conversation_is_read_back(
    live: Live,
    page: Page,
    study: Study,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    console_errors: list[str],
    width: int,
) -> None:
    def reads_well() -> None:
        axe(page)
        no_sideways_scroll(page)

    with live.session() as session:
        make_interview(session, study)
        session.commit()
    with unit_of_work(live.engine, across=True) as session:
        administrator = add_person(session, live.organisation, "b@voorbeeld.nl", "Bea Beheer", Role.ADMINISTRATOR)
    page.set_viewport_size({"width": width, "height": 900})
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/coderen/1")
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/mensen")
    page.get_by_role("link", name="Geschiedenis").click()
    expect(page.get_by_role("cell", name="Gesprek 1 gelezen")).to_be_visible()
    reads_well()
    page.get_by_label("Soort").select_option(label="Openbare verhalen")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_text("Hier is niets van deze soort")).to_be_visible()
    reads_well()
    page.get_by_role("link", name="Toon alles").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download als CSV").click()
    assert taken.value.suggested_filename == "geschiedenis-jeugdhulp.csv"
    page.goto(f"{live.url}/account")
    page.get_by_role("link", name="Bekijk jouw geschiedenis").click()
    reads_well()

    page.context.clear_cookies()
    live.sign_in(page, administrator)
    page.goto(f"{live.url}/organisatie/mensen")
    page.get_by_role("link", name="Geschiedenis").click()
    reads_well()
    page.goto(f"{live.url}/organisatie/mensen/1/geschiedenis")
    expect(page.get_by_role("heading", level=1, name="Geschiedenis van Lotte Veldman")).to_be_visible()
    reads_well()
    assert console_errors == []
