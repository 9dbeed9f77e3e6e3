"""What may give somebody away, and what could stand there instead."""

from itertools import pairwise

import pytest

from feedback.reviews.names import proposed_names


def shown(text: str, *also: str) -> list[tuple[str, str]]:
    return [(one.text, one.stand_ins[0]) for one in proposed_names(text, also)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik belde met Petra van kantoor.", [("Petra", "[medewerker]")]),
        ("Mijn buurvrouw mevrouw Slagter deed de ramen.", [("Slagter", "[buur]")]),
        ("ik heb gesproken met karin en die wist er niks van", [("karin", "[medewerker]")]),
        ("Mijn zoon Kees zei ook al: wat een verschil.", [("Kees", "[familielid]")]),
        ("Bel mij op 06-12345678.", [("06-12345678", "[telefoonnummer]")]),
        ("Komt ze later? Dan belt ze zelf even.", []),
    ],
)
def test_names_are_proposed_with_what_somebody_is_to_the_writer(text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("age", "instead"), [("81", "boven de 80"), ("90", "boven de 80"), ("91", "boven de 90")])
def test_an_age_becomes_a_round_one(age: str, instead: str) -> None:
    (only,) = proposed_names(f"Ik ben {age} jaar, ik kan dat niet meer.")

    assert age in only.text
    assert instead in only.stand_ins[0]
    assert only.stand_ins[-1] == "[leeftijd]"


def test_what_a_person_points_at_is_found_wherever_it_stands() -> None:
    assert shown("De fanfare, ja. Ik speel bij de Fanfare al jaren.", "fanfare") == [
        ("fanfare", "[weggehaald]"),
        ("Fanfare", "[weggehaald]"),
    ]


def test_places_are_in_code_points_and_never_overlap() -> None:
    text = "😀 Sanne de Wit uit Maastricht belde, Sanne de Wit dus."

    found = proposed_names(text, ["Sanne", "de Wit uit"])

    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert all(one.end <= other.start for one, other in pairwise(found))
