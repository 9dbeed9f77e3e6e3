"""The roles of whom was spoken with, as readers are told them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from coding.models import Segment
from coding.visibility import counts
from interviews.models import Interview
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.models import Source


@dataclass(frozen=True)
class PrintedRole:
    """A role as it was written, in `number` of the interviews asked about; `interview_id` is the first of them."""

    role: str
    number: int
    interview_id: int


def coded_interviews(session: Session, study_id: int) -> list[Interview]:
    """The conversations that numbers are 'of': coded, and still allowed to be used."""
    return _usable(session, study_id, col(Interview.id).in_(_coded(study_id)))


def uncoded_interviews(session: Session, study_id: int) -> list[Interview]:
    """The conversations that may join those: taken in, still allowed to be used, and nothing in them coded yet."""
    return _usable(session, study_id, col(Interview.id).not_in(_coded(study_id)))


def _coded(study_id: int) -> SelectOfScalar[int]:
    of_interview = select(Interview.id).join(Source, col(Source.interview_id) == Interview.id)
    coded = of_interview.join(Segment, col(Segment.source_id) == Source.id)
    return coded.where(counts(), Segment.study_id == study_id)


def _usable(session: Session, study_id: int, wanted: ColumnElement[bool]) -> list[Interview]:
    usable = col(Interview.id).not_in(withdrawn_interviews(session, study_id))
    query = select(Interview).where(Interview.study_id == study_id, wanted, usable)
    return list(session.exec(query.order_by(col(Interview.number))).all())


def roles_of(interviews: list[Interview]) -> list[PrintedRole]:
    """Every role once, in the order of the interviews; interviews without a role are left out."""
    found: dict[str, list[int]] = {}
    for interview in interviews:
        if interview.role.strip():
            found.setdefault(interview.role, []).append(interview.id)
    return [PrintedRole(role, len(ids), ids[0]) for role, ids in found.items()]


def first_of_each(interviews: list[Interview]) -> list[Interview]:
    """One conversation of each person, the first: a talk may have parts. Where nobody said whose it is, each."""
    firsts = {one.respondent_id or -one.id: one for one in reversed(interviews)}
    return [one for one in interviews if firsts[one.respondent_id or -one.id] is one]


def printed_roles(interviews: list[Interview]) -> list[PrintedRole]:
    """Those that readers are told, of each person once: none when the role of one of them is not known."""
    people = first_of_each(interviews)
    return roles_of(people) if all(one.role.strip() for one in people) else []
