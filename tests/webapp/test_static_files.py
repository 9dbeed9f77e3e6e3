"""Scripts and style sheets come along with the page they belong to, also right after a new version was put in place."""

import pytest
from flask.testing import FlaskClient

HOUR = 3600


@pytest.mark.parametrize("file", ["js/coding/material.js", "js/lib/server.js", "css/base.css"])
def test_a_browser_asks_anew_for_what_belongs_to_the_page(client: FlaskClient, file: str) -> None:
    """One module of before and one of now leave a page without any script: nothing typed would be kept on it."""
    first = client.get(f"/static/{file}", buffered=True)
    assert first.cache_control.no_cache
    assert first.cache_control.max_age is None

    again = client.get(f"/static/{file}", headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert again.status_code == 304


def test_typefaces_and_pictures_are_not_asked_for_each_time(client: FlaskClient) -> None:
    assert client.get("/static/fonts/literata-latin-opsz-normal.woff2", buffered=True).cache_control.max_age == HOUR
