"""What the history tells of stories: that readers got one, and that it was taken offline."""

from collections.abc import Collection

from sqlalchemy.orm import Session
from sqlmodel import col, select

from journeys.models import Journey, Publication
from studies.trail.kinds import About, Kind
from studies.trail.noting import note
from studies.trail.watching import Fate, RowChange, tells_of
from studies.trail.wording import names_what_is_about


@tells_of(Publication)
def note_publication(session: Session, change: RowChange[Publication]) -> None:
    row = change.row
    is_offline = change.changes("withdrawn_at") and row.withdrawn_at is not None
    journey = session.get(Journey, row.journey_id) if change.fate is Fate.NEW or is_offline else None
    if journey is not None:
        kind, about = Kind.PUBLISHED if change.fate is Fate.NEW else Kind.TAKEN_OFFLINE, (About.JOURNEY, journey.id)
        note(session, kind, study_id=journey.study_id, about=about, organisation_id=row.organisation_id)


@names_what_is_about(About.JOURNEY)
def titles_of(session: Session, numbers: Collection[int]) -> dict[int, str]:
    return {
        row[0]: row[1] for row in session.execute(select(Journey.id, Journey.title).where(col(Journey.id).in_(numbers)))
    }
