"""Which turns of a text are not Dutch. Names are found badly there: the lists and cues are Dutch.

Measured on spoken Dutch, English and German: of the small-letter words of a Dutch turn 71 in 100 or more stand in the
Dutch dictionary, the median 98; of an English one 56 at most, the median 26; of a German one 37 in the median.
"""

import re
from collections import Counter
from dataclasses import dataclass

from interviews.language import in_dictionary, one_pass

_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n]+")
_FEWEST_WORDS = 8
"""Of a shorter turn ('Ja, prima') the whole text says what language it is in."""
_DUTCH_TEXT = 0.6
_DUTCH_AMID_OTHER = 0.7
_DUTCH_AMID_DUTCH = 0.6


@dataclass(frozen=True)
class OtherLanguage:
    """`stretches`: the turns that are not Dutch, in order; `is_all`: the text as a whole isn't."""

    stretches: tuple[tuple[int, int], ...] = ()
    is_all: bool = False

    def covers(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.stretches)


def other_language(text: str) -> OtherLanguage:
    """The turns of a text, a line each, in which hardly any word is Dutch."""
    with one_pass():
        shares = [(line.span(), *_share(line.group())) for line in _LINE.finditer(text)]
        known = sum(known for _span, known, _all in shares)
        total = sum(words for _span, _known, words in shares)
        is_all = total >= _FEWEST_WORDS and known < _DUTCH_TEXT * total
        least = _DUTCH_AMID_OTHER if is_all else _DUTCH_AMID_DUTCH
    stretches = [span for span, known, words in shares if (known < least * words if words >= _FEWEST_WORDS else is_all)]
    return OtherLanguage(tuple(stretches), is_all)


def _share(line: str) -> tuple[int, int]:
    """(words in the Dutch dictionary, all words), names and what else has a capital left out."""
    words = Counter(word for word in _WORD.findall(line) if len(word) > 1 and not word[0].isupper())
    return sum(times for word, times in words.items() if in_dictionary(word)), words.total()
