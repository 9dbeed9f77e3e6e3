"""Call lists: who is in one, who is on the list already, and who may be; then taken in without anybody twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.respondents.attributes.age_bands import age_band
from interviews.respondents.call_list.columns import AGE, Fate, ListColumn, columns_of, name_order, refusals
from interviews.respondents.call_list.completing import Whole
from interviews.respondents.call_list.file import CallListWrong, ListTable, Row
from interviews.respondents.call_list.joined_columns import read_together
from interviews.respondents.call_list.likeness import Acquaintance, Acquaintances, Likeness
from interviews.respondents.contacts import (
    Contact,
    ContactVault,
    TelephoneWrong,
    contact_from,
    contacts_of,
    keep_contact,
)
from interviews.respondents.register import add_respondent, all_respondents, complete_attributes
from interviews.texts.adding import LONGEST_ROLE
from studies.models import Study
from studies.retention.due import Kept, check_takes_in


class WhoItIs(StrEnum):
    """Whether somebody in the list is the person they look like."""

    SAME = "dezelfde"
    OTHER = "iemand-anders"


@dataclass(frozen=True)
class Choices:
    """What a person chose: a fate per column, the role of whoever has none, and who is whom (by row)."""

    fates: tuple[Fate, ...]
    role: str = ""
    answers: Mapping[int, WhoItIs] = field(default_factory=dict)


@dataclass(frozen=True)
class ListedPerson:
    """One row. `row` counts as a spreadsheet does. `known`: who this is already, or may be."""

    row: int
    contact: Contact
    role: str
    attributes: Mapping[str, str]
    known: Acquaintance | None = None
    says_role: bool = True
    """The role stands in the row itself."""

    @property
    def told(self) -> Whole:
        return Whole(self.contact, self.role if self.says_role else "", self.attributes)


@dataclass(frozen=True)
class WrongRow:
    row: int
    sentence: str


@dataclass(frozen=True)
class CallList:
    """What comes of a list: who is taken in, who is there already, who may be, and rows that are not right."""

    columns: tuple[ListColumn, ...]
    people: tuple[ListedPerson, ...]
    known: tuple[ListedPerson, ...]
    doubted: tuple[ListedPerson, ...]
    wrong: tuple[WrongRow, ...]
    refused: Mapping[int, str]
    """{column: why it cannot become what was chosen}."""
    together: Mapping[int, str]
    """{column: what happens because another column becomes the same thing}."""
    unanswered: frozenset[int]
    """Rows of which nobody said yet whether it is the same person."""
    wholes: Mapping[int, Whole] = field(default_factory=dict)
    """{number: all that is known of a respondent after it} of those who get something that was missing."""
    left_out: Mapping[int, str] = field(default_factory=dict)
    """{row: what it says of somebody who is there already that has no place}."""

    @property
    def completed(self) -> int:
        """How many respondents get a number, an address or an attribute that was missing."""
        return len(self.wholes)

    @property
    def may_be_taken_in(self) -> bool:
        return bool(self.people or self.completed) and not self.refused and not self.unanswered


class ListNotReady(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is nog niets op de lijst gezet. Kijk bij de velden met een rode rand."))


def guessed(table: ListTable) -> Choices:
    """What is proposed when a list comes in."""
    return Choices(tuple(column.fate for column in columns_of(table)))


def look_over(table: ListTable, choices: Choices, listed: Sequence[Acquaintance] = ()) -> CallList:
    """What would come of the list with these choices. `listed`: who is on the list already."""
    columns = columns_of(table)
    refused = refusals(table, columns, choices.fates)
    fates = tuple(Fate.LEAVE_OUT if index in refused else fate for index, fate in enumerate(choices.fates))
    reading = _Reading(replace(choices, fates=fates), name_order(columns, fates), columns, Acquaintances(listed))
    for number, cells in table.rows:
        reading.read(number, cells)
    unanswered = frozenset(one.row for one in reading.doubted if one.row not in choices.answers)
    return CallList(
        columns,
        tuple(reading.people.values()),
        tuple(reading.known),
        tuple(reading.doubted),
        tuple(reading.wrong),
        refused,
        read_together(table, columns, choices.fates),
        unanswered,
        reading.completed,
        reading.left_out,
    )


def listed_people(session: Session, vault: ContactVault, study_id: int) -> list[Acquaintance]:
    """Everybody on the list whose contact data are still there."""
    contacts = contacts_of(session, vault, study_id)
    respondents = all_respondents(session, study_id)
    return [
        Acquaintance(contacts[one.id], one.role, number=one.number, attributes=one.attributes)
        for one in respondents
        if one.id in contacts
    ]


def take_in(session: Session, vault: ContactVault, study: Study, table: ListTable, choices: Choices) -> int:
    """Add everybody who is not on the list yet; how many. Of who is, what was missing is filled in.

    Raises ListNotReady, PastLastDay.
    """
    check_takes_in(session, study.id, Kept.NAMES)
    read = look_over(table, choices, listed_people(session, vault, study.id))
    if not read.may_be_taken_in:
        raise ListNotReady
    for person in read.people:
        respondent = add_respondent(session, study, person.role, person.attributes)
        keep_contact(session, vault, respondent, person.contact)
    respondents = {one.number: one for one in all_respondents(session, study.id)} if read.wholes else {}
    for number, whole in read.wholes.items():
        keep_contact(session, vault, respondents[number], whole.contact)
        complete_attributes(session, respondents[number], whole.attributes)
    return len(read.people)


@dataclass
class _Reading:
    """The rows so far, and everybody met: on the list, or higher up in the file."""

    choices: Choices
    names: list[int]
    columns: tuple[ListColumn, ...]
    met: Acquaintances
    people: dict[int, ListedPerson] = field(default_factory=dict)
    known: list[ListedPerson] = field(default_factory=list)
    doubted: list[ListedPerson] = field(default_factory=list)
    wrong: list[WrongRow] = field(default_factory=list)
    completed: dict[int, Whole] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)

    def read(self, number: int, cells: Row) -> None:
        said = " ".join(self._first(cells, Fate.ROLE).split()).lower()
        role = said or self.choices.role
        try:
            name = _said(" ".join(cells[index] for index in self.names if cells[index]))
            contact = contact_from(name, "", self._first(cells, Fate.EMAIL))
            for column in self._with(Fate.TELEPHONE):
                contact = contact.completed_by(self._called_by(column, cells))
        except ResearcherError as wrong:
            self.wrong.append(WrongRow(number, str(wrong)))
            return
        if sentence := next(_wrong_with(role), ""):
            self.wrong.append(WrongRow(number, sentence))
            return
        self._meet(ListedPerson(number, contact, role, dict(self._attributes(cells)), says_role=bool(said)))

    def _meet(self, person: ListedPerson) -> None:
        likeness, other = self.met.likest(person.contact, person.role)
        person = replace(person, known=other)
        answer = self.choices.answers.get(person.row)
        if likeness is Likeness.MAYBE:
            self.doubted.append(person)
        if likeness is Likeness.SAME or (likeness is Likeness.MAYBE and answer is WhoItIs.SAME):
            self.known.append(person)
            self._complete(person, other)
            return
        self.people[person.row] = person
        self.met.add(Acquaintance(person.contact, person.role, row=person.row))

    def _complete(self, person: ListedPerson, there: Acquaintance | None) -> None:
        """Who is on the list, or stands in the file twice, keeps what each of these rows tells."""
        if there is None:
            return
        before = Whole(there.contact, there.role, there.attributes)
        if there.row is not None:
            before = self.people[there.row].told
        elif there.number is not None:
            before = self.completed.get(there.number, before)
        if left := before.leaves_out(person.told):
            self.left_out[person.row] = " ".join(left)
        whole = before.completed_by(person.told)
        if there.row is not None:
            first = self.people[there.row]
            role = whole.role or first.role
            self.people[there.row] = replace(
                first, contact=whole.contact, role=role, attributes=whole.attributes, says_role=bool(whole.role)
            )
        elif there.number is not None and whole != before:
            self.completed[there.number] = whole

    def _called_by(self, column: ListColumn, cells: Row) -> Contact:
        try:
            return contact_from("", cells[column.index])
        except TelephoneWrong as wrong:
            if len(self._with(Fate.TELEPHONE)) == 1:
                raise
            told = _("Kolom ‘%(name)s’: %(wrong)s", name=column.heading, wrong=str(wrong))
            raise CallListWrong(told) from None

    def _with(self, fate: Fate) -> list[ListColumn]:
        return [column for column in self.columns if self.choices.fates[column.index] is fate]

    def _first(self, cells: Row, fate: Fate) -> str:
        """What stands in the first column with this fate that is filled in."""
        return next((cells[one.index] for one in self._with(fate) if cells[one.index]), "")

    def _attributes(self, cells: Row) -> Iterator[tuple[str, str]]:
        for column in self.columns:
            fate, cell = self.choices.fates[column.index], cells[column.index]
            if fate is Fate.ATTRIBUTE and cell:
                yield column.attribute, cell
            elif fate is Fate.AGE_BAND and cell:
                yield AGE, age_band(cell)


def _said(name: str) -> str:
    """'Jansen, Wilma' -> 'Wilma Jansen'."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else name


def _wrong_with(role: str) -> Iterator[str]:
    if not role:
        yield _("De rol ontbreekt. Kies hierboven bij ‘Rol’ wie dit is, of schrijf het in je bestand: ouder, jongere…")
    if len(role) > LONGEST_ROLE:
        yield _("De rol is te lang.")
