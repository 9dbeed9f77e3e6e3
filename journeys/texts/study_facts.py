"""What readers get of the study itself: its name, whose it is, and the roles of whom was spoken with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.models import Segment
from coding.visibility import counts
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from interviews.models import Interview
from interviews.respondents.attributes.open import RoleTooClose, check_role
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.adding import LONGEST_ROLE
from interviews.texts.models import Source
from journeys.texts.text import StoryText
from studies.history.changes import noted
from studies.models import Study
from studies.planning import LONGEST_TITLE, TitleMissing

LONGEST_MUNICIPALITY = 120


class RolesWrong(ResearcherError):
    """`sentences` by the first interview with that role."""

    def __init__(self, sentences: dict[int, str]) -> None:
        super().__init__(" ".join(sentences.values()))
        self.sentences = sentences


@dataclass(frozen=True)
class PrintedRole:
    """A role as it was written, of `number` interviews; `interview_id` is the first of them."""

    role: str
    number: int
    interview_id: int


def coded_interviews(session: Session, study_id: int) -> list[Interview]:
    """The conversations that numbers are 'of': coded, and still allowed to be used."""
    coded = select(Source.interview_id).join(Segment, col(Segment.source_id) == Source.id).where(counts())
    query = select(Interview).where(
        Interview.study_id == study_id, col(Interview.id).in_(coded.where(Segment.study_id == study_id))
    )
    query = query.where(col(Interview.id).not_in(withdrawn_interviews(session, study_id)))
    return list(session.exec(query.order_by(col(Interview.number))).all())


def roles_of(interviews: list[Interview]) -> list[PrintedRole]:
    """Every role once, in the order of the interviews; interviews without a role are left out."""
    found: dict[str, list[int]] = {}
    for interview in interviews:
        if interview.role.strip():
            found.setdefault(interview.role, []).append(interview.id)
    return [PrintedRole(role, len(ids), ids[0]) for role, ids in found.items()]


def printed_roles(interviews: list[Interview]) -> list[PrintedRole]:
    """Those that readers are told: none when the role of one of them is not known."""
    return roles_of(interviews) if all(one.role.strip() for one in interviews) else []


def study_texts(session: Session, study_id: int) -> Iterator[StoryText]:
    """Each with the place where it can be changed. Three queries."""
    study = session.exec(select(Study).where(Study.id == study_id)).one()
    names = {"title": _("Naam van het onderzoek"), "municipality": _("Gemeente of organisatie")}
    for field, place in names.items():
        yield StoryText(place, f"study:{field}", getattr(study, field), f"onderzoek-{field}", is_of_study=True)
    for one in printed_roles(coded_interviews(session, study_id)):
        key, anchor = f"role:{one.interview_id}", f"rol-{one.interview_id}"
        yield StoryText(_("Met wie is gesproken"), key, one.role, anchor, is_of_study=True)


def _wrong_roles(interviews: list[Interview], roles: Mapping[int, str]) -> dict[int, str]:
    wrong = {}
    for was in roles_of(interviews):
        try:
            check_role(roles.get(was.interview_id, ""))
        except RoleTooClose as close:
            wrong[was.interview_id] = str(close)
    return wrong


def change_facts(session: Session, study: Study, title: str, municipality: str, roles: Mapping[int, str]) -> None:
    """Store name, municipality and {first interview: role}; what is not given stays. Raises TitleMissing, RolesWrong.

    The history keeps no earlier wording: it may hold a name that had to go.
    """
    title = one_line(title)[:LONGEST_TITLE]
    if not title:
        raise TitleMissing
    interviews = coded_interviews(session, study.id)
    if wrong := _wrong_roles(interviews, roles):
        raise RolesWrong(wrong)
    study.title, study.municipality = title, one_line(municipality)[:LONGEST_MUNICIPALITY]
    session.add(study)
    called = {was.role: one_line(roles.get(was.interview_id, was.role))[:LONGEST_ROLE] for was in roles_of(interviews)}
    for interview in interviews:
        interview.role = called.get(interview.role, interview.role)
        session.add(interview)
    noted(session, study.id, f"facts:{study.id}", _("naam, gemeente of rollen van het onderzoek veranderd"))
