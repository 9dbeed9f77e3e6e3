"""Whatever a form brought and the program refused comes back in the answer, without a script too.

Every form is tried: with what cannot be right, after signing out, and from a page that stood open too long.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from demo.build import Demonstration
from foundation.database.engine import open_engine
from studies.models import Study
from tests.by_link import come_in
from tests.conftest import Databases
from tests.demonstration import copy_of
from tests.webapp.requests.test_guard import _addresses
from webapp.application import create_app
from webapp.requests.posted_again import is_readable

SENTENCE = "Deze zin mag nooit verloren gaan"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Sec-Fetch-Site": "same-origin"}
WRITTEN_IN = {"text", "search", "tel", "email", "url", "date", "number", "password", "{{ type }}"}
TYPED_IN = {"text", "search", "tel", "email", "url", "textarea"}


def posts(app: Flask) -> list[str]:
    return sorted(address for method, address in _addresses(app) if method == "POST")


def fields_to_send_again(page: str) -> dict[str, str]:
    found = re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(value) for name, value in found}


def test_a_page_that_stood_open_too_long_gives_back_what_was_typed(
    app: Flask, client: FlaskClient, study: Study
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for address in posts(app):
        if address.startswith("/mening/geen-uitnodigingen/"):
            continue  # mail programs press it, so it asks for no such token; nothing is typed there
        field = "antwoord" if address.startswith("/mening/") else "tekst"
        answer = client.post(address, data={field: SENTENCE, "csrf_token": "oud"}, headers=BROWSER)
        assert answer.status_code == 400, address
        if address.startswith("/lezen/") and address.endswith("/concept"):
            assert "Dit is niet bewaard" in answer.text, (
                "a script asked: it shows this beside the words on its own page"
            )
            continue
        assert SENTENCE in answer.text, address
        if address.startswith("/mening/"):
            assert "Typ uw code nog een keer." in answer.text, "with the code it is kept"
        elif not address.startswith("/lezen/"):  # these pages lead back to the story, where it is typed again
            assert fields_to_send_again(answer.text) == {"tekst": SENTENCE}, address


def test_whoever_is_signed_out_meanwhile_gets_back_what_was_typed(app: Flask, study: Study) -> None:
    stranger = app.test_client()
    for address in posts(app):
        if not address.startswith("/onderzoeken"):
            continue
        answer = stranger.post(address, data={"text": SENTENCE}, headers=BROWSER)
        assert answer.status_code == 401, address
        assert "Je bent niet meer aangemeld" in answer.text
        assert fields_to_send_again(answer.text) == {"text": SENTENCE}, address


def test_what_came_back_is_sent_again_after_signing_in(app: Flask, client: FlaskClient, study: Study) -> None:
    stranger = app.test_client()
    typed = {"question": f"{SENTENCE}:\n\n“waarom?” & <hoe>", "version": "", "used_for": "", "party_name": "Raad"}
    page = stranger.post("/onderzoeken/jeugdhulp/afspraken", data=typed, headers=BROWSER).text
    assert 'action="/onderzoeken/jeugdhulp/afspraken"' in page

    client.post("/onderzoeken/jeugdhulp/afspraken", data=fields_to_send_again(page))

    assert f"{SENTENCE}:" in client.get("/onderzoeken/jeugdhulp/afspraken").text


def test_only_what_was_typed_is_called_so_among_all_that_a_long_form_brings(app: Flask, study: Study) -> None:
    long_form = {"seen-state-4": "done", "state-4": "done", "seen-result-4": "Het\nwerkt.", "words-4": "7"}
    long_form |= {"result-4": "Het\r\nwerkt.", "seen-4": "9", "seen-what-5": "Er belt iemand.", "what-5": SENTENCE}
    page = app.test_client().post("/onderzoeken/jeugdhulp/maatregelen/5", data=long_form, headers=BROWSER).text

    assert re.findall(r'<p class="typed-text">(.*?)</p>', page, re.DOTALL) == [SENTENCE]
    assert set(fields_to_send_again(page)) == set(long_form), "all of it is sent again"


def test_what_was_ticked_or_chosen_is_sent_again_and_never_shown_as_a_number_or_a_word_of_the_program(
    app: Flask, study: Study
) -> None:
    ticked = {"stukje": "12", "doe": "maak", "naam": SENTENCE, "ook-klaar": "ja"}
    page = app.test_client().post("/onderzoeken/jeugdhulp/coderen/onderwerpen/5/stukjes", data=ticked, headers=BROWSER)
    assert re.findall(r'<p class="typed-text">(.*?)</p>', page.text) == [SENTENCE]
    assert fields_to_send_again(page.text) == ticked

    merged = {"onderwerp": "12", "doe": "voeg"}
    page = app.test_client().post("/onderzoeken/jeugdhulp/coderen/onderwerpen/schik", data=merged, headers=BROWSER)
    assert "typed-text" not in page.text
    assert fields_to_send_again(page.text) == merged


def test_every_field_that_nobody_types_in_is_known_as_such() -> None:
    """By the name that templates give it; of a numbered row without the number."""
    typed, other = set[str](), set[str]()
    for template in Path("templates").rglob("*.html"):
        for tag, given in re.findall(
            r"<(input|select|textarea|button)\b((?:[^>\"]|\"[^\"]*\")*)>", template.read_text()
        ):
            name, kind = re.search(r'\bname="([\w-]+?)(?:-\{\{[^"]*)?"', given), re.search(r'\btype="([^"]+)"', given)
            if name:
                is_typed = tag == "textarea" or (tag == "input" and (kind is None or kind[1] in WRITTEN_IN))
                (typed if is_typed else other).add(name[1])
        typed |= set(re.findall(r'forms\.(?:text|textarea)\("([\w-]+)"', template.read_text()))

    chosen_in_words = {"state", "wat", "oordeel", "feeling"}
    files = {"files", "list"}
    never_typed = other - typed - chosen_in_words - files
    assert {name for name in never_typed if is_readable(name) and is_readable(f"{name}-1")} == set()
    carried_by_its_own_door = {"tel"}  # feedback.answers.views.brought
    unread = {name for name in typed if not is_readable(name)}
    assert unread <= {"password", "present_password"} | carried_by_its_own_door


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elders.nl"}])
def test_another_site_gets_no_form_filled_in_and_sent(app: Flask, study: Study, headers: dict[str, str]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post(
        "/onderzoeken/jeugdhulp/afspraken", data={"question": SENTENCE}, headers={**BROWSER, **headers}
    )

    assert "Verstuur het opnieuw" not in answer.text
    assert SENTENCE not in answer.text


def test_a_password_never_comes_back(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post(
        "/aanmelden", data={"email": "l.veldman@voorbeeld.nl", "password": SENTENCE}, headers=BROWSER
    )

    assert "l.veldman@voorbeeld.nl" in answer.text
    assert SENTENCE not in answer.text


# Every form there is


class Page(HTMLParser):
    """The links and the forms of a page. Fields outside their form name it by `form`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: dict[str, dict[str, str]] = {}
        self.actions: dict[str, set[str]] = {}
        self._form = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(of.get("href", ""))
        elif tag == "form":
            self._form = of.get("id", f"form {len(self.forms)}") if of.get("method") == "post" else ""
            if self._form:
                self.forms.setdefault(self._form, {})
                self.actions.setdefault(self._form, set()).add(of.get("action", ""))
        elif tag in ("input", "textarea", "select", "button"):
            self._field(tag, of, of.get("form", self._form))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = ""

    def _field(self, tag: str, of: dict[str, str], form: str) -> None:
        if not form:
            return
        if of.get("formaction"):
            self.actions.setdefault(form, set()).add(of["formaction"])
        kind = of.get("type", "text") if tag == "input" else tag
        if of.get("name") and kind not in ("file", "button", "submit"):
            value = SENTENCE if kind in TYPED_IN else of.get("value", "") if kind == "hidden" else "onzin"
            self.forms.setdefault(form, {})[of["name"]] = value


