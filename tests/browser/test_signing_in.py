"""Coming in by a link and by a password, and one's own account, in a real browser, also without scripts."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from foundation.database.engine import unit_of_work
from studies.accounts.signing_in import make_link
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from webapp.settings import Settings

pytestmark = pytest.mark.browser

PASSWORD = "een lange geheime zin"


def link_of(live: Live) -> str:
    with unit_of_work(live.engine, across=True) as session:
        return f"{live.url}/aanmelden/link/{make_link(session, live.researcher.id)}"


def test_a_link_opens_a_page_with_one_button(
    live: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    page.goto(link_of(live))
    axe(page)
    no_sideways_scroll(page)
    page.reload()
    expect(page.get_by_role("button")).to_have_count(1)

    page.get_by_role("button", name=f"Ga verder als {live.researcher.name}").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")


def test_it_works_without_scripts(live: Live, browser: Browser, study: Study) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(link_of(live))
    plain.get_by_role("button", name="Ga verder als").click()
    plain.get_by_role("link", name="jouw account").click()
    plain.get_by_label("Nieuw wachtwoord").fill(PASSWORD)
    plain.get_by_role("button", name="Bewaar dit wachtwoord").click()
    expect(plain.get_by_text("Je wachtwoord is bewaard.")).to_be_visible()
    plain.get_by_role("button", name="Overal afmelden").click()

    plain.get_by_label("E-mailadres").fill(live.researcher.email)
    plain.get_by_label("Wachtwoord").fill(PASSWORD)
    plain.get_by_role("button", name="Aanmelden").click()

    expect(plain.get_by_role("heading", level=1)).to_have_text("Onderzoeken")
    plain.context.close()


def test_a_device_is_signed_out_from_another(
    live: Live, page: Page, browser: Browser, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    telephone = browser.new_context(user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) Safari/604.1").new_page()
    live.sign_in_by_link(telephone)
    live.sign_in_by_link(page)
    page.goto(f"{live.url}/account")
    axe(page)
    no_sideways_scroll(page)
    expect(page.get_by_role("listitem").filter(has_text="Nu in gebruik")).to_contain_text("Chrome op Linux")

    page.get_by_role("button", name=re.compile("^Meld dit apparaat af.*iPhone")).click()

    expect(page.get_by_text("Dat apparaat is afgemeld.")).to_be_visible()
    expect(page.get_by_text("iPhone")).to_have_count(0)
    telephone.goto(f"{live.url}/onderzoeken/nieuw")
    expect(telephone.get_by_text("Je bent niet meer aangemeld.")).to_be_visible()
    axe(telephone)
    no_sideways_scroll(telephone)
    telephone.context.close()


def test_a_link_is_asked_for_by_mail(
    app: Flask, settings: Settings, live: Live, page: Page, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    server = {"smtp_host": "127.0.0.1", "smtp_tls": "none", "mail_from": "verhalen@lindermeer.example"}
    app.config["SETTINGS"] = settings.model_copy(update=server)
    page.goto(f"{live.url}/aanmelden")
    page.get_by_role("link", name="Vraag een nieuwe link per e-mail").click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("E-mailadres").fill(live.researcher.email)
    page.get_by_role("button", name="Mail mij een link").click()

    expect(page.get_by_text("Kijk in je mailbox.")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)


def test_signing_out_everywhere_asks_about_work_that_is_left_here(
    live: Live, page: Page, browser: Browser, study: Study
) -> None:
    other = browser.new_context().new_page()
    live.sign_in_by_link(other)
    live.sign_in_by_link(page)
    page.goto(f"{live.url}/onderzoeken/{study.slug}/afspraken/schrijven")
    page.get_by_label("Wat willen jullie weten?").fill("Half getypt, en nergens bewaard")
    page.goto(f"{live.url}/account")
    page.get_by_role("button", name="Overal afmelden").click()
    expect(page.get_by_role("dialog")).to_contain_text("Op een pagina vulde je iets in")

    page.get_by_role("button", name="Meld af en haal het weg").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    other.goto(f"{live.url}/onderzoeken")
    expect(other.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    other.context.close()
