"""A signal of how hard a whole journey reads (leesbaarheidssignaal). It proves nothing about level B1.

Syllables come from hyphenation patterns, so the score is an estimate; on fewer than
`FEWEST_WORDS` words it says nothing at all.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyphen

FEWEST_WORDS = 60
HARD_BELOW = 60.0
LONG_SENTENCE = 15.0
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")


@dataclass(frozen=True)
class Readability:
    """`score` is Flesch-Douma (0 very hard, 100 very easy), `words_per_sentence` the mean."""

    words: int
    score: float
    words_per_sentence: float

    @property
    def is_hard(self) -> bool:
        """Worth another look: hard words, or long sentences."""
        return self.score < HARD_BELOW or self.words_per_sentence > LONG_SENTENCE


def readability(texts: Iterable[str]) -> Readability | None:
    """How hard these texts read together; None when there is too little to say anything.

    206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence. Source: Douma (1960).
    """
    sentences = [words for text in texts for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    per_sentence = len(words) / len(sentences)
    per_hundred = 100 * sum(_syllables(word) * times for word, times in Counter(words).items()) / len(words)
    return Readability(len(words), 206.84 - 0.77 * per_hundred - 0.93 * per_sentence, per_sentence)


@lru_cache(maxsize=1)
def _patterns() -> "pyphen.Pyphen":
    import pyphen  # looks over its dictionaries: not for the start of the web process

    return pyphen.Pyphen(lang="nl_NL", left=1, right=1)


def _syllables(word: str) -> int:
    return len(_patterns().positions(word.lower())) + 1
