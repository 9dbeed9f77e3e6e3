"""Who may be one person: proposed and never decided. Of whole names that are equal one in five is of two people.

Measured on 5,000 rows of made-up staff lists with many namesakes: docs/decisions/0044-lists-of-people-to-ask.md.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from feedback.intake.models import Alike
from feedback.people.contacts import Contact, is_shared_box
from interviews.deidentification.lists.word_lists import unaccented

Who = TypeVar("Who", bound=Hashable)

_NEAR, _SAME_SURNAME, _SAME_FIRST = 88, 80, 75
_MOST_LOOKED_AT = 200
_MOST_PROPOSED = 3
_TITLES = re.compile(r"\b(?:mevr|mw|mevrouw|dhr|de heer|heer|drs|ir|dr|mr|ing|prof)\b\.?")
_PREFIXES = re.compile(r"\b(?:van der|van den|van de|van 't|van|v\.?\s?d\.?|de|den|der|ten|ter|el|ben|t)\b\.?")
_PUBLIC_MAIL = {
    *("gmail.com", "hotmail.com", "outlook.com", "live.nl"),
    *("ziggo.nl", "kpnmail.nl", "icloud.com", "yahoo.com"),
}


def plain_name(name: str) -> str:
    """'Berg, mevr. Wilma van der' -> 'wilma berg'."""
    text = unaccented(name.casefold())
    last, comma, first = text.partition(",")
    text = _PREFIXES.sub(" ", _TITLES.sub(" ", f"{first} {last}" if comma else text))
    return " ".join(re.sub(r"[^a-z ]", " ", text).split())


def are_near(one: str, other: str) -> bool:
    """Two plain names: 's voorbeeld' and 'sam voorbeeld' are, 'sam voorbeeld' and 'kim voorbeeld' are not."""
    return _may_be_called_so(one, other) and _surnames(one, other) >= _NEAR


def _may_be_called_so(one: str, other: str) -> bool:
    """An initial fits what it begins; two whole first names are nearly the same, or never of one person."""
    first, second = one.split(), other.split()
    if len(first) < 2 or len(second) < 2:
        return True
    if len(first[0]) == 1 or len(second[0]) == 1:
        return first[0][0] == second[0][0]
    return fuzz.ratio(first[0], second[0]) >= _SAME_FIRST


def _surnames(one: str, other: str) -> float:
    """How alike they are, 0 to 100; of a name that was put before another ('Testman-Bos') most of it counts."""
    first, second = _surname(one), _surname(other)
    return max(fuzz.ratio(first, second), fuzz.token_set_ratio(first, second) * 0.95)


def _surname(plain: str) -> str:
    words = plain.split()
    return " ".join(words[1:] if len(words) > 1 else words)


@dataclass(frozen=True)
class _Person(Generic[Who]):
    who: Who
    contact: Contact = field(repr=False)
    plain: str = field(repr=False)


class PeopleMet(Generic[Who]):
    """Everybody who was met so far, found by what may be shared."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, ...], list[_Person[Who]]] = defaultdict(list)

    def add(self, who: Who, contact: Contact) -> None:
        person = _Person(who, contact, plain_name(contact.name))
        for sign in _signs(contact, person.plain):
            self._found[sign].append(person)

    def alike(self, contact: Contact) -> list[tuple[Who, Alike]]:
        """Who this may be, at most three, the surest first; in each the surest reason."""
        plain = plain_name(contact.name)
        best: dict[Who, Alike] = {}
        for sign in _signs(contact, plain):
            for other in self._found.get(sign, ())[-_MOST_LOOKED_AT:]:
                found = in_what_alike(contact, plain, other.contact, other.plain)
                if found and (other.who not in best or _ORDER.index(found) < _ORDER.index(best[other.who])):
                    best[other.who] = found
        return sorted(best.items(), key=lambda one: _ORDER.index(one[1]))[:_MOST_PROPOSED]


_ORDER = list(Alike)


def in_what_alike(contact: Contact, plain: str, other: Contact, other_plain: str) -> Alike | None:
    """Why two may be one person; None: nothing speaks for it."""
    if contact.email and contact.email == other.email and not is_shared_box(contact.email):
        return Alike.EMAIL
    is_same_place = bool(contact.postcode) and contact.postcode == other.postcode
    born, other_born = contact.born_on, other.born_on
    if is_same_place and born and born == other_born:
        is_of_one_name = not plain or not other_plain or _surnames(plain, other_plain) >= _SAME_SURNAME
        return Alike.BIRTH if is_of_one_name else None
    if not (plain and other_plain and are_near(plain, other_plain)):
        return None
    if is_same_place:
        return Alike.NAME_AND_POSTCODE
    if contact.postcode and other.postcode:
        return None
    if born and other_born:
        return Alike.NAME if born == other_born else None
    return Alike.NAME if _work_together(contact, other) or (_is_whole(plain) and plain == other_plain) else None


def _work_together(contact: Contact, other: Contact) -> bool:
    """Addresses of one organisation; of who has none, a whole name has to say it."""
    return bool(_house(contact)) and _house(contact) == _house(other)


def _house(contact: Contact) -> str:
    domain = contact.email.partition("@")[2]
    return "" if domain in _PUBLIC_MAIL else domain


def _is_whole(plain: str) -> bool:
    return len(plain.split()) > 1 and len(plain.split()[0]) > 1


def _signs(contact: Contact, plain: str) -> Iterator[tuple[str, ...]]:
    """By each of which somebody can be found."""
    if contact.email and not is_shared_box(contact.email):
        yield "email", contact.email
    if contact.postcode:
        yield "postcode", contact.postcode, contact.born_on.isoformat() if contact.born_on else ""
        for start in _surname(plain)[:1]:
            yield "postcode and name", contact.postcode, start
    elif house := _house(contact):
        for start in _surname(plain)[:1]:
            yield "house", house, start
    if _is_whole(plain):
        yield "name", plain
