"""The real application in a real Chromium: a server in a thread, one fresh database per test.

A browser test asks for `live` and `page`; every page fails its test on any console error, which
is also how a breach of the content security policy shows.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import open_session, unit_of_work
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Person
from tests.signed_in import cookies_of
from webapp.serving import served

# The first is the same engine without a window around it, which takes two thirds of the time.
CHROMIUMS = [os.environ.get("CHROMIUM", "chromium-headless-shell"), "chromium", "chromium-browser"]
AXE = Path(__file__).parents[1] / "vendor" / "axe-4.14.1.min.js"
PATIENCE = 15_000  # ms: these tests hold what happens, not how soon; a bench measures that
expect.set_options(timeout=PATIENCE)
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without Chromium these tests are skipped, in one line; in continuous integration that is a failure."""
    if item.get_closest_marker("browser") is None or _chromium():
        return
    reason = "Chromium is missing: `sudo apt-get install chromium`, or set CHROMIUM to its path."
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Every test has its own address, so there is none for all. (pytest-base-url's own fixture warns on pytest 9.)"""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's own Chromium, offline: nothing is downloaded."""
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    return {
        "executable_path": _chromium(),
        "headless": True,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-sync", *quiet],
    }


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What moves or scrolls is tried with motion, as most people have it, and without."""
    if metafunc.definition.get_closest_marker("both_motions"):
        metafunc.parametrize("motion", ["reduce", "no-preference"], indirect=True)


@pytest.fixture
def motion(request: pytest.FixtureRequest) -> str:
    """What the person's system says of motion; tests that scroll nothing need not wait for it."""
    wanted: str = getattr(request, "param", "reduce")
    return wanted


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], motion: str) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 1400, "height": 1000},
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "reduced_motion": motion,
    }


@dataclass
class Live:
    """The running application. Rows written in `unit_of_work(live.engine, …)` show at the next request."""

    url: str
    app: Flask
    engine: Engine
    organisation: Organisation
    researcher: Person

    def sign_in(self, page: Page, person: Person | None = None) -> None:
        """Let the researcher, or `person`, be signed in; after somebody else, or on a page, by a link as people do."""
        if page.url != "about:blank" or page.context.cookies():
            self.sign_in_by_link(page, person)
        else:
            cookies = cookies_of(self.app, self.engine, (person or self.researcher).id)
            page.context.add_cookies([{"name": one, "value": value, "url": self.url} for one, value in cookies.items()])

    def sign_in_by_link(self, page: Page, person: Person | None = None) -> None:
        """The researcher, or `person`, opens a link and presses its button."""
        with unit_of_work(self.engine, across=True) as session:
            token = make_link(session, (person or self.researcher).id)
        page.goto(f"{self.url}/aanmelden/link/{token}")
        page.get_by_role("button", name="Ga verder als").click()
        page.wait_for_url(f"{self.url}/onderzoeken")

    def session(self) -> Session:
        """A session as the researcher; commit to let the application see what was written."""
        return open_session(self.engine, self.organisation.id, self.researcher.id)


@pytest.fixture
def live(app: Flask, engine: Engine, organisation: Organisation, researcher: Person) -> Iterator[Live]:
    """The application on a free port, with forgery protection on, over this test's own database."""
    app.config.update(TESTING=False, WTF_CSRF_ENABLED=True)
    with served(app) as base:
        yield Live(base, app, engine, organisation, researcher)


@pytest.fixture
def console_errors(context: BrowserContext) -> list[str]:
    """What pages complained about so far; a test that provokes an error empties it."""
    return []


@pytest.fixture(autouse=True)
def no_console_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on any console error or uncaught exception, on every page of the test."""
    if "page" not in request.fixturenames:
        yield
        return
    context: BrowserContext = request.getfixturevalue("context")
    errors: list[str] = request.getfixturevalue("console_errors")

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url', '')})")

    context.set_default_timeout(PATIENCE)
    context.on("console", note)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield
    assert not errors, errors[:3]


Later = Callable[[], None]


@pytest.fixture
def later(page: Page) -> Later:
    """`later()`: the browser's clock, which goes as ever, is put so far on that what was not reached is tried again."""
    page.clock.install()
    return lambda: page.clock.fast_forward(5_000)


def wait_until(page: Page, condition: str, arg: Any = None) -> None:
    """Wait until this JavaScript is true, asked from here again and again.

    Playwright's own `wait_for_function` evaluates a string inside the page once it has to ask twice, which
    the content security policy refuses.
    """
    for _attempt in range(PATIENCE // 50):
        if page.evaluate(condition, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"Never became true: {condition}")


def double_the_letters(page: Page) -> None:
    """Show this page as to somebody whose browser has letters of twice the size."""
    page.wait_for_load_state()
    page.evaluate("document.documentElement.style.fontSize = '200%'")


Axe = Callable[[Page], None]
NoSidewaysScroll = Callable[..., None]


@pytest.fixture
def axe() -> Axe:
    """`axe(page)`: no accessibility violation on this page as it stands."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # after a click the new document may still be empty
        # page.evaluate runs past the content security policy; a script tag would be refused.
        if not page.evaluate("typeof window.axe === 'object'"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
        assert not found["violations"], "\n".join(_violation(one) for one in found["violations"])

    return check


def _violation(one: dict[str, Any]) -> str:
    places = "; ".join(f"{node['target']} {node['html'][:160]} {node['failureSummary']}" for node in one["nodes"][:3])
    return f"{one['id']} ({one['impact']}): {one['help']} — {places}"


@pytest.fixture
def no_sideways_scroll() -> NoSidewaysScroll:
    """`no_sideways_scroll(page, widths=(360, 320))`: the page as it stands reflows at these widths."""

    def check(page: Page, widths: tuple[int, ...] = (360, 320)) -> None:
        page.wait_for_load_state()
        before = page.viewport_size
        for width in widths:
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate(_NEXT_FRAME)  # what listens to the new width has moved by then
            wide = page.evaluate(_TOO_WIDE)
            assert wide["page"] <= width, f"{page.url} is {wide['page']} px wide at {width}: {wide['parts']}"
        if before:
            page.set_viewport_size(before)

    return check


_NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_TOO_WIDE = """() => ({
  page: document.documentElement.scrollWidth,
  parts: [...document.querySelectorAll("body *")]
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5)
    .map((part) => `${part.tagName}.${part.className}`),
})"""
