"""What every column of a call list becomes: guessed from heading and values, chosen by a person, checked here.

What looks like a contact, an identifying number, an address, a birth date or a name can be anything but an open
attribute, and a role stands open too.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from foundation.dutch import _
from foundation.forms.email_address import EmailWrong, email_of
from interviews.deidentification.lists.word_lists import name_lists
from interviews.respondents.attributes.age_bands import age_band, is_age
from interviews.respondents.attributes.headings import NAMES, PRIVATE, ColumnKind, kind_by_heading, says_only_a_number
from interviews.respondents.attributes.open import LONGEST_ATTRIBUTE, MOST_ATTRIBUTES
from interviews.respondents.attributes.private_names import is_of_somebody_near
from interviews.respondents.attributes.private_values import (
    Private,
    is_citizen_number,
    private_in_attribute,
    private_in_role,
    what_it_is,
)
from interviews.respondents.call_list.file import ListTable
from interviews.respondents.contacts import TelephoneWrong, telephone_of
from interviews.respondents.roles import ROLES
from interviews.texts.adding import LONGEST_ROLE

AGE = "leeftijd"
_ROLE_VALUES = {*ROLES, "kind", "moeder", "vader", "jeugdige", "pleegouder", "mantelzorger", "voogd", "opa", "oma"}
_SURE = 0.6
_LOOKED_AT = 200
_KIND_OF = {
    Private.EMAIL: ColumnKind.EMAIL,
    Private.TELEPHONE: ColumnKind.TELEPHONE,
    Private.BIRTH: ColumnKind.BIRTH,
    Private.NUMBER: ColumnKind.NUMBER,
    Private.CITIZEN_NUMBER: ColumnKind.NUMBER,
    Private.ADDRESS: ColumnKind.ADDRESS,
    Private.NAME: ColumnKind.NAME,
}
_WORD = re.compile(r"[^\W\d_]{3,}")


class Fate(StrEnum):
    """What a column becomes."""

    NAME = "naam"
    TELEPHONE = "telefoon"
    EMAIL = "e-mail"
    ROLE = "rol"
    ATTRIBUTE = "kenmerk"
    AGE_BAND = "leeftijdsgroep"
    LEAVE_OUT = "niet"


@dataclass(frozen=True)
class ListColumn:
    """One column: what stands in it, and what it was guessed to become."""

    index: int
    heading: str
    kind: ColumnKind
    values: tuple[str, ...]
    fate: Fate

    @property
    def samples(self) -> list[str]:
        """Three different values; those of an identifying number are not shown."""
        return [] if self.kind is ColumnKind.NUMBER else list(dict.fromkeys(self.values))[:3]

    @property
    def attribute(self) -> str:
        """The attribute it becomes, if it does."""
        return self.heading.lower()


def fate_label(fate: Fate) -> str:
    return {
        Fate.NAME: _("Naam"),
        Fate.TELEPHONE: _("Telefoon"),
        Fate.EMAIL: _("E-mail"),
        Fate.ROLE: _("Rol"),
        Fate.ATTRIBUTE: _("Kenmerk"),
        Fate.AGE_BAND: _("Leeftijdsgroep"),
        Fate.LEAVE_OUT: _("Niet meenemen"),
    }[fate]


def fate_sentence(fate: Fate) -> str:
    """What happens to the values."""
    return {
        Fate.NAME: _("Versleuteld, om te bellen"),
        Fate.TELEPHONE: _("Versleuteld, om te bellen"),
        Fate.EMAIL: _("Versleuteld, om te schrijven"),
        Fate.ROLE: _("Staat open in de lijst"),
        Fate.ATTRIBUTE: _("Staat open in de lijst"),
        Fate.AGE_BAND: _("Alleen de groep, zoals ‘12 tot 18’"),
        Fate.LEAVE_OUT: _("Wordt niet bewaard"),
    }[fate]


def columns_of(table: ListTable) -> tuple[ListColumn, ...]:
    """Every column with a first guess; nothing private is guessed to be open."""
    values = [tuple(table.column(index)) for index in range(len(table.headings))]
    kinds = [_kind(heading, column) for heading, column in zip(table.headings, values, strict=True)]
    fates = _fates(table.headings, kinds, values)
    columns = [
        ListColumn(index, table.headings[index], kinds[index], values[index], fates[index])
        for index in range(len(kinds))
    ]
    refused = refusals(table, columns, fates)
    return tuple(replace(one, fate=Fate.LEAVE_OUT) if one.index in refused else one for one in columns)


def refusals(table: ListTable, columns: Sequence[ListColumn], fates: Sequence[Fate]) -> dict[int, str]:
    """{column: why it cannot become what was chosen}."""
    names = _words_of_names(table, name_order(columns, fates))
    found = {column.index: _refusal(table, column, fates[column.index], names) for column in columns}
    open_ones = [column for column in columns if fates[column.index] in (Fate.ATTRIBUTE, Fate.AGE_BAND)]
    called = [AGE if fates[one.index] is Fate.AGE_BAND else one.attribute for one in open_ones]
    for place, column in enumerate(open_ones):
        if called[place] in called[:place]:
            found[column.index] = found[column.index] or _(
                "Er is al een kenmerk ‘%(name)s’. Neem één van de twee mee.", name=called[place]
            )
        elif place >= MOST_ATTRIBUTES:
            found[column.index] = found[column.index] or _("Kies ten hoogste %(most)s kenmerken.", most=MOST_ATTRIBUTES)
    roles = [index for index, fate in enumerate(fates) if fate is Fate.ROLE]
    found |= {index: _("Kies één kolom voor de rol.") for index in roles[1:]}
    return {index: sentence for index, sentence in found.items() if sentence}


def name_order(columns: Sequence[ListColumn], fates: Sequence[Fate]) -> list[int]:
    """The columns that make the name, in the order in which a name is said."""
    chosen = [column for column in columns if fates[column.index] is Fate.NAME]
    has_first = any(column.kind in (ColumnKind.FIRST_NAME, ColumnKind.INITIALS) for column in chosen)

    def place(column: ListColumn) -> int:
        kind = ColumnKind.LAST_NAME if column.kind is ColumnKind.NAME and has_first else column.kind
        return NAMES.index(kind) if kind in NAMES else len(NAMES)

    return [column.index for column in sorted(chosen, key=place)]


def _kind(heading: str, values: Sequence[str]) -> ColumnKind:
    """By the heading; by the values where that says nothing, or calls by another name how somebody is reached."""
    told = kind_by_heading(heading)
    if not values:
        return told
    shapes = [_shape(heading, value, values) for value in values[:_LOOKED_AT]]
    most = next((kind for kind in _KIND_OF.values() if shapes.count(kind) / len(shapes) >= _SURE), ColumnKind.OTHER)
    if told is ColumnKind.ROLE:
        named = sum(private_in_role(value) is Private.NAME for value in values[:_LOOKED_AT])
        return ColumnKind.NAME if named / len(shapes) >= _SURE else told
    reached_otherwise = {told, most} == {ColumnKind.TELEPHONE, ColumnKind.EMAIL} or (
        {told, most} == {ColumnKind.NUMBER, ColumnKind.TELEPHONE} and says_only_a_number(heading)
    )
    if told is not ColumnKind.OTHER and not reached_otherwise:
        return told
    if most is not ColumnKind.OTHER:
        return most
    if sum(value.lower() in _ROLE_VALUES for value in values) / len(values) >= _SURE:
        return ColumnKind.ROLE
    if _numbers_everybody(values):
        return ColumnKind.NUMBER
    return ColumnKind.OTHER


def _shape(heading: str, value: str, others: Sequence[str]) -> ColumnKind | None:
    """What a value is as a whole; a remark with a number in it is no telephone number."""
    without_zero = re.fullmatch(r"[1-57-9]\d{7,8}", value)
    if any(sign.isdigit() for sign in value) and not (without_zero and is_citizen_number(value)):
        try:
            return ColumnKind.TELEPHONE if telephone_of(value) else None
        except TelephoneWrong:
            pass
    if "@" in value:
        try:
            return ColumnKind.EMAIL if email_of(value) else None
        except EmailWrong:
            pass
    found = private_in_attribute(heading, value, others) if len(value) <= LONGEST_ATTRIBUTE else None
    return _KIND_OF.get(found) if found else None


def _numbers_everybody(values: Collection[str]) -> bool:
    """'C-10234', 'C-10235': a different code for each, so a code of somebody."""
    coded = [value for value in values if re.fullmatch(r"[A-Za-z]{0,4}[-/. ]?\d{4,}[-/\dA-Za-z]*", value)]
    years = [value for value in coded if re.fullmatch(r"(?:19|20)\d\d", value)]
    return len(coded) == len(values) == len(set(values)) > 1 and not years


def _fates(headings: Sequence[str], kinds: Sequence[ColumnKind], values: Sequence[Sequence[str]]) -> list[Fate]:
    names = _name_columns(headings, kinds)
    fates: list[Fate] = []
    used = set[str]()
    for index, kind in enumerate(kinds):
        fate = _fate(kind, values[index], index in names, Fate.ROLE in fates)
        if fate in (Fate.ATTRIBUTE, Fate.AGE_BAND):
            name = AGE if fate is Fate.AGE_BAND else headings[index].lower()
            fate = Fate.LEAVE_OUT if name in used or len(used) >= MOST_ATTRIBUTES else fate
            used.add(name)
        fates.append(fate)
    return fates


def _fate(kind: ColumnKind, values: Sequence[str], is_name: bool, has_role: bool) -> Fate:
    if kind in NAMES:
        return Fate.NAME if is_name else Fate.LEAVE_OUT
    if kind is ColumnKind.ROLE:
        return Fate.LEAVE_OUT if has_role else Fate.ROLE
    if kind is ColumnKind.AGE and values and all(map(is_age, values)):
        return Fate.AGE_BAND
    if kind in (ColumnKind.TELEPHONE, ColumnKind.EMAIL):
        return Fate(Fate.TELEPHONE if kind is ColumnKind.TELEPHONE else Fate.EMAIL)
    if kind in PRIVATE or kind is ColumnKind.NOTE or not values:
        return Fate.LEAVE_OUT
    return Fate.ATTRIBUTE


def _name_columns(headings: Sequence[str], kinds: Sequence[ColumnKind]) -> set[int]:
    """Which columns make the name: the parts together, or the first whole name; what is called so goes before."""
    first = next((kinds.index(kind) for kind in (ColumnKind.FIRST_NAME, ColumnKind.INITIALS) if kind in kinds), None)
    infix = [kinds.index(ColumnKind.INFIX)] if ColumnKind.INFIX in kinds else []
    whole = [index for index, kind in enumerate(kinds) if kind is ColumnKind.NAME]
    called = [index for index in whole if kind_by_heading(headings[index]) is ColumnKind.NAME]
    own = [index for index in whole if not is_of_somebody_near(headings[index])]
    last = kinds.index(ColumnKind.LAST_NAME) if ColumnKind.LAST_NAME in kinds else next(iter(called or own), None)
    return {index for index in (first, *infix, last) if index is not None}


def _words_of_names(table: ListTable, names: Sequence[int]) -> set[str]:
    """The words of everybody's name; 'Venlo' may be a surname and is a place."""
    said = {word for _number, cells in table.rows for index in names for word in _WORD.findall(cells[index])}
    return {word for word in said if word[0].isupper() and word.lower() not in name_lists().places}


