"""Every document that the demonstration publishes, before every validator."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from demo.build import Demonstration
from foundation.database import unit_of_work
from journeys.models import Publication
from tests.exports.pdf_checks import meaning_problems
from tests.exports.test_filled_pages import MOST_LEFT, MOST_LEFT_AT_THE_END
from tests.exports.validators import (
    fonts_without_embedding_or_text,
    page_validation,
    qpdf,
    room_left_on_pages,
    verapdf,
)

pytestmark = [pytest.mark.validator, pytest.mark.usefixtures("validator"), pytest.mark.xdist_group("demonstration")]


def test_every_publication_passes_every_validator(demonstration: Demonstration, tmp_path: Path) -> None:
    files = []
    with unit_of_work(demonstration.engine, across=True) as session:
        for publication in session.exec(select(Publication).order_by(col(Publication.id))).all():
            files.append(tmp_path / f"{publication.id}.pdf")
            files[-1].write_bytes(publication.pdf)
    assert len(files) >= 2
    for file in files:
        assert page_validation(file) == []
        assert meaning_problems(file) == []
        assert qpdf(file) == []
        assert fonts_without_embedding_or_text(file) == []
        *before, last = room_left_on_pages(file)
        assert max(before) <= MOST_LEFT
        assert last <= MOST_LEFT_AT_THE_END
    assert verapdf(*files) == {file: [] for file in files}
