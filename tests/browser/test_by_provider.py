"""The whole way in a real browser: an administrator sets the service up, people bind and come in, and sign out."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.by_provider.configuring import ProviderForm, keep_provider
from studies.accounts.by_provider.known import KnownProviders
from studies.accounts.by_provider.vault import ProviderVault
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.webapp.by_provider.provider import CLIENT, SECRET, LocalProvider, local_provider

pytestmark = pytest.mark.browser


@pytest.fixture
def service() -> Iterator[LocalProvider]:
    with local_provider() as provider:
        provider.asks = True
        yield provider


@pytest.fixture
def femke(app: Flask, live: Live) -> Person:
    """Its administrator; people reach the application where it runs now, and it may ask this computer."""
    settings = app.config["SETTINGS"].model_copy(update={"public_url": live.url, "sign_in_networks": "127.0.0.0/8"})
    app.config["SETTINGS"] = settings
    app.extensions["known_providers"] = KnownProviders(settings.sign_in_services)
    with unit_of_work(live.engine, across=True) as session:
        organisation = session.get_one(Organisation, live.organisation.id)
        organisation.second_step_for = []
        person = add_person(session, organisation, "f@voorbeeld.nl", "Femke Dijk", Role.ADMINISTRATOR)
        session.flush()
        session.expunge(person)
        return person


def through_the_service(page: Page, service: LocalProvider) -> None:
    page.wait_for_url(f"{service.issuer}/**")
    page.get_by_role("button", name="Aanmelden").click()


def test_from_setting_it_up_to_signing_out(
    live: Live,
    page: Page,
    service: LocalProvider,
    femke: Person,
    study: Study,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    console_errors: list[str],
) -> None:
    live.sign_in(page, femke)
    page.goto(f"{live.url}/account")
    page.get_by_role("link", name="Aanmelden via je organisatie instellen").click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Adres van de aanmelddienst").fill(service.issuer)
    page.get_by_label("Client-id").fill(CLIENT)
    page.get_by_label("Geheim").fill("een ander geheim")
    page.get_by_role("button", name="Probeer het uit").click()
    expect(page.get_by_role("alert")).to_contain_text("of het geheim hoort er niet bij")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Geheim").fill(SECRET)
    page.get_by_role("button", name="Probeer het uit").click()
    expect(page.get_by_text("De proef ging goed.")).to_be_visible()
    page.get_by_label("Mensen kunnen zich aanmelden via je organisatie").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Mensen kunnen zich nu aanmelden via je organisatie.")).to_be_visible()
    axe(page)

    page.goto(f"{live.url}/account")
    page.get_by_role("link", name="Koppel je account, of maak het los").click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Koppel je account").click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Ga naar").click()
    through_the_service(page, service)
    expect(page.get_by_text("Je account is gekoppeld.")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.goto(f"{live.url}/organisatie/aanmelddienst")
    expect(page.get_by_role("rowheader", name="Femke Dijk")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)

    page.goto(f"{live.url}/account")
    page.locator("#afmelden").get_by_role("button", name="Afmelden", exact=True).click()
    page.goto(f"{live.url}/aanmelden?verder=/account")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Inloggen via").click()
    through_the_service(page, service)
    page.wait_for_url(f"{live.url}/account")
    expect(page.locator(".devices")).to_contain_text("Via je organisatie.")
    axe(page)
    no_sideways_scroll(page)

    page.locator("#afmelden").get_by_role("button", name="Afmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Afgemeld")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Meld je ook af bij").click()
    page.wait_for_url(f"{live.url}/aanmelden")

    service.denies = True
    page.get_by_role("link", name="Inloggen via").click()
    through_the_service(page, service)
    expect(page.get_by_role("alert")).to_contain_text("Je bent niet aangemeld")
    axe(page)
    assert [one for one in console_errors if "422" not in one] == []
    console_errors.clear()


def test_who_comes_from_another_site_presses_first(
    live: Live, page: Page, service: LocalProvider, femke: Person, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    with unit_of_work(live.engine, across=True) as session:
        form = ProviderForm(service.issuer, CLIENT, SECRET, is_on=True)
        keep_provider(session, ProviderVault(b"x" * 32), live.organisation.id, form)
    page.goto(service.issuer.replace("127.0.0.1", "localhost") + "/authorize")
    page.evaluate(f"location.href = '{live.url}/aanmelden/bij/{live.organisation.slug}'")
    page.wait_for_url(f"{live.url}/**")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Inloggen via").click()
    page.wait_for_url(f"{service.issuer}/**")
