"""Knowing a conversation that comes in twice, also when its digest was dropped: from the words before replacing."""

from sqlmodel import Session, col, select

from foundation.secrets.sealing import KeyDoesNotFit
from interviews.deidentification.models import FindingState
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.models import Interview
from interviews.texts.adding import content_digest
from interviews.texts.offsets import Replacement, replace


def renew_digests(session: Session, vault: PseudonymVault, study_id: int) -> None:
    """Compute the digests that a study's interviews lack. Does nothing when all have one."""
    lacking = select(Interview).where(Interview.study_id == study_id, Interview.content_digest == "")
    for interview in session.exec(lacking.order_by(col(Interview.number))).all():
        try:
            interview.content_digest = content_digest(vault, _as_it_came_in(session, vault, interview))
        except KeyDoesNotFit:
            return
    session.flush()


def _as_it_came_in(session: Session, vault: PseudonymVault, interview: Interview) -> str:
    names = names_in(session, vault, interview)
    replaced = [one for one in names.findings if one.state is FindingState.REPLACED]
    return replace(names.text, (Replacement(one.start, one.end, names.originals[one.id]) for one in replaced))[0]
