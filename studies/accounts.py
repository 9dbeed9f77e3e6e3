"""Organisations, and the people in them."""

from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import name_key
from studies.access import Role
from studies.models import Membership, Organisation, Person
from studies.passwords import hashed


class PersonExists(ResearcherError):
    def __init__(self, email: str) -> None:
        super().__init__(_("Er is al iemand met het e-mailadres %(email)s.", email=email))


class OrganisationExists(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(_("Er is al een organisatie die ‘%(name)s’ heet.", name=name))


def add_organisation(session: Session, name: str, slug: str) -> Organisation:
    """Add an organisation; the session must not be bound to another one. Raises OrganisationExists."""
    name = " ".join(name.split())
    if session.exec(select(Organisation).where(Organisation.name_key == name_key(name))).first():
        raise OrganisationExists(name)
    organisation = Organisation(name=name, name_key=name_key(name), slug=slug)
    session.add(organisation)
    session.flush()
    return organisation


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
