"""What an organisation says of itself to readers: its name, whom to call, and its own words on privacy and access."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.email_address import email_of
from foundation.forms.written import name_key
from studies.models import Organisation
from studies.organisation_fields import organisation_name, privacy_words_of, statement_address, telephone_for_readers

FIELDS = ("name", "telephone", "email", "privacy_words", "accessibility_statement")


class OrganisationUnclear(ResearcherError):
    """`errors` maps a field's name to what is wrong with it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(_("Dit is nog niet bewaard. Kijk bij de velden met een rode rand."))


@dataclass(frozen=True)
class ReaderContact:
    """Whom readers can ask; empty where the organisation gave nothing."""

    name: str
    telephone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.telephone or self.email)


def contact_for_readers(organisation: Organisation) -> ReaderContact:
    """Whom readers of this organisation's pages can ask."""
    return ReaderContact(organisation.name, organisation.telephone, organisation.email)


def values_of(organisation: Organisation) -> dict[str, str]:
    """What stands in the form."""
    return {field: getattr(organisation, field) for field in FIELDS}


def change_organisation(session: Session, organisation: Organisation, written: Mapping[str, str]) -> None:
    """All fields as written, or none. Raises OrganisationUnclear."""
    readers: dict[str, Callable[[str], str]] = {
        "name": lambda name: organisation_name(session, organisation, name),
        "telephone": telephone_for_readers,
        "email": email_of,
        "privacy_words": privacy_words_of,
        "accessibility_statement": statement_address,
    }
    read, errors = {}, {}
    for field, reader in readers.items():
        try:
            read[field] = reader(written.get(field, ""))
        except ResearcherError as error:
            errors[field] = str(error)
    if errors:
        raise OrganisationUnclear(errors)
    stood = contact_for_readers(organisation)
    for field, value in read.items():
        setattr(organisation, field, value)
    stands = contact_for_readers(organisation)
    if (stood.telephone, stood.email) != (stands.telephone, stands.email):
        organisation.contact_since = today()
    organisation.name_key = name_key(organisation.name)
    session.flush()