def kind_of(address: str) -> str:
    """The same for every page of a kind in a study: '/onderzoeken/x/interviews/7' and '…/8', also of its journeys."""
    return re.sub(r"\d+|(?<=/klantreizen/)(?!nieuw)[\w-]+", "#", address.split("?")[0].split("#")[0])


@pytest.fixture
def copied(demonstration: Demonstration, databases: Databases, tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser of the researcher in a copy of the whole demonstration."""
    settings = copy_of(demonstration, databases, tmp_path / "copy")
    engine = open_engine(settings.url)
    app = create_app(settings, engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    come_in(client, engine, demonstration.person_id)
    yield client
    engine.dispose()
    databases.clear_away()


def every_form(client: FlaskClient) -> dict[str, dict[str, str]]:
    """{address: fields} of one form of every kind that has a field to type in."""
    found: dict[str, dict[str, str]] = {}
    seen, waiting = set[str](), ["/onderzoeken"]
    while waiting:
        address = waiting.pop(0)
        if kind_of(address) in seen or not address.startswith("/") or kind_of(address).endswith(".pdf"):
            continue
        seen.add(kind_of(address))
        answer = client.get(address, headers=BROWSER)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = Page(answer.text)
        waiting += page.links
        for name, fields in page.forms.items():
            for action in page.actions.get(name, set()):
                if SENTENCE in fields.values() and kind_of(action) not in map(kind_of, found):
                    found[action or address] = fields
    return found


@pytest.mark.xdist_group("demonstration")
def test_no_form_of_the_product_loses_what_was_typed(copied: FlaskClient) -> None:
    forms, refused = every_form(copied), []
    for address, fields in forms.items():
        for typed in (fields, {name: value * 900 if value == SENTENCE else value for name, value in fields.items()}):
            answer = copied.post(address, data=typed, headers=BROWSER)
            if answer.status_code >= 400:
                refused.append(address)
                assert answer.status_code < 500, address
                assert SENTENCE in answer.text, address

    assert len(forms) > 15, sorted(forms)
    assert len(set(refused)) > 8, sorted(set(refused))
