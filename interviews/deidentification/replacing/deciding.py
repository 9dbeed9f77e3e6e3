"""What a person decided about a name: it may stay, as long as the conversation is not released."""

from collections.abc import Iterable

from sqlmodel import Session

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.models import Interview, InterviewState


class AlreadyReleased(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(_("%(title)s is al vrijgegeven. De namen kunnen niet meer veranderen.", title=title))


def check_open(interview: Interview) -> None:
    if interview.state is not InterviewState.NAMES:
        raise AlreadyReleased(interview.title)


def keep_names(session: Session, interview: Interview, findings: Iterable[NameFinding]) -> None:
    """These may stay as they are."""
    check_open(interview)
    for finding in findings:
        if finding.state is FindingState.PROPOSED:
            decide(session, finding, FindingState.KEPT)
    session.flush()


def keep_rest(session: Session, vault: PseudonymVault, interview: Interview) -> None:
    """Everything still undecided may stay as it is."""
    keep_names(session, interview, names_in(session, vault, interview).findings)


def decide(session: Session, finding: NameFinding, state: FindingState) -> None:
    finding.state, finding.decided_at = state, now()
    finding.decided_by = session.info.get("person_id")
