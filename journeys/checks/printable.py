"""Which characters the document of a story can print; the others are named before readers get it.

`printable.txt` is written together with the typefaces (exports.pdf.make_fonts); a test holds the two together.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from foundation.dutch import _
from journeys.open_point import OpenPoint
from journeys.texts.text import StoryText

FILE = Path(__file__).parent / "printable.txt"
_UNSEEN = {"Cc", "Cf", "Cs"}
_NAMELESS = {"Co", "Cn"}
"""A screen shows a box for them: private signs of one typeface, and codes that nobody has given a sign."""
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_WHOLE = re.compile("([0-9#*]\ufe0f?\u20e3|\U0001f3f4[\U000e0020-\U000e007f]+)")
"""A key with a digit, and the flag of a region: only part of them could be printed."""


def is_left_out(character: str) -> bool:
    """Whether a document leaves it out unseen: controls, joiners, and what only changes the look of an emoji."""
    code = ord(character)
    return unicodedata.category(character) in _UNSEEN or 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF


def composed(text: str) -> str:
    """The text in the characters that are printed: letters with their accents in one, joined letters apart."""
    return unicodedata.normalize("NFC", text.translate(_LIGATURES))


def unprintable(text: str) -> list[str]:
    """The stretches that the document cannot print, each once, in order: words, or single signs."""
    parts = _WHOLE.split(composed(text))
    return list(dict.fromkeys(one for part in parts for one in ([part] if _WHOLE.fullmatch(part) else _in_part(part))))


def _in_part(part: str) -> Iterator[str]:
    return ("".join(signs) for is_fine, signs in groupby(part, key=_is_fine) if not is_fine)


def named(stretch: str) -> str:
    """Between quotation marks, or by its number when it cannot be seen on screen."""
    if any(unicodedata.category(sign) in _NAMELESS for sign in stretch):
        return _("het teken %(codes)s", codes=" ".join(f"U+{ord(sign):04X}" for sign in stretch))
    return f"‘{stretch}’"


def printable_points(texts: Iterable[StoryText]) -> Iterator[OpenPoint]:
    """One point per text, with the characters themselves."""
    for one in texts:
        if found := unprintable(one.text):
            signs = ", ".join(named(stretch) for stretch in found)
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
