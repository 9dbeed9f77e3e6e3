"""What somebody looks for, and where it stands in a text."""

import re
from dataclasses import dataclass

from foundation.database.full_text.words import folded, spaced, stem_of, stems_of, words_of

_WRITTEN_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_MOST_STEMS = 12
"""Who asks for more words than this pastes a quotation: that is looked for as it stands."""
_SHORTEST_PART = 3


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
        return within or word in parts or stem_of(word) in self.stems


def asked(text: str) -> Asked:
    words = words_of(text)
    phrase = " ".join(words)
    has_stems = len(phrase) >= _SHORTEST_PART and len(words) <= _MOST_STEMS
    return Asked(phrase, tuple(stems_of(words)) if has_stems else ())
