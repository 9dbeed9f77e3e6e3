"""What goes with a conversation that is deleted where no foreign key takes it along, and what coders are told."""

from typing import Any

from sqlmodel import Session, col, select

from coding.erasing.coded_here import half_typed_with, segments_in, spoken_in
from coding.models import Code, Draft, Memo, Segment
from coding.visibility import coders_of
from foundation.dutch import _
from interviews.erasing.conversation import lets_go_of_interviews
from interviews.models import DeletedInterview, Interview
from interviews.texts.models import Source
from interviews.texts.sources import source_of
from interviews.texts.spoken import Spoken
from studies.history.changes import forget, noted
from studies.history.telling import tell
from studies.models import ChangeNotice, ChangeRecord


@lets_go_of_interviews
def let_go_of_codings(session: Session, interview: Interview, deleted: DeletedInterview) -> None:
    """Examples of codes that are its words go, with every undo that would bring them back; coders are told."""
    source = source_of(session, interview)
    spoken = spoken_in(session, source)
    for code in session.exec(select(Code).where(Code.study_id == deleted.study_id).order_by(col(Code.id))).all():
        if spoken.stands_in(code.example):
            code.example = ""
    half_typed = half_typed_with(session, source, spoken)
    writers = {one.person_id for one in half_typed} | _memo_writers(session, source)
    for draft in half_typed:
        session.delete(draft)
    _forget_what_was_typed_over(session, deleted.study_id, spoken)
    _forget_changes(session, source, spoken)
    _tell_coders(session, source, deleted, writers)


def _forget_what_was_typed_over(session: Session, study_id: int, spoken: Spoken) -> None:
    for draft in session.exec(select(Draft).where(Draft.study_id == study_id).order_by(col(Draft.id))).all():
        if spoken.stands_in_any(draft.over):
            draft.over = {}


def _memo_writers(session: Session, source: Source) -> set[int]:
    return set(
        session.exec(select(Memo.person_id).where(col(Memo.segment_id).in_(segments_in(source))).distinct()).all()
    )


def _forget_changes(session: Session, source: Source, spoken: Spoken) -> None:
    segments = set(session.exec(segments_in(source)).all())
    memos = set(session.exec(select(Memo.id).where(col(Memo.segment_id).in_(segments_in(source)))).all())
    query = select(ChangeRecord).where(ChangeRecord.study_id == source.study_id).order_by(col(ChangeRecord.id))
    for record in session.exec(query).all():
        of_it = any(_is_about(one, segments, memos) for one in record.operations)
        if of_it or spoken.stands_in_any(record.operations) or spoken.stands_in(record.label):
            forget(session, record)
    for notice in session.exec(select(ChangeNotice).where(ChangeNotice.study_id == source.study_id)).all():
        if spoken.stands_in(notice.sentence):
            session.delete(notice)
    session.flush()


def _is_about(operation: dict[str, Any], segments: set[int], memos: set[int]) -> bool:
    """Whether it changed a segment of the text, or anything that hangs on one."""
    known = {Segment.__tablename__: segments, Memo.__tablename__: memos}.get(operation["table"], set())
    sides = (operation["before"] or {}, operation["after"] or {})
    return operation["id"] in known or any(side.get("segment_id") in segments for side in sides)


def _tell_coders(session: Session, source: Source, deleted: DeletedInterview, writers: set[int]) -> None:
    """Whose work goes along hears it by name, once; of who only wrote with what others coded: `writers`."""
    coders, me = coders_of(session, source.study_id), session.info.get("person_id")
    owners = session.exec(select(Segment.coder_id).where(Segment.source_id == source.id).distinct()).all()
    about = {"who": coders.names.get(me or 0, _("iemand anders")), "where": deleted.title}
    for person in sorted(set(owners) - {me}):
        tell(session, person, _("%(who)s wiste %(where)s, met wat jij daarin codeerde.", **about))
    for person in sorted(writers - set(owners) - {me}):
        tell(session, person, _("%(who)s wiste %(where)s, met wat jij daarbij schreef.", **about))
    noted(session, deleted.study_id, f"interviews:{deleted.study_id}", _("%(title)s gewist", title=deleted.title))
