"""What stands before every route."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts import add_organisation, add_person
from studies.models import Organisation, Person, Study
from studies.signing_in import make_link
from webapp.requests.rate_limits import limiter

SAMPLES = {"slug": "jeugdhulp", "journey": "x", "kind": "topics", "token": "t", "filename": "css/base.css"}


def _addresses(app: Flask, number: str = "1") -> list[tuple[str, str]]:
    """Every (method, address) the application serves, with sample values and this `number` filled in."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint == "static":  # no rows, and nobody's
                continue
            values = {name: SAMPLES.get(name, number) for name in rule.arguments}
            address = rule.build(values, append_unknown=False)
            assert address is not None
            found += [(method, address[1]) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return found


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    undeclared = [name for name, view in app.view_functions.items() if name != "static" and not hasattr(view, "roles")]
    assert undeclared == []


def test_only_these_routes_are_open_to_everybody(app: Flask) -> None:
    public = {name for name, view in app.view_functions.items() if getattr(view, "roles", "static") is None}
    assert public == {
        "doors.front",
        "doors.privacy",
        "doors.accessibility",
        "sign_in.form",
        "sign_in.enter",
        "sign_in.by_link",
        "sign_in.leave",
        "exports.stories",
        "exports.story",
        "exports.document",
        "council.front",
        "council.piece",
        "council.say_of_piece",
        "council.keep_and_go",
        "council.keep_draft",
        "council.keep_whole",
        "council.whole",
        "council.say_in_whole",
        "council.verdict",
        "council.send_verdict",
        "council.thanks",
    }


def test_a_stranger_is_sent_to_sign_in_from_every_other_route(app: Flask, study: Study) -> None:
    stranger = app.test_client()
    for method, address in _addresses(app):
        if not address.startswith("/onderzoeken"):
            continue
        answer = stranger.open(address, method=method)
        assert answer.status_code == 302, (method, address)
        assert "/aanmelden" in answer.headers["Location"], (method, address)


def test_somebody_of_another_organisation_finds_nothing_at_any_route(app: Flask, engine: Engine, study: Study) -> None:
    with unit_of_work(engine, across=True) as session:
        elsewhere = add_organisation(session, "Elders", "elders")
        person = add_person(session, elsewhere, "e@elders.nl", "Els Elders", Role.RESEARCHER)
        token = make_link(session, person.id)
    client = app.test_client()
    client.get(f"/aanmelden/link/{token}")
    for method, address in _addresses(app):
        if "/jeugdhulp" in address:
            answer = client.open(address, method=method)
            assert answer.status_code in (404, 403), (method, address, answer.status_code)
            assert study.title not in answer.text


def test_a_number_that_no_row_can_have_is_not_found_at_any_route(app: Flask, client: FlaskClient, study: Study) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    beyond = str(10**30)
    for method, address in _addresses(app, beyond):
        if beyond in address:
            answer = client.open(address, method=method, headers={"Accept": "text/html"})
            assert answer.status_code in (400, 404, 422), (method, address, answer.status_code)


def test_every_answer_carries_the_strict_policy(app: Flask, client: FlaskClient) -> None:
    for address in ("/onderzoeken", "/aanmelden", "/bestaat-niet"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        allowed = {source for directive in policy.split("; ") for source in directive.split()[1:]}
        assert allowed == {"'none'", "'self'"}, "nothing inline, nothing from elsewhere"


def test_a_post_without_its_token_is_refused(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/onderzoeken/nieuw", data={"title": "Vals"})
    assert answer.status_code == 400
    assert "niet uitgevoerd" in answer.text


def test_no_script_and_no_other_site_gets_hold_of_a_sign_in(app: Flask, engine: Engine, researcher: Person) -> None:
    with unit_of_work(engine, across=True) as session:
        token = make_link(session, researcher.id)
    cookie = app.test_client().get(f"/aanmelden/link/{token}").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("target", ["https://elders.nl", "//elders.nl", "/\\elders.nl", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(
    app: Flask, engine: Engine, organisation: Organisation, target: str
) -> None:
    with unit_of_work(engine, across=True) as session:
        add_person(session, organisation, "w@voorbeeld.nl", "W", Role.RESEARCHER, "een lange geheime zin")
    answer = app.test_client().post(
        "/aanmelden", data={"email": "w@voorbeeld.nl", "password": "een lange geheime zin", "verder": target}
    )
    assert answer.headers["Location"] == "/onderzoeken"


@pytest.fixture
def limited(own_app: Flask) -> FlaskClient:
    """A browser of a stranger, with the limits on attempts as the product has them."""
    own_app.config["RATELIMIT_ENABLED"] = True
    limiter.init_app(own_app)
    limiter.reset()
    return own_app.test_client()


def test_passwords_of_one_address_cannot_be_tried_on_and_on(limited: FlaskClient) -> None:
    answers = [_tried(limited, "L.Veldman@voorbeeld.nl", f"poging {n}", f"10.0.0.{n}") for n in range(6)]
    assert answers == [422] * 5 + [429], "also from ever other computers"
    assert _tried(limited, "iemand@voorbeeld.nl", "poging", "10.0.0.9") == 422


def test_one_computer_cannot_try_address_after_address(limited: FlaskClient) -> None:
    answers = [_tried(limited, f"iemand{n}@voorbeeld.nl", "poging", "10.0.0.1") for n in range(11)]
    assert answers == [422] * 10 + [429]
    assert _tried(limited, "nog.iemand@voorbeeld.nl", "poging", "10.0.0.2") == 422


def _tried(browser: FlaskClient, email: str, password: str, computer: str) -> int:
    data = {"email": email, "password": password}
    return browser.post("/aanmelden", data=data, environ_base={"REMOTE_ADDR": computer}).status_code


def test_a_defect_shows_a_number_and_nothing_else(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise ValueError("geheim")

    broken.roles = None  # type: ignore[attr-defined]
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    monkeypatch.setitem(app.view_functions, "studies.all_studies", broken)
    answer = client.get("/onderzoeken")
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    number = caplog.records[-1].getMessage().split()[1]
    assert number in answer.text
