"""What a measurement does by itself, through what the worker does every hour."""

from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.answers.models import Given, WrittenAnswer
from feedback.counts.models import PublishedBlock
from feedback.keeping_on import WORDS_KEPT
from feedback.measurements.models import Measurement
from foundation.clock import AMSTERDAM, pretend_it_is
from studies.models import Organisation
from tests.feedback.making import answer, codes, measurement
from webapp.work.tidying import keep_promises


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=AMSTERDAM)


def answered(session: Session) -> Measurement:
    with pretend_it_is(at(date(2026, 11, 3))):
        made = measurement(session)
        for code, grade in zip(codes(session, made), (3, 5, 6, 7, 7, 8, 8, 8, 9, 10), strict=False):
            answer(session, code, grade, "Bel terug.")
    session.commit()
    return made


def test_a_month_that_is_over_is_published_within_the_hour(
    engine: Engine, session: Session, organisation: Organisation
) -> None:
    answered(session)

    with pretend_it_is(at(date(2026, 11, 30))):
        keep_promises(engine)
    assert session.exec(select(PublishedBlock)).all() == []
    session.rollback()
    with pretend_it_is(at(date(2026, 12, 1))):
        keep_promises(engine)
        keep_promises(engine)

    assert session.exec(select(PublishedBlock.answers)).all() == [10]


def test_what_people_wrote_goes_after_two_years_and_what_they_chose_stays(
    engine: Engine, session: Session, organisation: Organisation
) -> None:
    answered(session)

    assert WORDS_KEPT == 24
    with pretend_it_is(at(date(2028, 11, 30))):
        keep_promises(engine)
    assert len(session.exec(select(WrittenAnswer)).all()) == 10
    session.rollback()
    with pretend_it_is(at(date(2028, 12, 1))):
        keep_promises(engine)

    assert session.exec(select(WrittenAnswer)).all() == []
    assert len(session.exec(select(Given)).all()) == 10
