"""One person in several rows, or in a row and on the list: what is missing is filled in, what has no place is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from foundation.dutch import _, telephone
from interviews.respondents.attributes.open import MOST_ATTRIBUTES
from interviews.respondents.contacts import Contact


@dataclass(frozen=True)
class Whole:
    """All that a list can tell of somebody. `role`: '' where it does not say."""

    contact: Contact
    role: str
    attributes: Mapping[str, str]

    def completed_by(self, other: "Whole") -> "Whole":
        """This, with what is missing taken from `other`."""
        attributes = dict(self.attributes)
        for name, value in other.attributes.items():
            if _named(attributes, name) is None and len(attributes) < MOST_ATTRIBUTES:
                attributes[name] = value
        return Whole(self.contact.completed_by(other.contact), self.role or other.role, attributes)

    def leaves_out(self, other: "Whole") -> list[str]:
        """In sentences, what `other` says differently and is not taken over when it completes this."""
        return [*self._left_of_contact(other.contact), *self._left_of_facts(other)]

    def _left_of_contact(self, other: Contact) -> Iterator[str]:
        whole = self.contact.completed_by(other)
        for number in other.telephones:
            if number not in whole.telephones:
                yield _("Er staan al twee andere nummers: %(number)s gaat niet mee.", number=telephone(number))
        if other.email and other.email.lower() != whole.email.lower():
            yield _("Er staat al een ander adres: %(email)s gaat niet mee.", email=other.email)

    def _left_of_facts(self, other: "Whole") -> Iterator[str]:
        if other.role and self.role and other.role != self.role:
            yield _("De rol blijft ‘%(role)s’, en wordt niet ‘%(other)s’.", role=self.role, other=other.role)
        whole = self.completed_by(other).attributes
        for name, value in other.attributes.items():
            kept = _named(whole, name)
            if kept is None:
                yield _(
                    "Er zijn al %(most)s kenmerken: ‘%(name)s: %(value)s’ gaat niet mee.",
                    most=MOST_ATTRIBUTES,
                    name=name,
                    value=value,
                )
            elif kept.casefold() != value.casefold():
                yield _(
                    "Het kenmerk ‘%(name)s’ blijft ‘%(kept)s’, en wordt niet ‘%(value)s’.",
                    name=name,
                    kept=kept,
                    value=value,
                )


def _named(attributes: Mapping[str, str], name: str) -> str | None:
    """The value of the attribute of this name, however that is written."""
    return next((value for there, value in attributes.items() if there.casefold() == name.casefold()), None)
