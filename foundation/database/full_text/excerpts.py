"""The stretch of a long text that is shown of it: where what was looked for stands."""

from foundation.database.full_text.asked import Asked

_BEFORE, _LONGEST = 90, 320
"""Signs."""

Pieces = list[tuple[str, bool]]
"""Text, and whether it was found."""


def excerpt(sought: Asked, text: str) -> Pieces:
    """The pieces of a text around the most of what was found, in whole words; dots where more of it stands."""
    begin, end = _stretch(sought, text)
    pieces = sought.pieces(text[begin:end])
    before, after = ([("… ", False)] if begin else []), ([(" …", False)] if end < len(text) else [])
    return [*before, *pieces, *after]


def _stretch(sought: Asked, text: str) -> tuple[int, int]:
    if len(text) <= _LONGEST:
        return 0, len(text)
    begin = max(_best_place(sought, text) - _BEFORE, 0)
    begin = text.find(" ", begin) + 1 if begin else 0
    end = begin + _LONGEST
    return begin, len(text) if end >= len(text) else max(text.rfind(" ", begin, end), begin + 1)


def _best_place(sought: Asked, text: str) -> int:
    """Where most of the different words that were found stand together; the first such place."""
    found, at = [], 0
    for piece, is_found in sought.pieces(text):
        if is_found:
            found.append((at, piece.lower()))
        at += len(piece)
    reach = _LONGEST - _BEFORE
    words = {place: {word for other, word in found if place <= other < place + reach} for place, _word in found}
    return max(words, key=lambda place: len(words[place]), default=0)
