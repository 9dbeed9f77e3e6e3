"""Who is done with coding which interview: the researchers together, and each second coder for themselves."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.models import CodingDone
from coding.segments import NotReleased
from coding.visibility import Coders, coders_of
from foundation.dutch import _
from interviews.models import Interview, InterviewState


@dataclass(frozen=True)
class Ends:
    """Which interviews of a study are done, as one person sees it."""

    coders: Coders
    by_interview: dict[int, frozenset[int]]
    """Interview -> the second coders who are done with it."""

    def is_done(self, interview: Interview) -> bool:
        """Whether the work of this person is done: a second coder's own, for others that of the researchers."""
        if self.coders.works_blind:
            return self.coders.me in self._second(interview)
        return interview.state == InterviewState.CODED

    def others_done(self, interview: Interview) -> tuple[str, ...]:
        """Who else is done, in words: second coders by name, or for one of them the researcher."""
        if self.coders.works_blind:
            return (_("onderzoeker"),) if interview.state == InterviewState.CODED else ()
        names = self.coders.names
        return tuple(names[person] for person in sorted(self._second(interview)))

    def _second(self, interview: Interview) -> frozenset[int]:
        return self.by_interview.get(interview.id, frozenset()) & self.coders.second


def ends_of(session: Session, study_id: int) -> Ends:
    """For all interviews of a study; two queries."""
    query = (
        select(CodingDone.interview_id, CodingDone.person_id)
        .join(Interview, col(Interview.id) == CodingDone.interview_id)
        .where(Interview.study_id == study_id)
    )
    done: dict[int, set[int]] = defaultdict(set)
    for interview_id, person_id in session.exec(query).all():
        done[interview_id].add(person_id)
    return Ends(coders_of(session), {interview_id: frozenset(people) for interview_id, people in done.items()})


def finish_coding(session: Session, interview: Interview) -> None:
    """This person's work on the interview is done. Raises NotReleased."""
    if interview.state == InterviewState.NAMES:
        raise NotReleased
    if not coders_of(session).works_blind:
        interview.state = InterviewState.CODED
        session.add(interview)
    elif _own_end(session, interview) is None:
        session.add(CodingDone(interview_id=interview.id, person_id=session.info["person_id"]))
    session.flush()


def reopen_coding(session: Session, interview: Interview) -> None:
    """Go on coding an interview that was done; what the others did there is closed again."""
    if coders_of(session).works_blind:
        if (end := _own_end(session, interview)) is not None:
            session.delete(end)
    elif interview.state == InterviewState.CODED:
        interview.state = InterviewState.CODING
        session.add(interview)
    session.flush()


def _own_end(session: Session, interview: Interview) -> CodingDone | None:
    mine = (CodingDone.interview_id == interview.id, CodingDone.person_id == session.info["person_id"])
    return session.exec(select(CodingDone).where(*mine)).first()
