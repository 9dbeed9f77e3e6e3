"""Answering an invitation: with a new account, or with the one that the address has already."""

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import Refused, ResearcherError
from foundation.forms.written import one_line
from studies.access import Role
from studies.models import Membership, Person, Study
from studies.people.inviting import InvitationFits, invitation_by_digest, look_at_invitation
from studies.people.models import StudyRole
from studies.people.roles import be_invited_into, grant_in_every_study, stays
from studies.trail.kinds import About, Kind
from studies.trail.noting import note


class HasAccount(ResearcherError):
    """The address got an account since the page was opened."""

    def __init__(self) -> None:
        super().__init__(_("Er is al een account met dit e-mailadres. Meld je aan en open de uitnodiging opnieuw."))


class OwnNameMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Vul je naam in. Collega’s zien die bij wat je doet."))


class ByProviderAlone(Refused):
    """Nobody has a password of their own there."""

    def __init__(self, organisation: str) -> None:
        super().__init__(
            _("Bij %(organisation)s meld je je aan via je organisatie. Gebruik die knop.", organisation=organisation)
        )


class ForAnother(Refused):
    def __init__(self) -> None:
        super().__init__(_("Deze uitnodiging is voor iemand anders. Meld je af, en open hem dan opnieuw."))


def join_as_new(session: Session, token: str, name: str, stored: str) -> tuple[Person, int]:
    """Somebody without an account, or with one that nothing opens any more. (Who, organisation.)

    `stored`: what `hashed` made of their password.

    Raises InvitationGone, HasAccount, OwnNameMissing, ByProviderAlone.
    """
    found = look_at_invitation(session, token, is_to_be_answered=True)
    if found.organisation.is_only_by_provider and (found.person is None or found.is_locked_out):
        raise ByProviderAlone(found.organisation.name)
    return _join_with(session, found, name, stored)


def join_by_provider(session: Session, digest: str, name: str, known: int | None) -> Person:
    """Who answers an invitation with what the organisation's sign-in service says of them.

    `digest`: of the invitation's token; `known`: the person who is bound to it already. Without that, whoever's
    address has an account shows first that it is theirs. Raises InvitationGone, HasAccount, ForAnother.
    """
    found = invitation_by_digest(session, digest, is_to_be_answered=True)
    if known is None:
        return _join_with(session, found, name or found.invitation.email.partition("@")[0], None)[0]
    if found.person is None or found.person.id != known:
        raise ForAnother
    _join(session, found, found.person)
    return found.person


def _join_with(session: Session, found: InvitationFits, name: str, stored: str | None) -> tuple[Person, int]:
    """Raises HasAccount, OwnNameMissing."""
    person = _locked_out_person(found) or _new_person(found, name)
    person.password_hash = stored
    session.add(person)
    session.flush()
    return person, _join(session, found, person)


def _locked_out_person(found: InvitationFits) -> Person | None:
    """Raises HasAccount: there is one that opens in its own way."""
    if found.person is not None and not found.is_locked_out:
        raise HasAccount
    return found.person


def _new_person(found: InvitationFits, name: str) -> Person:
    """Raises OwnNameMissing."""
    if not one_line(name):
        raise OwnNameMissing
    return Person(email=found.invitation.email, name=one_line(name))


def join(session: Session, token: str, person_id: int) -> tuple[Person, int]:
    """Somebody who is signed in with the account that the address has. (Who, organisation.)

    Raises InvitationGone, ForAnother.
    """
    found = look_at_invitation(session, token, is_to_be_answered=True)
    if found.person is None or found.person.id != person_id:
        raise ForAnother
    return found.person, _join(session, found, found.person)


def roles_that_stay(session: Session, found: InvitationFits) -> list[tuple[Study, Role]]:
    """What somebody is already in studies that they are invited to, and stays; in the others they get what it says."""
    if found.person is None:
        return []
    held = select(Study, StudyRole.role).join(StudyRole, col(StudyRole.study_id) == Study.id)
    held = held.where(StudyRole.person_id == found.person.id, col(StudyRole.ended_at).is_(None))
    invited_to = Study.id == found.study.id if found.study else Study.organisation_id == found.organisation.id
    roles = session.exec(held.where(invited_to).order_by(col(Study.id).desc())).all()
    invited = found.invitation.role
    return [(study, Role(role)) for study, role in roles if role is not invited and stays(Role(role), invited)]


def _join(session: Session, found: InvitationFits, person: Person) -> int:
    invitation, organisation_id = found.invitation, found.organisation.id
    _be_member(session, organisation_id, person.id, Role.GUEST if invitation.study_id else invitation.role)
    if invitation.study_id is None:
        grant_in_every_study(session, organisation_id, person.id, invitation.role)
    else:
        be_invited_into(session, organisation_id, invitation.study_id, person.id, invitation.role)
    session.delete(invitation)
    note(
        session,
        Kind.INVITATION_ANSWERED,
        study_id=invitation.study_id,
        about=(About.PERSON, person.id),
        person_id=person.id,
        organisation_id=organisation_id,
    )
    session.flush()
    return organisation_id


def _be_member(session: Session, organisation_id: int, person_id: int, role: Role) -> None:
    """Who was of it once, is again; who is of it by another invitation keeps what they are where `stays` says so."""
    query = select(Membership).where(Membership.organisation_id == organisation_id, Membership.person_id == person_id)
    found = session.exec(query).first() or Membership(organisation_id=organisation_id, person_id=person_id, role=role)
    is_new = found.id is None or found.ended_at is not None
    if is_new or not stays(found.role, role):
        found.role, found.ended_at = role, None
    session.add(found)
    session.flush()
