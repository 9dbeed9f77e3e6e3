"""Scripts and style sheets come along with the page they belong to, also right after a new version was put in place."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.static_files import YEAR, imports_of, version_of

STATIC = Path(__file__).resolve().parents[2] / "static"


def _addresses(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', page)


def test_what_a_page_asks_for_is_kept_as_long_as_it_is_the_same(client: FlaskClient) -> None:
    addresses = _addresses(client.get("/aanmelden", follow_redirects=True).text)
    assert {address.split("/")[2] for address in addresses} == {f"v-{version_of(str(STATIC))}"}
    for address in addresses:
        caching = client.get(address, buffered=True).cache_control
        assert (caching.max_age, caching.immutable, caching.no_cache) == (YEAR, True, None), address


@pytest.mark.parametrize("before", ["/static", "/static/v-0123456789ab"])
@pytest.mark.parametrize("file", ["js/coding/material.js", "js/lib/server.js", "css/base.css"])
def test_what_is_asked_for_by_no_version_or_an_older_one_is_asked_anew(
    client: FlaskClient, before: str, file: str
) -> None:
    """One module of before and one of now leave a page without any script: nothing typed would be kept on it."""
    first = client.get(f"{before}/{file}", buffered=True)
    assert first.cache_control.no_cache
    assert first.cache_control.max_age is None

    again = client.get(f"{before}/{file}", headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert again.status_code == 304


def test_the_version_is_of_what_is_in_the_files_and_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    first = version_of(str(tmp_path))
    (tmp_path / "a.js").write_text("2")
    second = version_of(str(tmp_path))
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    assert len({first, second, version_of(str(tmp_path))}) == 3


def test_a_page_asks_at_once_for_everything_that_its_scripts_import() -> None:
    for script in (path.relative_to(STATIC).as_posix() for path in (STATIC / "js").glob("*.js")):
        known = {script, *imports_of(STATIC, script)}
        for name in known:
            text = (STATIC / name).read_text(encoding="utf-8")
            named = re.findall(r'from "([^"]+\.js)"', text) + re.findall(r'^import "([^"]+)"', text, re.MULTILINE)
            wanted = {(STATIC / name).parent.joinpath(one).resolve().relative_to(STATIC).as_posix() for one in named}
            assert wanted <= known, name
    assert "js/coding/wording.js" in imports_of(STATIC, "js/coding-screen.js")
