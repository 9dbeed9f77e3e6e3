"""People, passwords, and being signed in. Tokens are stored as digests only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.slugs import free_slug
from foundation.tokens import digest_of, new_token
from studies.access import Role
from studies.models import Membership, Organisation, Person, SignIn, SignInLink

SIGN_IN_LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(hours=24)
SHORTEST_PASSWORD = 12

_HASHER = PasswordHasher()


class SignInFailed(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer het nog een keer.")
        )


class LinkSpent(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze link is al gebruikt of te oud. Vraag je beheerder om een nieuwe."))


class PersonExists(ResearcherError):
    def __init__(self, email: str) -> None:
        super().__init__(_("Er is al iemand met het e-mailadres %(email)s.", email=email))


class OrganisationExists(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(_("Er is al een organisatie die ‘%(name)s’ heet.", name=name))


class OrganisationUnknown(ResearcherError):
    """Somebody means an organisation that is not there, or wrote it in another way."""

    def __init__(self, said: str, existing: Iterable[Organisation]) -> None:
        known = ", ".join(f"{one.name} ({one.slug})" for one in existing)
        super().__init__(
            _(
                "Er is geen organisatie ‘%(said)s’. Er is niemand toegevoegd. Wel bekend: %(known)s. Kijk de naam na. "
                "Is het een nieuwe organisatie, zet er dan --new-organisation bij.",
                said=said,
                known=known,
            )
        )


class PasswordTooShort(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies een wachtwoord van %(n)s tekens of meer.", n=SHORTEST_PASSWORD))


@dataclass(frozen=True)
class Recognised:
    """A person in the organisation and role they work in now."""

    person: Person
    organisation: Organisation
    role: Role


def add_organisation(session: Session, name: str, slug: str) -> Organisation:
    """Add an organisation; the session must not be bound to another one. Raises OrganisationExists."""
    name = " ".join(name.split())
    if session.exec(select(Organisation).where(Organisation.name_key == name_key(name))).first():
        raise OrganisationExists(name)
    organisation = Organisation(name=name, name_key=name_key(name), slug=slug)
    session.add(organisation)
    session.flush()
    return organisation


def organisation_meant(session: Session, said: str, *, may_be_new: bool = False) -> Organisation:
    """The organisation with this slug or name, however it is written and with or without 'Gemeente'.

    An unknown one is made when that was said, or when there is none at all yet. Raises OrganisationUnknown.
    """
    existing = session.exec(select(Organisation).order_by(col(Organisation.name_key), col(Organisation.id))).all()
    meant = _without_kind(name_key(said))
    for same in (lambda one: one.slug == name_key(said), lambda one: _without_kind(one.name_key) == meant):
        if found := next(filter(same, existing), None):
            return found
    if existing and not may_be_new:
        raise OrganisationUnknown(said, existing)
    return add_organisation(session, said, free_slug(session, said, Organisation))


def name_key(name: str) -> str:
    """What two writings of one name share: capitals and spaces don't count."""
    return " ".join(name.split()).casefold()


def _without_kind(key: str) -> str:
    return key.removeprefix("gemeente ")


def add_person(
    session: Session, organisation: Organisation, email: str, name: str, role: Role, password: str | None = None
) -> Person:
    """Add somebody with an account. Raises PersonExists, PasswordTooShort."""
    email = email.strip().lower()
    if session.exec(select(Person).where(Person.email == email)).first():
        raise PersonExists(email)
    person = Person(email=email, name=name.strip(), password_hash=_hash(password) if password else None)
    session.add(person)
    session.flush()
    session.add(Membership(organisation_id=organisation.id, person_id=person.id, role=role))
    session.flush()
    return person


def sign_in(session: Session, email: str, password: str) -> str:
    """A token for the cookie. Raises SignInFailed, without telling whether the address is known."""
    person = session.exec(select(Person).where(Person.email == email.strip().lower())).first()
    stored = person.password_hash if person and person.password_hash else _nobodys_hash()
    try:
        _HASHER.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        raise SignInFailed from None
    if person is None or person.password_hash is None:
        raise SignInFailed
    return _start(session, person.id, _first_organisation(session, person.id))


def make_link(session: Session, person_id: int) -> str:
    """A token for a link that signs this person in once."""
    token = new_token()
    session.add(
        SignInLink(
            token_digest=digest_of(token),
            person_id=person_id,
            organisation_id=_first_organisation(session, person_id),
            expires_at=now() + LINK_LASTS,
        )
    )
    session.flush()
    return token


def use_link(session: Session, token: str) -> str:
    """A token for the cookie; the link is spent. Raises LinkSpent."""
    link = session.exec(select(SignInLink).where(SignInLink.token_digest == digest_of(token))).first()
    if link is None or link.used_at is not None or link.expires_at < now():
        raise LinkSpent
    link.used_at = now()
    return _start(session, link.person_id, link.organisation_id)


def recognise(session: Session, token: str) -> Recognised | None:
    """Who carries this cookie, or None when signed out, expired or no longer a member."""
    found = session.exec(
        select(Person, Organisation, Membership)
        .join(SignIn, col(SignIn.person_id) == Person.id)
        .join(Organisation, col(Organisation.id) == SignIn.organisation_id)
        .join(
            Membership,
            (col(Membership.person_id) == Person.id) & (col(Membership.organisation_id) == Organisation.id),
        )
        .where(SignIn.token_digest == digest_of(token), col(SignIn.expires_at) > now())
    ).first()
    return Recognised(found[0], found[1], found[2].role) if found else None


def is_second_coder(person: Any, organisation: Any) -> ColumnElement[bool]:
    """Whether a person is a second coder there: a condition on two columns, or on a number and a column."""
    membership = select(Membership.id).where(
        col(Membership.person_id) == person,
        col(Membership.organisation_id) == organisation,
        Membership.role == Role.SECOND_CODER,
    )
    return exists(membership)


def second_coders() -> Any:
    """(person, organisation) of every second coder."""
    return select(Membership.person_id, Membership.organisation_id).where(Membership.role == Role.SECOND_CODER)


def sign_out(session: Session, token: str) -> None:
    """End this sign-in; the token is worthless afterwards."""
    for row in session.exec(select(SignIn).where(SignIn.token_digest == digest_of(token))).all():
        session.delete(row)


@cache
def _nobodys_hash() -> str:
    """Checked when the address is unknown, so that the answer takes as long as for a known one."""
    return _HASHER.hash(new_token())


def _start(session: Session, person_id: int, organisation_id: int) -> str:
    token = new_token()
    session.add(
        SignIn(
            token_digest=digest_of(token),
            person_id=person_id,
            organisation_id=organisation_id,
            expires_at=now() + SIGN_IN_LASTS,
        )
    )
    session.flush()
    return token


def _first_organisation(session: Session, person_id: int) -> int:
    return session.exec(
        select(Membership.organisation_id).where(Membership.person_id == person_id).order_by(col(Membership.id))
    ).one()


def _hash(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    return _HASHER.hash(password)
