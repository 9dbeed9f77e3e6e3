"""What coding quotes of a text that goes, where no foreign key takes it along."""

from typing import Any

from sqlmodel import Session, col, delete, select, update

from coding.models import Code, Draft, Memo, Segment, SegmentWords, Suggestion, TextVector, Topic
from coding.suggestions.as_coder.models import DoubtedCoding, Learning, ProgramAgreement
from coding.undo import codebook_area
from interviews.texts.models import Source
from interviews.texts.traces import forgets_texts, works_out_from_texts
from studies.history.changes import forget
from studies.models import ChangeRecord, Study
from studies.retention.due import Kept, erases


@forgets_texts
def forget_topics(session: Session, source: Source) -> None:
    """Topics are proposals: one that was found in the text goes; one that became a code keeps what others said."""
    query = select(Topic).where(Topic.study_id == source.study_id).order_by(col(Topic.id))
    for topic in session.exec(query).all():
        if all(stretch[0] != source.id for stretch in (*topic.stretches, *topic.maybe)):
            continue
        if topic.code_id is None:
            session.delete(topic)
            continue
        topic.typical = [stretch for stretch in topic.typical if stretch[0] != source.id]
        topic.stretches = [stretch for stretch in topic.stretches if stretch[0] != source.id]
        topic.maybe = [stretch for stretch in topic.maybe if stretch[0] != source.id]
        topic.segments = len(topic.stretches)
        topic.interviews = len({source_id for source_id, _start, _end in topic.stretches})


@works_out_from_texts
def forget_vectors(session: Session, source: Source) -> None:
    session.exec(delete(TextVector).where(col(TextVector.source_id) == source.id))


@works_out_from_texts
def forget_reasons(session: Session, source: Source) -> None:
    """A name may be among the words that drove a suggestion."""
    session.exec(update(Suggestion).where(col(Suggestion.source_id) == source.id).values(words=[]))


@works_out_from_texts
def forget_what_the_program_thought(session: Session, source: Source) -> None:
    """It was about the words as they were."""
    of_text = select(Segment.id).where(Segment.source_id == source.id)
    session.exec(delete(DoubtedCoding).where(col(DoubtedCoding.segment_id).in_(of_text)))
    session.exec(delete(ProgramAgreement).where(col(ProgramAgreement.source_id) == source.id))


@forgets_texts
def forget_quotations_in_history(session: Session, source: Source) -> None:
    """A code that was removed or merged took its segments along: undo of that remembers their words."""
    query = select(ChangeRecord).where(ChangeRecord.study_id == source.study_id).order_by(col(ChangeRecord.id))
    for record in session.exec(query).all():
        if any(_is_of(source, operation) for operation in record.operations):
            forget(session, record)


def _is_of(source: Source, operation: dict[str, Any]) -> bool:
    sides = (operation["before"] or {}, operation["after"] or {})
    return any(side.get("source_id") == source.id for side in sides)


@erases(Kept.TRANSCRIPTS)
def erase_quotations(session: Session, study: Study) -> None:
    """The words go; which code stood on which conversation stays, so that counts hold."""
    of_study = select(Segment.id).where(Segment.study_id == study.id)
    session.exec(delete(SegmentWords).where(col(SegmentWords.id).in_(of_study)))
    session.exec(update(Segment).where(col(Segment.study_id) == study.id).values(quotation=""))
    session.exec(update(Code).where(col(Code.study_id) == study.id).values(example=""))
    session.exec(delete(Memo).where(col(Memo.study_id) == study.id, col(Memo.segment_id).is_not(None)))
    session.exec(delete(Draft).where(col(Draft.study_id) == study.id))
    session.exec(delete(Suggestion).where(col(Suggestion.study_id) == study.id))
    session.exec(delete(Topic).where(col(Topic.study_id) == study.id))
    session.exec(delete(TextVector).where(col(TextVector.study_id) == study.id))
    for learnt in (DoubtedCoding, ProgramAgreement, Learning):
        session.exec(delete(learnt).where(col(learnt.study_id) == study.id))
    # Undo remembers examples of codes.
    for record in session.exec(select(ChangeRecord).where(ChangeRecord.area == codebook_area(study.id))).all():
        forget(session, record)
    session.flush()
