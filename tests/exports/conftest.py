"""Fixtures for documents: validators that skip with a reason on a bare machine, and fail there in CI."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from exports.pdf.journey.document import journey_pdf
from journeys.story import Story
from tests.exports import stories, validators

STORIES = {
    "realistic": stories.make_journey,
    "bare": stories.bare_journey,
    "empty": stories.empty_journey,
    "blank": stories.blank_journey,
    "three steps": lambda: stories.journey_of(3),
    "twenty steps": lambda: stories.journey_of(20),
    "as demonstrated": lambda: stories.as_demonstrated(12),
    "overfull": stories.overfull_journey,
}


@pytest.fixture(scope="session")
def validator() -> None:
    """Ask for this fixture in every test that runs a validator."""
    require_validators(validators.missing_parts(), in_ci=os.environ.get("CI") == "true")


def require_validators(missing: list[str], in_ci: bool) -> None:
    """Skip on a machine that lacks Debian packages, and say which; in CI that is a failure."""
    if not missing:
        return
    reason = f"PDF validators need: apt-get install {' '.join(missing)}"
    if in_ci:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def pdf_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a story by its name, made once."""
    made: dict[str, Path] = {}

    def file_of(name: str) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp("pdf") / f"{name}.pdf"
            made[name].write_bytes(journey_pdf(STORIES[name]()))
        return made[name]

    return file_of


@pytest.fixture
def story() -> Story:
    """The realistic story."""
    return stories.make_journey()
