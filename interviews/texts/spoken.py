"""The words of a text that goes, recognised where somebody wrote them down elsewhere."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

_SHORTEST = 4
"""Fewer words than this anybody might have written."""
_RUN = 8
"""So many words after one another nobody writes by chance: they are somebody's, whatever stands around them."""
_WORDS = re.compile(r"\w+")


class Spoken:
    """What was said in one text, and what was taken out of it."""

    def __init__(self, text: str, quotations: Iterable[str] = ()) -> None:
        self._text = _folded(text)
        self._runs = set(_runs(self._text))
        self._quotations = {one for one in map(_folded, quotations) if len(one.split()) >= _SHORTEST}

    def stands_in(self, written: str) -> bool:
        """Whether something written is a stretch of the text, or holds a quotation or eight words in a row of it."""
        words = _folded(written)
        if len(words.split()) < _SHORTEST:
            return False
        if words in self._text or any(one in words for one in self._quotations):
            return True
        return not self._runs.isdisjoint(_runs(words))

    def unsaid(self, title: str) -> str:
        """A title to tell where something stands; one that is itself somebody's words is not written down again."""
        return "…" if self.stands_in(title) else title

    def stands_in_any(self, kept: Any) -> bool:
        """Whether a piece of JSON has such words in it."""
        return any(self.stands_in(one) for one in _strings(kept))


def _folded(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def _runs(folded: str) -> Iterator[str]:
    words = folded.split()
    return (" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))


def _strings(kept: Any) -> Iterator[str]:
    if isinstance(kept, str):
        yield kept
    elif isinstance(kept, dict | list):
        for part in kept.values() if isinstance(kept, dict) else kept:
            yield from _strings(part)
