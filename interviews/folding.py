"""A text as the eye reads it: no accents, capitals, invisible signs or markup; every sign keeps its place."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from interviews.name_lists import unaccented

_MARKUP = re.compile(r"<(?:/?\w|!--)[^<>]*>|&#?\w+;|[*`~]|(?<=\w)[-\u2010]\s*\n\s*(?=\w)")
"""What may stand within a word without being read: tags, emphasis, a hyphen at a line's end."""
_NEAR = 12
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc"})
_LOOKS_LATIN = str.maketrans("авеѕіјкмнорԛсԁтухүһοανρυικτ", "abesijkmhopqcdtyxyhoavpuikt")
"""Cyrillic and Greek letters that nobody tells from the Latin ones."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_BREAK = re.compile(r"(?:^|[.!?:…]['\"’”»)]*\s+|\n\s*)['\"‘“«(]*$")


@dataclass(frozen=True, slots=True)
class FoldedWord:
    """text[start:end] is the word as written; `folded` what it says. `may_start`: a capital says nothing here."""

    folded: str
    start: int
    end: int
    is_capital: bool
    may_start: bool


def folded_words(text: str) -> list[FoldedWord]:
    """The words in order: letters and digits, an apostrophe within; a hyphen parts."""
    signs, places = _folded(text)
    found = []
    for match in _WORD.finditer(signs):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(text) and unicodedata.category(text[end]) == "Mn":
            end += 1
        capital = text[start] != text[start].lower()
        found.append(FoldedWord(match.group(), start, end, capital, _may_start(text, start)))
    return found


def folded(text: str) -> str:
    """The same for a name: its words with one space between."""
    return " ".join(word.folded for word in folded_words(text))


def _may_start(text: str, place: int) -> bool:
    """Whether a sentence may begin here: nothing, or an end, stands before it."""
    before = text[max(0, place - _NEAR) : place]
    return bool(_BREAK.search(before if place <= _NEAR else f"x{before}"))


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded signs, and of each its place in `text`."""
    left_out = [match.span() for match in _MARKUP.finditer(text)]
    starts = [start for start, _end in left_out]
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        at = bisect_right(starts, place) - 1
        if at >= 0 and place < left_out[at][1]:
            continue
        for plain in _plain(sign):
            signs.append(plain)
            places.append(place)
    return "".join(signs), places


def _plain(sign: str) -> str:
    if sign in "’‘ʼ`´":
        return "'"
    if sign.isspace():
        return " "
    if unicodedata.category(sign) in _INVISIBLE:
        return ""
    return unaccented(sign).casefold().translate(_LOOKS_LATIN)