def _named(cell: str, names: Collection[str]) -> Private | None:
    """Whether somebody of the list is named: 'Mien belt liever na zessen'."""
    return Private.NAME if any(word in names for word in _WORD.findall(cell)) else None


def _refusal(table: ListTable, column: ListColumn, fate: Fate, names: Collection[str]) -> str:
    if fate is Fate.AGE_BAND:
        bad = next((number for number, cells in table.rows if (cell := cells[column.index]) and not age_band(cell)), 0)
        return _("In rij %(row)s staat geen leeftijd of geboortedatum.", row=bad) if bad else ""
    if fate not in (Fate.ATTRIBUTE, Fate.ROLE):
        return ""
    if fate is Fate.ATTRIBUTE and (column.kind in PRIVATE or kind_by_heading(column.heading) in PRIVATE):
        return _("Dit kan geen kenmerk worden: %(what)s staat nooit open.", what=_in_words(column))
    return _refused_value(table, column, fate, names)


def _refused_value(table: ListTable, column: ListColumn, fate: Fate, names: Collection[str]) -> str:
    most = LONGEST_ROLE if fate is Fate.ROLE else LONGEST_ATTRIBUTE
    for number, cells in table.rows:
        cell = cells[column.index]
        found = (
            private_in_role(cell) if fate is Fate.ROLE else private_in_attribute(column.heading, cell, column.values)
        )
        if found := found or _named(cell, names):
            return _(
                "In rij %(row)s staat %(what)s. Dat mag niet open staan: kies iets anders, of haal het uit je bestand.",
                row=number,
                what=what_it_is(found),
            )
        if len(cell) > most:
            return _("Wat in rij %(row)s staat is te lang. Houd het kort en algemeen.", row=number)
    return ""


def _in_words(column: ListColumn) -> str:
    kind = column.kind if column.kind in PRIVATE else kind_by_heading(column.heading)
    if kind is ColumnKind.BIRTH:
        return _("een geboortedatum")
    return next((what_it_is(reason) for reason, one in _KIND_OF.items() if one is kind), what_it_is(Private.NAME))
