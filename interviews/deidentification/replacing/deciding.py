"""What a person decided about a name: it may stay, as long as the conversation is not released."""

from collections.abc import Iterable

from sqlmodel import Session

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.names_in_source import NamesInSource, names_in
from interviews.models import Interview, InterviewState


class AlreadyReleased(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(_("%(title)s is al vrijgegeven. De namen kunnen niet meer veranderen.", title=title))


def check_open(interview: Interview) -> None:
    if interview.state is not InterviewState.NAMES:
        raise AlreadyReleased(interview.title)


class AlreadyReplaced(ResearcherError):
    """Somebody says that a name may stay, on a page from before it was replaced."""

    def __init__(self, stand_in: str) -> None:
        super().__init__(
            _(
                "Deze naam is intussen vervangen door ‘%(stand_in)s’. Er is niets veranderd. Moet de naam blijven "
                "staan? Kies dan eerst ‘Zet terug’.",
                stand_in=stand_in,
            )
        )


def check_stands(names: NamesInSource, finding: NameFinding) -> None:
    """Raises AlreadyReplaced."""
    if finding.state is FindingState.REPLACED:
        raise AlreadyReplaced(names.text[finding.start : finding.end])


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
