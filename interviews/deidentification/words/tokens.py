"""A text as words that know where they stand in the sentence."""

import re
from typing import NamedTuple

from interviews.deidentification.words.accents import APOSTROPHES, MARKS, composed

_APOSTROPHE = f"[{APOSTROPHES}]"
_LETTERS = rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*"
_JOINED = rf"{_LETTERS}(?:[-{APOSTROPHES}]{_LETTERS})*"
_WORD = re.compile(rf"(?<!\w){_APOSTROPHE}s-{_JOINED}|(?<!\w){_APOSTROPHE}[tT](?!\w)|{_JOINED}")
_OPENS_SENTENCE = re.compile(r"[.?!:…\n\r\t\[\](){}\"“”„‘«»•*|/\u2010-\u2015-]")
_ABBREVIATIONS = frozenset({"dr", "drs", "mr", "mw", "mevr", "dhr", "ir", "ing", "prof", "ds", "st", "jhr"})
LONG_INITIALS = frozenset({"chr", "th", "joh", "ph", "fr", "jac", "wm", "ant", "corn", "alb", "fred", "herm", "ij"})
_CAPITAL_LATER = re.compile(r"(?:['’]s-|(?:d|l|o|t|el|al|ben|bin|bint|ait|abu|as|ad|an|ar|at|az|ash)[-'])(?=\w)")
"""What may stand in small letters before the capital of a name: ''s-Hertogenbosch', "d'Hont", 'el-Amrani'."""

_ENDINGS = "(?:[dt][ae]n?|n?[ıiuü]n|[yn]?[aeıiuü])"
ENDING_APART = re.compile(rf"{_APOSTROPHE}{_ENDINGS}(?!\w)")
"""The Turkish ending behind a name: "Rotterdam'da", "Ayşe'nin"."""
_ENDING_AT_END = re.compile(rf"(?<=\w{{3}}){_APOSTROPHE}{_ENDINGS}$")


class Word(NamedTuple):
    """text[start:end]; `opens`: a sentence or a speaker's turn begins here; `close`: it follows in one breath."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    opens: bool
    close: bool

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_initial(self) -> bool:
        """'J', 'Chr': a first name cut short, if a full stop follows."""
        return self.capital and (self.lower in LONG_INITIALS or (len(self.text) == 1 and self.lower not in {"u", "o"}))


def words_of(text: str) -> list[Word]:
    """Every word in order. A possessive 's is left out of the word: "Tijn's" is the word "Tijn"."""
    words: list[Word] = []
    forms: dict[str, tuple[str, bool]] = {}
    before = Word(0, 0, "", "", False, True, False)
    for match in _WORD.finditer(text):
        start, end = match.span()
        written = match.group()
        if len(written) > 3 and written[-1] == "s" and written[-2] in APOSTROPHES:
            end, written = end - 2, written[:-2]
        if written[0].isupper() and (ending := _ENDING_AT_END.search(written)):
            end, written = start + ending.start(), written[: ending.start()]
        if written not in forms:
            lower = written.lower()
            forms[written] = (lower if lower.isascii() else composed(lower), _has_capital(written))
        gap = text[before.end : start]
        opens, close = (False, True) if gap == " " else _joint(gap, before, written)
        before = Word(start, end, written, *forms[written], opens, close)
        words.append(before)
    return words


def _has_capital(written: str) -> bool:
    if written[:1].isupper():
        return True
    later = _CAPITAL_LATER.match(composed(written))
    return later is not None and written[later.end()].isupper()


def _joint(gap: str, before: Word, written: str) -> tuple[bool, bool]:
    """What the signs between two words make of the second: (opens, close)."""
    if gap == " '" and written == "s":
        return False, True
    if not before.text:
        return True, False
    if gap in {". ", "."} and _takes_full_stop(before):
        return False, True
    return _OPENS_SENTENCE.search(gap) is not None, False


def _takes_full_stop(word: Word) -> bool:
    """'dr. Nguyen', 'J. de Vries', 'Chr. Visser': the full stop belongs to the word before it."""
    return word.lower in _ABBREVIATIONS or word.is_initial or (len(word.text) == 1 and word.capital)
