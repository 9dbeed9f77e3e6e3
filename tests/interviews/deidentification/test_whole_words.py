"""A name found and replaced as a word of its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.deidentification.words.whole_words import occurrences, with_instead


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Daan belde, DAAN weer.", "Tijn belde, Tijn weer."),
        ("Daantje en Jordaan blijven.", "Daantje en Jordaan blijven."),
        ("gesprek_Daan_2.docx", "gesprek_Tijn_2.docx"),
        ("İn het huis van Daan", "İn het huis van Tijn"),
    ],
)
def test_only_whole_words_are_replaced(text: str, expected: str) -> None:
    assert with_instead(text, "Daan", "Tijn") == expected


def test_an_empty_name_stands_nowhere() -> None:
    assert list(occurrences("Daan", "")) == []


@given(st.text(alphabet="aAb _-é.", max_size=30), st.text(alphabet="aAb -é.", min_size=1, max_size=3))
def test_the_places_are_those_that_a_pattern_finds(text: str, name: str) -> None:
    pattern = re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", re.IGNORECASE)
    assert list(occurrences(text, name)) == [found.span() for found in pattern.finditer(text)]
