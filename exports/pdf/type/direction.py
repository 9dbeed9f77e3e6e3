"""Which way words run: Unicode's bidirectional algorithm (UAX 9) for one paragraph and its lines.

python-bidi gives every character its level; what it lacks stands in brackets.py: brackets in pairs (rule N0).
Marks that steer the direction are left out of a document (journeys.printable), so there are no embeddings.
"""

from unicodedata import bidirectional, mirrored

from bidi import algorithm
from bidi.mirror import MIRRORED

from exports.pdf.type.brackets import resolve_brackets

_FROM_RIGHT = {"R", "AL"}
_MARK = "\u0300"
"""Stands in for a joiner, which the library would drop: both take the direction of the letter before them."""


def runs_from_right(text: str) -> bool:
    """Whether a paragraph begins at the right: its first letter says so, as with dir="auto" on a page."""
    return next((kind for kind in map(bidirectional, text) if kind == "L" or kind in _FROM_RIGHT), "L") != "L"


def has_from_right(text: str) -> bool:
    """Whether anything in it runs from right to left."""
    return any(bidirectional(character) in _FROM_RIGHT for character in text)


def levels(text: str, from_right: bool) -> list[int]:
    """The level of every character of a paragraph: odd ones run from right to left."""
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(from_right), "R" if from_right else "L"
    marked = "".join(_MARK if bidirectional(character) == "BN" else character for character in text)
    algorithm.get_embedding_levels(marked, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    resolve_brackets(storage["chars"], "R" if from_right else "L")
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return [character["level"] for character in storage["chars"]]


def visual_order(levels: list[int]) -> list[int]:
    """Places of the line's parts from left to right, each part having one level (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


def turned(text: str) -> str:
    """Signs of a stretch that runs from right to left, as painted from left to right: '(!' becomes '!)'."""
    return "".join(MIRRORED.get(sign, sign) if mirrored(sign) else sign for sign in reversed(text))
