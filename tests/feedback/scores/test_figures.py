"""The figures for those who work on a measurement."""

from datetime import date

import pytest
from sqlmodel import Session

from feedback.measurements.models import Measurement
from feedback.scores.choices import Share
from feedback.scores.comparing import Grade, Verdict, average_of
from feedback.scores.drawing import Spread, line_of, start_of
from feedback.scores.figures import Figures, Row, figures_of
from foundation.clock import today
from studies.models import Organisation
from tests.feedback.answered import HIGH, LOW, TEN, give, of_providers, own_work
from tests.feedback.making import answer, codes, measurement

JUNE, OCTOBER, NOVEMBER = date(2026, 6, 20), date(2026, 10, 2), date(2026, 11, 16)


@pytest.fixture
def asked(session: Session, organisation: Organisation) -> Measurement:
    assert session.info["organisation_id"] == organisation.id
    return measurement(session)


def by_name(figures: Figures) -> dict[str, Row]:
    return {row.name: row for row in figures.rows}


def test_own_work_stands_there_with_its_grade_its_margin_and_its_cards(
    session: Session, asked: Measurement, organisation: Organisation
) -> None:
    used = codes(session, asked, sheets=2)
    for code, grade in zip(used, TEN, strict=False):
        answer(session, code, grade)

    figures = figures_of(session, asked, today())

    assert (figures.cards.made, figures.cards.used, figures.cards.percent) == (16, 10, 63)
    (row,) = figures.rows
    assert (row.name, row.answers, row.graded, row.verdict) == (organisation.name, 10, 10, Verdict.ALONE)
    assert row.grade is not None
    assert row.grade.tenths == 71
    assert row.grade.low < 71 < row.grade.high


def test_six_months_count_and_the_seventh_does_not(session: Session, asked: Measurement) -> None:
    own = own_work(session, asked)
    give(session, own, TEN, JUNE)
    give(session, own, HIGH, date(2026, 5, 31))

    assert figures_of(session, asked, NOVEMBER).answers == 10


def test_below_ten_grades_there_is_none(session: Session, asked: Measurement) -> None:
    give(session, own_work(session, asked), TEN[:9], NOVEMBER)

    (row,) = figures_of(session, asked, NOVEMBER).rows

    assert (row.grade, row.graded, row.verdict) == (None, 9, Verdict.TOO_FEW)


def test_providers_stand_by_name_and_are_compared_from_thirty_answers_on(session: Session, asked: Measurement) -> None:
    named = of_providers(session, asked, ["Zonnig", "amber", "Élan", "Berk", "Dille"])
    give(session, named["Zonnig"], HIGH * 4, NOVEMBER)
    give(session, named["amber"], LOW * 4, NOVEMBER)
    give(session, named["Élan"], (4, 5, 5, 6, 6, 6, 7, 7, 7, 8) * 4, NOVEMBER)
    give(session, named["Berk"], LOW, NOVEMBER)
    give(session, named["Dille"], HIGH[:7], NOVEMBER)

    figures = figures_of(session, asked, NOVEMBER)

    assert [row.name for row in figures.rows] == ["amber", "Berk", "Dille", "Élan", "Zonnig"]
    assert {name: row.verdict for name, row in by_name(figures).items()} == {
        "Zonnig": Verdict.HIGHER,
        "amber": Verdict.LOWER,
        "Élan": Verdict.AROUND,
        "Berk": Verdict.TOO_FEW,
        "Dille": Verdict.TOO_FEW,
    }
    assert figures.average == 59  # of 9,1 and 4,1 and 6,1 and 4,1: each once, and without Dille
    assert len(figures.graded) == 4


def test_two_providers_get_no_average_and_no_verdict(session: Session, asked: Measurement) -> None:
    """Or each knows the other's grade."""
    named = of_providers(session, asked, ["Amber", "Berk", "Dille"])
    give(session, named["Amber"], HIGH * 4, NOVEMBER)
    give(session, named["Berk"], LOW * 4, NOVEMBER)
    give(session, named["Dille"], LOW[:9], NOVEMBER)

    figures = figures_of(session, asked, NOVEMBER)

    assert figures.average is None
    assert [row.verdict for row in figures.rows] == [Verdict.ALONE, Verdict.ALONE, Verdict.TOO_FEW]
    assert average_of({}) is None


def test_of_statutory_research_no_provider_gets_a_grade(
    session: Session, asked: Measurement, organisation: Organisation
) -> None:
    named = of_providers(session, asked, ["Amber", "Berk"])
    asked.is_statutory = True
    give(session, named["Amber"], TEN, NOVEMBER)
    give(session, named["Berk"], TEN, NOVEMBER)

    (row,) = figures_of(session, asked, NOVEMBER).rows

    assert (row.name, row.answers, row.graded) == (organisation.name, 20, 20)
    assert row.grade is not None
    assert row.grade.tenths == 71


def test_of_what_was_chosen_it_is_told_how_many_of_how_many(session: Session, asked: Measurement) -> None:
    own = own_work(session, asked)
    give(session, own, TEN[:8], NOVEMBER, vinden=1, kwaliteit=2)
    give(session, own, TEN[:4], NOVEMBER, vinden=4)

    finding, quality, _gain = figures_of(session, asked, NOVEMBER).choices

    assert finding.answered == 12
    assert finding.shares[0] == Share("Ja, meteen", 8, 67)
    assert finding.shares[3] == Share("Nee, ik werd steeds doorgestuurd", 4, 33)
    assert (quality.answered, quality.shares) == (8, ())


def test_the_line_of_a_year_stays_open_where_there_were_too_few(session: Session, asked: Measurement) -> None:
    own = own_work(session, asked)
    give(session, own, TEN, JUNE)
    give(session, own, TEN, date(2026, 7, 1))
    give(session, own, TEN[:9], date(2026, 8, 1))
    give(session, own, HIGH, OCTOBER)

    figures = figures_of(session, asked, NOVEMBER)
    drawn = line_of(figures.line, 50, width=860, height=240, name_every=1)

    assert [(one.month.month, one.n) for one in figures.line if one.n] == [(6, 10), (7, 10), (8, 9), (10, 10)]
    assert [one.month.month for one in figures.line if one.grade] == [6, 7, 10]
    assert len(figures.line) == 12
    assert len(drawn.paths) == 2
    assert [stop.tenths for stop in drawn.stops] == [71, 71, 91]
    assert drawn.names[0][1] == "nov"


def test_the_scale_of_a_page_begins_lower_for_all_when_one_lies_lower() -> None:
    assert start_of([Grade(40, 71, 64, 78), None]) == 50
    assert start_of([Grade(40, 71, 64, 78), Grade(40, 41, 37, 45)]) == 30
    assert start_of([Grade(40, 12, 10, 19)]) == 10
    assert Spread(50).ticks[0] == (5, 8.0)
    assert Spread(50).ticks[-1] == (10, 252.0)
