import pytest

from foundation.dutch import enumerated, number_word
from journeys.wording import people_of


@pytest.mark.parametrize(
    ("role", "number", "words"),
    [
        ("ouder", 2, "twee ouders"),
        ("jongere", 1, "een jongere"),
        ("jongere", 3, "drie jongeren"),
        ("kind", 4, "vier kinderen"),
        ("opa", 2, "twee opa’s"),
        ("behandelaar", 2, "twee behandelaars"),
        ("cliënt", 21, "21 cliënten"),
    ],
)
def test_people_are_counted_in_words(role: str, number: int, words: str) -> None:
    assert people_of(role, number) == words


def test_a_list_ends_with_and() -> None:
    assert [enumerated([]), enumerated(["1"]), enumerated(["1", "2"]), enumerated(["1", "2", "3"])] == [
        "",
        "1",
        "1 en 2",
        "1, 2 en 3",
    ]
    assert number_word(20) == "twintig"
