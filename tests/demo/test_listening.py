"""The measurements of the demonstration: what is told in them, and that their pages agree with each other."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlmodel import Session, func, select

from demo.build import Demonstration
from demo.listening.material import opinions, refused, replies
from feedback.answers.models import Given, Response, WrittenAnswer
from feedback.counts.models import BlockCount, MonthCount, PublishedBlock
from feedback.invitations.proof.counting import proof_of
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.questionnaires.questions import GRADE_KEY
from feedback.reviews.models import Review, ReviewState
from feedback.reviews.published import count_reviews
from feedback.scores.chance import FEWEST
from feedback.scores.recounting import recount
from foundation.database.engine import read_only, unit_of_work

pytestmark = pytest.mark.xdist_group("demonstration")


def test_at_least_240_people_wrote_something_and_no_sentence_stands_there_twice() -> None:
    told = [one for one in opinions() if one.provider]
    sentences = Counter(
        sentence.strip().casefold()
        for one in told
        for words in (one.good, one.better)
        for sentence in re.split(r"[.!?\n]", words)
        if len(sentence.split()) >= 5
    )

    assert sum(1 for one in told if one.good or one.better) >= 240
    assert [sentence for sentence, times in sentences.items() if times > 1] == []
    assert all(name in one.good + one.better for one in told for name in one.names)
    assert {about for about, _by, _text in replies()} | set(refused()) <= {one.id for one in opinions()}


@pytest.fixture
def listening(demonstration: Demonstration) -> Iterator[Session]:
    with unit_of_work(read_only(demonstration.engine), demonstration.organisation_id) as session:
        yield session


def test_seven_providers_are_measured_for_fourteen_months(listening: Session) -> None:
    months = listening.exec(select(func.count(func.distinct(MonthCount.month)))).one()
    answers = listening.exec(select(func.count()).select_from(Response)).one()

    assert len(listening.exec(select(Provider)).all()) == 7
    assert months == 14
    assert 850 <= answers <= 1_000


def test_everybody_who_could_be_asked_is_counted_and_as_many_answered_as_there_are_answers(
    listening: Session,
) -> None:
    measurement = listening.exec(select(Measurement).where(Measurement.slug == "hulp-in-huis")).one()
    proof = proof_of(listening, measurement.id)
    answers = listening.exec(
        select(func.count())
        .select_from(Response)
        .join(Measured, Measured.id == Response.measured_id)  # type: ignore[arg-type]
        .where(Measured.measurement_id == measurement.id)
    ).one()

    assert proof.total.all_asked.answered == answers
    assert answers < proof.total.all_asked.asked < 2 * answers
    assert len(proof.groups) == 3
    assert proof.reasons


def test_what_is_counted_is_what_people_gave(listening: Session) -> None:
    for measured in listening.exec(select(Measured)).all():
        rows = listening.exec(select(MonthCount).where(MonthCount.measured_id == measured.id)).all()
        assert {(one.question, one.month): one.counts for one in rows} == recount(listening, measured.id)


def test_blocks_hold_whom_they_say_and_the_last_month_waits(listening: Session) -> None:
    for block in listening.exec(select(PublishedBlock)).all():
        people = listening.exec(select(func.count()).select_from(Response).where(Response.block_id == block.id)).one()
        grades = listening.exec(
            select(BlockCount).where(BlockCount.block_id == block.id, BlockCount.question == GRADE_KEY)
        ).first()
        given = listening.exec(
            select(func.count())
            .select_from(Given)
            .join(Response, Response.id == Given.response_id)  # type: ignore[arg-type]
            .where(Response.block_id == block.id, Given.question == GRADE_KEY)
        ).one()
        assert people == block.answers
        assert (sum(grades.counts) if grades else 0) == (given if given >= FEWEST else 0)
        assert block.last_month.isoformat() < "2026-11-01"


def test_reviews_are_placed_answered_refused_by_two_and_waiting(listening: Session) -> None:
    measurement = listening.exec(select(Measurement).where(Measurement.slug == "hulp-in-huis")).one()
    counts = count_reviews(listening, measurement.id)
    waiting = listening.exec(
        select(func.count()).select_from(WrittenAnswer).where(WrittenAnswer.shown == None)  # noqa: E711
    ).one()

    assert counts.placed > 150
    assert counts.not_there == len(refused())
    assert all(one.doubted_by != one.decided_by for one in listening.exec(select(Review)).all() if one.refusal)
    assert waiting > 10


def test_no_name_that_was_told_is_read_by_everybody(listening: Session) -> None:
    shown = "\n".join(
        listening.exec(
            select(WrittenAnswer.shown)
            .join(Review, Review.response_id == WrittenAnswer.response_id)  # type: ignore[arg-type]
            .where(Review.state == ReviewState.PLACED)
        ).all()  # type: ignore[arg-type]
    )
    for one in opinions():
        for name in one.names:
            if len(name) > 3 and name[0].isupper():
                assert not re.search(rf"\b{re.escape(name)}\b", shown), (one.id, name)
