"""The figures for the public: of closed blocks alone."""

from datetime import date

import pytest
from sqlmodel import Session

from feedback.measurements.lookup import MeasurementUnknown
from feedback.measurements.models import Measurement
from feedback.scores.closing import close_blocks
from feedback.scores.comparing import Verdict
from feedback.scores.for_everybody import PublicFigures, public_figures, public_measurement
from feedback.scores.wording import between, period, verdict_for_public
from studies.models import Organisation
from tests.feedback.answered import HIGH, LOW, TEN, give, measured_provider, of_providers, own_work
from tests.feedback.making import measurement

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 5), date(2026, 11, 16), date(2026, 12, 1)


@pytest.fixture
def asked(session: Session, organisation: Organisation) -> Measurement:
    assert session.info["organisation_id"] == organisation.id
    return measurement(session)


def shown(session: Session, asked: Measurement, on: date = DECEMBER) -> PublicFigures:
    close_blocks(session, on)
    return public_figures(session, asked, on)


def test_below_ten_nothing_is_shown(session: Session, asked: Measurement) -> None:
    give(session, own_work(session, asked), TEN[:9], NOVEMBER)

    figures = shown(session, asked)

    assert (figures.people, figures.until) == (0, None)
    assert [row.grade for row in figures.rows] == [None]


def test_from_ten_on_it_is_said_where_the_grade_lies_and_from_thirty_what_it_is(
    session: Session, asked: Measurement
) -> None:
    own = own_work(session, asked)
    give(session, own, TEN * 2, OCTOBER)
    (few,) = shown(session, asked).rows
    assert few.grade is not None
    assert not few.grade.is_exact
    assert between(few.grade) == "tussen 6,1 en 8,1"

    give(session, own, TEN, date(2026, 12, 3))
    figures = shown(session, asked, date(2027, 1, 1))

    (enough,) = figures.rows
    assert enough.grade is not None
    assert enough.grade.is_exact
    assert (enough.people, enough.grade.tenths, enough.verdict) == (30, 71, Verdict.ALONE)
    assert verdict_for_public(enough.grade, enough.verdict) == ""
    assert figures.first_month is not None
    assert figures.until is not None
    assert period(figures.first_month, figures.until) == "van oktober tot en met december 2026"


def test_answers_that_wait_change_nothing(session: Session, asked: Measurement) -> None:
    own = own_work(session, asked)
    give(session, own, TEN, OCTOBER)
    before = shown(session, asked)

    give(session, own, HIGH[:9], date(2026, 12, 3), vinden=1)

    assert shown(session, asked, date(2027, 1, 1)) == before


def test_an_average_stands_there_from_three_providers_on(session: Session, asked: Measurement) -> None:
    named = of_providers(session, asked, ["Amber", "Berk", "Dille"])
    give(session, named["Amber"], HIGH * 4, NOVEMBER)
    give(session, named["Berk"], LOW * 4, NOVEMBER)
    give(session, named["Dille"], TEN[:9], NOVEMBER)
    figures = shown(session, asked)
    assert (figures.average, {row.verdict for row in figures.rows}) == (None, {Verdict.ALONE, Verdict.TOO_FEW})

    give(session, named["Dille"], TEN, date(2026, 12, 3))
    figures = shown(session, asked, date(2027, 1, 1))

    assert figures.average == 67  # of 9,1 and 4,1 and 6,9
    assert [row.verdict for row in figures.rows] == [Verdict.HIGHER, Verdict.LOWER, Verdict.TOO_FEW]


def test_of_statutory_research_no_provider_is_shown_whatever_was_published_before(
    session: Session, asked: Measurement
) -> None:
    give(session, own_work(session, asked), TEN, NOVEMBER)
    give(session, measured_provider(session, asked, "Amber"), HIGH, NOVEMBER)
    assert len(shown(session, asked).rows) == 2
    asked.is_statutory = True

    figures = shown(session, asked)

    assert [row.name for row in figures.rows] != ["Amber"]
    assert (len(figures.rows), figures.people) == (1, 10)


def test_nothing_is_public_before_it_was_agreed(session: Session, organisation: Organisation) -> None:
    waiting = measurement(session, is_agreed=False)

    with pytest.raises(MeasurementUnknown):
        public_measurement(session, waiting.slug)


def test_a_period_is_said_as_people_say_it(organisation: Organisation) -> None:
    assert period(date(2026, 10, 1), date(2026, 10, 1)) == "in oktober 2026"
    assert period(date(2025, 12, 1), date(2026, 2, 1)) == "van december 2025 tot en met februari 2026"
