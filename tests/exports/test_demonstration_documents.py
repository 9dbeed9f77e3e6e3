"""Every document that the demonstration publishes, before every validator."""

import re
from pathlib import Path

import pytest
from sqlmodel import col, select

from demo.build import Demonstration
from foundation.database.engine import unit_of_work
from journeys.models import Publication
from tests.exports.both_sides import blocks_of, document_blocks, main_part, missing
from tests.exports.pdf.test_filled_pages import MOST_LEFT, MOST_LEFT_AT_THE_END
from tests.exports.pdf_checks import meaning_problems
from tests.exports.validators import (
    fonts_without_embedding_or_text,
    page_validation,
    qpdf,
    room_left_on_pages,
    verapdf,
)
from webapp.application import create_app
from webapp.settings import Settings

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


def test_every_public_story_says_the_same_on_its_page_and_in_its_document(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    app = create_app(Settings(data_dir=demonstration.folder.parent), demonstration.engine)
    reader, file = app.test_client(), tmp_path / "verhaal.pdf"
    slugs = re.findall(r'href="/verhalen/([\w-]+)"', reader.get("/verhalen/").text)
    assert len(set(slugs)) >= 3
    for slug in set(slugs):
        html = reader.get(f"/verhalen/{slug}").text
        file.write_bytes(reader.get(f"/verhalen/{slug}.pdf").data)
        on_paper = document_blocks(file)
        assert missing(blocks_of(main_part(html)), on_paper) == [], slug
        assert missing(on_paper, blocks_of(html)) == [], slug
