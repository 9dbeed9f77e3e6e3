"""Words from right to left stand where Unicode's algorithm puts them; python-bidi's own display is the measure."""

from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from exports.pdf.type.direction import levels, runs_from_right, turned, visual_order

SIGNS = "خاشلשל abé123١٢()[]{}«».,:!?“”-+%€/ \u064b\u05b8"


def seen(text: str, from_right: bool, start: int = 0) -> str:
    """The line from `start` on as it is seen, before brackets are turned."""
    return "".join(text[start + place] for place in visual_order(levels(text, from_right)[start:]))


@given(st.text(SIGNS, min_size=1, max_size=40).map(lambda text: f"{text}."), st.booleans())
def test_a_line_is_seen_as_unicode_says(text: str, from_right: bool) -> None:
    assert seen(text, from_right) == get_display(text, base_dir="R" if from_right else "L")


def test_a_number_at_the_start_of_a_line_still_belongs_to_the_words_before_it() -> None:
    text = "Zij zei مرحبا 45 مرة."

    assert seen(text, False, start=text.index("45")) == f"{'مرة'[::-1]} 45."


def test_the_first_letter_says_where_a_paragraph_begins() -> None:
    assert [runs_from_right(text) for text in ("“12 خالتي” zei", "(1) Zij zei خالتي", "שלום", "12!", "")] == [
        True,
        False,
        True,
        False,
        False,
    ]


def test_brackets_are_turned() -> None:
    assert turned("(«!") == "!»)"
