"""The figures of a measurement for those who work on it: exact, of the last six months, and not for the public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from feedback.answers.models import Response
from feedback.counts.months import last_months
from feedback.measurements.lookup import measured_in
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.people.handed_out import batches_of
from feedback.questionnaires.versions import questionnaire_of, questions_of
from feedback.scores.chance import Mean, mean_of
from feedback.scores.choices import Choice, choices_in, grade_question, percent_of
from feedback.scores.comparing import Grade, Verdict, average_of, grade_of, verdicts
from feedback.scores.published import published_of
from feedback.scores.rolling import Counts, counts_per_month, rolling_counts
from studies.models import Organisation

MONTHS_OF_LINE = 12


@dataclass(frozen=True)
class Cards:
    """How many were made, ever, and how many of those were used."""

    made: int = 0
    used: int = 0

    @property
    def percent(self) -> int:
        return percent_of(self.used, self.made) if self.made else 0

    def __add__(self, other: "Cards") -> "Cards":
        return Cards(self.made + other.made, self.used + other.used)


@dataclass(frozen=True)
class Row:
    """One that is measured: a provider, or the organisation's own work. `answers`: of how many people; `graded`: how
    many of them gave a grade. Below ten of those there is no grade.
    """

    name: str
    answers: int
    graded: int
    cards: Cards
    grade: Grade | None
    verdict: Verdict
    is_public: bool


@dataclass(frozen=True)
class Month:
    """`month`: its first day. `n`: how many gave a grade in it; below ten it has none."""

    month: date
    n: int
    grade: Grade | None


@dataclass(frozen=True)
class Figures:
    """`months`: what is counted in; `average`: in tenths, from three grades on; `line`: of all together."""

    months: tuple[date, ...]
    rows: tuple[Row, ...]
    average: int | None
    line: tuple[Month, ...]
    choices: tuple[Choice, ...]

    @property
    def answers(self) -> int:
        return sum(one.answers for one in self.rows)

    @property
    def cards(self) -> Cards:
        return sum((one.cards for one in self.rows), Cards())

    @property
    def graded(self) -> tuple[Row, ...]:
        """Those with a grade."""
        return tuple(one for one in self.rows if one.grade)


def figures_of(session: Session, measurement: Measurement, on: date) -> Figures:
    """As they stand on this day, by name. Who left is there as long as there is something to show.

    Of statutory research no provider gets a row: all stand together.
    """
    months = last_months(on)
    questions = questions_of(questionnaire_of(session, measurement.id))
    key = grade_question(questions).key
    found = rolling_counts(session, measurement.id, months)
    line = counts_per_month(session, measurement.id, key, last_months(on, MONTHS_OF_LINE))
    counts = {measured_id: chosen for (measured_id, question), chosen in found.items() if question == key}
    rows, average = _rows(session, measurement, counts, months, on)
    return Figures(
        months=tuple(months),
        rows=rows,
        average=average,
        line=tuple(_month(one, line.get(one, ())) for one in last_months(on, MONTHS_OF_LINE)),
        choices=choices_in(found, questions),
    )


def _month(month: date, counts: Counts) -> Month:
    return Month(month, sum(counts), grade_of(mean_of(counts) if counts else None))


def _rows(
    session: Session, measurement: Measurement, counts: Mapping[int, Counts], months: Sequence[date], on: date
) -> tuple[tuple[Row, ...], int | None]:
    measured = measured_in(session, measurement.id)
    answers, cards = _answers(session, measurement.id, months), _cards(session, measurement.id)
    public = published_of(session, measurement.id, on).keys()
    own = session.get_one(Organisation, measurement.organisation_id).name
    if measurement.is_statutory:
        whole = Row(own, *_together(answers, counts, cards), is_public=bool(public & _own(measured)))
        return (whole,), None
    means = {measured_id: mean for measured_id, chosen in counts.items() if (mean := mean_of(chosen))}
    compared = {measured_id: mean for measured_id, mean in means.items() if measured_id not in _own(measured)}
    verdict_of = verdicts(means, compared)
    rows = tuple(
        Row(
            name=provider.name if provider else own,
            answers=answers.get(one.id, 0),
            graded=sum(counts.get(one.id, ())),
            cards=cards.get(one.id, Cards()),
            grade=grade_of(means.get(one.id)),
            verdict=verdict_of.get(one.id, Verdict.TOO_FEW),
            is_public=one.id in public,
        )
        for one, provider in measured
        if one.left_on is None or one.id in answers or one.id in public
    )
    return rows, average_of(compared)


def _own(measured: Sequence[tuple[Measured, Provider | None]]) -> set[int]:
    return {one.id for one, provider in measured if provider is None}


def _together(
    answers: Mapping[int, int], counts: Mapping[int, Counts], cards: Mapping[int, Cards]
) -> tuple[int, int, Cards, Grade | None, Verdict]:
    summed = tuple(sum(column) for column in zip(*counts.values(), strict=True))
    mean: Mean | None = mean_of(summed) if summed else None
    every = sum(cards.values(), Cards())
    return sum(answers.values()), sum(summed), every, grade_of(mean), Verdict.ALONE


def _answers(session: Session, measurement_id: int, months: Sequence[date]) -> dict[int, int]:
    """{measured: how many people answered in these months}"""
    query = (
        select(Response.measured_id, func.count())
        .join(Measured, col(Measured.id) == Response.measured_id)
        .where(Measured.measurement_id == measurement_id, Response.month >= months[0], Response.month <= months[-1])
        .group_by(col(Response.measured_id))
    )
    return dict(session.exec(query).all())


def _cards(session: Session, measurement_id: int) -> dict[int, Cards]:
    found: dict[int, Cards] = {}
    for batch, used in batches_of(session, measurement_id):
        found[batch.measured_id] = found.get(batch.measured_id, Cards()) + Cards(batch.cards, used)
    return found
