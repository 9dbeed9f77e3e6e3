"""Setting up a second step and coming in with it, in a real browser, also without scripts."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from foundation.clock import now
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.accounts.profile import ask_other_email
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.webapp.sign_in.apps import HALF_MINUTE, Telephone, forget_last_code
from webapp.settings import Settings

pytestmark = pytest.mark.browser


def scanned(page: Page) -> Telephone:
    return Telephone(page.locator(".secret").inner_text().replace(" ", ""))


def set_up(live: Live, page: Page) -> tuple[Telephone, list[str]]:
    page.goto(f"{live.url}/account/tweede-stap")
    page.get_by_role("button", name="Stel een app in").click()
    telephone = scanned(page)
    page.get_by_label("Zes cijfers").fill(telephone.code())
    page.get_by_role("button", name="Controleer").click()
    return telephone, page.get_by_label("Tien codes").input_value().split()


def come_half_way(live: Live, page: Page) -> None:
    with unit_of_work(live.engine, across=True) as session:
        token = make_link(session, live.researcher.id)
    page.goto(f"{live.url}/aanmelden/link/{token}")
    page.get_by_role("button", name="Ga verder als").click()


def test_it_is_set_up_and_asked(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll, console_errors: list[str]
) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/account")
    page.get_by_role("link", name="Stel een tweede stap in").click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Stel een app in").click()
    expect(page.get_by_role("img", name="QR-code voor je app")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    telephone = scanned(page)
    page.get_by_label("Zes cijfers").fill(telephone.wrong_code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Deze code klopt niet")
    axe(page)
    page.get_by_label("Zes cijfers").fill(telephone.code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Ik heb ze bewaard, ga verder").click()

    come_half_way(live, page)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Zes cijfers").fill(telephone.wrong_code())
    page.get_by_role("button", name="Controleer").click()
    expect(page.get_by_role("alert")).to_contain_text("Je hebt nog 4 pogingen.")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Zes cijfers").fill(telephone.code(now() + HALF_MINUTE))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")
    assert [one for one in console_errors if "422" not in one] == []
    console_errors.clear()


def test_the_picture_says_what_the_app_needs(live: Live, page: Page, study: Study) -> None:
    """What the page draws is drawn again from what it says, black on white."""
    live.sign_in(page)
    page.goto(f"{live.url}/account/tweede-stap")
    page.get_by_role("button", name="Stel een app in").click()
    drawn = page.locator("svg.qr path").evaluate_all("paths => paths.map((path) => path.getAttribute('d') ?? '')")
    assert len(max(drawn, key=len)) > 500
    wide = page.locator("svg.qr").bounding_box()
    assert wide
    assert wide["width"] >= 200
    assert wide["width"] == pytest.approx(wide["height"], abs=1)


def test_whoever_must_is_led_there_without_scripts(
    live: Live, browser: Browser, study: Study, organisation: Organisation
) -> None:
    with unit_of_work(live.engine, across=True) as session:
        session.get_one(Organisation, organisation.id).second_step_for = [Role.RESEARCHER.value]
    plain = browser.new_context(java_script_enabled=False).new_page()
    come_half_way(live, plain)

    expect(plain.get_by_text("Stel eerst een tweede stap in.")).to_be_visible()
    plain.get_by_role("button", name="Stel een app in").click()
    telephone = scanned(plain)
    plain.get_by_label("Zes cijfers").fill(telephone.code())
    plain.get_by_role("button", name="Controleer").click()
    codes = plain.get_by_label("Tien codes").input_value().split()
    plain.get_by_role("link", name="Ik heb ze bewaard, ga verder").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Onderzoeken")

    come_half_way(live, plain)
    plain.get_by_text("Telefoon kwijt of geen app bij de hand?").click()
    plain.get_by_label("Herstelcode").fill(codes[0])
    plain.get_by_role("button", name="Gebruik").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Onderzoeken")
    plain.context.close()


def test_showing_again_who_one_is(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    live.sign_in(page)
    telephone, _codes = set_up(live, page)
    forget_last_code(live.engine)
    page.goto(f"{live.url}/account/bevestigen?verder=/account/tweede-stap")
    axe(page)
    no_sideways_scroll(page)

    page.get_by_label("Zes cijfers").fill(telephone.code())
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/account/tweede-stap$"))
    axe(page)
    no_sideways_scroll(page)


def test_pages_about_the_account_read_well(
    app: Flask,
    settings: Settings,
    live: Live,
    page: Page,
    organisation: Organisation,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
) -> None:
    server = {"smtp_host": "127.0.0.1", "smtp_tls": "none", "mail_from": "verhalen@lindermeer.example"}
    app.config["SETTINGS"] = settings.model_copy(update=server)
    with unit_of_work(live.engine, across=True) as session:
        femke = add_person(session, organisation, "femke@voorbeeld.nl", "Femke Dijkhuis", Role.ADMINISTRATOR)
        token = ask_other_email(session, femke.id, "f.dijkhuis@voorbeeld.nl")[1]
        session.flush()
        session.expunge(femke)
    live.sign_in(page, femke)
    for address in ("account", "account/e-mail", f"account/e-mail/{token}", "organisatie/tweede-stap"):
        page.goto(f"{live.url}/{address}")
        axe(page)
        no_sideways_scroll(page)
    page.get_by_label("tweede codeur (leest wat mensen vertelden)").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Bewaard. Wie een tweede stap moet hebben, stelt die meteen in.")).to_be_visible()
    page.goto(f"{live.url}/account/e-mail")
    page.get_by_label("Nieuw e-mailadres").fill("f.dijkhuis@voorbeeld.nl")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kijk in je mailbox.")).to_be_visible()
    axe(page)
