"""Each request is a line by which it is found again, and nothing in it says who somebody is or lets anybody in."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.accounts.signing_in import make_link
from studies.models import Person, Study
from tests.webapp.requests.test_faults_of_the_database import reference_in
from tests.webapp.requests.test_nothing_typed_lost import BROWSER
from webapp.application import create_app
from webapp.running import request_log
from webapp.running.log_lines import JsonLine, PlainLine
from webapp.settings import Settings

TYPED = "Wilma Jansen"


class Written(logging.StreamHandler[io.StringIO]):
    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__(io.StringIO())
        self.setFormatter(formatter)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@pytest.fixture
def written() -> Iterator[Written]:
    """What is logged while a program reads along, whatever commands set before in this process."""
    handler, loggers = Written(JsonLine()), (logging.getLogger(), logging.getLogger(request_log.__name__))
    before = [one.level for one in loggers]
    loggers[0].addHandler(handler)
    for one in loggers:
        one.setLevel(logging.INFO)
    yield handler
    loggers[0].removeHandler(handler)
    for one, level in zip(loggers, before, strict=True):
        one.setLevel(level)


def test_a_request_is_a_line_with_its_route_and_not_its_address(
    client: FlaskClient, study: Study, written: Written
) -> None:
    answer = client.get(f"/onderzoeken/jeugdhulp/interviews/zoeken?zoek={TYPED}")

    (line,) = written.lines
    assert line["route"] == "/onderzoeken/<slug>/interviews/zoeken"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "INFO")
    assert line["reference"] == answer.headers["X-Request-ID"]
    assert line["ms"] > 0
    assert line["statements"] > 1
    assert "jeugdhulp" not in written.stream.getvalue()


def test_the_number_on_the_page_is_that_of_the_log_whatever_went_wrong(
    own_app: Flask, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(**_values: object) -> None:
        raise ValueError(f"{TYPED} past niet")

    own_app.config["PROPAGATE_EXCEPTIONS"] = False
    own_app.view_functions["sign_in.form"] = break_down
    break_down.roles = None  # type: ignore[attr-defined]
    page = own_app.test_client().get("/aanmelden", headers=BROWSER)

    assert page.status_code == 500
    reference = reference_in(page.text)
    assert page.headers["X-Request-ID"] == reference
    defect, request = written.lines
    assert reference in defect["message"]
    assert request["reference"] == reference
    assert defect["error"].startswith("ValueError\n")
    assert "break_down" in defect["error"]
    assert TYPED not in written.stream.getvalue()


def test_when_even_the_page_about_it_breaks_there_is_a_number(
    own_app: Flask, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_app.config.update(PROPAGATE_EXCEPTIONS=False, TESTING=False)
    monkeypatch.setattr("webapp.error_pages.is_for_staff", lambda: 1 // 0)
    page = own_app.test_client().get("/bestaat-niet")

    assert page.status_code == 500
    assert "Dit ligt aan het programma." in page.text
    assert page.headers["X-Request-ID"] in page.text
    assert any(page.headers["X-Request-ID"] in line["message"] for line in written.lines)


@pytest.mark.parametrize(("peer", "is_taken"), [("10.0.0.1", True), ("192.0.2.9", False)])
def test_a_number_is_taken_from_a_proxy_that_is_trusted_alone(
    settings: Settings, engine: Engine, peer: str, is_taken: bool
) -> None:
    app = create_app(settings.model_copy(update={"trusted_proxies": "10.0.0.0/8"}), engine)
    answer = app.test_client().get(
        "/health", headers={"X-Request-ID": "0123abcd4567"}, environ_base={"REMOTE_ADDR": peer}
    )
    assert (answer.headers["X-Request-ID"] == "0123abcd4567") is is_taken


def test_a_number_that_is_none_is_not_taken(settings: Settings, engine: Engine) -> None:
    app = create_app(settings.model_copy(update={"trusted_proxies": "10.0.0.0/8"}), engine)
    for number in ("kort", "a" * 65, 'x"},{"level":"ERROR', "wilma@voorbeeld.nl"):
        answer = app.test_client().get(
            "/health", headers={"X-Request-ID": number}, environ_base={"REMOTE_ADDR": "10.0.0.1"}
        )
        assert answer.headers["X-Request-ID"] != number


def test_the_log_holds_no_address_token_name_or_password(
    app: Flask, engine: Engine, client: FlaskClient, researcher: Person, study: Study, written: Written
) -> None:
    with unit_of_work(engine, across=True) as session:
        token = make_link(session, researcher.id)
    stranger = app.test_client()
    stranger.get(f"/aanmelden/link/{token}", headers={"User-Agent": "Geheimbrowser"})
    stranger.post("/aanmelden", data={"email": researcher.email, "password": "geheim"}, headers=BROWSER)
    stranger.get(f"/aanmelden?verder=/onderzoeken/{TYPED}")
    stranger.get(f"/{TYPED}/{researcher.email}")
    client.post("/onderzoeken/nieuw", data={"title": TYPED, "municipality": TYPED})
    client.get("/onderzoeken/jeugdhulp/interviews/999999999999999999999")

    assert len(written.lines) >= 6
    everything = written.stream.getvalue()
    for secret in (
        token,
        researcher.email,
        researcher.name,
        "geheim",
        "Geheimbrowser",
        TYPED,
        "jeugdhulp",
        "127.0.0.1",
    ):
        assert secret not in everything


def test_at_a_terminal_an_error_holds_no_words_either() -> None:
    handler = Written(PlainLine())
    try:
        int(TYPED)
    except ValueError as error:
        handler.handle(logging.LogRecord("x", logging.ERROR, "", 1, "broken", None, (type(error), error, None)))
    assert "ValueError" in handler.stream.getvalue()
    assert TYPED not in handler.stream.getvalue()
