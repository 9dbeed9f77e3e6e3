"""Coming in with a code: whose questions it opens, or why it opens none."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from feedback.codes.keys import CodeKeys
from feedback.codes.models import CodeBatch, EntryCode
from feedback.codes.signs import read_code
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.questionnaires.models import Questionnaire
from feedback.questionnaires.questions import Question
from feedback.questionnaires.versions import questionnaire_of, questions_of
from foundation.clock import today
from foundation.dutch import _, long_date
from foundation.errors import ResearcherError


class CodeUnknown(ResearcherError):
    """The signs fit each other, but nobody was given this code. It counts as a guess."""

    def __init__(self) -> None:
        super().__init__(_("We kennen deze code niet. Kijk nog eens op uw kaartje. Klopt hij toch? Bel ons dan."))


class NotOpen(ResearcherError):
    """The code is right, and nothing can be answered with it any more."""


@dataclass(frozen=True)
class Entered:
    """Somebody who came in with a code."""

    code: str
    row: EntryCode
    batch: CodeBatch
    measured: Measured
    measurement: Measurement
    provider: Provider | None

    @property
    def is_spent(self) -> bool:
        return self.row.is_spent


def enter(session: Session, keys: CodeKeys, typed: str) -> Entered:
    """Who comes in with what was typed. `session` may see every organisation: the code says which it is of.

    Raises CodeMistyped, CodeUnknown.
    """
    code = read_code(typed)
    query = (
        select(EntryCode, CodeBatch, Measured, Measurement, Provider)
        .join(CodeBatch, col(CodeBatch.id) == col(EntryCode.batch_id))
        .join(Measured, col(Measured.id) == col(CodeBatch.measured_id))
        .join(Measurement, col(Measurement.id) == col(Measured.measurement_id))
        .join(Provider, col(Provider.id) == col(Measured.provider_id), isouter=True)
        .where(col(EntryCode.digest) == keys.digest(code))
    )
    found = session.execute(query).first()
    if found is None:
        raise CodeUnknown
    row, batch, measured, measurement, provider = found
    return Entered(code, row, batch, measured, measurement, provider)


def check_open(entered: Entered) -> None:
    """Raises NotOpen, with why."""
    if today() > entered.batch.valid_until:
        raise NotOpen(
            _(
                "Deze code werkte tot en met %(day)s. U kunt hem niet meer gebruiken.",
                day=long_date(entered.batch.valid_until),
            )
        )
    if not entered.measurement.is_running:
        raise NotOpen(_("Wij stellen deze vragen niet meer. Dank u wel dat u het wilde vertellen."))


def asked_of(
    session: Session, entered: Entered, questionnaire_id: int | None = None
) -> tuple[Questionnaire, list[Question]]:
    """The questions that somebody gets: those that they began with, or else as they stand now."""
    found = session.get(Questionnaire, questionnaire_id) if questionnaire_id else None
    if found is None or found.measurement_id != entered.measurement.id:
        found = questionnaire_of(session, entered.measurement.id)
    return found, questions_of(found)
