"""The page about accessibility tells when its checks last passed, and nothing of a day when they never did."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from foundation.clock import today
from webapp import doors

ROOT = Path(__file__).parents[2]


def test_the_page_tells_the_day_on_which_the_checks_passed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doors, "CHECKED", tmp_path / "checked_on.txt")
    doors.CHECKED.write_text("2026-10-08\n")

    page = client.get("/toegankelijkheid").text

    assert "De laatste keer dat deze programma’s alles nakeken en niets vonden, was op 8 oktober 2026." in page


def test_without_a_day_none_is_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doors, "CHECKED", tmp_path / "none.txt")

    page = client.get("/toegankelijkheid").text

    assert "laatste keer" not in page
    assert not re.search(r"\b20\d\d\b", page[page.index("<main") : page.index("</main>")])


def test_only_passed_checks_of_the_public_pages_and_documents_set_the_day() -> None:
    makefile = (ROOT / "Makefile").read_text()
    recipe = makefile.split("\naccessibility:")[1]
    files = re.search(r"^ACCESSIBILITY := (.*)$", makefile, re.MULTILINE)
    assert files
    run = "".join((ROOT / name).read_text() for name in files[1].split())

    assert recipe.index("pytest") < recipe.index(doors.CHECKED.name)
    assert "CI=true" in recipe, "a check that is skipped is none"
    for check in ("axe(page)", '"width": 360', "page_validation(file)", "verapdf(*files)", "_tab_to(page"):
        assert check in run


def test_the_day_is_not_of_the_future() -> None:
    assert date(2026, 11, 1) < (doors.checked_on() or today()) <= today()
