"""Who is done with coding which interview: the researchers together, and each second coder for themselves.

Once both were done they have seen each other's work. That moment is kept: what is coded later is not coded apart.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, and_, col, func, select
from sqlmodel.sql.expression import Select

from coding.models import CodingDone, Segment
from coding.segments import NotReleased
from coding.visibility import Coders, coders_of, counts, in_figures
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import Asks, ResearcherError
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source
from studies.access import Role
from studies.people.models import StudyRole
from studies.people.roles import is_second_coder


class NothingCoded(ResearcherError):
    """Done with nothing would only mean to look at what the other did."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Je hebt in dit gesprek nog niets gecodeerd. Zeg pas dat je klaar bent als je het gelezen en gecodeerd "
                "hebt. Er is niets gewijzigd."
            )
        )


class OpensForGood(Asks):
    """What was seen cannot be unseen."""

    def __init__(self) -> None:
        super().__init__(_("Zijn jullie allebei klaar, dan zie je elkaars werk. Dat kan niet meer terug."))


@dataclass(frozen=True)
class Ends:
    """Which interviews of a study are done, as one person sees it."""

    coders: Coders
    by_interview: dict[int, frozenset[int]]
    """Interview -> the second coders who are done with it."""
    opened: dict[int, frozenset[int]]
    """Interview -> the second coders who see the researchers' work in it, and are seen."""

    def is_done(self, interview: Interview) -> bool:
        """Whether the work of this person is done: a second coder's own, for others that of the researchers."""
        if self.coders.works_blind:
            return self.coders.me in self._second(interview)
        return interview.state == InterviewState.CODED

    def is_open(self, interview: Interview) -> bool:
        """Whether this person and another once were done together, and see each other's work."""
        opened = self.opened.get(interview.id, frozenset()) & self.coders.second
        return self.coders.me in opened if self.coders.works_blind else bool(opened)

    def would_open(self, interview: Interview) -> bool:
        """Whether being done opens what was apart: for a second coder at once or later, as far as they may know."""
        if self.coders.works_blind:
            return not self.is_open(interview)
        return bool(self._second(interview) - self.opened.get(interview.id, frozenset()))

    def others_done(self, interview: Interview) -> tuple[str, ...]:
        """Who else is done, in words: second coders by name; for one of them the researcher, once that is open."""
        if self.coders.works_blind:
            is_known = interview.state == InterviewState.CODED and self.is_open(interview)
            return (_("onderzoeker"),) if is_known else ()
        names = self.coders.names
        return tuple(names[person] for person in sorted(self._second(interview)))

    def _second(self, interview: Interview) -> frozenset[int]:
        return self.by_interview.get(interview.id, frozenset()) & self.coders.second


def ends_of(session: Session, study_id: int) -> Ends:
    """For all interviews of a study; two queries."""
    query = (
        select(CodingDone.interview_id, CodingDone.person_id, CodingDone.reopened_at, CodingDone.seen_at)
        .join(Interview, col(Interview.id) == CodingDone.interview_id)
        .where(Interview.study_id == study_id)
    )
    done: dict[int, set[int]] = defaultdict(set)
    opened: dict[int, set[int]] = defaultdict(set)
    for interview_id, person_id, reopened_at, seen_at in session.exec(query).all():
        if reopened_at is None:
            done[interview_id].add(person_id)
        if seen_at is not None:
            opened[interview_id].add(person_id)
    return Ends(coders_of(session, study_id), _frozen(done), _frozen(opened))


def end_of(session: Session, source: Source) -> tuple[bool, bool]:
    """Whether this person is done with a text, and whether they and another see each other's work in it.

    Asked after every fragment, so it reads of second coders alone what it needs, in one query.
    """
    interview = session.get(Interview, source.interview_id)
    if interview is None:
        return False, False
    ends = _ends_in(session, interview)
    return ends.is_done(interview), ends.is_open(interview)


def _ends_in(session: Session, interview: Interview) -> Ends:
    """Of one interview, without anybody's name."""
    theirs = and_(col(CodingDone.person_id) == StudyRole.person_id, col(CodingDone.interview_id) == interview.id)
    query = select(StudyRole.person_id, CodingDone.id, CodingDone.reopened_at, CodingDone.seen_at)
    of_second = query.outerjoin(CodingDone, theirs).where(
        StudyRole.study_id == interview.study_id, StudyRole.role == Role.SECOND_CODER
    )
    second, done, opened = set[int](), set[int](), set[int]()
    for person_id, end_id, reopened_at, seen_at in session.exec(of_second).all():
        second.add(person_id)
        if end_id is not None and reopened_at is None:
            done.add(person_id)
        if seen_at is not None:
            opened.add(person_id)
    coders = Coders(session.info.get("person_id"), {}, frozenset(second))
    return Ends(coders, _frozen({interview.id: done}), _frozen({interview.id: opened}))


