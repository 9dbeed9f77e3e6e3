"""Call lists: every column is shown with what it becomes before anything is kept, and nothing private stands open."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from foundation.clock import pretend_it_is
from foundation.database import write_turn
from foundation.database.engine import unit_of_work
from foundation.database.write_turn import WriteTurnLate
from interviews.models import Respondent
from interviews.respondents.attributes.age_bands import age_band
from interviews.respondents.attributes.private_values import private_in
from interviews.respondents.call_list import views
from interviews.respondents.call_list.columns import Fate, columns_of
from interviews.respondents.call_list.file import CallListWrong, ListTable, read_file
from interviews.respondents.call_list.intake import (
    Choices,
    ListNotReady,
    WhoItIs,
    guessed,
    listed_people,
    look_over,
    take_in,
)
from interviews.respondents.call_list.parcel import ParcelGone, ParcelVault
from interviews.respondents.contacts import Contact, ContactVault, contacts_of, save_contact, wipe_contacts
from interviews.respondents.register import add_respondent, all_respondents
from studies.keys.keeping import study_key
from studies.keys.secret import key_from_before
from studies.models import Study
from tests.files import contents_of
from tests.interviews.respondents.spreadsheet_files import MADE_ELSEWHERE, day, formula, xlsx, zipped
from webapp.settings import Settings

KEY = bytes(range(32))
LIST = (
    "Naam;Telefoon;Rol;Leeftijd\nAnna Pieterse;06-12345678;Ouder;40 tot 50\nBram Öztürk;0612345679;Jongere;12 tot 18\n"
)
WITH_BIRTH_DATES = (
    "Naam;Tel.;Rol;Geboortedatum\n"
    "Mien Ploegmakers;0600000001;ouder;3-4-1980\nKoen Ploegmakers;0600000002;jongere;5-6-2010\n"
)
HOME = "/onderzoeken/jeugdhulp/interviews/respondenten/"


@pytest.fixture
def vault(study: Study) -> ContactVault:
    return ContactVault(key_from_before(KEY, study.id))


@pytest.fixture
def app_vault(session: Session, study: Study) -> ContactVault:
    """With the key of the application."""
    return ContactVault(study_key(session, study.id))


def table(text: str) -> ListTable:
    return read_file(text.encode())


def becomes(text: str) -> dict[str, str]:
    """{heading: what it is guessed to become}."""
    return {column.heading: column.fate.value for column in columns_of(table(text))}


def read_in(client: FlaskClient, content: str | bytes, name: str = "bellijst.csv") -> TestResponse:
    content = content.encode() if isinstance(content, str) else content
    return client.post(f"{HOME}inlezen", data={"list": (io.BytesIO(content), name)})


def choices_on(page: str) -> dict[str, str]:
    """What the form on the page sends when nothing is changed."""
    form: dict[str, str] = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="([\w-]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        form[name] = chosen[1] if chosen else ""
    for tag in re.findall(r'<input type="radio" name="(?:same-\d+|first-row)"[^>]*checked>', page):
        form[re.search(r'name="([^"]*)"', tag)[1]] = re.search(r'value="([^"]*)"', tag)[1]  # type: ignore[index]
    return form


def take_in_as_shown(client: FlaskClient, page: str, **changed: str) -> TestResponse:
    changed = {name.replace("_", "-"): value for name, value in changed.items()}
    return client.post(f"{HOME}inlezen/opnemen", data=choices_on(page) | changed, follow_redirects=True)


def everything_open(session: Session) -> str:
    """What anybody reads who has the database without the key."""
    session.expire_all()
    return str([(one.role, one.attributes) for one in session.exec(select(Respondent)).all()])


# Reading a file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_call_list_is_read_as_spreadsheets_write_it(encoding: str, delimiter: str) -> None:
    content = LIST.replace(";", delimiter).replace("\n", "\r\n").encode(encoding)

    read = look_over(read_file(content), guessed(read_file(content)))

    assert [(one.row, one.contact.name, one.role) for one in read.people] == [
        (2, "Anna Pieterse", "ouder"),
        (3, "Bram Öztürk", "jongere"),
    ]
    assert read.people[0].contact.telephone == "0612345678"
    assert read.people[1].attributes == {"leeftijd": "12 tot 18"}


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nnaam;telefoon;rol\nMien Ploegmakers;0600000001;ouder\n",
        "\ufeffsep=,\r\nnaam,telefoon,rol\r\nMien Ploegmakers,0600000001,ouder\r\n",
        '"sep=;"\nnaam;telefoon;rol\nMien Ploegmakers;0600000001;ouder\n',
        "Bellijst jeugdhulp, mei 2026;;\n;;\nnaam;telefoon;rol\n;;\nMien Ploegmakers;0600000001;ouder\n;;\n",
        '"naam";"telefoon";"rol"\n"Mien\nPloegmakers";="0600000001";ouder\n',
        "naam;telefoon;rol\nMien Ploegmakers;'0600000001;ouder\n",
        "naam;telefoon;rol\nMien Ploegmakers;6,00000001E+08;ouder\n",
        'naam;telefoon;rol\n"Ploegmakers, Mien";31600000001;ouder\n',
        "Mien Ploegmakers;0600000001;ouder\n",
    ],
)
def test_the_person_is_found_however_the_file_was_made(text: str) -> None:
    read = look_over(table(text), guessed(table(text)))

    assert [(one.contact.name, one.contact.telephone, one.role) for one in read.people] == [
        ("Mien Ploegmakers", "0600000001", "ouder")
    ]
    assert not read.wrong


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg"),
        (b"naam;telefoon;rol\n", "staat nog niemand"),
        (b"PK\x03\x04...", "niet te lezen als rekenblad"),
        (b"%PDF-1.7 ...", "geen rekenblad en geen CSV"),
        ((MADE_ELSEWHERE / "wachtwoord.xlsx").read_bytes(), "heeft een wachtwoord"),
        (b"naam;rol\n" + b"a;ouder\n" * 2_001, "meer dan 2000 rijen"),
    ],
)
def test_a_file_that_is_no_call_list_says_what_is_wrong(content: bytes, sentence: str) -> None:
    with pytest.raises(CallListWrong, match=sentence):
        read_file(content)


@pytest.mark.parametrize("name", ["bellijst.xls", "bellijst.ods"])
def test_a_spreadsheet_of_another_program_is_read(name: str) -> None:
    read = read_file((MADE_ELSEWHERE / name).read_bytes())
    people = look_over(read, guessed(read)).people

    assert [one.contact.name for one in people] == ["Mien Ploegmakers"]
    assert people[0].contact.telephone in ("0612345678", "0612345678")


def test_a_workbook_is_read_as_a_person_sees_it() -> None:
    content = xlsx(
        {
            "Uitleg": [["Deze lijst is gemaakt door de gemeente."]],
            "Oud": [["x"]],
            "Bellijst": [
                ["Bellijst jeugdhulp 2026"],
                [],
                [None, "Naam", "Mobiel nummer", "Rol", "Geb.dat."],
                [None, "Mien Ploegmakers", 612345678.0, formula("ouder"), day(29314)],
                [],
                [None, "Koen Ploegmakers", 31612345678.0, "jongere", day(40334)],
            ],
        },
        hidden="Oud",
    )

    read = read_file(content)
    people = look_over(read, guessed(read)).people

    assert "‘Bellijst’" in read.notice
    assert [(one.row, one.contact.name, one.contact.telephone, one.role) for one in people] == [
        (4, "Mien Ploegmakers", "0612345678", "ouder"),
        (6, "Koen Ploegmakers", "0612345678", "jongere"),
    ]
    assert read.column(3) == ["3-4-1980", "5-6-2010"]


def test_a_workbook_that_would_fill_the_memory_is_refused() -> None:
    far = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    far += '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    whole = xlsx({"Blad1": [["Naam"], ["Mien"]]})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = far + "</sheetData></worksheet>"

    with pytest.raises(CallListWrong, match="te zwaar"):
        read_file(zipped(parts))


# The first row: headings, or somebody already


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Mien Ploegmakers;0600000001;client\nKoen Ploegmakers;0600000002;client\n", ["Kolom A", "Kolom B", "Kolom C"]),
        ("Quirijn Zwaluw;Oud-Lindermeer;ouder\nAafke Oosterga;Meerdorp;jongere\n", ["Kolom A", "Kolom B", "Kolom C"]),
        ("Zwaluw;Lindermeer\nOosterga;Lindermeer\nVeldhuisen;Lindermeer\n", ["Kolom A", "Kolom B"]),
        ("Wie bel je;Waarop;Soort\nMien Ploegmakers;0600000001;ouder\n", ["Wie bel je", "Waarop", "Soort"]),
        ("Vraag 1;Vraag 2\nja;0600000001\nnee;0600000002\n", ["Vraag 1", "Vraag 2"]),
        (
            "Mien;0600000001;ouder\nKoen;0600000002;naam onbekend\nAns;0600000003;ouder\n",
            ["Kolom A", "Kolom B", "Kolom C"],
        ),
    ],
)
def test_whether_the_first_row_holds_headings_is_guessed_from_what_stands_in_it(text: str, headings: list[str]) -> None:
    read = table(text)

    assert list(read.headings) == headings
    assert len(read.rows) == len(text.splitlines()) - (headings[0] != "Kolom A")
    assert read.is_heading_asked


@pytest.mark.parametrize("text", [LIST, WITH_BIRTH_DATES, "Bellijst mei;;\nNaam;Tel;Rol\nMien;0600000001;ouder\n"])
def test_headings_that_are_known_are_not_asked_about(text: str) -> None:
    assert not table(text).is_heading_asked


def test_a_person_says_whether_the_first_row_holds_headings(
    client: FlaskClient, session: Session, study: Study
) -> None:
    page = read_in(client, "Zwaluw;0600000001\nOosterga;0600000002\n").text
    assert "De eerste rij is al een persoon" in page
    assert "Zwaluw · 0600000001" in page
    assert "2 rijen in deze lijst" in page

    other = take_in_as_shown(client, page, first_row="koppen", role="ouder")

    assert "De eerste rij is anders gelezen" in other.text
    assert "1 rij in deze lijst" in other.text
    assert '<th scope="row">Zwaluw</th>' in other.text
    assert all_respondents(session, study.id) == []
    session.rollback()
    back = take_in_as_shown(client, other.text, first_row="persoon", role="ouder")
    assert "2 rijen in deze lijst" in back.text
    take_in_as_shown(client, back.text, column_0="naam", role="ouder")
    assert len(all_respondents(session, study.id)) == 2


def test_what_stands_above_the_headings_is_said_not_to_be_read(client: FlaskClient, study: Study) -> None:
    page = read_in(client, "Bellijst mei;;\nNaam;Tel;Rol\nMien;0600000001;ouder\n").text

    assert "Wat boven de koppen staat, gaat niet mee: ‘Bellijst mei’." in page


# What columns become


@pytest.mark.parametrize(
    "heading",
    ["Tel.", "Tel nr", "Telefoonnr.", "GSM", "Mobiel nummer", "06", "06-nummer", "Telefoon thuis", "Bellen op"],
)
def test_a_telephone_number_is_known_by_heading_or_by_value(heading: str) -> None:
    assert becomes(f"Naam;{heading};Rol\nMien Ploegmakers;06-12345678;ouder\n")[heading] == "telefoon"


@pytest.mark.parametrize("heading", ["Nummer", "Nr.", "Tweede nummer", "Ander nr", "2e nummer", "Nummer van mij"])
def test_what_is_only_called_a_number_is_a_telephone_number_when_that_stands_below_it(heading: str) -> None:
    assert becomes(f"Naam;{heading};Rol\nMien Ploegmakers;043-3641111;ouder\n")[heading] == "telefoon"
    for other in ("123456782", "111222333"):
        assert becomes(f"Naam;{heading};Rol\nMien Ploegmakers;{other};ouder\n")[heading] == "niet"


@pytest.mark.parametrize("heading", ["E-mail", "mailadres", "Email adres", "Te bereiken via"])
def test_an_email_address_is_sealed_like_the_telephone(heading: str) -> None:
    assert becomes(f"Naam;{heading};Rol\nMien;mien@voorbeeld.nl;ouder\n")[heading] == "e-mail"


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Geboortedatum", "3-4-1980"),
        ("geb.dat.", "1980-04-03"),
        ("Geboren", "3 april 1980"),
        ("Dag", "03/04/80"),
        ("BSN", "111222333"),
        ("Code", "123456782"),
        ("Cliëntnummer", "88213"),
        ("Bank", "NL91 ABNA 0417 1643 00"),
        ("Adres", "Dorpsstraat 12"),
        ("Waar", "Kerkweg 3a"),
        ("Postcode", "6221 AB"),
        ("pc", "6221ab"),
        ("Gebied", "6221 AB"),
        ("Straat", "Dorpsstraat"),
        ("Naam kind", "Koen Ploegmakers"),
        ("Hulpverlener", "mevr. De Wit"),
        ("Gezin", "P.J. van der Berg"),
        ("Opmerkingen", "belt liever na zes uur"),
        ("Bijzonderheden", "bel 06-12345678 na zessen"),
        ("Afspraak", "Mien is er niet op maandag"),
    ],
)
def test_what_leads_to_somebody_is_left_out_at_first(heading: str, value: str) -> None:
    assert becomes(f"Naam;Rol;{heading}\nMien Ploegmakers;ouder;{value}\n")[heading] == "niet"


def test_what_is_general_becomes_an_attribute() -> None:
    text = "Naam;Rol;Woonplaats;Hulp;Leeftijdsgroep\nMien Jansen;ouder;Venlo;jeugd-ggz, overgang naar 18;40 tot 50\n"

    assert list(becomes(text).values()) == ["naam", "rol", "kenmerk", "kenmerk", "kenmerk"]


def test_a_name_in_parts_is_joined_in_the_order_in_which_it_is_said() -> None:
    text = "Achternaam;Tussenvoegsel;Voornaam;Rol\nBerg;van den;Wilma;ouder\nJansen;;Koen;jongere\n"

    people = look_over(table(text), guessed(table(text))).people

    assert [one.contact.name for one in people] == ["Wilma van den Berg", "Koen Jansen"]


@pytest.mark.parametrize("heading", ["Tel.", "E-mail", "Geboortedatum", "BSN", "Adres", "Naam", "Straat", "Dossiernr"])
def test_a_private_column_is_never_an_attribute_whatever_stands_in_it(heading: str) -> None:
    read = look_over(table(f"{heading};Rol\niets;ouder\n"), Choices((Fate.ATTRIBUTE, Fate.ROLE)))

    assert "staat nooit open" in read.refused[0]
    assert not read.may_be_taken_in


@pytest.mark.parametrize("fate", [Fate.ATTRIBUTE, Fate.ROLE])
@pytest.mark.parametrize(
    "value",
    [
        "bel 06 12 34 56 78",
        "612345678",
        "+32 470 12 34 56",
        "mien@voorbeeld.nl",
        "geb. 3-4-1980",
        "111222333",
        "6221 AB",
        "Dorpsstraat 12",
        "zoon van Mien",
        "via mevrouw De Wit",
    ],
)
def test_one_private_value_keeps_a_whole_column_from_standing_open(fate: Fate, value: str) -> None:
    text = f"Naam;Iets\nMien Ploegmakers;dorp\nKoen Ploegmakers;{value}\nAns de Wit;stad\n"

    read = look_over(table(text), Choices((Fate.NAME, fate), role="ouder"))

    assert read.refused[1].startswith("In rij 3 staat een ")
    assert value not in read.refused[1]


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("14", "12 tot 18"),
        ("14 jaar", "12 tot 18"),
        ("29-11-2008", "12 tot 18"),
        ("28-11-2008", "18 tot 27"),
        ("1940-01-01", "70 of ouder"),
        ("12 mei 1955", "70 of ouder"),
        ("29 november 2008", "12 tot 18"),
        ("3 apr. 2010", "12 tot 18"),
        ("31 februari 2008", ""),
        ("straks", ""),
        ("31-02-2008", ""),
        ("1-1-2090", ""),
    ],
)
def test_a_birth_date_can_become_an_age_band(written: str, band: str) -> None:
    with pretend_it_is(datetime(2026, 11, 28, 12, tzinfo=UTC)):
        assert age_band(written) == band


@pytest.mark.parametrize(
    "text", ["dorp", "12 tot 18", "35-49", "65+", "hulp sinds 2019", "2019-2024", "maart 2024", "gezin met 3 kinderen"]
)
def test_what_is_general_may_stand_open(text: str) -> None:
    assert private_in(text) is None


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Kind", "Daan (2014)"),
        ("Kind", "Roos"),
        ("Kind 1", "Quirinus (8 jaar)"),
        ("Partner", "Gerrit"),
        ("Aangemeld door", "buurvrouw Truus"),
        ("Gezinssituatie", "woont samen met Henk"),
        ("Via wie", "dochter Liesbeth"),
        ("Via wie", "dochter van Wilma"),
        ("Thuis", "mijn zoon Quirinus"),
        ("Thuis", "met Bas en Roos"),
    ],
)
def test_a_name_of_somebody_near_is_left_out_and_never_an_attribute(heading: str, value: str) -> None:
    text = f"Naam;Rol;{heading}\nPietje Puk;ouder;{value}\nAagje Zwart;ouder;onbekend\n"

    assert becomes(text)[heading] == "niet"
    refused = look_over(table(text), Choices((Fate.NAME, Fate.ROLE, Fate.ATTRIBUTE))).refused[2]
    assert "een naam" in refused
    assert value not in refused


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Gezinssituatie", "moeder, vader en 2 kinderen"),
        ("Gezinssituatie", "Alleen met kind"),
        ("Nationaliteit ouders", "moeder Nederlands, vader Marokkaans"),
        ("Leeftijdsgroep", "12 tot 18"),
        ("Hulp", "sinds 2024"),
        ("Hulp", "Jeugdhulp (2019)"),
        ("Soort", "Anders"),
        ("Begonnen", "Mei 2024"),
        ("Woonplaats", "Bergen op Zoom"),
        ("Woonplaats kind", "Venlo"),
        ("Partner", "Geen"),
        ("Kind", "VWO"),
        ("Via wie", "WMO-loket"),
        ("Via", "huisarts in Sittard"),
    ],
)
def test_what_names_nobody_is_still_an_attribute(heading: str, value: str) -> None:
    assert becomes(f"Naam;Rol;{heading}\nMien Jansen;ouder;{value}\n")[heading] == "kenmerk"


def test_a_child_before_the_name_is_not_who_is_called() -> None:
    text = "Kind;Naam;Rol\nDaan Smeets;Aagje Zwart;ouder\nSanne Smeets;Bertus Zwart;ouder\n"

    assert list(becomes(text).values()) == ["niet", "naam", "rol"]


@pytest.mark.parametrize(
    "names", [("Aagje Zwart", "Bertus de Zwart"), ("Gerrit", "Wilma"), ("Quirina Zwaluwe", "Wiebrecht Oosterga")]
)
def test_a_column_of_who_holds_names_when_names_stand_in_it(names: tuple[str, str]) -> None:
    text = f"Wie;Mobiel;Doelgroep\n{names[0]};06-33335555;ouder\n{names[1]};06 33336666;jongere\n"

    found = becomes(text)
    refused = look_over(table(text), Choices((Fate.ROLE, Fate.TELEPHONE, Fate.LEAVE_OUT))).refused

    assert list(found.values()) == ["naam", "telefoon", "rol"]
    assert "een naam" in refused[0]


def test_a_column_of_who_holds_roles_when_roles_stand_in_it() -> None:
    assert becomes("Wie;Mobiel\nouder;06-33335555\nPleegmoeder;06 33336666\n")["Wie"] == "rol"


# Two columns that become the same thing


TWO_NUMBERS = (
    "Naam;Telefoon;Mobiel;Rol\nMien Ploegmakers;043-1234567;06-12345678;ouder\nKoen Ploegmakers;;0612345679;jongere\n"
)


def test_of_two_columns_with_numbers_neither_is_lost(
    client: FlaskClient, session: Session, study: Study, app_vault: ContactVault
) -> None:
    page = read_in(client, TWO_NUMBERS).text
    assert "Komt erbij als tweede nummer" in page
    assert "043-1234567" in page
    assert "06-12345678" in page

    take_in_as_shown(client, page)

    kept = list(contacts_of(session, app_vault, study.id).values())
    assert [(one.telephone, one.second_telephone) for one in kept] == [
        ("0431234567", "0612345678"),
        ("0612345679", ""),
    ]
    session.rollback()  # that somebody looks is written down
    shown = client.get(f"{HOME}1").text
    assert "043-1234567" in shown
    assert "06-12345678" in shown


def test_a_number_that_two_columns_repeat_is_kept_once() -> None:
    text = "Naam;Tel;GSM;Rol\nMien;0612345678;+31 6 12345678;ouder\n"

    [mien] = look_over(table(text), guessed(table(text))).people

    assert mien.contact == Contact("Mien", "0612345678")


@pytest.mark.parametrize(
    ("text", "heading", "sentence"),
    [
        (
            "Naam;Tel;GSM;06;Rol\nMien;0612345678;0612345679;0612345670;ouder\n",
            "06",
            "Bij 1 persoon staan al twee andere nummers. Daar wordt dit nummer weggelaten.",
        ),
        (
            "Naam;E-mail;E-mail werk;Rol\nMien;m@voorbeeld.nl;w@voorbeeld.nl;ouder\nKoen;;k@voorbeeld.nl;ouder\n",
            "E-mail werk",
            "Bij 1 persoon staat al een ander adres in ‘E-mail’. Daar wordt dit adres weggelaten.",
        ),
        (
            "Rol;Wie;Tel\nouder;jongere;0612345678\n",
            "Wie",
            "De rol komt al uit ‘Rol’.",
        ),
        (
            "Naam;Naam kind;Rol\nMien Jansen;Daan Jansen;ouder\n",
            "Naam kind",
            "De naam komt al uit ‘Naam’.",
        ),
        ("Naam;Rol;Dorp;dorp\nMien;ouder;klein;groot\n", "dorp", "Er is al een kenmerk ‘dorp’."),
        ("Voornaam;Achternaam;Rol\nMien;Jansen;ouder\n", "Achternaam", "Samen met ‘Voornaam’ wordt dit één naam."),
    ],
)
def test_what_becomes_the_same_thing_is_said_with_what_happens(
    client: FlaskClient, study: Study, text: str, heading: str, sentence: str
) -> None:
    page = read_in(client, text).text

    row = re.search(rf'<th scope="row">{heading}</th>.*?</tr>', page, re.DOTALL)
    assert row
    assert sentence in row[0]


def test_no_column_is_left_out_without_a_word_when_another_column_is_why(client: FlaskClient, study: Study) -> None:
    many = ";".join(f"Vraag {letter}" for letter in "abcdefghijklmn")
    page = read_in(client, f"Naam;Rol;{many}\nMien;ouder{';ja' * 14}\n").text

    assert page.count("Er zijn al 12 kenmerken") == 2


def test_a_second_number_that_is_wrong_says_in_which_column() -> None:
    text = "Naam;Tel;GSM;Rol\nMien;0612345678;elke avond;ouder\n"

    [wrong] = look_over(table(text), guessed(table(text))).wrong

    assert wrong.sentence.startswith("Kolom ‘GSM’: Dit telefoonnummer klopt niet")


def test_the_same_person_on_another_number_keeps_both(session: Session, study: Study, vault: ContactVault) -> None:
    mien = add_respondent(session, study, "ouder")
    save_contact(session, vault, mien, "Mien Jansen", "0612345678", "m@voorbeeld.nl")
    again = table("Naam;Tel;E-mail;Rol\nMien Jansen;0431234567;m@voorbeeld.nl;ouder\n")

    choices = Choices(guessed(again).fates, answers={2: WhoItIs.SAME})
    take_in(session, vault, study, again, choices)

    kept = contacts_of(session, vault, study.id)[mien.id]
    assert (kept.telephone, kept.second_telephone) == ("0612345678", "0431234567")


# The same person


def test_a_parent_and_a_child_share_a_number(session: Session, study: Study, vault: ContactVault) -> None:
    text = "Naam;Tel;Rol\nWilma Jansen;0612345678;ouder\nKoen Jansen;0612345678;jongere\n"

    assert take_in(session, vault, study, table(text), guessed(table(text))) == 2
    assert take_in(session, vault, study, table(f"{text}Ans;0612345678;verzorger\n"), guessed(table(text))) == 1
    assert len(all_respondents(session, study.id)) == 3


@pytest.mark.parametrize(
    "name", ["wilma van der berg", "Wilma v.d. Berg", "Berg, Wilma van der", "Wilma  van der Bérg"]
)
def test_nobody_comes_on_the_list_twice(session: Session, study: Study, vault: ContactVault, name: str) -> None:
    first = "Naam;Tel;Rol\nWilma van der Berg;0612345678;ouder\n"
    again = f'Naam;Tel;Rol\n"{name}";+31 6 12345678;ouder\nCarla;0612345680;ouder\n'
    take_in(session, vault, study, table(first), guessed(table(first)))

    assert take_in(session, vault, study, table(again), guessed(table(again))) == 1
    assert len(all_respondents(session, study.id)) == 2


def test_the_same_person_without_a_number_is_asked_about(session: Session, study: Study, vault: ContactVault) -> None:
    wilma = add_respondent(session, study, "ouder")
    save_contact(session, vault, wilma, "Wilma Jansen", "")
    again = table("Naam;Tel;Rol\nWilma Jansen;0612345678;ouder\n")
    known = listed_people(session, vault, study.id)

    read = look_over(again, guessed(again), known)
    assert [(one.row, one.known and one.known.number) for one in read.doubted] == [(2, 1)]
    with pytest.raises(ListNotReady):
        take_in(session, vault, study, again, guessed(again))

    fates = guessed(again).fates
    assert take_in(session, vault, study, again, Choices(fates, answers={2: WhoItIs.SAME})) == 0
    assert contacts_of(session, vault, study.id)[wilma.id] == Contact("Wilma Jansen", "0612345678")
    other = table("Naam;Rol\nWilma Jansen;ouder\n")
    choices = Choices(guessed(other).fates, answers={2: WhoItIs.OTHER})
    assert take_in(session, vault, study, other, choices) == 1
    assert len(all_respondents(session, study.id)) == 2


def test_who_stands_in_the_file_twice_keeps_the_number_of_either_row() -> None:
    text = "Naam;Tel;Rol\nWilma Jansen;;ouder\nWilma Jansen;0612345678;ouder\n"

    read = look_over(table(text), Choices(guessed(table(text)).fates, answers={3: WhoItIs.SAME}))

    assert [one.contact for one in read.people] == [Contact("Wilma Jansen", "0612345678")]


def test_who_stands_in_the_file_twice_on_the_list_already_keeps_what_every_row_tells(
    session: Session, study: Study, vault: ContactVault
) -> None:
    wilma = add_respondent(session, study, "ouder", {"wijk": "Noord"})
    save_contact(session, vault, wilma, "Wilma Jansen", "", "w@voorbeeld.nl")
    text = (
        "Naam;Tel;E-mail;Rol;Wijk;Hulp\nWilma Jansen;0612345678;;ouder;;\n"
        "Wilma Jansen;0431234567;;ouder;noord;begeleiding\nWilma Jansen;;w@voorbeeld.nl;ouder;;\n"
    )
    choices = Choices(guessed(table(text)).fates, answers={2: WhoItIs.SAME, 3: WhoItIs.SAME})

    read = look_over(table(text), choices, listed_people(session, vault, study.id))
    assert (read.completed, read.left_out) == (1, {})
    take_in(session, vault, study, table(text), choices)

    kept = contacts_of(session, vault, study.id)[wilma.id]
    assert kept == Contact("Wilma Jansen", "0612345678", "w@voorbeeld.nl", "0431234567")
    assert wilma.attributes == {"wijk": "Noord", "hulp": "begeleiding"}


def test_what_has_no_place_at_somebody_who_is_there_is_told(
    session: Session, study: Study, vault: ContactVault
) -> None:
    wilma = add_respondent(session, study, "ouder", {"wijk": "Noord"})
    save_contact(session, vault, wilma, "Wilma Jansen", "0612345678", "w@voorbeeld.nl")
    text = (
        "Naam;Tel;E-mail;Rol;Wijk\nWilma Jansen;0612345678;anders@voorbeeld.nl;verzorger;Zuid\n"
        "Wilma Jansen;0431234567;w@voorbeeld.nl;ouder;\nWilma Jansen;0201234567;w@voorbeeld.nl;ouder;\n"
        "Koen Kok;0612345679;;jongere;Oost\nKoen Kok;0612345679;;jongere;West\n"
    )
    choices = Choices(guessed(table(text)).fates, answers=dict.fromkeys((2, 3, 4), WhoItIs.SAME))

    read = look_over(table(text), choices, listed_people(session, vault, study.id))

    assert read.left_out == {
        2: "Er staat al een ander adres: anders@voorbeeld.nl gaat niet mee. De rol blijft ‘ouder’, en wordt niet "
        "‘verzorger’. Het kenmerk ‘wijk’ blijft ‘Noord’, en wordt niet ‘Zuid’.",
        4: "Er staan al twee andere nummers: 020-1234567 gaat niet mee.",
        6: "Het kenmerk ‘wijk’ blijft ‘Oost’, en wordt niet ‘West’.",
    }


def test_a_row_that_stands_twice_in_the_file_keeps_the_attributes_of_either() -> None:
    text = "Naam;Tel;Rol;Wijk;Hulp\nKoen;0612345679;jongere;Oost;\nKoen;0612345679;jongere;;begeleiding\n"

    [koen] = look_over(table(text), guessed(table(text))).people

    assert koen.attributes == {"wijk": "Oost", "hulp": "begeleiding"}


def test_what_goes_not_along_is_shown_before_anything_is_kept(
    client: FlaskClient, session: Session, study: Study, app_vault: ContactVault
) -> None:
    wilma = add_respondent(session, study, "ouder")
    save_contact(session, app_vault, wilma, "Wilma Jansen", "0612345678", "w@voorbeeld.nl")
    session.commit()
    page = read_in(client, "Naam;Tel;E-mail;Rol;Wijk\nWilma Jansen;0612345678;x@voorbeeld.nl;ouder;Noord\n").text
    assert "Rij 2: Er staat al een ander adres: x@voorbeeld.nl gaat niet mee." in page

    unseen = take_in_as_shown(client, page.replace('name="seen" value="2 "', 'name="seen" value=""'))
    assert unseen.status_code == 422
    done = take_in_as_shown(client, unseen.text)

    assert "Bij 1 persoon is aangevuld wat ontbrak" in done.text
    session.expire_all()
    assert session.exec(select(Respondent)).one().attributes == {"wijk": "Noord"}


# Between reading and taking in


def test_nobody_waits_for_the_database_while_a_list_is_read(
    client: FlaskClient, engine: Engine, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []

    def read(content: bytes) -> ListTable:
        try:
            with unit_of_work(engine, organisation_id) as somebody_else:
                somebody_else.get_one(Study, study_id)
        except WriteTurnLate:
            waited.append(True)
        return read_file(content)

    organisation_id, study_id = study.organisation_id, study.id
    monkeypatch.setattr(write_turn, "LONGEST_WAIT", 0.05)
    monkeypatch.setattr(views, "read_file", read)

    assert read_in(client, LIST).status_code == 200
    assert waited == []


def test_a_list_on_its_way_is_readable_to_nobody_else_and_for_a_day() -> None:
    then, read = datetime(2026, 3, 1, 12, tzinfo=UTC), table(WITH_BIRTH_DATES)
    vault = ParcelVault(key_from_before(KEY, 1), 1)
    with pretend_it_is(then):
        sealed = vault.seal(read)
        assert vault.open(sealed) == read
    for other in (
        ParcelVault(key_from_before(KEY, 1), 2),
        ParcelVault(key_from_before(KEY, 2), 1),
        ParcelVault(key_from_before(bytes(32), 1), 1),
    ):
        with pretend_it_is(then), pytest.raises(ParcelGone):
            other.open(sealed)
    with pretend_it_is(then + timedelta(hours=25)), pytest.raises(ParcelGone):
        vault.open(sealed)
    with pytest.raises(ParcelGone):
        vault.open("abc")


def test_the_list_that_waits_stands_nowhere_on_disk(client: FlaskClient, study: Study, settings: Settings) -> None:
    page = read_in(client, WITH_BIRTH_DATES).text

    assert "Mien Ploegmakers" in page
    parcel = choices_on(page)["parcel"]
    assert "Ploegmakers" not in parcel
    for name, held in contents_of(settings.data_dir).items():
        assert b"Ploegmakers" not in held, name
        assert b"0600000001" not in held, name


# On screen


def test_every_column_is_shown_with_what_it_becomes_before_anything_is_kept(
    client: FlaskClient, session: Session, study: Study
) -> None:
    page = read_in(client, WITH_BIRTH_DATES)

    assert page.status_code == 200
    assert "2 rijen in deze lijst" in page.text
    shown = [value for name, value in choices_on(page.text).items() if name.startswith("column-")]
    assert shown == ["naam", "telefoon", "rol", "niet"]
    assert "3-4-1980 · 5-6-2010" in page.text
    assert all_respondents(session, study.id) == []


def test_numbers_are_sealed_and_gone_after_wiping(
    client: FlaskClient, session: Session, study: Study, app_vault: ContactVault
) -> None:
    page = take_in_as_shown(client, read_in(client, WITH_BIRTH_DATES).text)

    assert "2 mensen op de lijst gezet" in page.text
    assert "0600000001" not in page.text
    assert "0600000001" not in everything_open(session)
    assert "1980" not in everything_open(session)
    assert [one.telephone for one in contacts_of(session, app_vault, study.id).values()] == ["0600000001", "0600000002"]
    wipe_contacts(session, all_respondents(session, study.id))
    session.commit()
    assert "0600000001" not in client.get(f"{HOME}1").text


def test_a_refused_choice_keeps_nothing_and_every_other_choice(
    client: FlaskClient, session: Session, study: Study
) -> None:
    text = "Naam;Rol;Dorp;Notitie\nMien Ploegmakers;ouder;klein;bel 06-12345678\n"
    page = read_in(client, text).text

    refused = take_in_as_shown(client, page, column_2="niet", column_3="kenmerk", role="verzorger")

    assert refused.status_code == 422
    assert "In rij 2 staat een telefoonnummer" in refused.text
    again = choices_on(refused.text)
    assert [again[f"column-{index}"] for index in range(4)] == ["naam", "rol", "niet", "kenmerk"]
    assert again["role"] == "verzorger"
    assert all_respondents(session, study.id) == []
    session.rollback()
    assert "1 persoon op de lijst gezet" in take_in_as_shown(client, refused.text, column_3="niet").text


def test_a_row_that_stands_twice_in_the_file_is_not_said_to_be_on_the_list(
    client: FlaskClient, session: Session, study: Study, app_vault: ContactVault
) -> None:
    save_contact(session, app_vault, add_respondent(session, study, "ouder"), "Wilma Jansen", "0612345678")
    session.commit()
    twice = "Naam;Tel;Rol\nKoen;0612345679;jongere\nKoen;0612345679;jongere\n"
    page = read_in(client, twice).text
    assert "1 rij staat al eerder in je bestand" in page
    assert "rij 3 is dezelfde als rij 2" in page
    assert "staat er al" not in page

    page = read_in(client, f"{twice}Wilma Jansen;0612345678;ouder\n").text
    assert "1 persoon staat er al" in page
    assert "rij 4 is Respondent 1." in page
    assert "1 rij staat al eerder in je bestand" in page


def test_whoever_may_be_on_the_list_is_asked_about_on_screen(
    client: FlaskClient, session: Session, study: Study, app_vault: ContactVault
) -> None:
    save_contact(session, app_vault, add_respondent(session, study, "ouder"), "Wilma Jansen", "")
    session.commit()
    page = read_in(client, "Naam;Tel;Rol\nWilma Jansen;0612345678;ouder\nKoen;0612345679;jongere\n").text
    assert "er staat al een Wilma Jansen. Is dit dezelfde persoon?" in page

    refused = take_in_as_shown(client, page)
    assert refused.status_code == 422
    assert "Kies of dit dezelfde persoon is" in refused.text
    done = take_in_as_shown(client, refused.text, same_2="dezelfde")

    assert "1 persoon op de lijst gezet" in done.text
    assert "Bij 1 persoon is aangevuld wat ontbrak" in done.text
    assert len(all_respondents(session, study.id)) == 2


def test_rows_that_were_not_shown_as_wrong_are_shown_first(client: FlaskClient, session: Session, study: Study) -> None:
    page = read_in(client, "Naam;Rol;Wanneer\nMien;ouder;elke dag\nKoen;jongere;\n").text

    refused = take_in_as_shown(client, page, column_2="telefoon")

    assert refused.status_code == 422
    assert "Rij 2: Dit telefoonnummer klopt niet" in refused.text
    assert "1 persoon op de lijst gezet" in take_in_as_shown(client, refused.text).text


def test_a_list_without_roles_is_taken_in_with_one_for_all(client: FlaskClient, session: Session, study: Study) -> None:
    page = read_in(client, "Naam;Tel\nMien Ploegmakers;0612345678\n").text
    assert "Rij 2: De rol ontbreekt. Kies hierboven bij ‘Rol’" in page
    assert "Die rij komt niet op de lijst" in page

    take_in_as_shown(client, page, role="verzorger")

    assert [one.role for one in all_respondents(session, study.id)] == ["verzorger"]


def test_a_list_that_cannot_be_opened_any_more_is_asked_for_again(
    client: FlaskClient, session: Session, study: Study
) -> None:
    late = take_in_as_shown(client, read_in(client, LIST).text, parcel="AAAA")

    assert late.status_code == 422
    assert "Kies het bestand opnieuw" in late.text
    assert all_respondents(session, study.id) == []
