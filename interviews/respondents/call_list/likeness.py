"""Whether two people in a call list are one: a parent and a child share a number, and a name is spelled in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from interviews.deidentification.lists.word_lists import unaccented
from interviews.respondents.contacts import Contact

_LEFT_OUT = {"van", "de", "der", "den", "het", "t", "te", "ten", "ter", "vd", "mevr", "mevrouw", "mw", "dhr", "heer"}


class Likeness(IntEnum):
    """How much somebody looks like somebody else."""

    OTHER = 0
    MAYBE = 1
    SAME = 2


@dataclass(frozen=True)
class Acquaintance:
    """Somebody who was met before: Respondent `number`, or whoever stands in `row` of the same file."""

    contact: Contact
    role: str
    number: int | None = None
    row: int | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


class Acquaintances:
    """Everybody who was met, found by name, number or address."""

    def __init__(self, people: Iterable[Acquaintance] = ()) -> None:
        self._found: dict[str, list[Acquaintance]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Acquaintance) -> None:
        for sign in _signs(person.contact):
            self._found[sign].append(person)

    def likest(self, contact: Contact, role: str) -> tuple[Likeness, Acquaintance | None]:
        """Who this looks like most, the first one met when several do."""
        candidates = [person for sign in _signs(contact) for person in self._found.get(sign, ())]
        best = max(candidates, key=lambda person: likeness(contact, role, person), default=None)
        found = likeness(contact, role, best) if best else Likeness.OTHER
        return found, best if found else None


def likeness(contact: Contact, role: str, other: Acquaintance) -> Likeness:
    """The same name and the same number is the same person. The same name without a number to compare may be."""
    known = other.contact
    called_alike = not set(contact.telephones).isdisjoint(known.telephones)
    reached_alike = called_alike or _alike(contact.email.lower(), known.email.lower())
    reached_elsewhere = bool(contact.telephones and known.telephones) and not called_alike
    if not (contact.name and known.name):
        if not reached_alike or role != other.role:
            return Likeness.OTHER
        return Likeness.MAYBE if contact.name or known.name else Likeness.SAME
    if person_key(contact.name) != person_key(known.name):
        return Likeness.OTHER
    if reached_elsewhere:
        return Likeness.MAYBE if reached_alike else Likeness.OTHER
    return Likeness.SAME if reached_alike and role == other.role else Likeness.MAYBE


def person_key(name: str) -> str:
    """The same for 'Wilma van der Berg', 'wilma v.d. Berg' and 'BERG, Wilma van der'."""
    plain = re.sub(r"\bv\W{0,2}d\b", " ", unaccented(name.lower()))
    words = re.findall(r"[^\W\d_]+", plain)
    return " ".join(sorted(word for word in words if word not in _LEFT_OUT)) or plain


def _alike(one: str, other: str) -> bool:
    return bool(one) and one == other


def _signs(contact: Contact) -> list[str]:
    found = [person_key(contact.name) if contact.name else "", *contact.telephones, contact.email.lower()]
    return [sign for sign in found if sign]
