"""Large files go a few at a time, and connections that say nothing hold nobody up."""

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from flask import Flask
from sqlalchemy import Engine

from studies.models import Person, Study
from tests.by_link import come_in
from tests.webapp.requests.test_nothing_typed_lost import BROWSER
from webapp.application import create_app
from webapp.requests import large_bodies
from webapp.requests.large_bodies import LARGE, TooManyLarge, Turns
from webapp.serving import served
from webapp.settings import Settings

UPLOAD = "/onderzoeken/jeugdhulp/interviews/inlezen"
_CONTENT = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n%b\r\n--x--\r\n'
LARGE_FILE: dict[str, Any] = {"data": _CONTENT % (b"a" * LARGE), "content_type": "multipart/form-data; boundary=x"}


@pytest.fixture
def busy_app(settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application in which as many upload as may."""
    monkeypatch.setattr(large_bodies, "WAITING", 0)
    taken: list[Turns] = []

    class Taken(Turns):
        def __init__(self, at_once: int, waiting: int) -> None:
            super().__init__(at_once, waiting)
            for _place in range(at_once):
                self.take()
            taken.append(self)

    monkeypatch.setattr(large_bodies, "Turns", Taken)
    app = create_app(settings, engine)
    app.config.update(WTF_CSRF_ENABLED=False)
    yield app
    assert taken


def test_who_comes_beyond_those_that_wait_hears_that_nothing_is_stored(
    busy_app: Flask, engine: Engine, researcher: Person, study: Study
) -> None:
    client = busy_app.test_client()
    come_in(client, engine, researcher.id)

    answer = client.post(UPLOAD, headers=BROWSER, **LARGE_FILE)

    assert answer.status_code == 503
    assert "Er worden nu veel grote bestanden tegelijk ingelezen. Er is niets bewaard." in answer.text
    small = client.post(UPLOAD, data={"files": (io.BytesIO(b"Ans: Ik belde.\nBo: En toen?"), "a.txt")})
    assert small.status_code == 302
    assert client.get("/onderzoeken/jeugdhulp/interviews/").status_code == 200


def test_one_after_the_other_has_a_turn_and_gives_it_back() -> None:
    turns, waited = Turns(at_once=1, waiting=1), threading.Event()

    def wait() -> None:
        turns.take()
        waited.set()

    turns.take()
    second = threading.Thread(target=wait)
    second.start()
    assert not waited.wait(0.2)
    with pytest.raises(TooManyLarge):
        turns.take()
    turns.give()
    assert waited.wait(30)
    turns.give()
    turns.take()


def test_what_was_refused_or_broke_gives_its_turn_back(app: Flask, study: Study) -> None:
    for _time in range(large_bodies.AT_ONCE + large_bodies.WAITING + 2):
        answer = app.test_client().post(UPLOAD, **LARGE_FILE)
        assert answer.status_code != 503


def test_150_connections_that_stand_open_halfway_a_request_stop_nobody(own_app: Flask) -> None:
    with served(own_app) as address, ExitStack() as standing:
        port = int(address.rsplit(":", 1)[1])
        for number in range(150):
            one = standing.enter_context(socket.create_connection(("127.0.0.1", port)))
            one.sendall(b"POST /aanmelden HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\na="[: number % 70])
        assert httpx.get(f"{address}/aanmelden", timeout=10).status_code == 200
