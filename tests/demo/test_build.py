"""The demonstration study, built through the real job."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from demo import material
from demo.build import STAGES, Demonstration, document_path, find_demonstration, found_study
from foundation.database import open_engine, unit_of_work
from interviews.models import Interview, InterviewState, Source, Turn
from interviews.pseudonyms import PseudonymVault
from journeys.models import Publication
from webapp.integrity import problems
from webapp.migration import migrate
from webapp.settings import Settings

pytestmark = pytest.mark.xdist_group("demonstration")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("demo")).prepared()
    engine = open_engine(settings.url)
    migrate(engine)
    organisation_id, person_id, study_id = found_study(engine)
    vault = PseudonymVault(settings.key("pseudonyms"), study_id)
    folder = settings.data_dir / "publicaties"
    demo = Demonstration(engine, organisation_id, person_id, study_id, vault, settings.public_url, folder)
    for stage in STAGES:
        stage.run(demo, lambda done, total: None)
    yield demo
    engine.dispose()


@pytest.fixture
def built(demo: Demonstration) -> Iterator[Session]:
    with demo.at_work() as (session, _study):
        yield session


def test_every_stage_leaves_a_database_that_holds_together(demo: Demonstration) -> None:
    assert problems(demo.engine) == []


def test_all_interviews_are_coded_and_every_journey_is_public(demo: Demonstration, built: Session) -> None:
    states = [interview.state for interview in built.exec(select(Interview)).all()]
    assert states == [InterviewState.CODED] * len(material.respondents())
    assert len(built.exec(select(Publication)).all()) == len(material.journeys())
    for written in material.journeys():
        assert document_path(demo.folder, written["slug"]).read_bytes().startswith(b"%PDF-")


def test_no_name_that_had_to_go_is_left_in_any_text(built: Session) -> None:
    said = (
        select(Interview.number, Turn.text)
        .join(Source, col(Source.interview_id) == Interview.id)
        .join(Turn, col(Turn.source_id) == Source.id)
    )
    texts: dict[int, str] = {}
    for number, text in built.exec(said).all():
        texts[number] = texts.get(number, "") + "\n" + text
    left = [
        one
        for one in material.name_decisions()
        if one.is_replaced and re.search(rf"\b{re.escape(one.name)}\b", texts[one.interview])
    ]
    assert left == []


def test_a_second_run_finds_it_standing(demo: Demonstration) -> None:
    assert find_demonstration(demo.engine) is not None


def test_a_half_built_study_is_begun_again(tmp_path: Path, migrated_file: Path) -> None:
    engine: Engine = open_engine(f"sqlite:///{tmp_path / 'half.db'}")
    migrate(engine)
    found_study(engine)

    assert find_demonstration(engine) is None
    found_study(engine)
    with unit_of_work(engine, across=True) as session:
        assert session.exec(select(Interview)).all() == []
    engine.dispose()
