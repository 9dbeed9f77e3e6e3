"""Dutch numbers as they are said: 'drieëntachtig', and whole telephone numbers in words."""

import re
from collections.abc import Iterator

from interviews.deidentification.kinds import Clue, Finding
from interviews.name_kinds import NameKind

_TO_TEN = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"]
_TEENS = ["elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]
_UNITS = _TO_TEN + _TEENS
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
NUMERAL_PARTS = tuple(sorted((*_UNITS, *_TENS, "honderd", "duizend", "miljoen", "en", "ën"), key=len, reverse=True))
"""What longer numbers are made of: 'driehonderdeenennegentig'."""


def _number_words() -> dict[str, int]:
    values = {word: value for value, word in enumerate(_UNITS)} | {"één": 1, "eén": 1}
    for tens, word in enumerate(_TENS, start=2):
        values[word] = tens * 10
        for unit in range(1, 10):
            for joint in ("en", "ën"):
                values[f"{_UNITS[unit]}{joint}{word}"] = tens * 10 + unit
    return values


NUMBER_WORDS = _number_words()
"""0 to 99 in words, with and without the diaeresis."""

_IN_WORDS = (
    r"(?:(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]n)?(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig"
    r"|(?:der|veer|vijf|zes|zeven|acht|negen)tien"
    r"|nul|een|één|eén|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
)
# The first letters are checked first: these patterns are tried at every word of a text.
_BEGINS = r"(?=[\daednétvz])"

NUMBER = rf"{_BEGINS}(?:\d{{1,2}}|{_IN_WORDS})"
"""A pattern for a number below 100, in digits or in words; use it with IGNORECASE."""

_PIECE = rf"(?:\d{{1,4}}|{_IN_WORDS}|plus)\b"
_SPOKEN_RUN = re.compile(rf"\b(?=[\daednéptvz]){_PIECE}(?:[ ,.\-]{{1,3}}{_PIECE}){{3,}}", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_FEWEST_DIGITS = 8
_FEWEST_DIGITS_AFTER_NUL = 6


def spoken_numbers(text: str) -> Iterator[Finding]:
    """'nul zes, nul nul, zevenenveertig, twaalf, …': four or more numbers in a row that make a long number."""
    for match in _SPOKEN_RUN.finditer(text):
        pieces = [piece.group().lower() for piece in _WORD.finditer(match.group())]
        if not any(piece in NUMBER_WORDS for piece in pieces):
            continue
        phone = "nul" in pieces[:2] or pieces[0].startswith("0") or pieces[0] == "plus"
        if _digits(pieces) >= (_FEWEST_DIGITS_AFTER_NUL if phone else _FEWEST_DIGITS):
            yield Finding(*match.span(), NameKind.PHONE if phone else NameKind.NUMBER, Clue.PHONE_WORDS)


def _digits(pieces: list[str]) -> int:
    return sum(len(str(NUMBER_WORDS.get(piece, piece))) for piece in pieces)
