"""The demonstration study, built through the real job."""

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from coding.ends import coded_apart
from coding.models import Segment
from demo import material
from demo.build import Demonstration, document_path, find_demonstration, found_study
from demo.reading_rounds import invitation_for_next_reader
from exports.publishing.current_edition import current_publication, story_of
from foundation.database.engine import open_engine, unit_of_work
from interviews.models import Interview, InterviewState
from interviews.respondents.calls import response_figures
from interviews.respondents.consent import QuoteUse
from interviews.respondents.register import respondents_of
from interviews.texts.models import Source, Turn
from journeys.composer.page import composer_page
from journeys.evidence.models import Evidence
from journeys.measures.models import Measure, MeasureChange
from journeys.models import Journey, Publication
from journeys.reading.progress import rounds_of_study
from journeys.story import MeasureState
from studies.agreements.stored_terms import agreement_of
from studies.models import Person, Study
from tests.journeys.making import SITE
from webapp.integrity import problems
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings

pytestmark = pytest.mark.xdist_group("demonstration")


@pytest.fixture
def demo(demonstration: Demonstration) -> Demonstration:
    return demonstration


@pytest.fixture
def built(demo: Demonstration) -> Iterator[Session]:
    with demo.at_work() as (session, _study):
        yield session


def test_the_demonstration_is_built_once_for_all_who_look_at_it(request: pytest.FixtureRequest) -> None:
    # Several processes share the tests; xdist finds who belongs together by the end of the name.
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@demonstration")


def test_every_stage_leaves_a_database_that_holds_together(demo: Demonstration) -> None:
    found = problems(demo.engine)
    # How good the program is as a coder, is measured by the first worker that comes by.
    assert [one for one in found if not one.startswith("Er wacht werk (1 taak)")] == []


def test_all_interviews_are_coded_and_every_journey_that_was_read_is_public(
    demo: Demonstration, built: Session
) -> None:
    states = [interview.state for interview in built.exec(select(Interview)).all()]
    assert states == [InterviewState.CODED] * 15
    public = built.exec(select(Journey.slug).join(Publication, col(Publication.journey_id) == Journey.id)).all()
    assert sorted(public) == ["joost-en-tess", "mirjam-en-lieke", "noor-wordt-achttien"]
    for written in material.published_journeys():
        assert document_path(demo.folder, written["slug"]).read_bytes().startswith(b"%PDF-")


def test_two_people_coded_and_each_has_their_own_segments(built: Session) -> None:
    counts = built.exec(select(Person.name, func.count()).join(Segment).group_by(Person.name)).all()

    assert dict(counts) == {
        "Lotte Veldman": len(material.coding()),
        "Tariq Bensaïd": len(material.second_coding()),
    }


def test_five_interviews_were_coded_apart(demo: Demonstration, built: Session) -> None:
    interviews = [one for one in built.exec(select(Interview)).all() if one.study_id == demo.study_id]
    assert coded_apart(built, [one.id for one in interviews]) == len(
        {one.interview for one in material.second_coding()}
    )


def test_journeys_rest_on_what_the_first_coder_found(built: Session) -> None:
    cited = select(Person.name).join(Segment).join(Evidence, col(Evidence.segment_id) == Segment.id).distinct()

    assert built.exec(cited).all() == ["Lotte Veldman"]


def test_fifteen_of_the_people_on_the_list_took_part(demo: Demonstration, built: Session) -> None:
    people = respondents_of(built, demo.study_id)
    figures = response_figures(person.progress for person in people)

    assert (figures.listed, figures.spoken, figures.refused) == (41, 15, 15)
    assert sorted(number for person in people for number in person.interview_numbers) == list(range(1, 16))
    assert {person.quotes for person in people if person.was_asked} == {QuoteUse.LITERALLY, QuoteUse.REWORDED}


def test_the_agreement_stands_since_before_the_first_call(demo: Demonstration, built: Session) -> None:
    agreement = agreement_of(built, demo.study_id)

    assert agreement is not None
    assert agreement.agreed_on is not None
    assert agreement.agreed_on < min(date.fromisoformat(row["date"]) for row in material.calls())


def test_the_council_has_an_answer_to_everything_on_what_is_public(demo: Demonstration, built: Session) -> None:
    rounds = {progress.journey.slug: progress for progress in rounds_of_study(built, demo.study_id)}

    for written in material.published_journeys():
        assert not rounds[written["slug"]].is_open
        assert rounds[written["slug"]].unanswered == ()
    assert rounds["riet-en-kyra"].is_open
    assert len(rounds["riet-en-kyra"].unanswered) == 2


def test_somebody_of_the_council_gets_a_new_link_each_time(demo: Demonstration, built: Session) -> None:
    with built.begin_nested() as nested:
        first, second = (invitation_for_next_reader(built, demo.study_id) for _ in range(2))
        nested.rollback()

    assert first is not None
    assert second is not None
    assert first.token != second.token
    assert first.member is second.member


def test_a_measure_that_is_done_was_a_proposal_once(built: Session) -> None:
    done = built.exec(select(Measure.id).where(Measure.state == MeasureState.DONE)).all()
    history = select(MeasureChange.after).where(col(MeasureChange.measure_id).in_(done)).order_by(col(MeasureChange.id))

    assert built.exec(history).all() == len(done) * [MeasureState.PROPOSED, MeasureState.BUSY, MeasureState.DONE]


def test_last_year_tells_in_how_many_conversations_though_no_text_is_left(built: Session) -> None:
    story = story_of(current_publication(built, "mirjam-en-lieke"))

    assert story.interviews_total == 11
    assert [step.tells for step in story.steps] == [
        step["told_in"] for phase in material.last_year()[1]["phases"] for step in phase["steps"]
    ]


def test_what_was_erased_of_last_year_went_as_was_agreed(built: Session) -> None:
    study = built.exec(select(Study).where(Study.slug == "jeugdhulp-2025")).one()
    agreement = agreement_of(built, study.id)

    assert agreement is not None
    for last, gone_on in (
        (agreement.transcripts_until, study.transcripts_gone_on),
        (agreement.key_until, study.names_gone_on),
    ):
        assert last is not None
        assert gone_on == last + timedelta(days=1)


def test_nobody_changed_last_years_story_since_it_was_published(built: Session) -> None:
    study = built.exec(select(Study).where(Study.slug == "jeugdhulp-2025")).one()
    journey = built.exec(select(Journey).where(Journey.study_id == study.id)).one()

    page = composer_page(built, study, journey, SITE)

    assert page.changes == []
    assert [point.sentence for point in page.blocking_points if "uitgave" in point.sentence] == [
        "De gespreksverslagen zijn gewist en dit verhaal heeft geen onderbouwing: een nieuwe uitgave kan niet"
    ]


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


def test_a_half_built_study_is_begun_again(new_database: str, tmp_path: Path) -> None:
    engine: Engine = open_engine(new_database)
    migrate(engine)
    keep_keys(engine, Settings(data_dir=tmp_path))
    found_study(engine)

    assert find_demonstration(engine) is None
    found_study(engine)
    with unit_of_work(engine, across=True) as session:
        assert session.exec(select(Interview)).all() == []
    engine.dispose()
