"""Every way in which a name that is known may be written: inflected, joined, cut short, built into a longer word.

All in folded letters (see folding.py): no capitals, no accents.
"""

import re
from collections.abc import Iterator, Sequence

from interviews.deidentification.lists.word_lists import name_lists
from interviews.language import in_dictionary
from interviews.name_kinds import NameKind

_ENDINGS = (
    "s",
    "'s",
    "je",
    "tje",
    "pje",
    "etje",
    "jes",
    "tjes",
    "pjes",
    "se",
    "er",
    "ers",
    "en",
    "ie",
    "'tje",
    "'tjes",
)
_SHORTEST_JOINED = 6
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_CALLED_TOO = {
    ("s", "hertogenbosch"): ("den", "bosch"),
    ("s", "gravenhage"): ("den", "haag"),
}
PARTS_OF_TOWN = ("noord", "zuid", "oost", "west", "groot", "klein", "oud", "nieuw")
_DIGITS = re.compile(r"(?<![\d.,])(?:\+|00)?\d(?:[\s.()/\u2010-\u2015-]{0,3}\d){8,13}(?!\d)")
_LAST = 9
"""So many digits of a telephone number are the same with and without the country's."""


def inflections(word: str) -> set[str]:
    """'emma': emma's, emmaatje; 'daan': daans, daantje; 'tom': tommetje; 'breda': bredase."""
    forms = {word, *(word + ending for ending in _ENDINGS)}
    if len(word) > 2 and word[-1] not in "aeiouy" and word[-2] in "aeiou":
        forms |= {f"{word}{word[-1]}etje", f"{word}{word[-1]}ie", f"{word}{word[-1]}er"}
    if word[-1] in "aeou":
        forms |= {f"{word}{word[-1]}tje", f"{word}{word[-1]}tjes"}
    if word[-1] == "e":
        forms |= {f"{word[:-1]}je", f"{word[:-1]}jes"}
    return forms


def with_umlauts_spelled(name: str) -> str:
    """'Müller' -> 'Mueller'; the name itself when it has none."""
    return name.translate(_UMLAUTS)


def joined(kind: NameKind, words: Sequence[str]) -> Iterator[str]:
    """'elkhatib', 'fatimaelkhatib', 'obrien': a person's name as in an address on the web, from any of its words on."""
    if kind is NameKind.PERSON:
        for first in range(len(words)):
            together = "".join(words[first:]).replace("'", "")
            is_several = first < len(words) - 1 and len(together) >= _SHORTEST_JOINED
            if is_several or "'" in words[first]:
                yield together


def in_pieces(words: Sequence[str]) -> list[str]:
    """ "o'brien" as 'o', 'brien'."""
    return [piece for word in words for piece in word.split("'") if piece]


def called_too(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """The other name of a town."""
    pairs = [*_CALLED_TOO.items(), *((one, other) for other, one in _CALLED_TOO.items())]
    return next((other for one, other in pairs if one == words), None)


def built_of(kind: NameKind, word: str) -> Iterator[str]:
    """Longer words that only the name explains: 'regenboogschool', 'spoelstr', whatever word the name itself is."""
    if kind is NameKind.SCHOOL:
        for ending in name_lists().cues["school_endings"]:
            if not in_dictionary(word + ending) and word + ending not in name_lists().cues["school_words"]:
                yield word + ending
    if kind is NameKind.ADDRESS and word.endswith("straat") and len(word) > len("straat") + 2:
        yield word.removesuffix("aat")


def number_of(written: str) -> str:
    """The digits by which a telephone number is known; '' when it is none."""
    digits = "".join(filter(str.isdigit, written))
    return digits[-_LAST:] if len(digits) >= _LAST else ""


def numbers_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, digits it is known by) of what may be a telephone number."""
    for match in _DIGITS.finditer(text):
        yield *match.span(), number_of(match.group())
