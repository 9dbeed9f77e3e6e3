"""Whom somebody wants to invite, as typed a person per line: read, and checked before anybody is invited."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from journeys.composing.field_rules import SHORT, FieldTooLong

_BETWEEN_NAME_AND_EMAIL = re.compile(r"[,;\t<>]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class NoMembers(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Schrijf ten minste één naam op. Elke naam op een eigen regel."))


class MemberTwice(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("‘%(name)s’ staat er twee keer. Geef beiden een andere naam, zodat je ze uit elkaar houdt.", name=name)
        )


class EmailUnclear(ResearcherError):
    def __init__(self, email: str) -> None:
        super().__init__(_("‘%(email)s’ is geen e-mailadres. Verbeter het of laat het weg.", email=email))


@dataclass(frozen=True)
class Invited:
    """Somebody to invite; `email` may be empty."""

    name: str
    email: str = ""


def read_invited(lines: str) -> list[Invited]:
    """One person per line: 'Piet Jansen' or 'Piet Jansen, piet@voorbeeld.nl'. Empty lines do not count."""
    return [_person(line) for line in lines.splitlines() if line.strip()]


def checked(people: Sequence[Invited], taken: Iterable[str] = ()) -> list[Invited]:
    """The people as they will be stored, each with a name of their own beside those `taken`.

    Raises NoMembers, MemberTwice, EmailUnclear, FieldTooLong.
    """
    tidy = [Invited(one_line(person.name), person.email.strip()) for person in people]
    if not tidy or not all(person.name for person in tidy):
        raise NoMembers
    known = {name.casefold() for name in taken}
    for person in tidy:
        if person.name.casefold() in known:
            raise MemberTwice(person.name)
        if person.email and not _EMAIL.fullmatch(person.email):
            raise EmailUnclear(person.email)
        if max(len(person.name), len(person.email)) > SHORT:
            raise FieldTooLong(_("naam"), SHORT)
        known.add(person.name.casefold())
    return tidy


def _person(line: str) -> Invited:
    parts = [part.strip() for part in _BETWEEN_NAME_AND_EMAIL.split(line) if part.strip()]
    emails = [part for part in parts if "@" in part]
    names = [part for part in parts if "@" not in part]
    return Invited(" ".join(names) or "".join(emails), emails[0] if emails else "")
