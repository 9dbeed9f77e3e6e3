"""Preparing a measurement: what it is about, with questions to begin with."""

from dataclasses import dataclass

from sqlmodel import Session

from feedback.measurements.models import Measured, Measurement, Way
from feedback.questionnaires.versions import begin_questions
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from foundation.slugs import free_slug

LONGEST_NAME, LONGEST_WORDS = 80, 160
_PAGES = frozenset({"nieuw", "opvolging"})
"""Words under /metingen and /cijfers that lead to a page of all measurements."""


class MeasurementUnclear(ResearcherError):
    """`errors`: {field: what to do about it}."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(_("Nog niet bewaard: kijk wat er bij de velden staat."))


@dataclass(frozen=True)
class NewMeasurement:
    """What a form brings."""

    name: str = ""
    asked: str = ""
    subject: str = ""
    way: Way = Way.CARDS
    is_statutory: bool = False


def add_measurement(session: Session, wanted: NewMeasurement) -> Measurement:
    """Prepare a measurement about the municipality's own work, with the first questions. Raises MeasurementUnclear."""
    values = {name: one_line(getattr(wanted, name)) for name in ("name", "asked", "subject")}
    if errors := _errors(values):
        raise MeasurementUnclear(errors)
    measurement = Measurement(
        name=values["name"],
        asked=values["asked"],
        subject=values["subject"],
        slug=free_slug(session, values["name"], Measurement, _PAGES),
        way=wanted.way,
        is_statutory=wanted.is_statutory,
        created_by=session.info.get("person_id"),
    )
    session.add(measurement)
    session.flush()
    session.add(Measured(measurement_id=measurement.id))
    begin_questions(session, measurement)
    return measurement


def _errors(values: dict[str, str]) -> dict[str, str]:
    missing = {
        "name": _("Geef de meting een naam, bijvoorbeeld ‘Spreekuur geld en regels’."),
        "asked": _("Schrijf op wie je vraagt, bijvoorbeeld ‘Iedereen die bij het spreekuur is geweest’."),
        "subject": _("Schrijf op waar mensen een cijfer voor geven, bijvoorbeeld ‘het spreekuur’."),
    }
    longest = {"name": LONGEST_NAME, "asked": LONGEST_WORDS, "subject": LONGEST_NAME}
    errors = {name: sentence for name, sentence in missing.items() if not values[name]}
    too_long = {name for name, most in longest.items() if len(values[name]) > most}
    return errors | {
        name: _("Dit is te lang: hooguit %(most)s tekens. Maak het korter.", most=longest[name]) for name in too_long
    }
