"""Who is really asking, over a real server: what a proxy forwards is believed from a trusted network alone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from flask import request
from pydantic import ValidationError

from studies.access import public
from tests.by_link import token_in
from webapp.application import create_app
from webapp.requests.proxies import TrustedProxies, networks_in
from webapp.serving import served
from webapp.settings import Settings

HERE = "127.0.0.1"


@pytest.fixture
def own_network() -> str:
    return "127.0.0.0/8, 10.0.0.0/8, fd00::/8"


@contextmanager
def seen_behind(networks: str, settings: Settings) -> Iterator[str]:
    """The address of an application that tells as whom it sees somebody."""
    app = create_app(Settings(data_dir=settings.data_dir, trusted_proxies=networks))
    view = public(lambda: f"{request.remote_addr} {request.scheme} {request.host} {request.access_route}")
    app.add_url_rule("/wie", "who", view)
    with served(app) as base:
        yield base


def told(base: str, *headers: str) -> list[str]:
    parts = urlsplit(base)
    lines = ["GET /wie HTTP/1.1", "Host: verhalen.example", "Connection: close", *headers, "", ""]
    with socket.create_connection((str(parts.hostname), parts.port or 0)) as line:
        line.sendall("\r\n".join(lines).encode())
        answer = b""
        while part := line.recv(4096):
            answer += part
    return answer.split(b"\r\n\r\n", 1)[1].decode().split(" ")[:3]


@pytest.mark.parametrize(
    ("headers", "seen"),
    [
        ([], [HERE, "http", "verhalen.example"]),
        (["X-Forwarded-For: 203.0.113.5", "X-Forwarded-Proto: https"], ["203.0.113.5", "https", "verhalen.example"]),
        (["X-Forwarded-For: 6.6.6.6, 203.0.113.5"], ["203.0.113.5", "http", "verhalen.example"]),
        (["X-Forwarded-For: 6.6.6.6, 203.0.113.5, 10.0.0.9"], ["203.0.113.5", "http", "verhalen.example"]),
        (
            [
                "X-Forwarded-For: 203.0.113.5, 10.0.0.9",
                "X-Forwarded-Proto: https, http",
                "X-Forwarded-Host: lindermeer.example, binnen.example",
            ],
            ["203.0.113.5", "https", "lindermeer.example"],
        ),
        (["X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.5"], ["203.0.113.5", "http", "verhalen.example"]),
        (["X-Forwarded-For: 2001:db8::7"], ["2001:db8::7", "http", "verhalen.example"]),
        (
            ["X-Forwarded-For: '; drop", "X-Forwarded-Host: a b<c", "X-Forwarded-Proto: javascript"],
            [HERE, "http", "verhalen.example"],
        ),
        (["X-Forwarded-For: 203.0.113.5, rommel"], [HERE, "http", "verhalen.example"]),
        (["X-Real-IP: 6.6.6.6", "Forwarded: for=6.6.6.6;proto=https"], [HERE, "http", "verhalen.example"]),
    ],
)
def test_what_a_trusted_proxy_says_is_read_from_right_to_left(
    settings: Settings, own_network: str, headers: list[str], seen: list[str]
) -> None:
    with seen_behind(own_network, settings) as base:
        assert told(base, *headers) == seen


@pytest.mark.parametrize("networks", ["", "192.0.2.0/24"])
def test_nobody_else_is_believed(settings: Settings, networks: str) -> None:
    with seen_behind(networks, settings) as base:
        forged = told(base, "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https", "X-Forwarded-Host: elders.nl")
    assert forged == [HERE, "http", "verhalen.example"]


def test_forms_work_behind_a_proxy_with_https_on_another_name(settings: Settings) -> None:
    """Over https the page that a form comes from has to be of the same host, as people know it."""
    app = create_app(Settings(data_dir=settings.data_dir, trusted_proxies="127.0.0.1"))
    browser = app.test_client()
    proxied = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "lindermeer.example"}
    page = browser.get("/aanmelden", headers=proxied)
    form = {"email": "x@voorbeeld.nl", "password": "mis", "csrf_token": token_in(page.text)}

    answers = [
        browser.post("/aanmelden", data=form, headers={**proxied, "Referer": f"https://{host}/aanmelden"}).status_code
        for host in ("lindermeer.example", "elders.example")
    ]

    assert answers == [422, 400]
    assert "Strict-Transport-Security" in page.headers


def test_over_a_socket_file_this_machine_asks() -> None:
    seen = {}
    app = TrustedProxies(lambda environ, _start: seen.update(environ) or [], networks_in("127.0.0.1"))
    for peer in ("", "localhost"):
        list(app({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": "203.0.113.5"}, None))
        assert seen["REMOTE_ADDR"] == "203.0.113.5"


def test_a_setting_that_names_no_network_stops_the_start() -> None:
    with pytest.raises(ValidationError, match="trusted_proxies"):
        Settings(trusted_proxies="de-proxy")
