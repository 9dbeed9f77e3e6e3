"""Who somebody at a service is here: known by the service's name and its number for them, never by an e-mail address.

The rule. A number is bound once, in one of two ways: somebody answers an invitation with it, or somebody who is signed
in by themselves (with password or passkey, and their second step where they have one) binds it, minutes after they
showed that. An organisation that says so takes whoever its service vouches for as a guest; never under an address that
has an account. All else comes in nowhere, and is told the same.
"""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.errors import ResearcherError
from studies.access import Role
from studies.accounts.by_provider.checking import Shown
from studies.accounts.by_provider.refusals import BoundToAnother, NotBound
from studies.accounts.models import IdentityProvider, ProviderIdentity
from studies.accounts.persons import add_person
from studies.models import Membership, Organisation, Person, SignIn


def identity_of(session: Session, provider: IdentityProvider, subject: str) -> ProviderIdentity | None:
    query = select(ProviderIdentity).where(
        ProviderIdentity.organisation_id == provider.organisation_id,
        ProviderIdentity.issuer == provider.issuer,
        ProviderIdentity.subject == subject,
    )
    return session.exec(query).first()


def is_bound(session: Session, organisation_id: int, person_id: int) -> bool:
    query = select(ProviderIdentity.id).where(
        ProviderIdentity.organisation_id == organisation_id, ProviderIdentity.person_id == person_id
    )
    return session.exec(query).first() is not None


def bound_people(session: Session) -> dict[int, ProviderIdentity]:
    """Of the organisation of this session, by person."""
    return {one.person_id: one for one in session.exec(select(ProviderIdentity).order_by(col(ProviderIdentity.id)))}


def bind(session: Session, provider: IdentityProvider, person_id: int, subject: str) -> None:
    """What was bound to this person before is let go. Raises BoundToAnother, NotBound: no member of it."""
    if not _is_member(session, provider.organisation_id, person_id):
        raise NotBound(session.get_one(Organisation, provider.organisation_id).name)
    found = identity_of(session, provider, subject)
    if found is not None and found.person_id == person_id:
        return
    if found is not None:
        raise BoundToAnother
    unbind(session, provider.organisation_id, person_id)
    session.add(
        ProviderIdentity(
            organisation_id=provider.organisation_id, person_id=person_id, issuer=provider.issuer, subject=subject
        )
    )
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        raise BoundToAnother from None


def unbind(session: Session, organisation_id: int, person_id: int) -> bool:
    """Who came in by it is signed out. Whether there was anything."""
    own = (col(ProviderIdentity.organisation_id) == organisation_id, col(ProviderIdentity.person_id) == person_id)
    came_by_it = (
        col(SignIn.organisation_id) == organisation_id,
        col(SignIn.person_id) == person_id,
        col(SignIn.provider_id).is_not(None),
    )
    session.execute(delete(SignIn).where(*came_by_it))
    return session.exec(delete(ProviderIdentity).where(*own)).rowcount > 0


def person_shown(session: Session, provider: IdentityProvider, shown: Shown) -> Person:
    """Who came, noted that they did; a newcomer where those are taken. Raises NotBound."""
    found = identity_of(session, provider, shown.subject)
    if found is None:
        return _newcomer(session, provider, shown)
    if not _is_member(session, provider.organisation_id, found.person_id):
        raise NotBound(session.get_one(Organisation, provider.organisation_id).name)
    found.used_at = now()
    session.flush()
    return session.get_one(Person, found.person_id)


def _newcomer(session: Session, provider: IdentityProvider, shown: Shown) -> Person:
    organisation = session.get_one(Organisation, provider.organisation_id)
    if not provider.takes_newcomers or not shown.email:
        raise NotBound(organisation.name)
    try:
        name = shown.name or shown.email.partition("@")[0]
        person = add_person(session, organisation, shown.email, name, Role.GUEST)
    except ResearcherError:
        raise NotBound(organisation.name) from None
    bind(session, provider, person.id, shown.subject)
    return person


def _is_member(session: Session, organisation_id: int, person_id: int) -> bool:
    query = select(Membership.id).where(
        Membership.organisation_id == organisation_id,
        Membership.person_id == person_id,
        col(Membership.ended_at).is_(None),
    )
    return session.exec(query).first() is not None
