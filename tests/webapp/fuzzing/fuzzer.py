"""Requests at random over all routes, which learn by themselves what a route asks for.

The request listens to which fields, parameters, files and JSON a view asks for by name; every page that comes back
tells which names and values its forms have. The next request at that route has those names, with values that were seen,
values that nobody means to send, or nothing.
"""

import io
import random
import re
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule

from tests.webapp.fuzzing.hostile import FILES, TEXTS, some_json
from webapp.requests.incoming import IncomingRequest

_FIELD = re.compile(r"<(?:input|textarea|select|button|option)\b[^>]*>")
_NAME, _VALUE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\bvalue="([^"]*)"')
_PART = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")
_MOST_VALUES = 40
_NEVER = {"csrf_token"}
BrowserOf = Callable[[str], FlaskClient]


@dataclass(frozen=True)
class Broken:
    """A request that ended in a fault of the program. `said`: where, as Python tells it."""

    request: str
    fields: str
    said: str


@dataclass
class Learnt:
    """What is known so far, over one application after another."""

    asked: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    """By endpoint and kind (form, args, json, files): the names that its view asked for."""
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By name of a field or of a part of an address: what pages had there."""

    def see(self, page: str) -> None:
        """Names and values in the forms of a page; an option has the name of the last select."""
        last = ""
        for tag in _FIELD.findall(page):
            named, valued = _NAME.search(tag), _VALUE.search(tag)
            last = unescape(named[1]) if named else last
            if last not in _NEVER:
                self.add(last, unescape(valued[1]) if valued else "")

    def add(self, name: str, value: str) -> None:
        kept = self.values[name]
        if value not in kept and len(kept) < _MOST_VALUES:
            kept.append(value)


@dataclass
class Run:
    """What was sent and how it ended."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    routes: set[tuple[str, str]] = field(default_factory=set)
    broken: list[Broken] = field(default_factory=list)


