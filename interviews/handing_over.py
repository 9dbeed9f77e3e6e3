"""Transcripts in progress of who stops being a researcher of a study pass to another one."""

from sqlmodel import Session, col, update

from interviews.transcripts.models import TranscriptInProgress
from studies.people.handing_over import hands_over


@hands_over
def hand_over_transcripts(session: Session, study_id: int, leaving: int, heir: int) -> int:
    """Also what was thrown away and can still be put back."""
    theirs = update(TranscriptInProgress).where(
        col(TranscriptInProgress.study_id) == study_id, col(TranscriptInProgress.person_id) == leaving
    )
    return int(session.exec(theirs.values(person_id=heir)).rowcount)
