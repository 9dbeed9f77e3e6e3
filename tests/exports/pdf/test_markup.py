"""Plain text of people as paragraph markup."""

from hypothesis import given
from hypothesis import strategies as st

from exports.pdf.type.fonts import FALLBACK, FALLBACKS, STORY, SYSTEM, UNKNOWN, characters
from exports.pdf.type.markup import hyphenation, line_width, markup, paragraphs, printable, runs, shortened


def test_what_looks_like_markup_is_text() -> None:
    assert markup("<b>1 & 2</b>", SYSTEM) == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"


def test_a_sign_our_typeface_lacks_comes_from_the_fallback() -> None:
    assert list(runs("naar → huis", SYSTEM)) == [(SYSTEM, "naar "), (FALLBACK, "→"), (SYSTEM, " huis")]


def test_names_of_neighbours_are_set_in_our_own_typefaces() -> None:
    for font in (STORY, SYSTEM):
        assert {face for face, _ in runs("Łucja Žižek Ayşe Doğan İlker Šárka", font)} == {font}


def test_a_day_stays_beside_its_month() -> None:
    assert markup("op 8 oktober 2026", SYSTEM) == "op 8\u00a0oktober 2026"


@given(st.text())
def test_every_text_can_be_printed(text: str) -> None:
    known = frozenset[int]().union(*(characters(font) for font in FALLBACKS))

    assert all(ord(character) in known for character in printable(text))


@given(st.text(max_size=80), st.floats(20, 300))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    assert line_width(shortened(text, SYSTEM, 9, room), SYSTEM, 9) <= room


def test_an_unknown_sign_is_shown_as_unknown() -> None:
    assert printable("goed 漢") == f"goed {UNKNOWN}"
    assert printable("goed 😀") == "goed 😀"


def test_a_joiner_stays_only_where_it_joins_letters() -> None:
    assert printable("می\u200cخواهم a\u200cb 👩\u200d🍼") == "می\u200cخواهم ab 👩🍼"


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    assert paragraphs("een\n\n  twee \n") == ["een", "twee"]


def test_only_long_words_are_broken() -> None:
    assert list(hyphenation()("leerkracht")) == []
    assert ("praktijk", "ondersteuner") in list(hyphenation()("praktijkondersteuner"))
