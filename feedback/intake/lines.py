"""One line of a list: whom it is about and when they are asked, or why it can't be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from feedback.intake.headings import Becomes, language_of
from feedback.intake.models import SourceKind
from feedback.intake.table import Row, Table
from feedback.people.contacts import Contact
from foundation.clock import today
from foundation.dutch import _
from foundation.forms.dates import as_dates_are_written, read_day
from foundation.forms.email_address import EmailWrong, email_of
from foundation.forms.written import name_key, one_line

_LONGEST_NAME, _LONGEST_GROUP = 120, 60
_AHEAD = timedelta(days=366)
"""A day further off was typed wrong."""
_POSTCODE = re.compile(r"(\d{4})\s?([A-Za-z]{2})")
_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?$")
LEFT_OUT = 0
"""In place of whom is measured: lines of this provider are not read in."""
OWN_WORK = ""
"""In place of the name of a provider: the municipality's own work."""


class Trouble(StrEnum):
    """Why a line can't be read; `told` says it."""

    DAY_MISSING = "day_missing"
    DAY_WRONG = "day_wrong"
    DAY_FAR = "day_far"
    BORN_WRONG = "born_wrong"
    BORN_FAR = "born_far"
    EMAIL_WRONG = "email_wrong"
    PROVIDER_MISSING = "provider_missing"
    PROVIDER_UNKNOWN = "provider_unknown"
    PROVIDER_LEFT_OUT = "provider_left_out"
    FORMULA = "formula"
    SIGNS = "signs"
    CITIZEN_NUMBER = "citizen_number"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Unread:
    number: int
    trouble: Trouble
    detail: str = field(default="", repr=False)
    """The year of a day that lies far off; the name of a provider that nobody knows. Never stored."""


@dataclass(frozen=True)
class ReadLine:
    """Whom a line is about. `reference`: what the source calls it, or '' where it has no name for it."""

    number: int
    reference: str = field(repr=False)
    day: date | None
    contact: Contact = field(repr=False)
    measured_id: int
    due_on: date
    group: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class About:
    """What is known of a source before its lines are read.

    `measured`: {provider, lower case: whom is measured}; with one and no column for it, all lines are about that one.
    """

    kind: SourceKind
    months_after: int
    measured: Mapping[str, int]
    names: Mapping[str, int] = field(default_factory=dict)

    def whom(self, written: str, *, is_told: bool) -> int | Trouble:
        """Whom a line is about, or what is wrong with the name of the provider."""
        if set(self.measured) == {OWN_WORK}:
            return self.measured[OWN_WORK]
        known = {**self.names, **self.measured}
        if not is_told or (len(self.measured) == 1 and not written):
            return next(iter(self.measured.values())) if len(self.measured) == 1 else Trouble.PROVIDER_MISSING
        if not written:
            return Trouble.PROVIDER_MISSING
        found = known.get(name_key(written))
        if found == LEFT_OUT:
            return Trouble.PROVIDER_LEFT_OUT
        return Trouble.PROVIDER_UNKNOWN if found is None else found


def read_lines(table: Table, columns: Mapping[str, str], about: About) -> Iterator[ReadLine | Unread]:
    """Every line, in the order of the file."""
    reading = _Reading(table, columns, about)
    for number, cells in table.rows:
        yield reading.line(number, cells)


def told(trouble: Trouble, detail: str = "") -> str:
    """Why a line could not be read, and what to do about it."""
    if trouble is Trouble.DAY_FAR and detail:
        return _("De datum ligt in %(year)s.", year=detail)
    if trouble is Trouble.PROVIDER_UNKNOWN and detail:
        return _("De aanbieder ‘%(name)s’ is onbekend. Kies hieronder wie dat is.", name=detail)
    return {
        Trouble.DAY_MISSING: _("De datum ontbreekt."),
        Trouble.DAY_WRONG: _("Dit is geen datum. %(how)s", how=as_dates_are_written()),
        Trouble.DAY_FAR: _("De datum ligt te ver weg."),
        Trouble.BORN_WRONG: _("De geboortedatum is geen datum. %(how)s", how=as_dates_are_written()),
        Trouble.BORN_FAR: _("De geboortedatum kan niet kloppen."),
        Trouble.EMAIL_WRONG: _("Het e-mailadres klopt niet, en er is geen adres voor een brief."),
        Trouble.PROVIDER_MISSING: _("De aanbieder ontbreekt."),
        Trouble.PROVIDER_UNKNOWN: _("De aanbieder is onbekend."),
        Trouble.PROVIDER_LEFT_OUT: _("Deze aanbieder lezen we niet in. Dat koos jij."),
        Trouble.FORMULA: _("Er staat een formule in plaats van een waarde."),
        Trouble.SIGNS: _("Er staan tekens in die niet te lezen zijn. Bewaar het bestand als ‘CSV UTF-8’."),
        Trouble.CITIZEN_NUMBER: _("Er stond een burgerservicenummer in. Dat is gewist."),
        Trouble.NOBODY: _("Er staat geen naam en geen e-mailadres."),
    }[trouble]


