"""Inviting somebody to work here: a link of their own, that gives a role and that only they get."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.email_address import needed_email_of
from foundation.secrets.tokens import digest_of, new_token
from studies.access import Role
from studies.models import Membership, Organisation, Person, Study
from studies.people.granting import role_in
from studies.people.models import Invitation
from studies.trail.kinds import Kind
from studies.trail.noting import note

INVITATION_LASTS = timedelta(days=7)


class AlreadyHere(ResearcherError):
    """Somebody of the organisation; `role`: what they are already in the study that they are invited to."""

    def __init__(self, person: Person, role: Role | None, *, is_to_study: bool) -> None:
        if role is not None:
            sentence = _("%(name)s werkt al mee aan dit onderzoek, als %(role)s.", name=person.name, role=role.dutch)
        elif is_to_study:
            sentence = _("%(name)s hoort al bij je organisatie. Kies die persoon uit de lijst.", name=person.name)
        else:
            sentence = _("%(name)s hoort al bij je organisatie.", name=person.name)
        super().__init__(sentence)
        self.person = person
        self.is_for_list = is_to_study and role is None
        """Whether a role is given by choosing them from the list of who has none in that study."""


class InvitationGone(NotFound):
    """Answered, taken back or too old: they look the same to who comes with the link."""

    def __init__(self) -> None:
        super().__init__(_("Deze uitnodiging werkt niet meer. Vraag wie je uitnodigde om een nieuwe."))


@dataclass(frozen=True)
class Invited:
    """An invitation, and the token of its link: it is known at this moment only."""

    invitation: Invitation
    token: str
    replaces: bool = False
    """Whether an earlier link to the same place worked until now."""


@dataclass(frozen=True)
class InvitationFits:
    """Whom a link is for, who invited them, and to what. `person`: the account that the address has already."""

    invitation: Invitation
    organisation: Organisation
    study: Study | None
    by: str
    person: Person | None
    is_locked_out: bool
    """Whether that account opens nothing and has no password: who gets this link chooses one."""


def invite(session: Session, email: str, role: Role, study_id: int | None = None) -> Invited:
    """To one study, or to all of them (None). Of two to one address and place the last counts; others go on to stand.

    Raises EmailNeeded, AlreadyHere.
    """
    email = needed_email_of(email)
    here = select(Person).join(Membership, col(Membership.person_id) == Person.id)
    person = session.exec(here.where(Person.email == email, col(Membership.ended_at).is_(None))).first()
    if person is not None:
        role_now = None if study_id is None else role_in(session, study_id, person.id)
        raise AlreadyHere(person, role_now, is_to_study=study_id is not None)
    to_same_place = select(Invitation).where(Invitation.email == email, col(Invitation.study_id) == study_id)
    found = session.exec(to_same_place).first()
    return _with_link(session, found or _blank(email, role), role, study_id)


def invite_again(session: Session, number: int) -> Invited:
    """A new link; the one from before works no more. Raises InvitationGone."""
    found = invitation_by_number(session, number)
    return _with_link(session, found, found.role, found.study_id)


def take_back(session: Session, number: int) -> None:
    """Raises InvitationGone."""
    found = invitation_by_number(session, number)
    session.delete(found)
    note(session, Kind.INVITATION_WITHDRAWN, study_id=found.study_id)
    session.flush()


def invitation_by_number(session: Session, number: int) -> Invitation:
    """Raises InvitationGone."""
    found = session.exec(select(Invitation).where(Invitation.id == number)).first()
    if found is None:
        raise InvitationGone
    return found


def invitations(session: Session, study_id: int | None = None) -> list[Invitation]:
    """Those of the organisation; with `study_id` only what gives a role in that study. The newest first."""
    query = select(Invitation).order_by(col(Invitation.made_at).desc(), col(Invitation.id).desc())
    found = session.exec(query).all()
    return [one for one in found if study_id is None or one.study_id in (None, study_id)]


def look_at_invitation(session: Session, token: str, *, is_to_be_answered: bool = False) -> InvitationFits:
    """Whose it is; across organisations. Raises InvitationGone."""
    return invitation_by_digest(session, digest_of(token), is_to_be_answered=is_to_be_answered)


def invitation_by_digest(session: Session, digest: str, *, is_to_be_answered: bool = False) -> InvitationFits:
    """As `look_at_invitation` does. Raises InvitationGone."""
    query = select(Invitation).where(Invitation.token_digest == digest)
    found = session.exec(query.with_for_update() if is_to_be_answered else query).first()
    if found is None or found.expires_at <= now():
        raise InvitationGone
    by = session.get(Person, found.invited_by) if found.invited_by else None
    person = session.exec(select(Person).where(Person.email == found.email)).first()
    return InvitationFits(
        found,
        session.get_one(Organisation, found.organisation_id),
        session.get(Study, found.study_id) if found.study_id else None,
        by.name if by else "",
        person,
        person is not None and _is_locked_out(session, person),
    )


def _is_locked_out(session: Session, person: Person) -> bool:
    """Came in by links only, and works nowhere any more. Without a passkey: who has one comes in with that."""
    works = select(Membership.id).where(Membership.person_id == person.id, col(Membership.ended_at).is_(None))
    return person.password_hash is None and person.passkey_handle is None and session.exec(works).first() is None


def _blank(email: str, role: Role) -> Invitation:
    ended = now()
    return Invitation(email=email, role=role, token_digest="", expires_at=ended)  # nosec B106 # it is only looked at


def _with_link(session: Session, invitation: Invitation, role: Role, study_id: int | None) -> Invited:
    token, replaces = new_token(), invitation.id is not None and not invitation.is_late
    if replaces:
        note(session, Kind.INVITATION_REPLACED, study_id=study_id)
    invitation.role, invitation.study_id = role, study_id
    invitation.token_digest, invitation.invited_by = digest_of(token), session.info.get("person_id")
    invitation.made_at, invitation.expires_at = now(), now() + INVITATION_LASTS
    session.add(invitation)
    session.flush()
    return Invited(invitation, token, replaces)
