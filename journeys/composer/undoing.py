"""Undo and redo in the composer, which never give readers of a story another measure without its day."""

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from journeys.composer.ranks import close_ranks
from journeys.lookup import journey_area
from journeys.measures.models import MeasureChange
from journeys.models import Journey
from journeys.public.standing import standing_of
from studies.history import undoing
from studies.models import ChangeRecord


class ReadersHaveIt(ResearcherError):
    """The story went public with it, and what is told of a measure after that is told anew, with its day."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "Dit kan niet meer terug met deze knop: %(label)s. Daarna kwam het verhaal op de website, en lezers "
                "hebben het zo. Er is niets gewijzigd. Zeg bij ‘Maatregelen’ hoe het nu staat, of maak de maatregel "
                "opnieuw: dan lezen inwoners dat ook.",
                label=label,
            )
        )


def undo_last(session: Session, journey: Journey) -> ChangeRecord:
    """Take back this person's last change to a journey. Raises ReadersHaveIt, and as `undo` does."""
    _check_readers_follow(session, journey, undoing.undoable(session, journey_area(journey)))
    return _in_close_ranks(session, journey, undoing.undo(session, journey_area(journey)))


def redo_last(session: Session, journey: Journey) -> ChangeRecord:
    """Do again what was undone last. Raises ReadersHaveIt, and as `redo` does."""
    _check_readers_follow(session, journey, undoing.redoable(session, journey_area(journey)))
    return _in_close_ranks(session, journey, undoing.redo(session, journey_area(journey)))


def _in_close_ranks(session: Session, journey: Journey, record: ChangeRecord) -> ChangeRecord:
    close_ranks(session, journey, record)
    return record


def _check_readers_follow(session: Session, journey: Journey, record: ChangeRecord | None) -> None:
    """Readers are told of each change of a measure since publication; one from before that has no day to tell."""
    table = MeasureChange.__tablename__
    if record is None or not any(one["table"] == table for one in record.operations):
        return
    standing = standing_of(session, journey)
    if standing is not None and standing.is_public and record.moment < standing.published_at:
        raise ReadersHaveIt(record.label)
