"""The figures of a measurement for the public: made of closed blocks alone, so that one more answer shows nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from feedback.measurements.lookup import MeasurementUnknown, measured_in, measurement_by_slug
from feedback.measurements.models import Measured, Measurement
from feedback.questionnaires.questions import Question
from feedback.questionnaires.versions import questionnaire_of, questions_of
from feedback.scores.chance import mean_of
from feedback.scores.choices import Choice, Found, choices_in, grade_question
from feedback.scores.comparing import Grade, Verdict, average_of, grade_of, verdicts
from feedback.scores.published import Published, published_counts, published_of
from studies.models import Organisation


@dataclass(frozen=True)
class PublicRow:
    """A provider, or the organisation's own work, without `provider_id`. `people`: whose answers are published."""

    name: str
    people: int
    grade: Grade | None
    verdict: Verdict
    provider_id: int | None = None


@dataclass(frozen=True)
class PublicFigures:
    """By name. `average`: in tenths, from three grades on; the dates are None while nothing is published."""

    rows: tuple[PublicRow, ...]
    average: int | None
    choices: tuple[Choice, ...]
    first_month: date | None
    until: date | None
    closed_on: date | None

    @property
    def people(self) -> int:
        return sum(one.people for one in self.rows)


def public_measurement(session: Session, slug: str) -> Measurement:
    """Raises MeasurementUnknown, also while it was not agreed what is published."""
    found = measurement_by_slug(session, slug)
    if found.agreed_on is None:
        raise MeasurementUnknown
    return found


def public_figures(session: Session, measurement: Measurement, on: date) -> PublicFigures:
    """What everybody may know on this day. Of statutory research no provider is shown, and nothing of one counts."""
    named = _named(session, measurement)
    shown = {one.id for one, _name in named}
    published = {key: one for key, one in published_of(session, measurement.id, on).items() if key in shown}
    counts = {
        place: chosen for place, chosen in published_counts(session, measurement.id, on).items() if place[0] in shown
    }
    questions = questions_of(questionnaire_of(session, measurement.id))
    rows, average = _rows(named, published, counts, questions)
    return PublicFigures(
        rows=rows,
        average=average,
        choices=choices_in(counts, questions),
        first_month=min((one.first_month for one in published.values()), default=None),
        until=max((one.until for one in published.values()), default=None),
        closed_on=max((one.closed_on for one in published.values()), default=None),
    )


def _named(session: Session, measurement: Measurement) -> list[tuple[Measured, str]]:
    own = session.get_one(Organisation, measurement.organisation_id).name
    return [
        (one, provider.name if provider else own)
        for one, provider in measured_in(session, measurement.id)
        if not (provider and measurement.is_statutory)
    ]


def _rows(
    named: Sequence[tuple[Measured, str]],
    published: dict[int, Published],
    counts: Found,
    questions: Sequence[Question],
) -> tuple[tuple[PublicRow, ...], int | None]:
    key = grade_question(questions).key
    means = {
        measured_id: mean
        for (measured_id, question), chosen in counts.items()
        if question == key and (mean := mean_of(chosen))
    }
    own = {one.id for one, _name in named if one.provider_id is None}
    compared = {measured_id: mean for measured_id, mean in means.items() if measured_id not in own}
    verdict_of = verdicts(means, compared)
    rows = tuple(
        PublicRow(
            name,
            published[one.id].answers if one.id in published else 0,
            grade_of(means.get(one.id)),
            verdict_of.get(one.id, Verdict.TOO_FEW),
            one.provider_id,
        )
        for one, name in named
        if one.left_on is None or one.id in published
    )
    return rows, average_of(compared)
