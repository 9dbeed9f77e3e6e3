"""What interviews hold of names and of words, erased when the day that was promised is over."""

from sqlmodel import Session, col, delete, select

from interviews.deidentification.models import NameFinding, Pseudonym
from interviews.models import Interview, InterviewState
from interviews.respondents.contacts import wipe_contacts
from interviews.respondents.register import all_respondents
from interviews.texts.models import Source, Turn
from interviews.texts.traces import forget_text
from studies.models import Study
from studies.retention.due import Kept, erases


@erases(Kept.NAMES)
def erase_names(session: Session, study: Study) -> None:
    """The key table, every sealed original, contact data, and conversations in which names still stand."""
    for source, interview in _texts(session, study):
        interview.content_digest = ""
        if interview.state is InterviewState.NAMES:
            forget_text(session, source)
            session.delete(interview)
    session.flush()
    sources = select(Source.id).where(Source.study_id == study.id)
    session.exec(delete(NameFinding).where(col(NameFinding.source_id).in_(sources)))
    session.exec(delete(Pseudonym).where(col(Pseudonym.study_id) == study.id))
    wipe_contacts(session, all_respondents(session, study.id))


@erases(Kept.TRANSCRIPTS)
def erase_texts(session: Session, study: Study) -> None:
    """What was said. That somebody was spoken to, when and for how long, stays: counts rest on it."""
    erase_names(session, study)
    for source, interview in _texts(session, study):
        forget_text(session, source)
        session.exec(delete(Turn).where(col(Turn.source_id) == source.id))
        source.length, source.revision = 0, source.revision + 1
        interview.file_name, interview.heading, interview.notices = "", [], []
    session.flush()


def _texts(session: Session, study: Study) -> list[tuple[Source, Interview]]:
    query = select(Source, Interview).join(Interview, col(Interview.id) == Source.interview_id)
    return list(session.exec(query.where(Source.study_id == study.id).order_by(col(Source.id))).all())
