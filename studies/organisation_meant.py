"""Which organisation somebody means who writes its name or slug."""

from collections.abc import Iterable

from sqlmodel import Session, select

from foundation.database.full_text.words import by_letter
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import name_key
from foundation.slugs import free_slug
from studies.accounts.persons import add_organisation
from studies.models import Organisation


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


def organisation_meant(session: Session, said: str, *, may_be_new: bool = False) -> Organisation:
    """The organisation with this slug or name, however it is written and with or without 'Gemeente'.

    An unknown one is made when that was said, or when there is none at all yet. Raises OrganisationUnknown.
    """
    existing = sorted(session.exec(select(Organisation)).all(), key=lambda one: by_letter(one.name, one.id))
    meant = _without_kind(name_key(said))
    for same in (lambda one: one.slug == name_key(said), lambda one: _without_kind(one.name_key) == meant):
        if found := next(filter(same, existing), None):
            return found
    if existing and not may_be_new:
        raise OrganisationUnknown(said, existing)
    return add_organisation(session, said, free_slug(session, said, Organisation))


def _without_kind(key: str) -> str:
    return key.removeprefix("gemeente ")
