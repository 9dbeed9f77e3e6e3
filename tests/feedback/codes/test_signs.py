"""Codes that people type over from a card."""

import random
import time

import pytest

from feedback.codes.signs import SIGNS, CodeMistyped, is_code, new_code, read_code, shown

CODES = [new_code() for _code in range(300)]
CHANCE = random.Random(3)  # noqa: S311  (which sign is mistyped)


@pytest.mark.parametrize("written", ["{}", " {} ", "{}\n", "{}."])
def test_however_it_is_written_it_is_the_same_code(written: str) -> None:
    for code in CODES[:20]:
        assert read_code(written.format(shown(code))) == code
        assert read_code(written.format(code.lower())) == code
        assert read_code(written.format(f"{code[:3]}-{code[3:7]}-{code[7:]}")) == code


def test_every_single_wrong_sign_is_found() -> None:
    for code in CODES:
        place = CHANCE.randrange(len(code))
        for sign in SIGNS.replace(code[place], ""):
            assert not is_code(code[:place] + sign + code[place + 1 :])


def test_two_signs_that_changed_places_are_found() -> None:
    for code in CODES:
        for place in range(len(code) - 1):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert swapped == code or not is_code(swapped)


@pytest.mark.parametrize(("printed", "typed"), [("D", "O"), ("D", "0"), ("7", "1"), ("6", "S"), ("3", "8"), ("4", "A")])
def test_a_sign_that_is_in_no_code_is_read_as_what_it_looks_like(printed: str, typed: str) -> None:
    having = [code for code in CODES if printed in code]
    assert having
    for code in having:
        assert read_code(code.replace(printed, typed, 1)) == code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Typ de code"),
        ("  - ", "Typ de code"),
        ("K7RMPX4TW", "negen tekens. Er hoort er nog één bij"),
        ("K7RM", "te weinig tekens"),
        ("K7RMPX4TWCK7", "te veel tekens"),
        ("K" * 100_000, "te veel tekens"),
        ("KKKKKKKKKX", "is een teken anders"),
        ("OOOOOOOOOO", "is een teken anders"),
        ("<b>K7RMP</b>", "te weinig tekens"),
    ],
)
def test_what_is_no_code_is_refused_with_what_to_do(typed: str, said: str) -> None:
    with pytest.raises(CodeMistyped, match=said) as refused:
        read_code(typed)
    assert len(str(refused.value)) < 200


def test_a_book_that_is_no_code_is_not_read_to_its_end() -> None:
    """One sign of these becomes eighteen; anybody can send a million of them."""
    began = time.process_time()

    with pytest.raises(CodeMistyped, match="te veel tekens"):
        read_code("ﷺ" * 1_000_000)

    assert time.process_time() - began < 1
