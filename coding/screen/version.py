"""Whether others changed what is on a coding screen: asked often, so it is one small statement and loads nothing."""

from typing import Any

from sqlalchemy.orm import Bundle
from sqlmodel import Session, and_, col, func, not_, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from coding.models import Code, CodingDone
from coding.suggestions.jobs import SUGGESTIONS
from coding.undo import areas_of
from coding.visibility import seen_changes, seen_ends
from foundation.jobs.models import Job
from foundation.secrets.tokens import fingerprint
from interviews.models import Interview
from interviews.texts.models import Source
from studies.models import ChangeRecord
from studies.people.roles import is_second_coder


def version_of(session: Session, source: Source) -> str:
    """Another word as soon as somebody else codes in this text, changes the codebook, undoes that or is done here.

    What this person does shows by itself where they do it, and need not be fetched again. What they may not see, does
    not show in the word either: that somebody codes is already something a blind coder should not know.
    """
    me = session.info["person_id"]
    in_text, in_codebook = areas_of(source)
    of_others = or_(col(ChangeRecord.person_id) != me, col(ChangeRecord.person_id).is_(None))
    shown = or_(ChangeRecord.area == in_codebook, and_(ChangeRecord.area == in_text, seen_changes(session, source)))
    number = func.count(col(ChangeRecord.id))
    changes = number, number.filter(col(ChangeRecord.undone)), func.max(ChangeRecord.moment)
    beside = [one.scalar_subquery() for one in _beside_changes(session, source)]
    version: Bundle[Any] = Bundle("version", *changes, *beside)
    row = session.exec(select(version).where(of_others, shown)).one()
    return fingerprint([repr((source.length, *row)).encode()])


def _beside_changes(session: Session, source: Source) -> list[SelectOfScalar[Any]]:
    """What shows and is not in the changes, or is in changes that do not show: a code made while coding unseen."""
    suggested = select(func.max(Job.finished_at)).where(Job.kind == SUGGESTIONS, Job.study_id == source.study_id)
    suggested = suggested.where(not_(is_second_coder(session.info["person_id"], source.study_id)))
    state = select(Interview.state).where(Interview.id == source.interview_id, seen_ends(session, source))
    ends = select(func.sum(CodingDone.id)).where(
        CodingDone.interview_id == source.interview_id, col(CodingDone.reopened_at).is_(None)
    )
    codes = select(func.sum(Code.id)).where(Code.study_id == source.study_id)
    return [suggested, state, ends.where(seen_ends(session, source)), codes]
