"""Undo and redo in the composer, which never let the list of measures say what readers are not told."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from journeys.lookup import journey_area
from journeys.measures.lookup import measures_of
from journeys.measures.models import MeasureChange
from journeys.models import Journey
from journeys.public.standing import standing_of, story_for_readers
from studies.history import undoing
from studies.models import ChangeRecord

_TOLD = ("state", "why_not", "result", "what", "told_when")
"""What a report on a measure tells readers."""


class ReadersHaveIt(ResearcherError):
    """The story went public with it, and what is told of a measure after that is told anew, with its day."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "‘%(label)s’ kan niet meer met deze knop. Daarna kwam het verhaal op de website, en lezers hebben het "
                "zo. Er is niets gewijzigd. Zeg bij ‘Maatregelen’ hoe het nu staat: dan lezen inwoners dat ook.",
                label=label,
            )
        )


def undo_last(session: Session, journey: Journey) -> ChangeRecord:
    """Take back this person's last change to a journey. Raises ReadersHaveIt, and as `undo` does."""
    with _readers_follow(session, journey, undoing.undoable(session, journey_area(journey))):
        return undoing.undo(session, journey_area(journey))


def redo_last(session: Session, journey: Journey) -> ChangeRecord:
    """Do again what was undone last. Raises ReadersHaveIt, and as `redo` does."""
    with _readers_follow(session, journey, undoing.redoable(session, journey_area(journey))):
        return undoing.redo(session, journey_area(journey))


@contextmanager
def _readers_follow(session: Session, journey: Journey, record: ChangeRecord | None) -> Iterator[None]:
    """What a measure says may differ from what readers have where it did before: that is a draft."""
    table = MeasureChange.__tablename__
    if record is None or not any(one["table"] == table for one in record.operations):
        yield
        return
    label, before = record.label, _not_told(session, journey)
    were_there = {measure.id for measure in measures_of(session, journey)}
    yield
    if any(number in were_there for number, _field in _not_told(session, journey) - before):
        raise ReadersHaveIt(label)


def _not_told(session: Session, journey: Journey) -> set[tuple[int, str]]:
    """(measure, field) of what the list says otherwise than readers are told now."""
    standing = standing_of(session, journey)
    if standing is None or not standing.is_public:
        return set()
    told = {one.number: one for one in story_for_readers(session, journey, standing.version).measures}
    return {
        (measure.id, field)
        for measure in measures_of(session, journey)
        for field in _TOLD
        if measure.id in told and getattr(measure, field) != getattr(told[measure.id], field)
    }
