"""Call lists from a spreadsheet: read as CSV, looked at by a person, then taken in without anybody twice."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.contacts import (
    LONGEST_NAME,
    Contact,
    ContactVault,
    TelephoneWrong,
    contacts_of,
    save_contact,
    telephone_of,
)
from interviews.respondents import (
    LONGEST_ATTRIBUTE,
    LONGEST_ROLE,
    MOST_ATTRIBUTES,
    add_respondent,
    all_respondents,
)
from studies.models import Study

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
NAME, TELEPHONE, ROLE = "naam", "telefoon", "rol"
_ALSO_CALLED = {"telefoonnummer": TELEPHONE, "tel": TELEPHONE, "mobiel": TELEPHONE, "volledige naam": NAME}


class CallListWrong(ResearcherError):
    """The file cannot be read as a call list at all."""


@dataclass(frozen=True)
class ListedPerson:
    """One row that can be taken in. `row` counts as a spreadsheet does: the heading is row 1."""

    row: int
    contact: Contact
    role: str
    attributes: dict[str, str]
    known_as: int | None = None
    """The number of the respondent who has this telephone number already."""


@dataclass(frozen=True)
class WrongRow:
    row: int
    sentence: str


@dataclass(frozen=True)
class CallList:
    """What a file holds: people to take in, people who are on the list already, and rows that are not right."""

    columns: tuple[str, ...]
    people: tuple[ListedPerson, ...] = ()
    known: tuple[ListedPerson, ...] = ()
    wrong: tuple[WrongRow, ...] = ()


@dataclass
class _Reading:
    people: list[ListedPerson] = field(default_factory=list)
    wrong: list[WrongRow] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def decoded(content: bytes) -> str:
    """The text of a file as spreadsheets write it: UTF-8, or Windows' own code page. Raises CallListWrong."""
    if len(content) > MOST_BYTES:
        raise CallListWrong(_("Dit bestand is te groot voor een bellijst. Bewaar alleen de lijst zelf als CSV."))
    if content.startswith(b"PK") or b"\0" in content:
        raise CallListWrong(_("Dit is geen CSV-bestand. Kies in je rekenblad ‘Opslaan als’ en dan ‘CSV’."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_call_list(text: str, known: Sequence[tuple[int, str]] = ()) -> CallList:
    """The rows of a call list. `known`: (respondent number, telephone) of who is on the list already.

    Raises CallListWrong when there is no heading with a column 'rol', or nobody below it.
    """
    rows = _rows(text)
    columns = _columns(rows[0] if rows else [])
    filled = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row)]
    if not filled:
        raise CallListWrong(_("Onder de kopregel staat nog niemand. Vul de lijst aan en lees hem opnieuw in."))
    if len(filled) > MOST_ROWS:
        raise CallListWrong(_("Deze lijst heeft meer dan %(most)s rijen. Splits hem op.", most=MOST_ROWS))
    reading, numbers = _Reading(), {telephone: number for number, telephone in known if telephone}
    for number, row in filled:
        _read_row(reading, number, dict(zip(columns, row, strict=False)), numbers)
    return CallList(
        columns,
        tuple(one for one in reading.people if one.known_as is None),
        tuple(one for one in reading.people if one.known_as is not None),
        tuple(reading.wrong),
    )


def known_telephones(session: Session, vault: ContactVault, study_id: int) -> list[tuple[int, str]]:
    """(respondent number, telephone) of everybody on the list whose contact data are still there."""
    contacts = contacts_of(session, vault, study_id)
    respondents = all_respondents(session, study_id)
    return [(one.number, contacts[one.id].telephone) for one in respondents if one.id in contacts]


def take_in_call_list(session: Session, vault: ContactVault, study: Study, text: str) -> int:
    """Add everybody who is not on the list yet; how many. Raises CallListWrong."""
    people = read_call_list(text, known_telephones(session, vault, study.id)).people
    for person in people:
        respondent = add_respondent(session, study, person.role, person.attributes)
        save_contact(session, vault, respondent, person.contact.name, person.contact.telephone)
    return len(people)


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise CallListWrong(_("Dit bestand is niet te lezen als CSV. Bewaar de lijst opnieuw als CSV.")) from error


def _delimiter(text: str) -> str:
    heading = text.lstrip().split("\n", 1)[0]
    return max(";,\t", key=heading.count)


def _columns(heading: Collection[str]) -> tuple[str, ...]:
    names = [" ".join(name.split()).lower() for name in heading]
    columns = tuple(_ALSO_CALLED.get(name, name) for name in names)
    if ROLE not in columns:
        raise CallListWrong(
            _("De kolom ‘rol’ ontbreekt. Zet in de eerste rij wat eronder staat, bijvoorbeeld: naam; telefoon; rol.")
        )
    if doubled := next((name for name in columns if name and columns.count(name) > 1), ""):
        raise CallListWrong(_("De kolom ‘%(name)s’ staat er twee keer. Haal er één weg.", name=doubled))
    if len(set(columns) - {NAME, TELEPHONE, ROLE, ""}) > MOST_ATTRIBUTES:
        raise CallListWrong(_("Er zijn te veel kolommen. Houd ten hoogste %(most)s kenmerken.", most=MOST_ATTRIBUTES))
    return columns


def _read_row(reading: _Reading, number: int, cells: dict[str, str], known: dict[str, int]) -> None:
    attributes = {
        name: " ".join(value.split())
        for name, value in cells.items()
        if name not in {NAME, TELEPHONE, ROLE, ""} and value.strip()
    }
    try:
        telephone = telephone_of(cells.get(TELEPHONE, ""))
    except TelephoneWrong as wrong:
        reading.wrong.append(WrongRow(number, str(wrong)))
        return
    contact = Contact(" ".join(cells.get(NAME, "").split()), telephone)
    role = " ".join(cells.get(ROLE, "").split()).lower()
    if sentence := next(_wrong_with(contact, role, attributes, reading), ""):
        reading.wrong.append(WrongRow(number, sentence))
        return
    if telephone:
        reading.seen[telephone] = number
    reading.people.append(ListedPerson(number, contact, role, attributes, known.get(telephone)))


def _wrong_with(contact: Contact, role: str, attributes: dict[str, str], reading: _Reading) -> Iterator[str]:
    if not role:
        yield _("De rol ontbreekt. Vul in: ouder, jongere, verzorger of iets anders.")
    if len(role) > LONGEST_ROLE or len(contact.name) > LONGEST_NAME:
        yield _("De naam of de rol is te lang.")
    if too_long := next((name for name, value in attributes.items() if len(value) > LONGEST_ATTRIBUTE), ""):
        yield _("Wat onder ‘%(name)s’ staat is te lang. Houd kenmerken kort en algemeen.", name=too_long)
    if contact.telephone in reading.seen:
        yield _("Dit telefoonnummer staat ook in rij %(row)s.", row=reading.seen[contact.telephone])
