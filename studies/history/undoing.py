"""Undo and redo: a person takes back what they changed, as long as it still stands."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.history.applying import apply_operation
from studies.history.changes import of_person
from studies.models import ChangeRecord


class NothingToUndo(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is hier niets om ongedaan te maken."))


class NothingToRedo(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is hier niets om opnieuw te doen."))


class UsedSince(ResearcherError):
    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "Dit kan niet meer terug: %(label)s. Anderen werkten intussen verder met wat erbij hoort. Er is niets "
                "gewijzigd. Pas het zelf aan als het anders moet.",
                label=label,
            )
        )


def undoable(session: Session, area: str) -> ChangeRecord | None:
    """The last change of this person in `area` that still stands."""
    query = of_person(session, area).where(col(ChangeRecord.undone).is_(False))
    return session.exec(query.order_by(col(ChangeRecord.id).desc()).limit(1)).first()


def redoable(session: Session, area: str) -> ChangeRecord | None:
    """The change of this person in `area` that was undone last."""
    query = of_person(session, area).where(col(ChangeRecord.undone).is_(True))
    return session.exec(query.order_by(col(ChangeRecord.id)).limit(1)).first()


def undo(session: Session, area: str) -> ChangeRecord:
    """Take back this person's last change in `area`. Raises NothingToUndo, ChangedSince, UsedSince, TiedSince."""
    record = undoable(session, area)
    if record is None:
        raise NothingToUndo
    with _whole_or_not(session, record):
        for operation in reversed(record.operations):
            apply_operation(session, record, operation, operation["after"], operation["before"])
        record.undone = True
    return record


def redo(session: Session, area: str) -> ChangeRecord:
    """Do again what was undone last. Raises NothingToRedo, ChangedSince, UsedSince, TiedSince."""
    record = redoable(session, area)
    if record is None:
        raise NothingToRedo
    with _whole_or_not(session, record):
        for operation in record.operations:
            apply_operation(session, record, operation, operation["before"], operation["after"])
        record.undone = False
    return record


@contextmanager
def _whole_or_not(session: Session, record: ChangeRecord) -> Iterator[None]:
    label = record.label
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        raise UsedSince(label) from error
