"""What readers get of the study itself: its name, whose it is, and the roles of whom was spoken with."""

from collections.abc import Iterator, Mapping

from sqlmodel import Session, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from interviews.models import Interview
from interviews.respondents.attributes.open import RoleTooClose, check_role
from interviews.texts.adding import LONGEST_ROLE
from journeys.texts.printed_roles import coded_interviews, printed_roles, roles_of
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


def study_texts(session: Session, study_id: int) -> Iterator[StoryText]:
    """Each with the place where it can be changed. Three queries."""
    study = session.exec(select(Study).where(Study.id == study_id)).one()
    names = {"title": _("Naam van het onderzoek"), "municipality": _("Gemeente of organisatie")}
    for field, place in names.items():
        yield StoryText(place, f"study:{field}", getattr(study, field), f"onderzoek-{field}", is_of_study=True)
    interviews = coded_interviews(session, study_id)
    for one in roles_of(interviews) if printed_roles(interviews) else []:
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
