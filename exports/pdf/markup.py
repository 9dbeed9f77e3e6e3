"""Turns plain text of people into the markup of a paragraph: escaped, printable, and in the right typeface."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

import pyphen

from exports.pdf.fonts import FALLBACK, UNKNOWN, characters, fallback_of, width
from journeys.printable import is_left_out

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
DAY_AND_MONTH = re.compile(rf"(\d+) (?=(?:{MONTHS})\b)")
SPACES = re.compile(r"[^\S\u00a0]+")
"""All white space but the unbreakable kind."""
LONG_WORD = 13
"""Letters from which a word in running text may be broken; shorter words are easier to read whole."""
VERY_LONG_WORD = 22
"""The same for headings and quotes."""


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: its lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def printable(text: str) -> str:
    """Composed, on one line, without controls or invisible signs, every character in one of our typefaces."""
    composed = unicodedata.normalize("NFC", SPACES.sub(" ", text).strip())
    kept = (character for character in composed if not is_left_out(character))
    return "".join(character if character == " " or fallback_of(ord(character)) else UNKNOWN for character in kept)


def runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """(typeface, text) for each stretch of a printable text: `font` where it can, the fallback where it must."""
    own = characters(font)

    def face(character: str) -> str:
        return font if ord(character) in own else fallback_of(ord(character)) or FALLBACK

    for chosen, stretch in groupby(printable(text), key=face):
        yield chosen, "".join(stretch)


def markup(text: str, font: str) -> str:
    """Paragraph markup of a plain text; a day stays beside its month."""
    bound = DAY_AND_MONTH.sub("\\1\u00a0", text)
    return "".join(
        escape(stretch) if face == font else f'<font name="{face}">{escape(stretch)}</font>'
        for face, stretch in runs(bound, font)
    )


def coloured(text: str, color: str, font: str) -> str:
    """Markup of a plain text in a colour and a typeface of its own, within a paragraph of another."""
    return f'<font name="{font}" color="{color}">{markup(text, font)}</font>'


def shortened(text: str, font: str, size: float, room: float) -> str:
    """The text on one line of `room` points, with an ellipsis when it does not fit. One typeface: others become �."""
    own = characters(font)
    line = "".join(character if ord(character) in own else "?" for character in printable(text))
    if width(line, font, size) <= room:
        return line
    while line and width(line + "…", font, size) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:") + "…"


@cache
def hyphenation(letters: int = LONG_WORD) -> Callable[[str], Iterator[tuple[str, str]]]:
    """Dutch hyphenation of words of so many letters and more, as a paragraph style takes it."""
    dictionary = pyphen.Pyphen(lang="nl_NL", left=4, right=4)
    return lambda word: dictionary.iterate(word) if len(word) >= letters else iter(())
