"""The browser is told what is stored for as long as it takes nothing away, and never more than fits."""

import re

from flask import Flask
from flask.testing import FlaskClient

from studies.models import Study

AGREEMENT = "/onderzoeken/jeugdhulp/afspraken"


def stored_in(browser: FlaskClient) -> dict[str, str]:
    """What the browser would send along: {cookie: what is stored}."""
    told = browser.get("/hulp/").request.environ.get("HTTP_COOKIE", "")
    return dict(re.findall(r"(stored_[\w-]+)=([^;]+)", told))


def store(browser: FlaskClient) -> None:
    version = re.findall(r'name="version" value="(\w*)"', browser.get(f"{AGREEMENT}/schrijven").text)[0]
    answer = browser.post(AGREEMENT, data={"question": "Hoe vinden mensen hulp?", "version": version})
    assert answer.status_code == 302
    told = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("stored_")]
    assert not any("HttpOnly" in one for one in told), "the script takes it away"


def test_it_is_told_until_the_script_takes_it_away(client: FlaskClient, study: Study) -> None:
    store(client)
    for _page in range(2):
        client.get(AGREEMENT)
        assert list(stored_in(client).values()) == ["form:afspraken-jeugdhulp"]

    for name in stored_in(client):
        client.delete_cookie(name)
    client.get(AGREEMENT)
    assert stored_in(client) == {}


def test_nothing_is_told_of_what_was_refused(client: FlaskClient, study: Study) -> None:
    assert client.post(AGREEMENT, data={"question": "", "version": "", "agreed_on": "x"}).status_code == 422
    assert stored_in(client) == {}


def test_a_browser_without_scripts_is_not_told_without_end(client: FlaskClient, app: Flask, study: Study) -> None:
    for _time in range(25):
        store(client)
    assert len(stored_in(client)) == 20
