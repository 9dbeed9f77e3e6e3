"""What readers have is stored before something overwrites or ends it, with its day: one number is one text.

Its measures, whom readers can ask and whether the transcripts are still there go on after publication, from many
places. So it is looked at here when one of those is about to change, once in a transaction: nobody reads what is in
between.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, event, false, inspect, or_
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction, defer
from sqlmodel import Session, col, select

from journeys.measures.models import Measure, MeasureChange, MeasureRemoval
from journeys.models import Journey, Publication, PublicationEdition, Step
from journeys.public.measures import last_said
from journeys.public.readers_edition import current_story, newest_edition
from journeys.story import as_json
from studies.history.operations import CHANGE_LOG
from studies.models import Organisation, Study

_KEPT = "kept_editions"
_PDF: Any = Publication.pdf


def keep_edition(session: Session, publication: Publication) -> None:
    """Store what readers of this version have now; its document is made once somebody asks for it."""
    story, newest = current_story(session, publication), newest_edition(session, publication)
    if story.edition == (newest.number if newest else 0):
        return
    made_at = max(
        newest.made_at if newest else publication.published_at,
        last_said(session, publication.journey_id) or publication.published_at,
    )
    session.add(
        PublicationEdition(
            publication_id=publication.id,
            organisation_id=publication.organisation_id,
            number=story.edition,
            content=as_json(story),
            made_at=made_at,
        )
    )
    session.flush()


@event.listens_for(OrmSession, "before_flush")
def _keep_what_readers_have(session: OrmSession, _flush: UOWTransaction, _rows: object) -> None:
    if session.info.get(_KEPT):
        return
    touched = list(_touched(session))
    if not touched:
        return
    session.info[_KEPT] = True
    info = {key: value for key, value in session.info.items() if key != CHANGE_LOG}
    # As the rows stand in the database: what is being changed is known to the other session alone.
    with Session(session.connection(), info=info, join_transaction_mode="rollback_only") as before:
        query = select(Publication).join(Journey, col(Journey.id) == Publication.journey_id)
        query = query.where(col(Publication.withdrawn_at).is_(None), or_(false(), *touched))
        newest = {one.journey_id: one for one in before.exec(_in_order(query)).all()}
        for publication in newest.values():
            keep_edition(before, publication)


def _in_order(query: Any) -> Any:
    return query.order_by(col(Publication.journey_id), col(Publication.version)).options(defer(_PDF))


@event.listens_for(OrmSession, "after_commit")
@event.listens_for(OrmSession, "after_rollback")
def _look_again(session: OrmSession) -> None:
    session.info.pop(_KEPT, None)


@event.listens_for(OrmSession, "after_soft_rollback")
def _look_again_after(session: OrmSession, _transaction: object) -> None:
    session.info.pop(_KEPT, None)


def _touched(session: OrmSession) -> Iterator[ColumnElement[bool]]:
    """Of which journeys readers may get something else after this flush."""
    rows = [*session.new, *(row for row in session.dirty if session.is_modified(row)), *session.deleted]
    journeys = {row.journey_id for row in rows if isinstance(row, Measure | MeasureRemoval)}
    journeys |= {row.journey_id for row in session.deleted if isinstance(row, Step)}
    if journeys:
        yield col(Journey.id).in_(journeys)
    if measures := {row.measure_id for row in rows if isinstance(row, MeasureChange)}:
        yield col(Journey.id).in_(select(Measure.journey_id).where(col(Measure.id).in_(measures)))
    for row in rows:
        if isinstance(row, Organisation) and _changes(row, "telephone", "email"):
            yield col(Journey.organisation_id) == row.id
        if isinstance(row, Study) and _changes(row, "transcripts_gone_on"):
            yield col(Journey.study_id) == row.id


def _changes(row: object, *columns: str) -> bool:
    state: Any = inspect(row)
    return state.persistent and any(state.attrs[column].history.has_changes() for column in columns)
