"""A file as a table: what it holds, and what is gone before anybody gets it."""

from random import Random

import pytest

from feedback.intake.table import MOST_LINES, FileWrong, Refused, read_table
from interviews.respondents.attributes.private_values import is_citizen_number
from tests.feedback.intake.lists import BSN, HEADINGS, LINES, csv_of, xlsx_of, zipped


def test_a_column_of_citizen_numbers_and_remarks_are_gone_and_the_rest_is_there() -> None:
    table = read_table(csv_of(*LINES))

    assert table.headings == tuple(HEADINGS.split(";"))
    assert table.refused == {6: Refused.REMARKS, 7: Refused.CITIZEN_NUMBERS}
    assert [number for number, _cells in table.rows] == [2, 3, 4]
    assert table.rows[0][1][:3] == ("88213", "13-11-2026", "A. Voorbeeld")
    assert not any(cells[6] or cells[7] for _number, cells in table.rows)
    assert "Voorbeeld" not in repr(table)


@pytest.mark.parametrize("heading", ["BSN", "Burger-service nummer", "sofinr", "bsn_client", "SSN"])
def test_a_citizen_number_is_known_by_its_heading(heading: str) -> None:
    table = read_table(csv_of("Anna;12", headings=f"naam;{heading}"))

    assert table.refused == {1: Refused.CITIZEN_NUMBERS}


def test_a_citizen_number_is_known_by_itself_wherever_it_stands() -> None:
    lines = [f"{number};naam{number}" for number in _passing(12)]
    assert read_table(csv_of(*lines, headings="clientnr;naam")).refused == {0: Refused.CITIZEN_NUMBERS}

    table = read_table(csv_of("88;A. Voorbeeld 1234.56.782;x", "89;Kim;y", "90;Lou;z", headings="clientnr;naam;groep"))
    assert table.rows[0][1] == ("88", "A. Voorbeeld", "x")
    assert table.stained == {2}


def test_no_line_above_a_list_without_headings_shows_one() -> None:
    table = read_table(csv_of("Anna;b", headings=f"x {BSN};y"))

    assert BSN not in "".join(table.headings)


def test_client_numbers_of_nine_digits_stay_and_are_not_shown() -> None:
    """One in eleven passes the test by chance."""
    random = Random(4)  # noqa: S311 # the same numbers each time
    numbers = [random.randrange(10**8, 10**9) for _ in range(200)]
    assert sum(is_citizen_number(str(one)) for one in numbers) > 10

    table = read_table(csv_of(*(f"{one};naam" for one in numbers), headings="clientnr;naam"))

    assert [cells[0] for _number, cells in table.rows] == list(map(str, numbers))
    assert table.numbered == {0}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_it_is_read_in_whatever_way_programs_write_it(encoding: str, separator: str) -> None:
    written = f"naam{separator}email\r\nZoë{separator}z@voorbeeld.nl\r\nRené{separator}\r\n".encode(encoding)

    assert [cells for _number, cells in read_table(written).rows] == [("Zoë", "z@voorbeeld.nl"), ("René", "")]


def test_letters_that_went_through_another_encoding_once_are_mended() -> None:
    written = "naam;plaats\nZoë;Súdwest\n".encode().decode("cp1252").encode()

    assert read_table(written).rows[0][1] == ("Zoë", "Súdwest")


def test_headings_may_stand_below_a_title_and_twice() -> None:
    table = read_table(csv_of(";", "naam;naam", "Anna;Bos", headings="Uitdraai november;"))

    assert (table.headings, table.rows) == (("naam", "naam (2)"), ((4, ("Anna", "Bos")),))


def test_a_spreadsheet_is_read_as_a_list() -> None:
    table = read_table(xlsx_of([["naam", "email", "BSN"], ["Zoë", "z@voorbeeld.nl", BSN]]))

    assert (table.headings, table.rows) == (("naam", "email", "BSN"), ((2, ("Zoë", "z@voorbeeld.nl", "")),))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"  \n", "is leeg"),
        (b"naam;email\r\n", "nog niemand"),
        (b"%PDF-1.7 \n", "geen rekenblad"),
        (b"PK\x03\x04kapot", "niet te lezen"),
        (csv_of(*["a;b"] * (MOST_LINES + 1), headings="naam;email"), "hooguit 50.000 regels"),
        (csv_of("a", headings=";".join(f"k{one}" for one in range(61))), "60 kolommen"),
        (zipped({"xl/worksheets/sheet1.xml": " " * 130_000_000}), "te groot"),
    ],
)
def test_what_can_not_be_read_says_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(FileWrong, match=said):
        read_table(content)


def test_no_refusal_says_what_stood_in_it() -> None:
    with pytest.raises(FileWrong) as refused:
        read_table(f"naam;{BSN}".encode())
    assert BSN not in str(refused.value)


def _passing(count: int) -> list[str]:
    found = (str(number) for number in range(123456782, 999999999, 7919) if is_citizen_number(str(number)))
    return [next(found) for _ in range(count)]
