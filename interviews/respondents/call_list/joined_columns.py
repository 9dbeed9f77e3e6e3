"""Columns of a call list that become the same thing: what happens to each is said before anything is kept."""

from collections.abc import Iterator, Sequence

from foundation.dutch import _, counted, enumerated
from interviews.respondents.attributes.headings import NAMES, ColumnKind
from interviews.respondents.attributes.open import MOST_ATTRIBUTES
from interviews.respondents.call_list.columns import AGE, Fate, ListColumn
from interviews.respondents.call_list.file import ListTable, Row
from interviews.respondents.contacts import TelephoneWrong, telephone_of

_MOST_NUMBERS = 2


def read_together(table: ListTable, columns: Sequence[ListColumn], fates: Sequence[Fate]) -> dict[int, str]:
    """{column: what happens to it because of another one, as a sentence}."""
    told: dict[int, str] = {}
    for column in columns:
        before = [one for one in columns if fates[one.index] is fates[column.index] and one.index < column.index]
        told[column.index] = " ".join(_sentences(table, columns, fates, column, before))
    return {index: sentence for index, sentence in told.items() if sentence}


def _sentences(
    table: ListTable,
    columns: Sequence[ListColumn],
    fates: Sequence[Fate],
    column: ListColumn,
    before: Sequence[ListColumn],
) -> Iterator[str]:
    fate = fates[column.index]
    if fate is Fate.LEAVE_OUT:
        yield _why_left_out(columns, fates, column)
    elif fate is Fate.NAME and before:
        yield _("Samen met %(others)s wordt dit één naam.", others=_headings(before))
    elif fate is Fate.TELEPHONE and before:
        yield _("Komt erbij als tweede nummer.")
        if lost := sum(_is_third_number(cells, column, before) for _number, cells in table.rows):
            people = counted(lost, "persoon", "mensen")
            yield _("Bij %(people)s staan al twee andere nummers. Daar wordt dit nummer weggelaten.", people=people)
    elif fate is Fate.EMAIL and before:
        yield _("Komt erbij waar %(others)s leeg is.", others=_headings(before))
        if lost := sum(_is_other_address(cells, column, before) for _number, cells in table.rows):
            yield _(
                "Bij %(people)s staat al een ander adres in %(others)s. Daar wordt dit adres weggelaten. "
                "Wil je liever dit adres? Kies dan daar ‘Niet meenemen’.",
                people=counted(lost, "persoon", "mensen"),
                others=_headings(before),
            )


def _why_left_out(columns: Sequence[ListColumn], fates: Sequence[Fate], column: ListColumn) -> str:
    """Whether another column is the reason; a column may be left out for what it is, too."""
    names = [one for one in columns if fates[one.index] is Fate.NAME]
    roles = [one for one in columns if fates[one.index] is Fate.ROLE]
    if column.kind in NAMES and names:
        return _("De naam komt al uit %(others)s. Hoort dit erbij, kies dan ook hier ‘Naam’.", others=_headings(names))
    if column.kind is ColumnKind.ROLE and roles:
        return _(
            "De rol komt al uit %(others)s. Kies daar iets anders als je liever deze kolom hebt.",
            others=_headings(roles),
        )
    if column.kind not in (ColumnKind.OTHER, ColumnKind.AGE) or not column.values:
        return ""
    open_ones = [one for one in columns if fates[one.index] in (Fate.ATTRIBUTE, Fate.AGE_BAND)]
    called = {AGE if fates[one.index] is Fate.AGE_BAND else one.attribute for one in open_ones}
    own = {column.attribute, AGE} if column.kind is ColumnKind.AGE else {column.attribute}
    if own & called:
        name = next(iter(own & called))
        return _("Er is al een kenmerk ‘%(name)s’. Neem één van de twee mee.", name=name)
    if len(open_ones) >= MOST_ATTRIBUTES:
        return _("Er zijn al %(most)s kenmerken. Laat een ander weg als je deze wilt.", most=MOST_ATTRIBUTES)
    return ""


def _is_third_number(cells: Row, column: ListColumn, before: Sequence[ListColumn]) -> bool:
    earlier = {_number(cells[one.index]) for one in before} - {""}
    own = _number(cells[column.index])
    return bool(own) and own not in earlier and len(earlier) >= _MOST_NUMBERS


def _is_other_address(cells: Row, column: ListColumn, before: Sequence[ListColumn]) -> bool:
    first = next((cells[one.index] for one in before if cells[one.index]), "")
    own = cells[column.index]
    return bool(first and own) and first.lower() != own.lower()


def _number(cell: str) -> str:
    try:
        return telephone_of(cell)
    except TelephoneWrong:
        return cell


def _headings(columns: Sequence[ListColumn]) -> str:
    """'‘Voornaam’ en ‘Achternaam’'."""
    return enumerated(f"‘{one.heading}’" for one in columns)