def months_later(day: date, months: int) -> date:
    """'31 januari' and one month: the last day of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


class _Stop(Exception):
    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble)
        self.trouble, self.detail = trouble, detail


class _Reading:
    """Finds the cells of a line by what their columns become."""

    def __init__(self, table: Table, columns: Mapping[str, str], about: About) -> None:
        self._about, self._stained = about, table.stained
        self._places: dict[str, list[int]] = {}
        for place, heading in enumerate(table.headings):
            self._places.setdefault(columns.get(heading, Becomes.NOTHING.value), []).append(place)
        self._used = [place for name, places in self._places.items() if name in _USED for place in places]
        self._today = today()

    def line(self, number: int, cells: Row) -> ReadLine | Unread:
        try:
            return self._read(number, cells)
        except _Stop as stop:
            return Unread(number, stop.trouble, stop.detail)

    def _read(self, number: int, cells: Row) -> ReadLine:
        if number in self._stained:
            raise _Stop(Trouble.CITIZEN_NUMBER)
        _check_signs([cells[place] for place in self._used])
        provider = self._said(cells, Becomes.PROVIDER)
        measured = self._about.whom(provider, is_told=Becomes.PROVIDER.value in self._places)
        if isinstance(measured, Trouble):
            raise _Stop(measured, provider)
        day, contact = self._day(cells), self._contact(cells)
        return ReadLine(
            number,
            self._said(cells, Becomes.REFERENCE),
            day,
            contact,
            measured,
            self._due_on(day),
            self._said(cells, Becomes.GROUP)[:_LONGEST_GROUP],
            language_of(self._said(cells, Becomes.LANGUAGE)),
        )

    def _said(self, cells: Row, becomes: Becomes) -> str:
        """What stands in the first of its columns that is filled in."""
        found = (cells[place] for place in self._places.get(becomes.value, ()) if cells[place])
        return one_line(next(found, ""))

    def _day(self, cells: Row) -> date | None:
        if self._about.kind is SourceKind.PARTNERS:
            return None
        written = self._said(cells, Becomes.DAY)
        if not written:
            raise _Stop(Trouble.DAY_MISSING)
        day = _read_day(written)
        if day is None:
            raise _Stop(Trouble.DAY_WRONG)
        if day.year < 2000 or day > self._today + _AHEAD:
            raise _Stop(Trouble.DAY_FAR, str(day.year))
        return day

    def _due_on(self, day: date | None) -> date:
        """Tomorrow at the earliest: nothing is sent before a person could look again."""
        tomorrow = self._today + timedelta(days=1)
        return max(tomorrow, months_later(day, self._about.months_after)) if day else tomorrow

    def _contact(self, cells: Row) -> Contact:
        street = " ".join(filter(None, (self._said(cells, Becomes.STREET), self._said(cells, Becomes.HOUSE_NUMBER))))
        name, written = self._name(cells), self._said(cells, Becomes.EMAIL)
        place = {"street": street, "postcode": _postcode(self._said(cells, Becomes.POSTCODE))}
        contact = Contact(name=name, town=self._said(cells, Becomes.TOWN), born_on=self._born(cells), **place)
        try:
            email = email_of(written).lower()
        except EmailWrong:
            if not contact.has_address:
                raise _Stop(Trouble.EMAIL_WRONG) from None
            email = ""
        if not (name or email):
            raise _Stop(Trouble.NOBODY)
        return Contact(name, email, contact.street, contact.postcode, contact.town, contact.born_on)

    def _name(self, cells: Row) -> str:
        whole = self._said(cells, Becomes.NAME)
        last, comma, first = whole.partition(",")
        whole = f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else whole
        parts = (Becomes.FIRST_NAME, Becomes.INFIX, Becomes.LAST_NAME)
        return (" ".join(filter(None, (self._said(cells, one) for one in parts))) or whole)[:_LONGEST_NAME]

    def _born(self, cells: Row) -> date | None:
        written = self._said(cells, Becomes.BORN)
        if not written:
            return None
        born = _read_day(written)
        if born is None:
            raise _Stop(Trouble.BORN_WRONG)
        if born.year < 1900 or born > self._today:
            raise _Stop(Trouble.BORN_FAR)
        return born


_USED = {one.value for one in Becomes} - {Becomes.NOTHING.value}


def _check_signs(cells: Sequence[str]) -> None:
    if any(cell.startswith("=") for cell in cells):
        raise _Stop(Trouble.FORMULA)
    if any("\ufffd" in cell for cell in cells):
        raise _Stop(Trouble.SIGNS)


def _read_day(written: str) -> date | None:
    """As `read_day`, also with the time of day that programs add."""
    return read_day(_TIME_OF_DAY.sub("", written))


def _postcode(written: str) -> str:
    """'6231ab' -> '6231 AB'; what is none stays as it is written."""
    found = _POSTCODE.fullmatch(written)
    return f"{found[1]} {found[2].upper()}" if found else written[:10]
