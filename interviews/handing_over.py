"""Conversations that are not finished pass to another researcher when theirs stops: typed, read in, or with names."""

from sqlmodel import Session, col, update

from interviews.models import Interview, InterviewState
from interviews.transcripts.models import TranscriptInProgress
from studies.people.handing_over import hands_over


@hands_over
def hand_over_transcripts(session: Session, study_id: int, leaving: int, heir: int) -> None:
    """Also what was thrown away and can still be put back."""
    theirs = update(TranscriptInProgress).where(
        col(TranscriptInProgress.study_id) == study_id, col(TranscriptInProgress.person_id) == leaving
    )
    session.exec(theirs.values(person_id=heir, handed_on_by=leaving))


@hands_over
def hand_over_names(session: Session, study_id: int, leaving: int, heir: int) -> None:
    """Of an interview whose names are not replaced: else nobody could read it, and it would never be released."""
    theirs = update(Interview).where(
        col(Interview.study_id) == study_id,
        col(Interview.created_by) == leaving,
        col(Interview.state) == InterviewState.NAMES,
    )
    session.exec(theirs.values(created_by=heir))
