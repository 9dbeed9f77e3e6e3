"""What a text is found by: its words without case and accents, and their stems. Worked out here for every engine."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Without case and accents, for comparing: 'Privé' and 'prive' fold alike."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()


def by_letter(name: str, number: int) -> tuple[str, int]:
    """To sort by, as a person looks for a name: 'Élise' stands before 'emma'. Databases each have their own order."""
    return folded(name), number


def words_of(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def spaced(words: list[str]) -> str:
    """Words with a space around each, so that ' lijst ' stands in it when 'lijst' is a whole word."""
    return f" {' '.join(words)} " if words else ""


def stems_of(words: list[str]) -> list[str]:
    """Each stem once."""
    return list(dict.fromkeys(map(stem_of, words)))


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem or word


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("dutch")
