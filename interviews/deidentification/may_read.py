"""Who may read an interview: until it is released, whoever entered it."""

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import Refused
from interviews.models import Interview, InterviewState


class NotReleasedYet(Refused):
    def __init__(self, interview: Interview) -> None:
        if interview.created_by is None:
            sentence = _(
                "%(title)s is nog niet vrijgegeven. Een onderzoeker vervangt eerst de namen.", title=interview.title
            )
        else:
            sentence = _(
                "%(title)s is nog niet vrijgegeven. Wie het invoerde, vervangt eerst de namen.", title=interview.title
            )
        super().__init__(sentence)


def may_read(session: Session, interview: Interview, *, may_enter: bool = True) -> bool:
    """Until names are replaced only the person who entered it; one that is nobody's, anybody who `may_enter`."""
    if interview.state is not InterviewState.NAMES:
        return True
    if interview.created_by is None:
        return may_enter
    return interview.created_by == session.info.get("person_id")


def check_may_read(session: Session, interview: Interview, *, may_enter: bool = True) -> None:
    """Raises NotReleasedYet."""
    if not may_read(session, interview, may_enter=may_enter):
        raise NotReleasedYet(interview)
