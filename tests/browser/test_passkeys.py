"""Passkeys in a real browser with a virtual authenticator, under the strict policy."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.models import Passkey, PasskeyChallenge
from studies.models import Organisation, SignIn, Study
from tests.browser.authenticators import Device, add_device, connect
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.browser.test_second_step import come_half_way
from webapp.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def site(app: Flask, settings: Settings, live: Live) -> Live:
    """The application under a name: under a number a browser gives no passkeys."""
    live.url = live.url.replace("127.0.0.1", "localhost")
    app.config["SETTINGS"] = settings.model_copy(update={"public_url": live.url})
    return live


def made(site: Live, page: Page, name: str = "Laptop van het werk") -> Device:
    """Somebody who is signed in adds a passkey on the device of this browser."""
    device = add_device(connect(page))
    page.goto(f"{site.url}/account/tweede-stap")
    page.get_by_label("Naam van een nieuwe passkey").fill(name)
    page.get_by_role("button", name="Voeg een passkey toe").click()
    return device


def stored(site: Live) -> list[Passkey]:
    with unit_of_work(site.engine, across=True) as session:
        return list(session.exec(select(Passkey)).all())


def sign_out(site: Live, page: Page) -> None:
    page.context.clear_cookies()
    page.goto(f"{site.url}/aanmelden")


def test_it_is_added_named_used_and_taken_away(
    site: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    site.sign_in(page)
    made(site, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")
    page.goto(f"{site.url}/account/tweede-stap")
    expect(page.get_by_text("Laptop van het werk", exact=True)).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_text("Andere naam").click()
    page.get_by_label("Naam van deze passkey").fill("Mijn laptop")
    axe(page)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Mijn laptop", exact=True)).to_be_visible()

    sign_out(site, page)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Aanmelden met passkey").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")
    with unit_of_work(site.engine, across=True) as session:
        assert session.exec(select(SignIn.has_second_step).where(SignIn.came_by == "passkey")).all() == [True]

    page.goto(f"{site.url}/account/tweede-stap")
    page.get_by_role("button", name="Haal weg").click()
    expect(page.get_by_text("De passkey is weggehaald.")).to_be_visible()
    assert stored(site) == []


def test_it_brings_one_back_to_the_page_where_one_was(site: Live, page: Page, study: Study) -> None:
    site.sign_in(page)
    made(site, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")
    page.context.clear_cookies()
    page.goto(f"{site.url}/onderzoeken/nieuw")

    page.get_by_role("button", name="Aanmelden met passkey").click()

    expect(page).to_have_url(f"{site.url}/onderzoeken/nieuw")


def test_after_a_password_or_link_it_is_the_second_step_and_confirms(
    site: Live, page: Page, study: Study, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    site.sign_in(page)
    made(site, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")
    page.context.clear_cookies()
    come_half_way(site, page)
    expect(page.get_by_text("Ben jij het, Lotte?")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Ga verder met passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")

    page.goto(f"{site.url}/account/bevestigen?verder=/account/tweede-stap")
    axe(page)
    page.get_by_role("button", name="Ga verder met passkey").click()
    expect(page).to_have_url(f"{site.url}/account/tweede-stap")


def test_whoever_must_has_enough_with_a_passkey(
    site: Live, page: Page, study: Study, organisation: Organisation
) -> None:
    with unit_of_work(site.engine, across=True) as session:
        session.get_one(Organisation, organisation.id).second_step_for = [Role.RESEARCHER.value]
    come_half_way(site, page)
    expect(page.get_by_text("Stel eerst een tweede stap in.")).to_be_visible()
    made(site, page)
    page.get_by_role("link", name="Ik heb ze bewaard, ga verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")


def test_the_same_device_is_added_once_and_one_that_looks_at_no_finger_not_at_all(
    site: Live, page: Page, study: Study
) -> None:
    site.sign_in(page)
    device = made(site, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")
    page.goto(f"{site.url}/account/tweede-stap")
    page.get_by_role("button", name="Voeg een passkey toe").click()
    expect(page.get_by_text("Op dit apparaat staat al een passkey van jou.")).to_be_visible()
    device.go()
    add_device(device.cdp, hasUserVerification=False, isUserVerified=False)
    page.goto(f"{site.url}/account/tweede-stap")
    page.get_by_role("button", name="Voeg een passkey toe").click()
    expect(page.get_by_text("Het is afgebroken of duurde te lang.")).to_be_visible()
    assert len(stored(site)) == 1


def test_a_copy_is_closed_for_good(site: Live, page: Page, study: Study, console_errors: list[str]) -> None:
    site.sign_in(page)
    device = made(site, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")
    copy = device.credentials()[0]
    sign_out(site, page)
    page.get_by_role("button", name="Aanmelden met passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")
    device.go()
    thief = add_device(device.cdp)
    thief.take({**copy, "signCount": 0})

    for said in ("is misschien gekopieerd", "past niet bij een account hier"):
        sign_out(site, page)
        page.get_by_role("button", name="Aanmelden met passkey").click()
        expect(page.get_by_role("status")).to_contain_text(said)
    assert stored(site)[0].suspect_since is not None
    console_errors.clear()


def test_one_that_counts_nothing_is_no_copy(site: Live, page: Page, study: Study) -> None:
    """As those that go along to somebody's other devices do."""
    site.sign_in(page)
    made(site, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")
    with unit_of_work(site.engine, across=True) as session:
        passkey = session.exec(select(Passkey)).one()
        assert passkey.sign_count == 1
    assert len(stored(site)[0].credential_id) >= 16


@pytest.fixture
def signed(site: Live, page: Page, study: Study) -> list[dict[str, Any]]:
    """What this browser sent to sign in, as somebody could have overheard it."""
    sent: list[dict[str, Any]] = []

    def note(request: Any) -> None:
        if request.method == "POST" and request.url.endswith("/aanmelden/passkey"):
            sent.append({"body": request.post_data_json, "headers": request.all_headers()})

    site.sign_in(page)
    made(site, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")
    page.on("request", note)
    sign_out(site, page)
    page.get_by_role("button", name="Aanmelden met passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Onderzoeken")
    return sent


def test_what_was_signed_once_opens_nothing_again_here_or_elsewhere(
    site: Live, page: Page, browser: Browser, app: Flask, signed: list[dict[str, Any]]
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    body = json.dumps(signed[0]["body"])
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    other = browser.new_context()
    for where in (page.context, other):
        again = where.request.post(f"{site.url}/aanmelden/passkey", data=body, headers=headers)
        assert again.status == 422
        assert "Dit duurde te lang." in again.json()["error"]
    begun = other.request.post(f"{site.url}/aanmelden/passkey/begin", data="{}", headers=headers)
    assert begun.ok
    answer = other.request.post(f"{site.url}/aanmelden/passkey", data=body, headers=headers)
    assert answer.status == 422, "signed for another challenge"
    assert "past niet bij een account hier" in answer.json()["error"]
    again = other.request.post(f"{site.url}/aanmelden/passkey", data=body, headers=headers)
    assert "Dit duurde te lang." in again.json()["error"], "a wrong answer spends it too"
    other.close()


def test_rubbish_is_refused(site: Live, browser: Browser, app: Flask, signed: list[dict[str, Any]]) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    real = signed[0]["body"]["credential"]
    other = browser.new_context()
    rubbish: list[Any] = [
        *(None, [], "x", 1, {}, {"id": 1}, {"id": "AAAA"}, {"id": "é", "response": None}),
        {**real, "response": {}},
        {**real, "response": {**real["response"], "signature": "AAAA"}},
        {**real, "response": {**real["response"], "clientDataJSON": "bm8"}},
        {**real, "response": {**real["response"], "userHandle": "AAAA"}},
        {**real, "response": {**real["response"], "authenticatorData": "AA"}},
    ]
    for one in rubbish:
        other.request.post(f"{site.url}/aanmelden/passkey/begin", data="{}", headers=headers)
        sent = json.dumps({"credential": one, "verder": ["x"]})
        answer = other.request.post(f"{site.url}/aanmelden/passkey", data=sent, headers=headers)
        assert answer.status == 422, one
    other.close()
    with unit_of_work(site.engine, across=True) as session:
        assert len(session.exec(select(PasskeyChallenge)).all()) <= 1


def test_under_a_number_nobody_is_offered_one(live: Live, app: Flask, settings: Settings, page: Page) -> None:
    app.config["SETTINGS"] = settings.model_copy(update={"public_url": live.url})
    page.goto(f"{live.url}/aanmelden")
    expect(page.get_by_role("button", name=re.compile("passkey"))).to_have_count(0)
    app.config["SETTINGS"] = settings.model_copy(update={"public_url": live.url.replace("127.0.0.1", "localhost")})
    page.goto(f"{live.url}/aanmelden")
    expect(page.get_by_role("button", name="Aanmelden", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("passkey"))).to_have_count(0)
