"""Giving somebody a role and taking it, in a study and in the organisation.

Nobody changes what they are themselves, so that whoever may not hear conversations cannot let themselves in unseen, and
a study keeps a researcher: without one nobody could publish, answer the council or let anybody in.
"""

from sqlmodel import Session, col, func, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import Refused, ResearcherError
from studies.access import MANAGERS, Role
from studies.history.changes import noted
from studies.history.telling import tell
from studies.models import Membership, Person, Study
from studies.people.handing_over import hand_over
from studies.people.models import StudyRole


class OwnRole(Refused):
    def __init__(self) -> None:
        super().__init__(_("Wat je zelf mag, verandert een collega voor je. Er is niets gewijzigd."))


class LastResearcher(ResearcherError):
    def __init__(self, study: str) -> None:
        super().__init__(
            _(
                "‘%(study)s’ heeft geen andere onderzoeker. Geef eerst iemand anders die rol. Er is niets gewijzigd.",
                study=study,
            )
        )


class LastManager(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Niemand anders kan dan nog mensen uitnodigen en rollen geven. Maak eerst iemand anders onderzoeker "
                "of beheerder. Er is niets gewijzigd."
            )
        )


class CountsChange(ResearcherError):
    """What they coded begins or stops to count; it is asked once."""

    def __init__(self, name: str, role: Role, number: int) -> None:
        if role is Role.SECOND_CODER:
            sentence = _("De fragmenten van %(name)s tellen dan niet meer mee in dit onderzoek.", name=name)
        else:
            sentence = _("De fragmenten van %(name)s tellen dan mee in dit onderzoek.", name=name)
        super().__init__(sentence)
        self.number = number


def role_in(session: Session, study_id: int, person_id: int) -> Role | None:
    """What somebody is in a study now; None: nothing."""
    found = _row(session, study_id, person_id)
    return None if found is None or found.ended_at is not None else found.role


def give_role(
    session: Session, study: Study, person_id: int, role: Role, *, coded: int = 0, is_meant: bool = False
) -> None:
    """In one study. `coded`: how many segments of theirs it holds.

    Raises OwnRole, LastResearcher, and CountsChange unless `is_meant`.
    """
    _check_other(session, person_id)
    found, name = _row(session, study.id, person_id), session.get_one(Person, person_id).name
    if found is not None and found.ended_at is None and found.role is role:
        return
    stops = found is not None and found.role is Role.RESEARCHER and role is not Role.RESEARCHER
    if stops:
        _check_researcher_stays(session, study, person_id)
    if not is_meant:
        check_counts_stay(session, study.id, person_id, role, coded)
    if found is None:
        found = StudyRole(study_id=study.id, person_id=person_id, role=role)
    if stops:
        hand_over(session, study.id, person_id)
    found.role, found.given_at, found.ended_at = role, now(), None
    session.add(found)
    label = _("%(name)s kreeg de rol ‘%(role)s’", name=name, role=role.dutch)
    _tell(session, study, person_id, label)


def check_counts_stay(session: Session, study_id: int, person_id: int, role: Role, coded: int) -> None:
    """Whether what somebody coded there goes on to count, or not to. `coded`: their segments. Raises CountsChange."""
    found = _row(session, study_id, person_id)
    if coded and found is not None and (found.role is Role.SECOND_CODER) is not (role is Role.SECOND_CODER):
        raise CountsChange(session.get_one(Person, person_id).name, role, coded)


def take_role(session: Session, study: Study, person_id: int) -> None:
    """They do not see the study any more; what they did stays, under their name. Raises OwnRole, LastResearcher."""
    _check_other(session, person_id)
    end_role(session, study, person_id)


def end_role(session: Session, study: Study, person_id: int) -> None:
    """Raises LastResearcher."""
    found = _row(session, study.id, person_id)
    if found is None or found.ended_at is not None:
        return
    if found.role is Role.RESEARCHER:
        _check_researcher_stays(session, study, person_id)
    name = session.get_one(Person, person_id).name
    if found.role is Role.RESEARCHER:
        hand_over(session, study.id, person_id)
    found.ended_at = now()
    session.add(found)
    noted(session, study.id, f"people:{study.id}", _("%(name)s werkt niet meer mee", name=name))


def change_standing(session: Session, membership: Membership, role: Role) -> None:
    """What somebody becomes in studies that are still to begin. Raises OwnRole, LastManager."""
    _check_other(session, membership.person_id)
    if role not in MANAGERS:
        check_manager_stays(session, membership)
    membership.role = role
    session.add(membership)
    session.flush()


def check_manager_stays(session: Session, leaving: Membership) -> None:
    """Raises LastManager."""
    others = select(func.count(col(Membership.id))).where(
        col(Membership.role).in_(MANAGERS), col(Membership.ended_at).is_(None), Membership.id != leaving.id
    )
    if leaving.role in MANAGERS and session.exec(others).one() == 0:
        raise LastManager


def _check_other(session: Session, person_id: int) -> None:
    if person_id == session.info.get("person_id"):
        raise OwnRole


def _check_researcher_stays(session: Session, study: Study, leaving: int) -> None:
    others = select(func.count(col(StudyRole.id))).where(
        StudyRole.study_id == study.id,
        StudyRole.role == Role.RESEARCHER,
        col(StudyRole.ended_at).is_(None),
        StudyRole.person_id != leaving,
    )
    if session.exec(others).one() == 0:
        raise LastResearcher(study.title)


def _row(session: Session, study_id: int, person_id: int) -> StudyRole | None:
    query = select(StudyRole).where(StudyRole.study_id == study_id, StudyRole.person_id == person_id)
    return session.exec(query).first()


def _tell(session: Session, study: Study, person_id: int, label: str) -> None:
    """In the history of the study, and to whom it is about."""
    me = session.info.get("person_id")
    who = session.get_one(Person, me).name if me else _("Een beheerder")
    if person_id != me:
        tell(session, person_id, _("%(who)s gaf je een andere rol in dit onderzoek.", who=who))
    noted(session, study.id, f"people:{study.id}", label)
