"""Undo on the coding screen: one row of changes, whether they were made in the text or in the codebook."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from coding.attachments import attachments_of
from coding.ends import take_up
from coding.extents import is_doubled
from coding.models import Code, Segment
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.texts.models import Source
from studies.history import undoing
from studies.history.changes import forget_undone, recorded
from studies.history.undoing import NothingToRedo, NothingToUndo, UsedSince
from studies.models import ChangeRecord


class HangsOnIt(ResearcherError):
    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "Dit kan niet meer terug: %(label)s. Er hoort intussen een memo of onderbouwing bij. Er is niets "
                "gewijzigd. Haal het fragment weg als dat mee weg mag.",
                label=label,
            )
        )


class WrittenSince(ResearcherError):
    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "Dit kan niet meer terug: %(label)s. Iemand schrijft er intussen iets bij. Er is niets gewijzigd.",
                label=label,
            )
        )


def in_text(session: Session, source: Source, label: str) -> AbstractContextManager[None]:
    """Record what this block changes in the codings of a text."""
    return recorded(session, source.study_id, _of_text(source), label, beside=[codebook_area(source.study_id)])


def in_codebook(session: Session, study_id: int, label: str) -> AbstractContextManager[None]:
    """Record what this block changes in the codebook, which shows beside every text."""
    texts = session.exec(select(Source).where(Source.study_id == study_id).order_by(col(Source.id))).all()
    return recorded(session, study_id, codebook_area(study_id), label, beside=[_of_text(one) for one in texts])


def areas_of(source: Source) -> list[str]:
    """Where changes are made that show on the coding screen of a text."""
    return [_of_text(source), codebook_area(source.study_id)]


def last_change(session: Session, source: Source) -> ChangeRecord | None:
    """What undo would take back: this person's last change in the text or the codebook."""
    return session.exec(_undo_next(areas_of(source), session.info["person_id"], select(ChangeRecord))).first()


def last_undone(session: Session, source: Source) -> ChangeRecord | None:
    """What redo would do again. Undo goes back in time, so redo starts with the oldest: `undo_last` sees to that."""
    return session.exec(_redo_next(areas_of(source), session.info["person_id"], select(ChangeRecord))).first()


def next_steps(session: Session, source: Source) -> tuple[str | None, str | None]:
    """What undo and redo would do now, in words. One query."""
    asked = {"areas": areas_of(source), "person": session.info["person_id"]}
    found = dict(session.exec(_next_steps(), params=asked).all())
    return found.get(False), found.get(True)


@cache
def _next_steps() -> Select[bool, str]:
    """The query of `next_steps`, made once: every change of a coding asks it. Takes `areas` and `person`."""
    areas: Any = bindparam("areas", expanding=True)
    person: Any = bindparam("person")
    undo = _undo_next(areas, person, select(ChangeRecord.id)).scalar_subquery()
    redo = _redo_next(areas, person, select(ChangeRecord.id)).scalar_subquery()
    return select(ChangeRecord.undone, ChangeRecord.label).where(col(ChangeRecord.id).in_((undo, redo)))


def undo_last(session: Session, source: Source) -> ChangeRecord:
    """Raises NothingToUndo, ChangedSince, UsedSince, HangsOnIt, WrittenSince."""
    record = last_change(session, source)
    if record is None:
        raise NothingToUndo
    done = _stepped(session, source, record, undoing.undo)
    forget_undone(session, *areas_of(source), before=done.id)
    return done


def redo_last(session: Session, source: Source) -> ChangeRecord:
    """Raises NothingToRedo, ChangedSince, UsedSince, HangsOnIt, WrittenSince."""
    record = last_undone(session, source)
    if record is None:
        raise NothingToRedo
    return _stepped(session, source, record, undoing.redo)


def _stepped(
    session: Session, source: Source, record: ChangeRecord, step: Callable[[Session, str], ChangeRecord]
) -> ChangeRecord:
    if record.area == _of_text(source) and any(one["table"] == Segment.__tablename__ for one in record.operations):
        take_up(session, [source.id])
    with session.begin_nested():
        _check_loses_nothing(session, record)
        done = step(session, record.area)
        _check_apart(session, record)
        return done


def _check_loses_nothing(session: Session, record: ChangeRecord) -> None:
    """A row that goes takes along what hangs on it, which nothing remembers but this record.

    Raises HangsOnIt, and WrittenSince for a code. Suggestions may go: they are made anew.
    """
    known = {(one["table"], one["id"]) for one in record.operations}
    side = "after" if record.undone else "before"
    for one in record.operations:
        row = _carrying(session, one) if one[side] is None else None
        hanging = attachments_of(session, row) if row else []
        if {(it.__tablename__, it.id) for it in hanging if not it.is_made_anew} - known:
            raise HangsOnIt(record.label) if isinstance(row, Segment) else WrittenSince(record.label)


def _carrying(session: Session, operation: dict[str, Any]) -> Segment | Code | None:
    """The row of a change, where words may hang on it."""
    number = operation["id"]
    if operation["table"] == Segment.__tablename__:
        return session.get(Segment, number)
    return session.get(Code, number) if operation["table"] == Code.__tablename__ else None


def _check_apart(session: Session, record: ChangeRecord) -> None:
    """What came back may overlap what was coded, or merged by a colleague, since. Raises UsedSince."""
    touched = [one["id"] for one in record.operations if one["table"] == Segment.__tablename__]
    if touched and is_doubled(session, touched):
        raise UsedSince(record.label)


def _undo_next(areas: Any, person: Any, of: SelectOfScalar[Any]) -> SelectOfScalar[Any]:
    return _changes(areas, person, of, undone=False).order_by(col(ChangeRecord.id).desc()).limit(1)


def _redo_next(areas: Any, person: Any, of: SelectOfScalar[Any]) -> SelectOfScalar[Any]:
    return _changes(areas, person, of, undone=True).order_by(col(ChangeRecord.id)).limit(1)


def _changes(areas: Any, person: Any, of: SelectOfScalar[Any], *, undone: bool) -> SelectOfScalar[Any]:
    """`areas` and `person`: values, or places for them."""
    return of.where(
        col(ChangeRecord.area).in_(areas), ChangeRecord.person_id == person, col(ChangeRecord.undone).is_(undone)
    )


def _of_text(source: Source) -> str:
    return f"source:{source.id}"


def codebook_area(study_id: int) -> str:
    """Where changes to the codebook are recorded: what `undo` wants to know."""
    return f"codebook:{study_id}"
