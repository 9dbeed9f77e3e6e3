"""What stands before every route."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Person, Study
from tests.by_link import come_in, press_button_of

SAMPLES = {
    "slug": "jeugdhulp",
    "journey": "x",
    "kind": "topics",
    "form": "csv",
    "token": "t",
    "filename": "css/base.css",
}


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
        "health.alive",
        "health.ready",
        "sign_in.form",
        "sign_in.enter",
        "sign_in.by_link",
        "sign_in.enter_by_link",
        "sign_in.leave",
        "sign_in.second_step",
        "sign_in.give_code",
        "sign_in.give_recovery_code",
        "sign_in.ask_passkey",
        "sign_in.come_by_passkey",
        "sign_in.ask_second_passkey",
        "sign_in.give_passkey",
        "sign_in.ask_link",
        "by_provider.begin",
        "by_provider.come_back",
        "by_provider.answer_invitation",
        "by_provider.signed_out",
        "answering.look",
        "answering.answer",
        "sign_in.send_link",
        "exports.stories",
        "exports.story",
        "exports.document",
        "opinion.front",
        "opinion.enter",
        "opinion.question",
        "opinion.answer",
        "opinion.sent",
        "opinion.change",
        "opinion.remove",
        "opinion.explained",
        "opinion.no_more",
        "opinion.say_no_more",
        "opinion.no_more_by_link",
        "opinion.say_no_more_by_link",
        "public_figures.page",
        "public_figures.as_csv",
        "public_figures.as_json",
        "public_figures.feed",
        "widget.shown",
        "public_reviews.page",
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
        elsewhere.second_step_for = []
        person = add_person(session, elsewhere, "e@elders.nl", "Els Elders", Role.RESEARCHER)
    client = app.test_client()
    come_in(client, engine, person.id)
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
        headers = client.get(address).headers
        directives = headers["Content-Security-Policy"].split("; ")
        for kind in ("default-src", "object-src", "base-uri", "frame-ancestors"):
            assert f"{kind} 'none'" in directives
        allowed = {source for directive in directives for source in directive.split()[1:]}
        assert allowed == {"'none'", "'self'"}, "nothing inline, nothing from elsewhere"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert "Access-Control-Allow-Origin" not in headers


def test_no_method_is_answered_that_no_route_has_and_no_folder_is_listed(client: FlaskClient) -> None:
    for method in ("TRACE", "PUT", "DELETE"):
        assert client.open("/onderzoeken", method=method).status_code == 405
    assert client.get("/static/").status_code == 404
    assert client.get("/static/css/").status_code == 404
    assert client.get("/.git/config").status_code == 404


def test_a_post_without_its_token_is_refused(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/onderzoeken/nieuw", data={"title": "Vals"})
    assert answer.status_code == 400
    assert "niet uitgevoerd" in answer.text


def test_no_script_and_no_other_site_gets_hold_of_a_sign_in(app: Flask, engine: Engine, researcher: Person) -> None:
    with unit_of_work(engine, across=True) as session:
        token = make_link(session, researcher.id)
    cookies = press_button_of(app.test_client(), f"/aanmelden/link/{token}").headers.getlist("Set-Cookie")
    assert len(cookies) == 3, "of the sign-in, of the tokens of forms, of a known browser"
    for cookie in cookies:
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
