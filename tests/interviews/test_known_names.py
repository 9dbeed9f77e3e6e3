"""A real name of the study is recognised however it is written; what people say anyway is left alone."""

import pytest

from interviews.known_names import KnownNames
from interviews.name_kinds import NameKind

NAMES = (
    (NameKind.PERSON, "Jan"),
    (NameKind.PERSON, "Yassin"),
    (NameKind.PERSON, "Fatima el Khatib"),
    (NameKind.PERSON, "Anne-Fleur"),
    (NameKind.PERSON, "O'Brien"),
    (NameKind.PERSON, "J. Kwakernaak"),
    (NameKind.PERSON, "Ayşe Yılmaz"),
    (NameKind.PERSON, "Müller"),
    (NameKind.PLACE, "Meerssen"),
    (NameKind.PLACE, "'s-Hertogenbosch"),
    (NameKind.SCHOOL, "De Regenboog"),
    (NameKind.SCHOOL, "Elzenbroek College"),
    (NameKind.SCHOOL, "De Basis"),
    (NameKind.ADDRESS, "Spoelstraat 12"),
    (NameKind.PHONE, "06-12345678"),
    (NameKind.ORGANISATION, "Stichting Kwintessa"),
)


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in KnownNames(NAMES).found_in(text)]


@pytest.mark.parametrize(
    "written",
    [
        # Signs that are not read, or that look the same.
        *("Y\u0430ssin", "Yas&#8203;sin", "Yas<!-- x -->sin", "Y\u0430\u0455sin", "\uff39assin", "Yas\u2060sin"),
        # Forms of people's names.
        *("ayşe'nin", "Yılmaz'ın", "elkhatib", "fatimaelkhatib", "F. el Khatib", "annefleur", "OBrien", "O Brien"),
        *("jan.kwakernaak", "kwakernaaks", "Mueller", "Jantje", "JAN", "Yassin\u00a0", "Yassin-achtig"),
        # Places, and what is built of them.
        *("Zuidmeerssen", "Groot-Meerssen", "Meerssen-Noord", "Meerssense", "Den Bosch", "’s-Hertogenbosch"),
        *("spoelstraat", "de Spoelstraatbuurt", "Spoelstr."),
        # Schools and organisations.
        *("de Regenboogschool", "regenboogschool", "basisschool de regenboog", "regenboog school", "elzenbroekcollege"),
        *("Kwintessahuis", "kwintessa-medewerker"),
        *("0612345678", "06 12 34 56 78", "06-1234 5678", "+31 6 12345678", "+31(0)612345678", "0031612345678"),
    ],
)
def test_a_name_is_recognised_in_every_form(written: str) -> None:
    assert len(found(f"Dan belt zij met {written} over morgen.")) == 1


@pytest.mark.parametrize(
    "written",
    [
        "Na de regen stond een regenboog boven de straat.",
        "De basisschool belde. Zij doet het op basis van het idee, in de basis.",
        "Januari was koud. In het bos zit een hertog. De spoelbak is vol.",
        "Bel 0612 of 06 12 34 56 79. Zij was 12 in 2019, na 10 tot 12 weken.",
        "De molenaar is ziek. O, dat briest.",
        "Dat &amp; dit kost &euro; 12.",
    ],
)
def test_what_people_say_anyway_is_left_alone(written: str) -> None:
    assert found(written) == []


def test_a_school_called_by_a_word_is_asked_about_where_people_go_to_it() -> None:
    (one,) = KnownNames(NAMES).found_in("Hij zat op de regenboog.")
    assert (one.word, one.is_certain) == ("regenboog", False)
