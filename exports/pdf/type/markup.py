"""Turns plain text of people into the markup of a paragraph: escaped, printable, and in the right typeface."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape  # nosec B406 # writes; parses nothing

import pyphen

from exports.pdf.type.direction import has_from_right, levels, runs_from_right, turned, visual_order
from exports.pdf.type.fonts import FALLBACK, JOINED, SHAPED, UNKNOWN, characters, fallback_of, width
from journeys.checks.printable import composed, is_left_out

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
DAY_AND_MONTH = re.compile(rf"(\d+) (?=(?:{MONTHS})\b)")
JOINERS = "\u200c\u200d"
"""They decide whether Arabic letters join; the other unseen signs, and these elsewhere, are left out."""
STRAY_JOINERS = re.compile(rf"(?<![\u0600-\u08ff])[{JOINERS}]+")
SPACES = re.compile(r"[^\S\u00a0]+")
"""All white space but the unbreakable kind."""
LONG_WORD = 13
"""Letters from which a word in running text may be broken; shorter words are easier to read whole."""
VERY_LONG_WORD = 22
"""The same for headings and quotes."""


class _EachSign(dict[int, str]):
    """What stands for a character, found out once for each; for `str.translate`."""

    def __init__(self, stands_for: Callable[[str], str]) -> None:
        self.stands_for = stands_for

    def __missing__(self, code: int) -> str:
        found = self[code] = self.stands_for(chr(code))
        return found


_KEPT = _EachSign(lambda sign: sign if not is_left_out(sign) or sign in JOINERS else "")
_IN_A_TYPEFACE = _EachSign(lambda sign: sign if sign == " " or fallback_of(ord(sign)) else UNKNOWN)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: its lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def printable(text: str) -> str:
    """Composed, on one line, without controls or invisible signs, every character in one of our typefaces."""
    signs = composed(SPACES.sub(" ", text).strip())
    kept = STRAY_JOINERS.sub("", signs.translate(_KEPT))
    return kept.translate(_IN_A_TYPEFACE)


def runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """(typeface, text) for each stretch of a printable text: `font` where it can, the fallback where it must.

    A space between two words of a shaped typeface is one of theirs, so that a phrase stays one stretch.
    """
    own, line = characters(font), printable(text)
    if own.issuperset(map(ord, line)) and not any(joiner in line for joiner in JOINERS):
        if line:
            yield font, line
        return

    def face(character: str) -> str:
        if character in JOINERS:
            return JOINED
        return font if ord(character) in own else fallback_of(ord(character)) or FALLBACK

    faces = [face(character) for character in line]
    for place, (before, after) in enumerate(zip(faces, faces[2:], strict=False), 1):
        if line[place] == " " and before == after and before in SHAPED:
            faces[place] = before
    for chosen, stretch in groupby(zip(faces, line, strict=True), key=lambda one: one[0]):
        yield chosen, "".join(character for _, character in stretch)


def line_width(text: str, font: str, size: float) -> float:
    """How long a plain text is on one line, in points, each stretch in its own typeface."""
    return sum(width(stretch, face, size) for face, stretch in runs(text, font))


def visual_runs(text: str, font: str) -> list[tuple[str, str]]:
    """(typeface, text) of one line from left to right; shaped typefaces turn their own letters."""
    faces = [(face, sign) for face, stretch in runs(text, font) for sign in stretch]
    if not has_from_right(text):
        return list(runs(text, font))
    found = levels("".join(sign for _, sign in faces), runs_from_right(text))
    parts = [
        (face, level, "".join(sign for (_, sign), _ in group))
        for (face, level), group in groupby(zip(faces, found, strict=True), key=lambda one: (one[0][0], one[1]))
    ]
    order = visual_order([level for _, level, _ in parts])
    ordered = (parts[place] for place in order)
    return [(face, turned(part) if level % 2 and face not in SHAPED else part) for face, level, part in ordered]


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
    """The text on one line of `room` points, with an ellipsis when it does not fit."""
    line = printable(text)
    if line_width(line, font, size) <= room:
        return line
    while line and line_width(line + "…", font, size) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:") + "…"


@cache
def hyphenation(letters: int = LONG_WORD) -> Callable[[str], Iterator[tuple[str, str]]]:
    """Dutch hyphenation of words of so many letters and more, as a paragraph style takes it."""
    dictionary = pyphen.Pyphen(lang="nl_NL", left=4, right=4)
    return lambda word: dictionary.iterate(word) if len(word) >= letters else iter(())
