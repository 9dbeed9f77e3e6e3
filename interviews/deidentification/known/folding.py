"""A text as the eye reads it: no accents, capitals, invisible signs or markup; every sign keeps its place."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from interviews.deidentification.lists.word_lists import unaccented

_MARKUP = re.compile(r"<(?:/?\w|!--)[^<>]*>|&#?\w+;|[*`~]|(?<=\w)[-\u2010]\s*\n\s*(?=\w)")
"""What may stand within a word without being read: tags, emphasis, a hyphen at a line's end."""
_NEAR = 12
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc"})
_LOOK_ALIKES = {
    "a": "ΑαАаա",
    "b": "ΒВвЬьƄƀ",
    "c": "ϹϲςСс",
    "d": "Ԁԁðƌ",
    "e": "ΕεЕеҽӘəɇǝ",
    "f": "ƑƒϜքſ",
    "g": "ԌցƓ",
    "h": "ΗНнһҺհħ",
    "i": "ΙιІіӏӀƖ",
    "j": "ͿϳЈјɉ",
    "k": "ΚκКкƘƙ",
    "l": "ǀ",
    "m": "ΜϺМм",
    "n": "ΝηոռƝƞ",
    "o": "ΟοσОоՕօ",
    "p": "ΡρРрƤƥ",
    "q": "ԚԛգզɊɋ",
    "r": "ƦгɌɍ",
    "s": "ЅѕՏƽƨƧ",
    "t": "ΤτТтŧƬƭ",
    "u": "υՍսμƲ",
    "v": "νѴѵ",
    "w": "ωԜԝѡաƜ",
    "x": "ΧχХх",
    "y": "ΥγУуҮүƳƴɏ",
    "z": "ΖƵƶ",
}
"""Letters that nobody tells from a Latin one: of those that Unicode calls confusable (UTS 39), and of Latin ones with a
stroke or hook, what a story can be printed with. A name in any other script stands out by itself."""
_LOOKS_LATIN = {ord(sign): latin for latin, signs in _LOOK_ALIKES.items() for sign in signs}
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
    gap: str = ""
    """What stands between the word before and this one; '' for the first."""


def folded_words(text: str) -> list[FoldedWord]:
    """The words in order: letters and digits, an apostrophe within; a hyphen parts."""
    signs, places = folded_signs(text)
    found: list[FoldedWord] = []
    past = 0
    for match in _WORD.finditer(signs):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(text) and unicodedata.category(text[end]) == "Mn":
            end += 1
        first = unicodedata.normalize("NFKC", text[start])
        capital = first != first.lower()
        gap = signs[past : match.start()] if found else ""
        found.append(FoldedWord(match.group(), start, end, capital, _may_start(text, start), gap))
        past = match.end()
    return found


def folded(text: str) -> str:
    """The same for a name: its words with one space between."""
    return " ".join(word.folded for word in folded_words(text))


def _may_start(text: str, place: int) -> bool:
    """Whether a sentence may begin here: nothing, or an end, stands before it."""
    before = text[max(0, place - _NEAR) : place]
    return bool(_BREAK.search(before if place <= _NEAR else f"x{before}"))


def folded_signs(text: str) -> tuple[str, list[int]]:
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
    if sign.isascii() and sign.isprintable():
        return sign.lower()
    if sign in "’‘ʼ`´":
        return "'"
    if sign.isspace():
        return " "
    if unicodedata.category(sign) in _INVISIBLE:
        return ""
    return unaccented(sign).translate(_LOOKS_LATIN).casefold().translate(_LOOKS_LATIN)
