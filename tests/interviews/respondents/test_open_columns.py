"""What may stand open beside a respondent is judged by column: heading and values together."""

import pytest
from sqlmodel import Session

from interviews.respondents.attributes.open import AttributeTooClose
from interviews.respondents.attributes.private_values import Private, private_in_attribute
from interviews.respondents.call_list.columns import Fate, columns_of
from interviews.respondents.call_list.file import read_file
from interviews.respondents.call_list.intake import Choices, look_over
from interviews.respondents.register import add_respondent
from studies.models import Study

PEOPLE = [
    # Dutch, Turkish, Moroccan, Polish, Surinamese, Syrian: listed, rare, and in full.
    ("Contact", "Djamila"),
    ("Contact", "Shurandy"),
    ("Contact", "shurandy"),
    ("Begeleider", "Xiomara"),
    ("Mentor", "Yusra"),
    ("Huisarts", "Öztürk"),
    ("Wie is erbij", "Ghaith"),
    ("Buurvrouw", "Nermin"),
    ("Bijzonder", "Shurandy"),
    ("Bijzonder", "Ingmar"),
    ("Bijzonder", "Wojciech Kowalczyk"),
    ("Bijzonder", "Ouafae El Idrissi"),
    ("Woonplaats", "Fatima Yilmaz"),
    ("School", "juf Djamila"),
    ("School", "Basisschool Maria, juf Agnieszka"),
    ("Gemeente", "Willem de Vries"),
    ("Hulp", "via Ayşe Demir"),
]
NOBODY = [
    ("Woonplaats", "Anna Paulowna"),
    ("Gemeente", "Sint Anthonis"),
    ("Woonplaats", "Maria Hoop"),
    ("Gemeente", "Baarle-Nassau"),
    ("Woonplaats", "Sint-Michielsgestel"),
    ("Gemeente", "'s-Hertogenbosch"),
    ("Gemeente", "Bergen op Zoom"),
    ("Bijzonder", "Anna Paulowna"),
    ("School", "Basisschool Maria"),
    ("Basisschool", "Sint Jozef"),
    ("School", "Sint Jan"),
    ("School", "OBS De Regenboog"),
    ("School", "Jan van Brabant College"),
    ("School", "Anne Frankschool"),
    ("School", "Willem II College"),
    ("Kerk", "Parochie Sint Martinus"),
    ("Hulp", "Yulius"),
    ("Taal", "Tigrinya"),
    ("Nationaliteit", "Syrisch"),
    ("Dorp", "Lindermeer"),
    ("Contact", "Geen"),
    ("Begeleider", "jeugd-ggz"),
    ("Bijzonder", "Alleenstaand"),
]


@pytest.mark.parametrize(("name", "value"), PEOPLE)
def test_somebody_is_never_an_open_attribute(session: Session, study: Study, name: str, value: str) -> None:
    assert private_in_attribute(name, value) is Private.NAME
    with pytest.raises(AttributeTooClose):
        add_respondent(session, study, "ouder", {name: value})


@pytest.mark.parametrize(("name", "value"), NOBODY)
def test_a_place_a_school_and_a_language_are_nobody(session: Session, study: Study, name: str, value: str) -> None:
    assert private_in_attribute(name, value) is None
    assert add_respondent(session, study, "ouder", {name: value}).attributes == {name.lower(): value}


@pytest.mark.parametrize(("name", "value"), PEOPLE)
def test_a_column_with_somebody_in_it_is_left_out_of_a_list(name: str, value: str) -> None:
    table = read_file(f'Naam;Rol;{name}\nAagje Zwart;ouder;"{value}"\n'.encode())

    assert columns_of(table)[2].fate is Fate.LEAVE_OUT
    assert 2 in look_over(table, Choices((Fate.NAME, Fate.ROLE, Fate.ATTRIBUTE))).refused


def test_what_most_of_a_column_is_tells_what_the_rest_is() -> None:
    places = "Naam;Rol;Nu\nMien;ouder;Venlo\nKoen;ouder;Roermond\nAns;ouder;Lindermeer\n"
    people = "Naam;Rol;Nu\nMien;ouder;Lindermeer\nKoen;ouder;Shurandy\nAns;ouder;Xiomara\n"

    assert columns_of(read_file(places.encode()))[2].fate is Fate.ATTRIBUTE
    assert columns_of(read_file(people.encode()))[2].fate is Fate.LEAVE_OUT
