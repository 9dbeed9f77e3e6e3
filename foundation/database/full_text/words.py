"""What a text is found by: its words without case and accents, and their stems. Worked out here for every engine."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_WRITTEN_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_MOST_STEMS = 12
"""Who asks for more words than this pastes a quotation: that is looked for as it stands."""
_SHORTEST_PART = 3


def folded(text: str) -> str:
    """Without case and accents, for comparing: 'Privé' and 'prive' fold alike."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()


def words_of(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def spaced(words: list[str]) -> str:
    """Words with a space around each, so that ' lijst ' stands in it when 'lijst' is a whole word."""
    return f" {' '.join(words)} " if words else ""


def stems_of(words: list[str]) -> list[str]:
    """Each stem once."""
    return list(dict.fromkeys(map(_stem, words)))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem or word


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("dutch")


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. `phrase` is '' when it holds no letter or digit."""

    phrase: str
    stems: tuple[str, ...]
    """Of its words; none when it is too short for stems or as long as a quotation."""

    def stands_in(self, text: str) -> bool:
        """As the database finds it: as typed anywhere, also within words, or each word in some form."""
        words = words_of(text)
        anywhere = bool(self.phrase) and self.phrase in spaced(words)
        return anywhere or (bool(self.stems) and set(self.stems) <= set(stems_of(words)))

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """The text in pieces: those that were found, and what is between them."""
        pieces: list[tuple[str, bool]] = []
        until = 0
        for word in _WRITTEN_WORD.finditer(text) if self.phrase else ():
            if self._is_in(folded(word.group())):
                pieces += [(text[until : word.start()], False), (word.group(), True)]
                until = word.end()
        return [piece for piece in (*pieces, (text[until:], False)) if piece[0]]

    def _is_in(self, word: str) -> bool:
        parts = self.phrase.split()
        within = any(part in word for part in parts if len(part) >= _SHORTEST_PART)
        return within or word in parts or _stem(word) in self.stems


def asked(text: str) -> Asked:
    words = words_of(text)
    phrase = " ".join(words)
    has_stems = len(phrase) >= _SHORTEST_PART and len(words) <= _MOST_STEMS
    return Asked(phrase, tuple(stems_of(words)) if has_stems else ())
