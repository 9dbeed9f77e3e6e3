"""The history of an agreement: who changed it when."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.dutch import _
from studies.models import ChangeRecord, Person


@dataclass(frozen=True)
class Change:
    """One line of the history."""

    record: ChangeRecord
    by: str


def agreement_area(study_id: int) -> str:
    """Where changes to the agreement are recorded: what `undo` wants to know."""
    return f"agreement:{study_id}"


def changes_of(session: Session, study_id: int) -> list[Change]:
    """Who changed the agreement when, the newest first; what was taken back is left out."""
    query = (
        select(ChangeRecord, Person)
        .outerjoin(Person, col(Person.id) == ChangeRecord.person_id)
        .where(ChangeRecord.area == agreement_area(study_id), col(ChangeRecord.undone).is_(False))
        .order_by(col(ChangeRecord.id).desc())
    )
    return [Change(record, person.name if person else _("Verhaallijn")) for record, person in session.exec(query).all()]