def finish_coding(session: Session, interview: Interview, *, is_meant: bool = False) -> None:
    """This person's work on the interview is done; where the other's is too, both see each other's from now on.

    Raises NotReleased, NothingCoded, and OpensForGood unless `is_meant`.
    """
    if interview.state == InterviewState.NAMES:
        raise NotReleased
    ends = ends_of(session, interview.study_id)
    if ends.would_open(interview):
        if not _has_coded(session, interview):
            raise NothingCoded
        if not is_meant:
            raise OpensForGood
    if ends.coders.works_blind:
        end = _own_end(session, interview) or CodingDone(interview_id=interview.id, person_id=session.info["person_id"])
        end.moment, end.reopened_at = now(), None
        session.add(end)
    else:
        interview.state = InterviewState.CODED
        session.add(interview)
    session.flush()
    _open(session, interview)


def reopen_coding(session: Session, interview: Interview) -> bool:
    """Go on coding an interview; whether it was done. Who saw the other's work goes on seeing it."""
    works_blind = session.exec(_with_blindness(session).where(Interview.id == interview.id)).one()[1]
    return _reopened(session, interview, works_blind=works_blind)


def _with_blindness(session: Session) -> Select[Interview, bool]:
    """Interviews, each with whether this person is a second coder there."""
    return select(Interview, is_second_coder(session.info.get("person_id"), Interview.study_id))


def _reopened(session: Session, interview: Interview, *, works_blind: bool) -> bool:
    if works_blind:
        was_done = _reopen_own(session, interview)
    elif was_done := interview.state == InterviewState.CODED:
        interview.state = InterviewState.CODING
        session.add(interview)
    session.flush()
    return was_done


def take_up(session: Session, source_ids: Collection[int]) -> list[Interview]:
    """Who changes codings in texts that were done is coding them again: which were done, by number.

    A person who does not see it on the screen of that text must be told. It is no part of the change that undo takes
    back: whether they are done they say themselves. Changes of the codebook, a merge too, leave what is done as it is.
    """
    query = _with_blindness(session).join(Source, col(Source.interview_id) == Interview.id)
    found = session.exec(query.where(col(Source.id).in_(source_ids)).order_by(col(Interview.number))).all()
    return [interview for interview, blind in found if _reopened(session, interview, works_blind=blind)]


def done_texts(session: Session, study_id: int, source_ids: Collection[int]) -> dict[int, Interview]:
    """Those of these texts that this person is done with, each with its interview, by number."""
    ends = ends_of(session, study_id)
    query = select(Source.id, Interview).join(Interview, col(Source.interview_id) == Interview.id)
    found = session.exec(query.where(col(Source.id).in_(source_ids)).order_by(col(Interview.number))).all()
    return {source_id: interview for source_id, interview in found if ends.is_done(interview)}


def coded_apart(session: Session, interview_ids: Collection[int]) -> int:
    """How many of these interviews two people coded without seeing each other's work.

    It rests on what stood there when both were done, which is when they first saw it (`seen_at`): that each of them has
    codings from before that moment. Going on after it, or being done again, makes nothing of that undone; who has only
    codings from after it coded with the other's in sight.
    """
    theirs = _coded_before(~counts(), col(Segment.coder_id) == CodingDone.person_id)
    query = (
        select(func.count(func.distinct(col(Interview.id))))
        .join(CodingDone, col(CodingDone.interview_id) == Interview.id)
        .where(col(Interview.id).in_(interview_ids), theirs, _coded_before(counts()))
    )
    return session.exec(query).one()


def _coded_before(*whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether somebody coded in the interview of a CodingDone before that was seen."""
    coded = select(Segment.id).join(Source, col(Source.id) == Segment.source_id)
    before = col(Segment.created_at) <= CodingDone.seen_at
    return exists(coded.where(Source.interview_id == CodingDone.interview_id, before, *whose))


def _frozen(sets: dict[int, set[int]]) -> dict[int, frozenset[int]]:
    return {interview_id: frozenset(people) for interview_id, people in sets.items()}


def _has_coded(session: Session, interview: Interview) -> bool:
    """Whether there is anything of a second coder, or for others of the researchers."""
    coded = select(Segment.id).join(Source, col(Source.id) == Segment.source_id)
    coded = coded.where(Source.interview_id == interview.id, in_figures(session))
    return session.exec(coded.order_by(col(Segment.id)).limit(1)).first() is not None


def _open(session: Session, interview: Interview) -> None:
    """Keep from when the researchers and each second coder who is done see each other's work."""
    if interview.state != InterviewState.CODED:
        return
    apart = (col(CodingDone.seen_at).is_(None), col(CodingDone.reopened_at).is_(None))
    query = select(CodingDone).where(CodingDone.interview_id == interview.id, *apart)
    for end in session.exec(query.order_by(col(CodingDone.id))).all():
        end.seen_at = now()
        session.add(end)
    session.flush()


def _reopen_own(session: Session, interview: Interview) -> bool:
    end = _own_end(session, interview)
    if end is None or end.reopened_at is not None:
        return False
    if end.seen_at is None:
        session.delete(end)
    else:
        end.reopened_at = now()
        session.add(end)
    return True


def _own_end(session: Session, interview: Interview) -> CodingDone | None:
    mine = (CodingDone.interview_id == interview.id, CodingDone.person_id == session.info["person_id"])
    return session.exec(select(CodingDone).where(*mine)).first()