class Fuzzer:
    """The same `seed` sends the same requests to the same application."""

    def __init__(self, seed: int, known: Mapping[str, list[str]]) -> None:
        self._is_calm = False
        self.chance, self.learnt, self.run = random.Random(seed), Learnt(), Run()  # noqa: S311  the same again
        for name, values in known.items():
            self.learnt.values[name] = list(values)

    def send(self, app: Flask, people: Sequence[str], browser_of: BrowserOf, number: int) -> None:
        """`browser_of`: a new browser of somebody. Who was signed out by what was sent gets another."""
        faults: list[str] = []
        app.request_class = self._listening(app)
        rules = [one for one in app.url_map.iter_rules() if one.endpoint != "static"]
        browsers = {who: browser_of(who) for who in people}
        app.handle_user_exception = partial(_noting, faults, app.handle_user_exception)  # type: ignore[method-assign]
        for _request in range(number):
            rule = self.chance.choice(rules)
            who = self._somebody(people, getattr(app.view_functions[rule.endpoint], "roles", None) or ())
            method = self.chance.choice(sorted((rule.methods or set()) & {"GET", "POST"}))
            if self._send(browsers[who], rule, method, who, faults):
                browsers[who] = browser_of(who)

    def _somebody(self, people: Sequence[str], roles: Collection[str]) -> str:
        """Mostly somebody who may open it, so that it is the rest of a request that breaks, if anything."""
        let_in = [one for one in people if one in roles]
        return self.chance.choice(let_in if let_in and self.chance.random() < 0.8 else people)

    def _calmly(self) -> float:
        """How often a value is one that pages have: in half of the requests nearly always, so that they come far."""
        return 0.95 if self._is_calm else 0.5

    def _send(self, browser: FlaskClient, rule: Rule, method: str, who: str, faults: list[str]) -> bool:
        """Whether it led to where people sign in."""
        self._is_calm = self.chance.random() < 0.5
        address, more = self._address(rule), self._more(rule, method)
        faults.clear()
        try:
            answer = browser.open(address, method=method, **more)
            status, page = answer.status_code, answer.text if "html" in answer.content_type else ""
            is_out = answer.headers.get("Location", "").startswith("/aanmelden")
        except Exception:  # the program let it through to the server
            faults.append(traceback.format_exc(limit=-4))
            status, page, is_out = 500, "", False
        self.learnt.see(page)
        self.run.sent += 1
        self.run.statuses[status] += 1
        self.run.routes.add((rule.rule, method))
        if status >= 500 and status != 503:
            told = f"{who}: {method} {address[:300]}"
            self.run.broken.append(Broken(told, repr(more)[:800], faults[-1] if faults else str(status)))
        return is_out

    def _address(self, rule: Rule) -> str:
        path = _PART.sub(lambda part: quote(self._part(part[1]), safe=""), rule.rule)
        asked = self._values(self.learnt.asked[rule.endpoint]["args"])
        return path + ("?" + "&".join(f"{quote(name)}={quote(value)}" for name, value in asked) if asked else "")

    def _part(self, name: str) -> str:
        known = self.learnt.values[name] or [str(number) for number in range(1, 16)]
        return self.chance.choice(known) if self.chance.random() < 0.9 else self.chance.choice(TEXTS)[:300] or "-"

    def _more(self, rule: Rule, method: str) -> dict[str, Any]:
        asked = self.learnt.asked[rule.endpoint]
        if method == "GET":
            return {}
        if asked["json"]:
            return {"json": some_json(self.chance, sorted(asked["json"]))}
        if asked["files"]:
            files = {name: self._file() for name in sorted(asked["files"])}
            return {"data": {**dict(self._values(asked["form"])), **files}, "content_type": "multipart/form-data"}
        return {"data": _many(self._values(asked["form"]))}

    def _file(self) -> tuple[io.BytesIO, str]:
        name, content = self.chance.choice(FILES)
        return io.BytesIO(content), name

    def _values(self, names: set[str]) -> list[tuple[str, str]]:
        """Some names twice, some not at all, now and then one of another form."""
        others = [self.chance.choice(list(self.learnt.values))] if self.chance.random() < 0.2 else []
        chosen = [name for name in [*sorted(names), *others] if self.chance.random() < self._calmly()]
        twice = [self.chance.choice(chosen)] if chosen and self.chance.random() < 0.1 else []
        return [(name, self._value(name)) for name in [*chosen, *twice]]

    def _value(self, name: str) -> str:
        seen = self.learnt.values.get(name)
        return self.chance.choice(seen) if seen and self.chance.random() < self._calmly() else self.chance.choice(TEXTS)

    def _listening(self, app: Flask) -> type[IncomingRequest]:
        asked = self.learnt.asked

        class Listening(IncomingRequest):
            def note(self, kind: str, name: str) -> None:
                if self.endpoint and name not in _NEVER:
                    asked[self.endpoint][kind].add(name)

            def get_json(self, *args: Any, **options: Any) -> Any:
                found = super().get_json(*args, **options)
                note = partial(self.note, "json")
                note("version")  # so that it is known that this view asks for JSON
                return _HeardObject(found, note) if isinstance(found, dict) else found

        for kind in ("form", "args", "files"):
            setattr(Listening, kind, property(partial(_heard, kind)))
        return Listening


def _noting(faults: list[str], handle: Callable[[Exception], Any], exception: Exception) -> Any:
    faults.append("".join(traceback.format_exception(exception, limit=-4)))
    return handle(exception)


def _many(values: list[tuple[str, str]]) -> dict[str, list[str]]:
    posted: dict[str, list[str]] = defaultdict(list)
    for name, value in values:
        posted[name].append(value)
    return posted


def _heard(kind: str, request: Any) -> Any:
    return _Heard(getattr(super(type(request), request), kind), partial(request.note, kind))


class _Heard(ImmutableMultiDict[str, Any]):
    """Fields of a request, which note what is asked for by name."""

    def __init__(self, fields: Any, note: Callable[[str], None]) -> None:
        super().__init__(fields)
        self._note = note

    def get(self, key: Any, *args: Any, **more: Any) -> Any:
        self._note(key)
        return super().get(key, *args, **more)

    def getlist(self, key: Any, *args: Any, **more: Any) -> Any:
        self._note(key)
        return super().getlist(key, *args, **more)

    def __getitem__(self, key: Any) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return super().__contains__(key)


class _HeardObject(dict[str, Any]):
    def __init__(self, fields: dict[str, Any], note: Callable[[str], None]) -> None:
        super().__init__(fields)
        self._note = note

    def get(self, key: str, *args: Any) -> Any:
        self._note(key)
        return super().get(key, *args)

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)
