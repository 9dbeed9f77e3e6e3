"""A text with its accents composed, and the way back to the text as it is: 'Noe' + '¨' reads as 'Noë'.

Text is never changed after import, and a Mac writes an accent as a sign of its own. Names are looked for in the
composed text; what is found is handed back as a stretch of the text as it stands.
"""

import re
import unicodedata

MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
"""Signs that stand on the letter before them, for between the brackets of a pattern."""

_CLUSTER = re.compile(rf".[{MARKS}]*", re.DOTALL)


class Composed:
    """`text` is the composed form; `span` gives the stretch of the original that a stretch of it came from."""

    def __init__(self, original: str) -> None:
        self._starts: list[int] | None = None
        self.text = original
        if unicodedata.is_normalized("NFC", original):
            return
        pieces: list[str] = []
        self._starts = []
        for cluster in _CLUSTER.finditer(original):
            piece = unicodedata.normalize("NFC", cluster.group())
            pieces.append(piece)
            self._starts += [cluster.start()] * len(piece)
        self._starts.append(len(original))
        self.text = "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Never cuts a letter from its accent."""
        if self._starts is None:
            return start, end
        while end < len(self.text) and self._starts[end] == self._starts[end - 1]:
            end += 1
        return self._starts[start], self._starts[end]


def composed(written: str) -> str:
    """A name as it is compared: accents composed, one kind of apostrophe."""
    return one_apostrophe(unicodedata.normalize("NFC", written))


def one_apostrophe(text: str) -> str:
    """The text, as long as before, with a straight apostrophe for every kind of them."""
    return text.translate(_ONE_APOSTROPHE)


APOSTROPHES = "'’‘ʼ`´"
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
