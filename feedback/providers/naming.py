"""The name of a provider: the same in every measurement of the organisation, and no two are alike."""

from sqlmodel import Session, col, select

from feedback.measurements.models import Provider
from feedback.providers.choosing import check_name
from foundation.database.full_text.words import by_letter
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import name_key


class ProviderExists(ResearcherError):
    """Another provider has this name: `other`."""

    def __init__(self, other: Provider) -> None:
        self.other = other
        super().__init__(
            _(
                "‘%(name)s’ staat al bij jullie aanbieders. Is het dezelfde aanbieder? Voeg ze dan samen. Zijn het er"
                " twee? Geef deze een andere naam.",
                name=other.name,
            )
        )


def rename(session: Session, provider: Provider, typed: str) -> None:
    """Everywhere, also in public. Raises NamesUnclear, ProviderExists."""
    name = check_name(typed)
    same = select(Provider).where(Provider.name_key == name_key(name), col(Provider.id) != provider.id)
    other = session.exec(same).first()
    if other is not None:
        raise ProviderExists(other)
    provider.name, provider.name_key = name, name_key(name)
    session.add(provider)
    session.flush()


def others_than(session: Session, provider: Provider) -> list[Provider]:
    """Of the organisation, by name."""
    found = session.exec(select(Provider).where(col(Provider.id) != provider.id)).all()
    return sorted(found, key=lambda one: by_letter(one.name, one.id))
