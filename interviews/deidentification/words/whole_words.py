"""Where a name stands as a word of its own, whatever its capitals and however its accents and apostrophes are typed;
an underscore, as in file names, is no letter.

Plain searching: a pattern made of a name would stay in the memory of `re` long after the request.
"""

import unicodedata
from collections.abc import Iterator

from interviews.deidentification.words.accents import Composed, composed, one_apostrophe


def occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    """[start, end) of every place, in order, never overlapping; an empty name stands nowhere."""
    plain = Composed(text)
    lower, wanted = _lower(one_apostrophe(plain.text)), _lower(composed(name))
    start = lower.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        stands_alone = not (lower[start - 1 : start].isalnum() or _goes_on(lower[end : end + 1]))
        if stands_alone:
            yield plain.span(start, end)
        start = lower.find(wanted, end if stands_alone else start + 1)


def _goes_on(sign: str) -> bool:
    return sign.isalnum() or (bool(sign) and unicodedata.combining(sign) > 0)


def with_instead(text: str, name: str, instead: str) -> str:
    """The text with `instead` wherever the name stands."""
    pieces: list[str] = []
    at = 0
    for start, end in occurrences(text, name):
        pieces += (text[at:start], instead)
        at = end
    return "".join([*pieces, text[at:]])


def _lower(text: str) -> str:
    """In lower case and as long as before, so that places stay what they are: 'İ' has no single small letter."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
