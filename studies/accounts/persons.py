"""Organisations, and the people in them."""

from sqlmodel import Session, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.email_address import needed_email_of
from foundation.forms.written import name_key, one_line
from studies.access import Role
from studies.accounts.passwords import hashed
from studies.models import Membership, Organisation, Person
from studies.people.roles import grant_in_every_study


class PersonExists(ResearcherError):
    def __init__(self, email: str) -> None:
        super().__init__(_("Er is al iemand met het e-mailadres %(email)s.", email=email))


class NameMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Vul de naam van deze persoon in. Collega’s zien die bij wat hij of zij doet."))


class PersonUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Er is niemand met dit e-mailadres."))


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
    """Add somebody with an account. Raises EmailNeeded, NameMissing, PersonExists, PasswordUnfit."""
    email, name = needed_email_of(email), shown_name(name)
    if session.exec(select(Person).where(Person.email == email)).first():
        raise PersonExists(email)
    stored = hashed(password, (name, email, organisation.name)) if password else None
    person = Person(email=email, name=name, password_hash=stored)
    session.add(person)
    session.flush()
    session.add(Membership(organisation_id=organisation.id, person_id=person.id, role=role))
    session.flush()
    grant_in_every_study(session, organisation.id, person.id, role)
    return person


def shown_name(written: str) -> str:
    """On one line. Raises NameMissing."""
    name = one_line(written)
    if not name:
        raise NameMissing
    return name


def person_by_email(session: Session, email: str) -> Person:
    """Who signs in with this address. Raises PersonUnknown."""
    person = session.exec(select(Person).where(Person.email == email.strip().lower())).first()
    if person is None:
        raise PersonUnknown
    return person
