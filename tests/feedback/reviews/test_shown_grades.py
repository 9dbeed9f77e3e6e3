"""Grades beside reviews: who subtracts them from what is published finds nobody's."""

import random
from datetime import date

from sqlmodel import Session, select

from feedback.answers.models import Given, Readers, Response, WrittenAnswer
from feedback.counts.models import BlockCount
from feedback.measurements.models import Measured, Measurement
from feedback.questionnaires.questions import BETTER_KEY, GRADE_KEY
from feedback.reviews.checking import check_words
from feedback.reviews.deciding import place
from feedback.reviews.models import Review
from feedback.reviews.published import public_reviews
from feedback.reviews.shown_grades import show_grades
from feedback.scores.chance import FEWEST
from feedback.scores.closing import close_blocks
from tests.feedback.answered import give, own_work
from tests.feedback.making import measurement

NOVEMBER, DECEMBER = date(2026, 11, 3), date(2026, 12, 1)


def reviewed(session: Session, measured: Measured, grades: list[int], writers: int) -> Measurement:
    """So many of these people wrote something that is placed."""
    give(session, measured, grades, NOVEMBER)
    for response in list(session.exec(select(Response)).all())[:writers]:
        response.readers = Readers.EVERYONE
        session.add(WrittenAnswer(response_id=response.id, question=BETTER_KEY, text="Bel terug."))
        session.flush()
        check_words(session, response.id, {})
        place(session, response.id)
    return session.get_one(Measurement, measured.measurement_id)


def left(session: Session) -> list[int]:
    """What stays of the published counts when every grade that is shown is subtracted."""
    counts = list(session.exec(select(BlockCount).where(BlockCount.question == GRADE_KEY)).one().counts)
    for grade in session.exec(select(Review.grade)).all():
        if grade:
            counts[grade - 1] -= 1
    return counts


def test_a_grade_stands_there_when_ten_others_stay_unknown(session: Session) -> None:
    made = reviewed(session, own_work(session, measurement(session)), [3, 5, 6, 7, 7, 8, 8, 8, 9, 10, 8, 7], 1)
    given = session.exec(
        select(Given.value).join(WrittenAnswer, WrittenAnswer.response_id == Given.response_id)  # type: ignore[arg-type]
    ).one()

    assert show_grades(session) == 0, "it is in no block yet"
    close_blocks(session, DECEMBER)
    assert show_grades(session) == 1

    (only,) = public_reviews(session, made)
    assert (only.grade, only.month) == (given, date(2026, 11, 1))


def test_no_grade_stands_there_when_that_would_leave_fewer_than_ten(session: Session) -> None:
    made = reviewed(session, own_work(session, measurement(session)), [3, 5, 6, 7, 7, 8, 8, 8, 9, 10], 1)
    close_blocks(session, DECEMBER)

    assert show_grades(session) == 0
    assert [(one.grade, one.month) for one in public_reviews(session, made)] == [(None, date(2026, 11, 1))]


def test_none_is_shown_when_all_the_others_gave_the_same(session: Session) -> None:
    measured = own_work(session, measurement(session))
    give(session, measured, [8] * 11, NOVEMBER)
    reviewed(session, measured, [3], 12)
    close_blocks(session, DECEMBER)
    show_grades(session)

    assert session.exec(select(Review.grade).where(Review.grade == 3)).all() == []


def test_who_keeps_all_that_is_published_finds_no_single_grade(session: Session) -> None:
    chance = random.Random(11)  # noqa: S311  the same each time
    for _round in range(12):
        measured = own_work(session, measurement(session))
        size = chance.randrange(10, 40)
        reviewed(
            session, measured, [chance.choice((6, 7, 8, 8, 9)) for _one in range(size)], chance.randrange(size + 1)
        )
        if close_blocks(session, DECEMBER):
            show_grades(session)
            hidden = left(session)
            assert sum(hidden) >= FEWEST
            assert sum(1 for number in hidden if number) > 1
        session.rollback()
