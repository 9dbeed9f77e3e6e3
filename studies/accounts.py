"""Organisations, and the people in them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import name_key
from foundation.slugs import free_slug
from studies.access import Role
from studies.models import Membership, Organisation, Person
from studies.passwords import hashed


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


def _without_kind(key: str) -> str:
    return key.removeprefix("gemeente ")


def add_person(
    session: Session, organisation: Organisation, email: str, name: str, role: Role, password: str | None = None
) -> Person:
    """Add somebody with an account. Raises PersonExists, PasswordTooShort."""
    email = email.strip().lower()
    if session.exec(select(Person).where(Person.email == email)).first():
        raise PersonExists(email)
    person = Person(email=email, name=name.strip(), password_hash=hashed(password) if password else None)
    session.add(person)
    session.flush()
    session.add(Membership(organisation_id=organisation.id, person_id=person.id, role=role))
    session.flush()
    return person


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
