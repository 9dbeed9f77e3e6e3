"""What journeys hold about real names, erased when the day that was promised is over."""

from sqlmodel import Session, col, delete, select

from journeys.models import Journey, NameWaiver
from studies.models import Study
from studies.retention import Kept, erases


@erases(Kept.NAMES)
def erase_waivers(session: Session, study: Study) -> None:
    """A reason why a word may stand tells whose name it is; without the key no name is looked for any more."""
    journeys = select(Journey.id).where(Journey.study_id == study.id)
    session.exec(delete(NameWaiver).where(col(NameWaiver.journey_id).in_(journeys)))
    session.flush()
