"""The running demonstration: every page that a link leads to, at both widths, for every kind of reader."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlmodel import select
from werkzeug.exceptions import HTTPException

from demo.build import RESEARCHER_EMAIL, Demonstration
from foundation.database.engine import unit_of_work
from studies.accounts.signing_in import make_link
from studies.models import Person
from tests.browser.conftest import AXE, Axe, NoSidewaysScroll
from webapp.application import create_app
from webapp.serving import served
from webapp.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demonstration")]

PAGES_PER_ROUTE = 2
"""Two of each kind: the second shows what the first happened to leave out."""


@pytest.fixture
def running(demonstration: Demonstration) -> Iterator[tuple[Flask, str]]:
    """The demonstration on a free port: the application and its address."""
    app = create_app(Settings(data_dir=demonstration.folder.parent), demonstration.engine)
    with served(app) as base:
        yield app, base


def test_every_page_a_link_leads_to_is_accessible_and_fits_a_telephone(
    running: tuple[Flask, str],
    demonstration: Demonstration,
    page: Page,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
) -> None:
    app, base = running
    with unit_of_work(demonstration.engine, across=True) as session:
        person = session.exec(select(Person).where(Person.email == RESEARCHER_EMAIL)).one()
        link = make_link(session, person.id)
    page.context.add_init_script(path=AXE)  # half a megabyte, sent once instead of to each page
    page.goto(f"{base}/aanmelden/link/{link}")
    page.get_by_role("button", name="Ga verder als").click()
    seen: Counter[str] = Counter()
    waiting, known = [f"{base}/onderzoeken", f"{base}/verhalen/"], set[str]()
    while waiting:
        address = waiting.pop(0)
        route = _route(app, base, address)
        if address in known or route is None or seen[route] >= PAGES_PER_ROUTE:
            continue
        known.add(address)
        seen[route] += 1
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        if "text/html" not in answer.headers["content-type"]:
            continue
        axe(page)
        no_sideways_scroll(page)
        page.set_viewport_size({"width": 360, "height": 740})
        axe(page)
        page.set_viewport_size({"width": 1400, "height": 1000})
        waiting += _links(page)
    expected = {"studies.all_studies", "overview.page", "interviews.all_interviews", "interviews.interview"}
    expected |= {"coding.start", "coding.screen", "coding.topics", "journeys.composer", "exports.story", "guide.start"}
    assert expected <= set(seen)


def _links(page: Page) -> list[str]:
    found: list[str] = page.locator("a[href]").evaluate_all(
        "links => links.map(link => new URL(link.getAttribute('href'), location.href).href)"
    )
    return [urldefrag(address).url for address in found]


def _route(app: Flask, base: str, address: str) -> str | None:
    """The endpoint behind an address of this site; None for other sites, downloads and files."""
    parts = urlsplit(address)
    if not address.startswith(base) or parts.path.endswith((".pdf", ".csv", ".json")) or "/static/" in parts.path:
        return None
    try:
        endpoint, _values = app.url_map.bind("127.0.0.1").match(parts.path, method="GET")
    except HTTPException:
        return f"nowhere: {parts.path}"
    return str(endpoint)
