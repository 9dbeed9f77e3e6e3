"""Automatic numbers that hold words: Word prints 'Vraag 1:' or 'I:' before a paragraph without it being in the text.

Plain numbers and bullets are layout and left out. Source: ECMA-376 part 1, section 17.9.
"""

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from interviews.files.package import Package
from interviews.transcripts.formats.word.elements import child_of, local_name, value
from interviews.transcripts.formats.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_WORDED = re.compile(r"[^\W\d_]")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class _Level:
    text: str
    kind: str
    start: int

    @property
    def is_label(self) -> bool:
        """Words, and not a letter of a symbol font: Word's second bullet is an 'o'."""
        words = _PLACE.sub("", self.text).strip()
        return _WORDED.search(words) is not None and (len(words) > 1 or words.isupper())


class Numbering:
    """Counts through a document from top to bottom; ask `label_of` once per paragraph, in order."""

    def __init__(self, package: Package, parts: list[str], styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[tuple[str, int], _Level] = {}
        self._own: dict[tuple[str, int], _Level] = {}
        self._abstract_of: dict[str, str] = {}
        self._counts: dict[str, Counter[int]] = {}
        self._restarted: set[str] = set()
        self._starts: dict[tuple[str, int], int] = {}
        for part in parts:
            for element in package.xml(part) if part in package else ():
                self._add(element)

    def _add(self, element: etree._Element) -> None:
        if local_name(element) == "abstractNum":
            identity = value(element, "abstractNumId")
            for level in element:
                if local_name(level) == "lvl":
                    self._levels[identity, _number(value(level, "ilvl"))] = _level(level)
        elif local_name(element) == "num":
            identity = value(element, "numId")
            self._abstract_of[identity] = value(child_of(element, "abstractNumId"), "val")
            for override in element:
                own = child_of(override, "lvl")
                if own is not None:
                    self._own[identity, _number(value(override, "ilvl"))] = _level(own)
                start = child_of(override, "startOverride")
                if start is not None:
                    self._starts[identity, _number(value(override, "ilvl"))] = _number(value(start, "val"))

    def label_of(self, paragraph: etree._Element) -> str:
        """'Vraag 3: ', or '' without a number or with one that holds no words."""
        properties = child_of(paragraph, "pPr")
        direct = child_of(properties, "numPr")
        inherited = self._styles.numbering_of(value(child_of(properties, "pStyle"), "val"))
        number = value(child_of(direct, "numId"), "val") or value(child_of(inherited, "numId"), "val")
        depth = _number(value(child_of(direct, "ilvl"), "val") or value(child_of(inherited, "ilvl"), "val"))
        abstract = self._abstract_of.get(number)
        level = self._own.get((number, depth)) or self._levels.get((abstract or "", depth))
        if abstract is None or level is None:
            return ""
        self._count(number, abstract, depth, level)
        return f"{self._filled_in(abstract, level)} " if level.is_label else ""

    def _count(self, number: str, abstract: str, depth: int, level: _Level) -> None:
        counts = self._counts.setdefault(abstract, Counter())
        if (number, depth) in self._starts and number not in self._restarted:
            self._restarted.add(number)
            counts[depth] = self._starts[number, depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]

    def _filled_in(self, abstract: str, level: _Level) -> str:
        counts = self._counts[abstract]

        def shown(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            of_depth = self._levels.get((abstract, depth), level)
            return _written(counts.get(depth, of_depth.start), of_depth.kind)

        return " ".join(_PLACE.sub(shown, level.text).split())


def _level(element: etree._Element) -> _Level:
    start = value(child_of(element, "start"), "val")
    text, kind = value(child_of(element, "lvlText"), "val"), value(child_of(element, "numFmt"), "val")
    return _Level(text, kind, _number(start) if start else 1)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _written(number: int, kind: str) -> str:
    if kind in ("upperLetter", "lowerLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    return "" if kind in ("none", "bullet") else str(number)


def _roman(number: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written
