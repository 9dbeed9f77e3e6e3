"""What a browser is given to keep: over https alone, and by names that say so, where people come over https."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.models import AuthenticatorApp
from studies.accounts.persons import add_person
from studies.models import Organisation
from webapp.application import create_app
from webapp.settings import Settings

PASSWORD = "een lange geheime zin"
HOST = "__Host-"
HTTPS = "https://localhost"
ALL = {"session", "stored", "verhaallijn_half_way", "verhaallijn_known", "verhaallijn_sign_in"}


def _given(app: Flask, address: str, **fields: str) -> list[str]:
    """Every cookie that the answer to this form gives, whole."""
    return app.test_client().post(address, data=fields).headers.getlist("Set-Cookie")


@pytest.mark.parametrize("is_secure", [True, False])
def test_every_cookie_goes_over_https_alone_where_that_is_set(
    settings: Settings, engine: Engine, organisation: Organisation, is_secure: bool
) -> None:
    with unit_of_work(engine, across=True) as session:
        add_person(session, organisation, "een@voorbeeld.nl", "Een", Role.RESEARCHER, PASSWORD)
        two = add_person(session, organisation, "twee@voorbeeld.nl", "Twee", Role.RESEARCHER, PASSWORD)
        session.add(AuthenticatorApp(person_id=two.id, sealed=b"-"))
    app = create_app(settings.model_copy(update={"secure_cookies": is_secure}), engine)
    app.config["WTF_CSRF_ENABLED"] = False

    cookies = [
        *_given(app, "/aanmelden", email="een@voorbeeld.nl", password=PASSWORD),
        *_given(app, "/aanmelden", email="twee@voorbeeld.nl", password=PASSWORD),
        *_given(app, "/afmelden"),
    ]

    kept = [one for one in cookies if "Max-Age=0" not in one]
    names = {one.partition("=")[0] for one in kept}
    plain = {name.removeprefix(HOST) for name in names}
    assert {"stored" if name.startswith("stored_") else name for name in plain} == ALL
    assert {name.startswith(HOST) for name in names} == {is_secure}
    assert not is_secure or all("; Path=/;" in one and "Domain" not in one for one in cookies)
    assert {"; Secure" in one for one in kept} == {is_secure}
    assert all("; SameSite=Lax" in one for one in kept)


@pytest.mark.parametrize(
    ("address", "is_set", "is_secure"),
    [
        ("https://verhalen.lindermeer.example", None, True),
        ("HTTPS://verhalen.lindermeer.example", None, True),
        ("http://127.0.0.1:8000", None, False),
        ("http://127.0.0.1:8000", True, True),
        ("https://verhalen.lindermeer.example", False, False),
    ],
)
def test_https_in_the_public_address_is_enough(
    settings: Settings, address: str, is_set: bool | None, is_secure: bool
) -> None:
    said = settings.model_copy(update={"public_url": address, "secure_cookies": is_set})
    assert said.has_secure_cookies is is_secure


@pytest.fixture
def over_https(settings: Settings, engine: Engine, organisation: Organisation) -> Flask:
    with unit_of_work(engine, across=True) as session:
        add_person(session, organisation, "een@voorbeeld.nl", "Een", Role.RESEARCHER, PASSWORD)
    app = create_app(settings.model_copy(update={"secure_cookies": True}), engine)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def _come_in(browser: FlaskClient) -> None:
    browser.post("/aanmelden", data={"email": "een@voorbeeld.nl", "password": PASSWORD}, base_url=HTTPS)


def test_over_https_somebody_comes_in_works_and_goes(over_https: Flask) -> None:
    browser = over_https.test_client()
    _come_in(browser)
    assert browser.get("/onderzoeken", base_url=HTTPS).status_code == 200

    browser.post("/afmelden", base_url=HTTPS)

    assert browser.get_cookie(f"{HOST}verhaallijn_sign_in") is None
    assert browser.get("/onderzoeken", base_url=HTTPS).status_code == 302


def test_a_cookie_by_the_plain_name_opens_nothing_and_goes_away(over_https: Flask) -> None:
    """A neighbour under the same domain can plant one by that name; of before the upgrade it tells that one was in."""
    here, there = over_https.test_client(), over_https.test_client()
    _come_in(here)
    kept = here.get_cookie(f"{HOST}verhaallijn_sign_in")
    assert kept is not None
    there.set_cookie("verhaallijn_sign_in", kept.value)

    assert there.get("/onderzoeken", base_url=HTTPS).status_code == 302
    assert "Je bent niet meer aangemeld." in there.get("/aanmelden", base_url=HTTPS).text
    _come_in(there)
    assert there.get_cookie("verhaallijn_sign_in") is None
    assert there.get("/onderzoeken", base_url=HTTPS).status_code == 200
