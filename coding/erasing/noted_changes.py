"""What the history tells of coding: that somebody took away what another coded. The rest undo remembers."""

from sqlalchemy.orm import Session

from coding.models import Segment
from studies.trail.kinds import About, Kind
from studies.trail.noting import note
from studies.trail.watching import Fate, RowChange, tells_of


@tells_of(Segment)
def note_segment(session: Session, change: RowChange[Segment]) -> None:
    row, me = change.row, session.info.get("person_id")
    if change.fate is Fate.GONE and me is not None and row.coder_id != me:
        about = (About.PERSON, row.coder_id)
        organisation_id = row.organisation_id
        note(session, Kind.CODING_OF_OTHER_REMOVED, study_id=row.study_id, about=about, organisation_id=organisation_id)
