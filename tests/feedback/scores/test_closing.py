"""Blocks of answers that are closed for the public."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from feedback.answers.sending import take_back
from feedback.counts.models import PublishedBlock
from feedback.counts.months import months_before
from feedback.measurements.models import Measurement
from feedback.questionnaires.questions import GRADE_KEY
from feedback.scores.closing import close_blocks
from feedback.scores.published import published_counts, published_of
from feedback.scores.rolling import rolling_counts
from foundation.clock import AMSTERDAM, pretend_it_is
from studies.models import Organisation
from tests.feedback.making import answer, codes, entered, keys, measurement

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
GRADES = (3, 5, 6, 7, 7, 8, 8, 8, 9, 10)


@pytest.fixture
def asked(session: Session, organisation: Organisation) -> Measurement:
    assert session.info["organisation_id"] == organisation.id
    return measurement(session)


def answered(session: Session, asked: Measurement, grades: tuple[int, ...], on: date, **chosen: int) -> list[str]:
    """The codes they came with."""
    with pretend_it_is(datetime(on.year, on.month, on.day, 12, tzinfo=AMSTERDAM)):
        used = codes(session, asked, sheets=2)[: len(grades)]
        for code, grade in zip(used, grades, strict=True):
            answer(session, code, grade, **chosen)
    return used


def published(session: Session, asked: Measurement, on: date) -> dict[str, tuple[int, ...]]:
    return {question: tuple(counts) for (_of, question), counts in published_counts(session, asked.id, on).items()}


def test_ten_answers_of_a_month_are_published_when_it_is_over(session: Session, asked: Measurement) -> None:
    answered(session, asked, GRADES, date(2026, 11, 30))

    assert close_blocks(session, date(2026, 11, 30)) == 0
    assert close_blocks(session, DECEMBER) == 1
    assert close_blocks(session, DECEMBER) == 0

    assert published(session, asked, DECEMBER) == {GRADE_KEY: (0, 0, 1, 0, 1, 1, 2, 3, 1, 1, *[0] * 6)}
    (one,) = published_of(session, asked.id, DECEMBER).values()
    assert (one.answers, one.first_month, one.until) == (10, NOVEMBER, NOVEMBER)


def test_nine_wait_until_there_are_more(session: Session, asked: Measurement) -> None:
    answered(session, asked, GRADES[:9], NOVEMBER)
    assert close_blocks(session, DECEMBER) == 0
    assert published(session, asked, DECEMBER) == {}

    answered(session, asked, (8, 9), DECEMBER)

    assert close_blocks(session, date(2027, 1, 1)) == 1
    (one,) = published_of(session, asked.id, date(2027, 1, 1)).values()
    assert (one.answers, one.first_month, one.until) == (11, NOVEMBER, DECEMBER)


def test_people_who_all_chose_the_same_wait(session: Session, asked: Measurement) -> None:
    """Or whoever reads the figure knows what each of them chose."""
    answered(session, asked, (8,) * 12, NOVEMBER)

    assert close_blocks(session, DECEMBER) == 0


def test_a_question_that_few_of_them_answered_is_not_in_the_block(session: Session, asked: Measurement) -> None:
    answered(session, asked, GRADES, NOVEMBER)
    answered(session, asked, (7, 8), NOVEMBER, vinden=4)

    assert close_blocks(session, DECEMBER) == 1

    assert published(session, asked, DECEMBER).keys() == {GRADE_KEY}


def test_an_answer_that_is_taken_back_leaves_the_figures_but_not_the_closed_block(
    session: Session, asked: Measurement
) -> None:
    used = answered(session, asked, GRADES, NOVEMBER)
    close_blocks(session, DECEMBER)
    before = published(session, asked, DECEMBER)

    take_back(session, keys(session), entered(session, used[0]))

    assert published(session, asked, DECEMBER) == before
    (counts,) = rolling_counts(session, asked.id, [NOVEMBER]).values()
    assert sum(counts) == 9
    assert entered(session, used[0]).is_spent  # or the same person would count in public twice


def test_a_block_that_is_older_than_half_a_year_leaves_the_figure_whole(session: Session, asked: Measurement) -> None:
    answered(session, asked, GRADES, NOVEMBER)
    close_blocks(session, DECEMBER)

    assert published(session, asked, date(2027, 5, 31)) != {}
    assert published(session, asked, date(2027, 6, 1)) == {}
    assert len(session.exec(select(PublishedBlock)).all()) == 1


def test_any_two_publications_differ_by_ten_answers_or_more(session: Session, asked: Measurement) -> None:
    """Over fourteen months in which four to nine people answer: what is published is blocks, each in or out whole."""
    day, shown = date(2026, 1, 1), []
    for month in range(14):
        answered(session, asked, GRADES[: 4 + month % 6], day)
        day = (day + timedelta(days=32)).replace(day=1)
        close_blocks(session, day)
        shown.append((day, sum(published(session, asked, day).get(GRADE_KEY, (0,)))))
    sizes = {one.closed_on: one.answers for one in session.exec(select(PublishedBlock)).all()}

    assert len(sizes) > 3
    assert min(sizes.values()) >= 10
    for at, number in shown:
        assert number == sum(size for closed_on, size in sizes.items() if months_before(at, 6) < closed_on <= at)
    assert len({number for _at, number in shown}) > 3
