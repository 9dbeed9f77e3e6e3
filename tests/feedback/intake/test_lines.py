"""One line: whom it is about and when they are asked, or why it can't be read."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from feedback.intake.headings import Becomes, proposed
from feedback.intake.lines import About, ReadLine, Trouble, Unread, months_later, read_lines
from feedback.intake.models import SourceKind
from feedback.intake.table import read_table
from feedback.people.contacts import Contact
from foundation.clock import pretend_it_is
from tests.feedback.intake.lists import BSN, csv_of

OWN, STAPVOETS, MEERKANT = {"": 1}, 2, 3
PROVIDERS = {"stapvoets": STAPVOETS, "meerkant zorg aan huis": MEERKANT}


@pytest.fixture(autouse=True)
def midden_november() -> Iterator[None]:
    with pretend_it_is(datetime(2026, 11, 15, 9, 0, tzinfo=UTC)):
        yield


def read(
    headings: str,
    line: str,
    kind: SourceKind = SourceKind.CLOSED,
    months: int = 0,
    measured: dict[str, int] = OWN,
    names: dict[str, int] | None = None,
) -> ReadLine | Unread:
    table = read_table(csv_of(line, headings=headings))
    return next(iter(read_lines(table, proposed(table.headings, kind, {}), About(kind, months, measured, names or {}))))


def found(line: ReadLine | Unread) -> ReadLine:
    assert isinstance(line, ReadLine)
    return line


def test_a_line_says_who_is_asked_and_when() -> None:
    headings = "Cliëntnummer;Einddatum;Voorletters;Tussenvoegsel;Achternaam;E-mail;Geboortedatum"
    headings += ";Straat;Huisnr;Postcode;Woonplaats"
    line = found(
        read(headings, "88213;2026-11-13T00:00:00;A.;van der;Voorbeeld;A@Voorbeeld.nl;2-9-1944;Laan;1b;6231ab;Meer")
    )

    assert line.reference == "88213"
    assert line.contact == Contact(
        "A. van der Voorbeeld", "a@voorbeeld.nl", "Laan 1b", "6231 AB", "Meer", date(1944, 9, 2)
    )
    assert (line.day, line.due_on, line.measured_id) == (date(2026, 11, 13), date(2026, 11, 16), 1)
    assert "oorbeeld" not in repr(line)


def test_english_headings_are_known_too() -> None:
    line = found(
        read("client_id;closed_on;first name;last name;email address;date of birth", "1;13-11-2026;Kim;Bos;k@b.nl;")
    )

    assert (line.contact.name, line.contact.email) == ("Kim Bos", "k@b.nl")


def test_who_started_is_asked_months_later() -> None:
    line = found(read("startdatum;naam;email", "31-8-2026;Kim;k@b.nl", SourceKind.STARTED, 6))

    assert line.due_on == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
    ],
)
def test_months_later_is_a_day_that_exists(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("headings", "line", "trouble", "detail"),
    [
        ("einddatum;naam", "13-11-2062;Kim", Trouble.DAY_FAR, "2062"),
        ("einddatum;naam", "31-2-2026;Kim", Trouble.DAY_WRONG, ""),
        ("einddatum;naam", "11/13/2026;Kim", Trouble.DAY_WRONG, ""),
        ("einddatum;naam", ";Kim", Trouble.DAY_MISSING, ""),
        ("einddatum;naam;gebdat", "13-11-2026;Kim;1-1-2031", Trouble.BORN_FAR, ""),
        ("einddatum;naam;gebdat", "13-11-2026;Kim;onbekend", Trouble.BORN_WRONG, ""),
        ("einddatum;naam;email", "13-11-2026;Kim;kim bij voorbeeld", Trouble.EMAIL_WRONG, ""),
        ("einddatum;naam;email", "13-11-2026;;", Trouble.NOBODY, ""),
        ("einddatum;naam;email", '13-11-2026;=HYPERLINK("x");k@b.nl', Trouble.FORMULA, ""),
        ("einddatum;naam;email", "13-11-2026;Ren\ufffd;k@b.nl", Trouble.SIGNS, ""),
        ("einddatum;naam;email", f"13-11-2026;Kim {BSN};k@b.nl", Trouble.CITIZEN_NUMBER, ""),
    ],
)
def test_what_is_wrong_with_a_line_is_said(headings: str, line: str, trouble: Trouble, detail: str) -> None:
    assert read(headings, line) == Unread(2, trouble, detail)


def test_a_wrong_address_for_mail_is_a_letter_when_there_is_one_for_that() -> None:
    line = found(read("einddatum;naam;email;straat;postcode;plaats", "13-11-2026;Kim;x;Laan 1;6231 AB;Meer"))

    assert (line.contact.email, line.contact.has_address) == ("", True)


def test_a_provider_is_known_by_name_or_by_what_a_person_said() -> None:
    headings, line = "einddatum;naam;zorgaanbieder", "13-11-2026;Kim;Meerkant ZaH"

    assert found(read(headings, "13-11-2026;Kim;STAPVOETS", measured=PROVIDERS)).measured_id == STAPVOETS
    assert read(headings, line, measured=PROVIDERS) == Unread(2, Trouble.PROVIDER_UNKNOWN, "Meerkant ZaH")
    assert found(read(headings, line, measured=PROVIDERS, names={"meerkant zah": MEERKANT})).measured_id == MEERKANT
    assert read(headings, line, measured=PROVIDERS, names={"meerkant zah": 0}) == Unread(
        2, Trouble.PROVIDER_LEFT_OUT, "Meerkant ZaH"
    )
    assert read("einddatum;naam", "13-11-2026;Kim", measured=PROVIDERS) == Unread(2, Trouble.PROVIDER_MISSING, "")
    assert found(read(headings, line)).measured_id == OWN[""]


def test_a_column_is_proposed_once_and_as_it_was_last_time() -> None:
    headings = ("naam", "name", "datum_einde", "startdatum", "x")

    assert list(proposed(headings, SourceKind.CLOSED, {}).values()) == ["naam", "niet", "dag", "niet", "niet"]
    kept = {"x": Becomes.NAME.value, "naam": Becomes.NOTHING.value}
    assert list(proposed(headings, SourceKind.CLOSED, kept).values()) == ["niet", "naam", "dag", "niet", "niet"]
