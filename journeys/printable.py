"""Which characters the document of a story can print; the others are named before readers get it.

`printable.txt` is written together with the typefaces (exports.pdf.make_fonts); a test holds the two together.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from foundation.dutch import _
from journeys.open_point import OpenPoint
from journeys.story_text import StoryText

FILE = Path(__file__).parent / "printable.txt"
_UNSEEN = {"Cc", "Cf", "Cs", "Co"}


def is_left_out(character: str) -> bool:
    """Whether a document leaves it out unseen: controls, joiners, and what only changes the look of an emoji."""
    code = ord(character)
    return unicodedata.category(character) in _UNSEEN or 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF


def unprintable(text: str) -> list[str]:
    """The stretches that the document cannot print, each once, in order: words, or single signs."""
    composed = unicodedata.normalize("NFC", text)
    stretches = ("".join(part) for is_fine, part in groupby(composed, key=_is_fine) if not is_fine)
    return list(dict.fromkeys(stretches))


def printable_points(texts: Iterable[StoryText]) -> Iterator[OpenPoint]:
    """One point per text, with the characters themselves."""
    for one in texts:
        if found := unprintable(one.text):
            signs = ", ".join(f"‘{stretch}’" for stretch in found)
            told = _("%(place)s: de pdf kan %(signs)s niet afdrukken", place=one.place, signs=signs)
            if any(sign.isalpha() for sign in "".join(found)):
                told = _("%(told)s. Schrijf het in onze letters", told=told)
            else:
                told = _("%(told)s. Schrijf het anders", told=told)
            yield OpenPoint(told, one.anchor, step_id=one.step_id, is_of_study=one.is_of_study)


def _is_fine(character: str) -> bool:
    return character.isspace() or is_left_out(character) or _has_glyph(ord(character))


def _has_glyph(code: int) -> bool:
    starts, ends = _ranges()
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    pairs = [line.split("-") for line in FILE.read_text().split()]
    return [int(first, 16) for first, _last in pairs], [int(last, 16) for _first, last in pairs]
