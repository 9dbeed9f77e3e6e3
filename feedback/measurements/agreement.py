"""What the parties agree before anybody is asked: the question, what figures are for and not for, and who decides."""

from collections.abc import Mapping

from sqlmodel import Session

from feedback.measurements.models import Measurement
from foundation.clock import today
from foundation.dutch import _, translatable
from foundation.errors import ResearcherError
from foundation.forms.written import clean

LONGEST_TERM = 1_000
TERM_WORDS = {
    "question": translatable("Welke vraag moet deze meting beantwoorden?"),
    "used_for": translatable("Waarvoor gebruiken jullie de cijfers?"),
    "not_for": translatable("Waarvoor gebruiken jullie ze niet?"),
    "published": translatable("Wat komt op de website?"),
    "decides": translatable("Wie beslist daarover?"),
}
"""What is asked of the parties, by term."""
TERMS = tuple(TERM_WORDS)


class NotAgreedYet(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Leg eerst de afspraken vast. Zonder afspraken kun je niemand iets vragen."))


class TermsUnclear(ResearcherError):
    """`errors`: {field: what to do about it}."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(_("De afspraken zijn nog niet vastgelegd: kijk wat er bij de velden staat."))


def statutory_rule() -> str:
    """What is always agreed about statutory research (Jeugdwet art. 2.10, Wmo 2015 art. 2.5.1)."""
    return _("De uitkomst mag je niet gebruiken bij inkoop.")


def terms_of(measurement: Measurement) -> dict[str, str]:
    return {name: getattr(measurement, name) for name in TERMS}


def keep_terms(session: Session, measurement: Measurement, typed: Mapping[str, str]) -> None:
    """As far as they are written; nobody has to agree yet. Raises TermsUnclear for what is too long, and for what was
    agreed and is empty now."""
    values = {name: clean(typed[name]) for name in TERMS}
    unclear = {
        name: _("Dit is te lang: hooguit %(most)s tekens. Maak het korter.", most=LONGEST_TERM)
        for name, text in values.items()
        if len(text) > LONGEST_TERM
    }
    if measurement.agreed_on is not None:
        emptied = _("Dit is afgesproken. Het mag veranderen, maar niet leeg blijven.")
        unclear |= {name: emptied for name, text in values.items() if not text}
    if unclear:
        raise TermsUnclear(unclear)
    for name, text in values.items():
        setattr(measurement, name, text)
    measurement.version += 1
    session.add(measurement)
    session.flush()


def agree(session: Session, measurement: Measurement) -> None:
    """From today on people can be asked. Raises TermsUnclear while something was not agreed."""
    errors = {name: _("Schrijf dit op voordat je afspreekt.") for name in TERMS if not getattr(measurement, name)}
    if errors:
        raise TermsUnclear(errors)
    measurement.agreed_on = measurement.agreed_on or today()
    session.add(measurement)
    session.flush()


def close_measurement(session: Session, measurement: Measurement) -> None:
    """Nobody can answer any more; what was answered stays. Raises NotAgreedYet."""
    if measurement.agreed_on is None:
        raise NotAgreedYet
    measurement.closed_on = measurement.closed_on or today()
    session.add(measurement)
    session.flush()


def resume_measurement(session: Session, measurement: Measurement) -> None:
    """Codes that are still valid work again."""
    measurement.closed_on = None
    session.add(measurement)
    session.flush()
