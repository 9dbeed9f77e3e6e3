"""A researcher reads in a list by mouse and keyboard, and says who is one person."""

import re

import pytest
from playwright.sync_api import Page, expect

from foundation.clock import today
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.feedback.intake.lists import csv_of
from tests.feedback.making import measurement

pytestmark = pytest.mark.browser

PLACE = "/metingen/spreekuur-geld-en-regels"
HEADINGS = "clientnr;datum_einde;naam;email;gebdat;pc;opmerking;bsn"
LINES = (
    "1;{day};Sam vd Voorbeeld;familie@voorbeeld.nl;12-04-2011;0000 AB;;123456782",
    "2;{day};S. van der Voorbeeld;sam@voorbeeld.nl;12-04-2011;0000 AB;belt liever;",
    "3;14-11-2062;T. Toekomst;t@voorbeeld.nl;;;;",
)


def test_a_list_is_looked_at_read_in_and_decided_about(
    page: Page, live: Live, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with live.session() as session:
        measurement(session)
        session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}{PLACE}")
    page.get_by_role("link", name="Lees lijsten in").click()
    page.get_by_label("Naam").fill("Registratie jeugd")
    page.get_by_label("Wat staat er in de lijst?").select_option("closed")
    page.get_by_role("button", name="Voeg de bron toe").click()
    axe(page)
    written = csv_of(*(one.format(day=f"{today():%d-%m-%Y}") for one in LINES), headings=HEADINGS)
    chosen = page.get_by_label(re.compile("Kies een bestand"))
    chosen.set_input_files({"name": "lijst.csv", "mimeType": "text/csv", "buffer": written})
    page.get_by_role("button", name="Kijk wat erin staat").click()
    expect(page.get_by_role("row", name=re.compile("^bsn"))).to_contain_text("Geweigerd")
    expect(page.get_by_text("De datum ligt in 2062.")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Zet 1 uitnodiging klaar").click()
    expect(page.get_by_role("heading", name="Dezelfde persoon?")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^Naam"))).to_contain_text("bijna gelijk")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Nee, twee mensen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Er is niemand over wie je nog hoeft te kiezen.")).to_be_visible()
    expect(page.get_by_text("krijgen een e-mail")).to_be_visible()
