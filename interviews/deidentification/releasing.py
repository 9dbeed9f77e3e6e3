"""From material for one pair of eyes to material for the study: when an interview is released."""

from collections import Counter

from sqlmodel import Session, and_, col, func, select

from foundation.database.full_text.index import write_words
from foundation.dutch import _, counted
from foundation.errors import ResearcherError
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.proposing import propose_standing
from interviews.deidentification.study_names import as_compared
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn
from interviews.texts.sources import source_of


class NamesNotSearched(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(
            _("%(title)s is nog niet vrijgegeven: er is nog niet naar namen gezocht. Doe dat eerst.", title=title)
        )


class NamesUndecided(ResearcherError):
    def __init__(self, title: str, number: int) -> None:
        left = counted(number, "naam", "namen")
        super().__init__(
            _(
                "%(title)s is nog niet vrijgegeven: over %(left)s moet je nog beslissen. "
                "Vervang ze, of kies ‘Laat de rest staan’.",
                title=title,
                left=left,
            )
        )


def names_left(session: Session, study_id: int) -> Counter[int]:
    """Per interview, how many names wait for a decision: as on the names screen, one name counts once."""
    length = col(NameFinding.end) - col(NameFinding.start)
    stands = func.substr(col(Turn.text), col(NameFinding.start) - col(Turn.start) + 1, length)
    around = and_(Turn.source_id == NameFinding.source_id, Turn.start <= NameFinding.start, Turn.end >= NameFinding.end)
    query = (
        select(Source.interview_id, stands)
        .join(NameFinding, col(NameFinding.source_id) == Source.id)
        .join(Turn, around)
        .where(Source.study_id == study_id, NameFinding.state == FindingState.PROPOSED)
    )
    names = {(interview_id, as_compared(name)) for interview_id, name in session.exec(query).all()}
    return Counter(interview_id for interview_id, _name in names if interview_id is not None)


def release(session: Session, vault: PseudonymVault, interview: Interview) -> int:
    """Open the interview for coding. Raises NamesNotSearched, NamesUndecided.

    Where names that the study has come to know still stand in it, those are proposed instead; at how many places.
    The file's name and the lines above the conversation go: nobody has read those for names.
    """
    if interview.state is not InterviewState.NAMES:
        return 0
    if not interview.names_searched:
        raise NamesNotSearched(interview.title)
    if number := names_left(session, interview.study_id)[interview.id]:
        raise NamesUndecided(interview.title, number)
    if standing := propose_standing(session, vault, interview):
        return standing
    interview.state = InterviewState.CODING
    interview.file_name, interview.heading, interview.notices = "", [], []
    write_words(session, Turn, col(Turn.source_id) == source_of(session, interview).id)
    return 0
