"""Every change with its inverse: what undo, redo and the history of a study are made of."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from studies.history.operations import CHANGE_LOG, Operation
from studies.history.telling import forget_tellings, has_tellings, keep_tellings
from studies.models import ChangeRecord


@contextmanager
def recorded(session: Session, study_id: int, area: str, label: str, *, beside: Collection[str] = ()) -> Iterator[None]:
    """Record all row changes in this block as one ChangeRecord, undoable within `area`.

    `label` is what the person reads: 'code ‘Geen bericht’ gekoppeld'. Rows must change through
    the session, not by bulk statements, or undo cannot know of them. Blocks do not nest. `beside` are areas that a
    screen steps through together with this one: there, too, nothing is done again after this.
    """
    session.flush()
    log: list[Operation] = []
    session.info[CHANGE_LOG] = log
    try:
        yield
        session.flush()
    finally:
        session.info.pop(CHANGE_LOG, None)
        told = forget_tellings(session)
    if log:
        forget_undone(session, area, *beside)
        person_id = session.info.get("person_id")
        change = ChangeRecord(study_id=study_id, person_id=person_id, area=area, label=label, operations=log)
        session.add(change)
        session.flush()
        keep_tellings(session, change, told)


def noted(session: Session, study_id: int, area: str, label: str) -> None:
    """Keep in the history that something was done which no undo takes back, by whom and when."""
    person_id = session.info.get("person_id")
    change = ChangeRecord(study_id=study_id, person_id=person_id, area=area, label=label, operations=[])
    session.add(change)
    session.flush()
    keep_tellings(session, change, forget_tellings(session))


def forget(session: Session, record: ChangeRecord) -> None:
    """Let go of what a change holds: no undo takes it back any more. Who was told of it is still told."""
    if record.undone or not has_tellings(session, record):
        session.delete(record)
    else:
        record.area, record.label, record.operations = f"forgotten:{record.study_id}", "", []
        session.add(record)
    session.flush()


def of_person(session: Session, *areas: str) -> SelectOfScalar[ChangeRecord]:
    person_id = session.info.get("person_id")
    return select(ChangeRecord).where(col(ChangeRecord.area).in_(areas), ChangeRecord.person_id == person_id)


def forget_undone(session: Session, *areas: str, before: int | None = None) -> None:
    """A new change closes the way to redo. Undoing one (its id `before`) closes it to what was undone earlier."""
    query = of_person(session, *areas).where(col(ChangeRecord.undone).is_(True))
    if before is not None:
        query = query.where(col(ChangeRecord.id) < before)
    for record in session.exec(query.order_by(col(ChangeRecord.id))).all():
        session.delete(record)
