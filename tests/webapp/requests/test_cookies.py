"""What a browser is given to keep: over https alone, where the installation says so."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.models import AuthenticatorApp
from studies.accounts.persons import add_person
from studies.models import Organisation
from webapp.application import create_app
from webapp.settings import Settings

PASSWORD = "een lange geheime zin"
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
    assert {"stored" if name.startswith("stored_") else name for name in names} == ALL
    assert {"; Secure" in one for one in kept} == {is_secure}
    assert all("; SameSite=Lax" in one for one in kept)
