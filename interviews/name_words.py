"""A text as words that know where they stand in the sentence."""

import re
from typing import NamedTuple

_WORD = re.compile(r"(?<!\w)['’]s-[^\W_]+(?:[-'’][^\W_]+)*|[^\W_]+(?:[-'’][^\W_]+)*")
_OPENS_SENTENCE = re.compile(r"[.?!:…\n\r\t\[\](){}\"“”„‘«»•*|/\u2010-\u2015-]")
_ABBREVIATIONS = frozenset({"dr", "drs", "mr", "mw", "mevr", "dhr", "ir", "ing", "prof", "ds", "st", "jhr"})


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


def words_of(text: str) -> list[Word]:
    """Every word in order. A possessive 's is left out of the word: "Tijn's" is the word "Tijn"."""
    words: list[Word] = []
    forms: dict[str, tuple[str, bool]] = {}
    before = Word(0, 0, "", "", False, True, False)
    for match in _WORD.finditer(text):
        start, end = match.span()
        written = match.group()
        if len(written) > 3 and written[-1] == "s" and written[-2] in "'’":
            end, written = end - 2, written[:-2]
        if written not in forms:
            forms[written] = (written.lower().replace("’", "'"), _has_capital(written))
        opens, close = _joint(text[before.end : start], before, written)
        before = Word(start, end, written, *forms[written], opens, close)
        words.append(before)
    return words


def _has_capital(written: str) -> bool:
    first = written[3:4] if written[:1] in "'’" else written[:1]
    return first.isupper()


def _joint(gap: str, before: Word, written: str) -> tuple[bool, bool]:
    """What the signs between two words make of the second: (opens, close)."""
    if gap == " " or (gap in {" '", " ’"} and written in {"t", "s"}):
        return False, True
    if not before.text:
        return True, False
    if gap in {". ", "."} and _takes_full_stop(before):
        return False, True
    return _OPENS_SENTENCE.search(gap) is not None, False


def _takes_full_stop(word: Word) -> bool:
    """'dr. Nguyen', 'J. de Vries': the full stop belongs to the word before it."""
    return word.lower in _ABBREVIATIONS or (len(word.text) == 1 and word.capital)
