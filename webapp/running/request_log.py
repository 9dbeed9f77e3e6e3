"""Every request as a line of the log: a number by which it is found, its route, status, time and statements.

The route is written as the program knows it ('/onderzoeken/<slug>/coderen/'): an address holds names of studies, and
links that let somebody in. The same number is in the answer (X-Request-ID) and on the page that says what broke.
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, request_started
from sqlalchemy import Engine, event

from webapp.requests.proxies import REQUEST_ID, Environ, WsgiApp

log = logging.getLogger(__name__)

ROUTE = "verhaallijn.route"
NO_ROUTE = "-"
_METHODS = ("GET", "HEAD", "POST")
_QUIET = ("/health", "/ready", "/metrics", "/static/<path:filename>")
_BROKEN = (
    "<!doctype html><html lang=nl><meta charset=utf-8><title>Er ging iets mis</title><h1>Er ging iets mis</h1>"
    "<p>Dit ligt aan het programma. Wat al bewaard was, is bewaard. Geef dit nummer door aan de beheerder: "
)

_asked: ContextVar[list[int] | None] = ContextVar("asked", default=None)


@dataclass(frozen=True)
class Answered:
    """What is told of a request. `seconds` until the answer began."""

    reference: str
    method: str
    route: str
    status: int
    seconds: float
    statements: int


class RequestLog:
    """Around the application; `meter` counts what was answered."""

    def __init__(self, app: WsgiApp, meter: Callable[[Answered], None] | None = None) -> None:
        self._app, self._meter = app, meter

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        reference = environ.setdefault(REQUEST_ID, uuid.uuid4().hex[:8].upper())
        statuses, count, began = [500], [0], time.perf_counter()

        def start_and_note(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            statuses.append(int(status[:3]))
            return start(status, [*headers, ("X-Request-ID", reference)], *rest)

        token = _asked.set(count)
        try:
            return self._app(environ, start_and_note)
        except Exception as error:
            log.error("broken %s", reference, exc_info=error)
            return _broken(reference, start_and_note)
        finally:
            _asked.reset(token)
            self._tell(environ, reference, statuses[-1], time.perf_counter() - began, count[0])

    def _tell(self, environ: Environ, reference: str, status: int, seconds: float, statements: int) -> None:
        method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in _METHODS else "OTHER"
        answered = Answered(reference, method, environ.get(ROUTE, NO_ROUTE), status, seconds, statements)
        level = logging.DEBUG if answered.route in _QUIET and status < 500 else logging.INFO
        told = {**vars(answered), "seconds": None, "ms": round(seconds * 1000, 1)}
        log.log(level, "request", extra={"told": {name: one for name, one in told.items() if one is not None}})
        if self._meter is not None:
            self._meter(answered)


def init_app(app: Flask, engine: Engine) -> None:
    """Remember route and number of each request, and count what it asks of the database."""
    request_started.connect(_remember, app)
    event.listen(engine, "before_cursor_execute", _count)


def _remember(_app: Flask, **_more: object) -> None:
    request.environ[ROUTE] = request.url_rule.rule if request.url_rule else NO_ROUTE
    g.reference = request.environ.get(REQUEST_ID, "")


def _count(*_statement: object) -> None:
    if (count := _asked.get()) is not None:
        count[0] += 1


def _broken(reference: str, start: Any) -> Iterable[bytes]:
    """When even the page that says so can't be made."""
    start("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")])
    return [f"{_BROKEN}{reference}</p></html>".encode()]
