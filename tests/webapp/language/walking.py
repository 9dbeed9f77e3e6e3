"""A walk over all pages that somebody can reach, and over all refusals that their forms can meet."""

import json
import re
from collections import Counter
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.webapp.language.seen import Page, is_sentence, strings
from tests.webapp.language.typed import Typed, unmarked

MOST_OF_A_KIND = 2
"""Pages with the same endpoint and the same names in their query."""
NONSENSE = "Qwxz"
TOO_LONG = "Qwxz " * 2000


class Walk:
    """`found`: what was seen untranslated, and where. `endpoints`: which pages were seen."""

    def __init__(self, app: Flask, typed: Typed) -> None:
        self.app, self.typed = app, typed
        typed.add([NONSENSE, *TOO_LONG.splitlines()])
        self.found: dict[str, str] = {}
        self.endpoints: set[str] = set()
        self.refusals = 0
        self._refused: set[str] = set()

    def through(self, browser: FlaskClient, *starts: str) -> dict[str, dict[str, str]]:
        """Follow every link from these addresses; the forms that were met."""
        waiting, seen, kinds, forms = list(starts), set[str](), Counter[str](), dict[str, dict[str, str]]()
        while waiting:
            address = waiting.pop(0).split("#")[0]
            endpoint = self._endpoint(address, "GET")
            kind = f"{endpoint}?{sorted(re.findall(r'[?&]([^=&]+)=', address))}"
            if address in seen or endpoint == "static" or kinds[kind] >= MOST_OF_A_KIND:
                continue
            seen.add(address)
            kinds[kind] += 1
            answer = browser.get(address, follow_redirects=True)
            self.endpoints.add(endpoint)
            if page := self.look(answer, address):
                waiting += page.links
                forms.update({where: fields for where, fields in page.forms.items() if where not in forms})
        return forms

    def refuse(self, browser: FlaskClient, forms: dict[str, dict[str, str]]) -> None:
        """Send every kind of form that was not sent yet, empty and with nonsense, as a page and as a script would."""
        for address, fields in sorted(forms.items(), key=lambda form: -len(form[0])):
            endpoint = self._endpoint(address, "POST")
            if endpoint in self._refused or endpoint.endswith("sign_out"):
                continue
            self._refused.add(endpoint)
            self.typed.add(fields.values())
            for answer in _answers(browser, address, fields):
                self.refusals += answer.status_code >= 400
                self.look(answer, f"POST {address}")

    def look(self, answer: TestResponse, address: str) -> Page | None:
        """Read an answer; the page when it is one."""
        assert answer.status_code != 500, address
        if answer.status_code in range(300, 400):
            return None
        if answer.mimetype == "application/json":
            self._note((text for text in strings(json.loads(answer.text)) if is_sentence(text)), address)
        elif answer.mimetype == "text/csv":
            self._note(re.split(r"[;\n]", answer.text), address)
        elif answer.mimetype == "text/html":
            page = Page(answer.text)
            self._note(page.texts, address)
            return page
        return None

    def _note(self, texts: Iterator[str] | list[str], address: str) -> None:
        for text in texts:
            for piece in unmarked(text, self.typed):
                self.found.setdefault(piece, address)

    def _endpoint(self, address: str, method: str) -> str:
        try:
            return str(self.app.url_map.bind("localhost").match(address.partition("?")[0], method=method)[0])
        except HTTPException as error:
            return str(error.code)


def _answers(browser: FlaskClient, address: str, fields: dict[str, str]) -> Iterator[TestResponse]:
    page = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
    yield browser.post(address, data={}, headers=page)
    yield browser.post(address, json={}, headers={"Accept": "application/json"})
    yield browser.post(address, data=dict.fromkeys(fields, NONSENSE), headers=page)
    yield browser.post(address, json=dict.fromkeys(fields, NONSENSE), headers={"Accept": "application/json"})
    yield browser.post(address, data=dict.fromkeys(fields, TOO_LONG), headers=page)
    yield browser.post(address, data=fields, headers=page, follow_redirects=True)
