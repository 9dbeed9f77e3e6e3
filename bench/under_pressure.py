"""Waiting while many upload at once, or open connections and say nothing: `python -m bench.under_pressure`.

One server process, as people get it. Somebody asks for a page every 100 ms; meanwhile 20 people upload a Word file of
20 MB with 8,000 turns, and then 150 connections stand open halfway a request. Limit: the slowest page in 3 seconds.
With an address (`python -m bench.under_pressure http://127.0.0.1:8000`) only the connections, at a server that runs.
"""

import io
import multiprocessing
import os
import re
import socket
import statistics
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from docx import Document

UPLOADS, HALF_OPEN, TURNS, PICTURE = 20, 150, 8_000, 20_000_000
QUIET_SECONDS, EVERY, LIMIT_SECONDS = 5.0, 0.1, 3.0
_UPLOAD = "/onderzoeken/bench/interviews/inlezen"
_HALF = (
    b"",
    b"GET /aanmelden HTTP/1.1\r\nHost: ",
    b"POST /aanmelden HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\na=",
)


def main(address: str = "") -> int:
    if address:
        with half_open(address):
            return _print("150 half-open connections", asked_for(address, lambda: time.sleep(QUIET_SECONDS)))
    with tempfile.TemporaryDirectory() as folder:
        ready: Any = multiprocessing.Queue()
        server = multiprocessing.Process(target=_serve, args=(folder, ready), daemon=True)
        server.start()
        address, links = ready.get()
        people = [signed_in(address, link) for link in links]
        quiet = asked_for(address, lambda: time.sleep(QUIET_SECONDS))
        answers: Counter[int] = Counter()
        busy = asked_for(address, lambda: answers.update(upload_all(people)))
        with half_open(address):
            open_too = asked_for(address, lambda: time.sleep(QUIET_SECONDS))
        server.terminate()
    _print("quiet", quiet)
    late = _print(f"{UPLOADS} uploads at once ({told(answers)})", busy)
    return _print(f"{HALF_OPEN} half-open connections", open_too) or late


def _serve(folder: str, ready: Any) -> None:
    from bench.screen_server import open_bench
    from webapp.serving import served

    bench = open_bench(Path(folder))
    bench.app.config["WTF_CSRF_ENABLED"] = False
    with served(bench.app) as address:
        ready.put((address, [bench.link() for _person in range(UPLOADS)]))
        threading.Event().wait()


def signed_in(address: str, link: str) -> httpx.Client:
    person = httpx.Client(base_url=address, timeout=300, follow_redirects=True, verify=False)  # noqa: S501  our own
    person.headers["Referer"] = f"{address}/"
    person.post(link, data=_token(person, link)).raise_for_status()
    return person


def _token(person: httpx.Client, page: str) -> dict[str, str]:
    """What a form on this page brings along."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', person.get(page).text)
    return {"csrf_token": found[1]} if found else {}


def upload_all(people: list[httpx.Client]) -> list[int]:
    """The status that each of them got."""
    content, ended = _word_file(), list[int]()
    tokens = [_token(person, _UPLOAD) for person in people]

    def upload(person: httpx.Client, token: dict[str, str]) -> None:
        answer = person.post(_UPLOAD, data=token, files={"files": ("gesprek.docx", content)}, follow_redirects=False)
        assert "aanmelden" not in answer.headers.get("Location", ""), "signed out"
        ended.append(answer.status_code)

    _together([lambda one=one: upload(*one) for one in zip(people, tokens, strict=True)])
    return ended


def _word_file() -> bytes:
    """An interview of two people, with a photograph that can't be packed smaller."""
    document, file = Document(), io.BytesIO()
    for turn in range(TURNS):
        document.add_paragraph(f"{'Interviewer' if turn % 2 else 'Ouder'}: En toen hoorde ik weken niets, en belde ik.")
    document.save(file)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("word/media/image1.jpeg", os.urandom(PICTURE))
    return file.getvalue()


@contextmanager
def half_open(address: str) -> Iterator[None]:
    """Connections that say nothing, half a line, or half of what they promised."""
    place = urlsplit(address)
    standing = [socket.create_connection((place.hostname, place.port or 80)) for _one in range(HALF_OPEN)]
    for number, one in enumerate(standing):
        one.sendall(_HALF[number % len(_HALF)] if place.scheme == "http" else b"")
    yield
    for one in standing:
        one.close()


def asked_for(address: str, meanwhile: Callable[[], None]) -> list[float]:
    """Seconds that a page took, each time it was asked for until `meanwhile` was over."""
    over, took = threading.Event(), list[float]()

    def ask() -> None:
        with httpx.Client(base_url=address, timeout=120, verify=False) as reader:  # noqa: S501  our own certificate
            while not over.is_set():
                began = time.perf_counter()
                reader.get("/aanmelden").raise_for_status()
                took.append(time.perf_counter() - began)
                time.sleep(EVERY)

    reading = threading.Thread(target=ask)
    reading.start()
    meanwhile()
    over.set()
    reading.join()
    return took


def _together(acts: list[Callable[[], None]]) -> None:
    doing = [threading.Thread(target=act) for act in acts]
    for one in doing:
        one.start()
    for one in doing:
        one.join()


def told(answers: Counter[int]) -> str:
    return ", ".join(f"{number} × {status}" for status, number in sorted(answers.items()))


def _print(what: str, took: list[float]) -> int:
    slowest = max(took)
    verdict = "met" if slowest <= LIMIT_SECONDS else "MISSED"
    print(
        f"{what}: {statistics.median(took):.2f} s median, {slowest:.2f} s slowest (limit {LIMIT_SECONDS} s: {verdict})"
    )
    return int(slowest > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
