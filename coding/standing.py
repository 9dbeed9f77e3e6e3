"""Whether others changed what is on a coding screen: asked often, so it is one small statement and loads nothing."""

from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Bundle
from sqlmodel import Session, col, func, or_, select

from coding.jobs import SUGGESTIONS
from coding.models import CodingDone
from coding.undoing import areas_of
from foundation.jobs import Job
from interviews.models import Interview, Source
from studies.models import ChangeRecord


def version_of(session: Session, source: Source) -> str:
    """Another word as soon as somebody else codes in this text, changes the codebook, undoes that or is done here.

    What this person does shows by itself where they do it, and need not be fetched again.
    """
    number = func.count(col(ChangeRecord.id))
    of_others = or_(col(ChangeRecord.person_id) != session.info["person_id"], col(ChangeRecord.person_id).is_(None))
    suggested = select(func.max(Job.finished_at)).where(Job.kind == SUGGESTIONS, Job.study_id == source.study_id)
    state = select(Interview.state).where(Interview.id == source.interview_id)
    ends = select(func.sum(CodingDone.id)).where(CodingDone.interview_id == source.interview_id)
    changes = number, number.filter(col(ChangeRecord.undone)), func.max(ChangeRecord.moment)
    beside = [one.scalar_subquery() for one in (suggested, state, ends)]
    version: Bundle[Any] = Bundle("version", *changes, *beside)
    row = session.exec(select(version).where(col(ChangeRecord.area).in_(areas_of(source)), of_others)).one()
    return sha256(repr((source.length, *row)).encode()).hexdigest()[:16]
