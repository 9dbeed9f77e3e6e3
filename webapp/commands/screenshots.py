"""Development: the README's pictures, taken from the running demonstration, so that they stay true.

`make screenshots` builds the demonstration in a folder of its own and writes docs/screenshots/.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from sqlmodel import select

from demo.build import RESEARCHER_EMAIL
from foundation.database.engine import unit_of_work
from studies.accounts.signing_in import make_link
from studies.models import Person
from webapp.application import create_app
from webapp.commands.demonstration import build_demonstration
from webapp.commands.starting import prepared_engine
from webapp.serving import served
from webapp.settings import ROOT, Settings

FOLDER = ROOT / "docs" / "screenshots"
HELP = ROOT / "static" / "help"
"""The same pictures, smaller, for the guide inside the product."""
WIDE, NARROW = (1400, 900), (360, 760)
STUDY = "/onderzoeken/demo"
JOURNEY = "joost-en-tess"
IN_THE_GUIDE = ("overzicht", "coderen", "klantreis", "publiek")

# name, address, size, and what to do before the picture is taken
PICTURES = (
    ("overzicht", f"{STUDY}/", WIDE, ""),
    ("coderen", f"{STUDY}/coderen/1", WIDE, "document.querySelectorAll('.turn:not(.is-interviewer)')[4].focus()"),
    ("coderen-telefoon", f"{STUDY}/coderen/1", NARROW, ""),
    ("onderwerpen", f"{STUDY}/coderen/onderwerpen", WIDE, ""),
    ("klantreis", f"{STUDY}/klantreizen/{JOURNEY}", WIDE, ""),
    ("publiek", f"/verhalen/{JOURNEY}", WIDE, ""),
    ("publiek-telefoon", f"/verhalen/{JOURNEY}", NARROW, ""),
)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    HELP.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _demonstration(Path(folder)) as (base, link):
        _take_pictures(base, link)


@contextmanager
def _demonstration(folder: Path) -> Iterator[tuple[str, str]]:
    """The demonstration on a free port: its address, and a link that signs in."""
    settings = Settings(data_dir=folder).prepared()
    engine = prepared_engine(settings)
    build_demonstration(engine, settings)
    with unit_of_work(engine, across=True) as session:
        person = session.exec(select(Person).where(Person.email == RESEARCHER_EMAIL)).one()
        token = make_link(session, person.id)
    with served(create_app(settings, engine)) as base:
        yield base, f"{base}/aanmelden/link/{token}"


def _take_pictures(base: str, link: str) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=quiet)
        page = browser.new_page(locale="nl-NL", reduced_motion="reduce")
        page.goto(link)
        page.get_by_role("button", name="Ga verder als").click()
        for name, address, (width, height), before in PICTURES:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(base + address)
            _settle(page, before)
            page.screenshot(path=FOLDER / f"{name}.png")
            print(f"docs/screenshots/{name}.png")
        for name, address, _size, before in PICTURES:
            if name in IN_THE_GUIDE:
                page.set_viewport_size({"width": 1120, "height": 720})
                page.goto(base + address)
                _settle(page, before)
                page.screenshot(path=HELP / f"{name}.png")
        browser.close()


def _settle(page: Page, before: str) -> None:
    if before:
        page.evaluate(before)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
