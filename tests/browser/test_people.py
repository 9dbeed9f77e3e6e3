"""The pages of people: read by everybody, at every width, and somebody let in from beginning to end."""

import pytest
from playwright.sync_api import Browser, Page, expect

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1400, 360])
def test_somebody_is_invited_and_comes(
    live: Live,
    page: Page,
    browser: Browser,
    study: Study,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    console_errors: list[str],
    width: int,
) -> None:
    def reads_well(shown: Page) -> None:
        axe(shown)
        no_sideways_scroll(shown)

    with unit_of_work(live.engine, across=True) as session:
        add_person(session, live.organisation, "t@voorbeeld.nl", "Tariq Bensaïd", Role.SECOND_CODER)
        session.get_one(Organisation, live.organisation.id).second_step_for = [Role.SECOND_CODER.value]
    page.set_viewport_size({"width": width, "height": 900})
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/")
    page.get_by_role("link", name="Mensen").click()
    asks = page.get_by_role("region", name="Vraagt om aandacht")
    expect(asks).to_contain_text("Tariq Bensaïd heeft geen tweede stap")
    reads_well(page)
    asks.get_by_role("link", name="Beheer Tariq Bensaïd").click()
    reads_well(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/mensen/erbij")
    reads_well(page)
    page.get_by_label("E-mailadres").fill("g.postma@lindermeer.example")
    page.get_by_label("Sociaal team").check()
    page.get_by_role("button", name="Nodig uit").click()
    reads_well(page)
    link = page.get_by_label("De link").input_value()
    for place in ("", "/erbij"):
        page.goto(f"{live.url}/organisatie/mensen{place}")
        reads_well(page)

    with browser.new_context(viewport={"width": width, "height": 900}) as other:
        invited = other.new_page()
        invited.goto(live.url + link[link.index("/uitnodiging/") :])
        reads_well(invited)
        invited.get_by_label("Je naam").fill("Gerda Postma")
        invited.get_by_label("Kies een wachtwoord").fill("een lange zin van mij")
        invited.get_by_role("button", name="Maak mijn account").click()
        expect(invited.get_by_role("link", name=study.title)).to_be_visible()
        invited.goto(f"{live.url}/account/organisaties/weg")
        reads_well(invited)
    assert console_errors == []
