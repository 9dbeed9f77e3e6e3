"""Where a name stands as a word of its own, whatever its capitals; an underscore, as in file names, is no letter.

Plain searching: a pattern made of a name would stay in the memory of `re` long after the request.
"""

from collections.abc import Iterator


def occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    """[start, end) of every place, in order, never overlapping; an empty name stands nowhere."""
    lower, wanted = _lower(text), _lower(name)
    start = lower.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        stands_alone = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if stands_alone:
            yield start, end
        start = lower.find(wanted, end if stands_alone else start + 1)


def with_instead(text: str, name: str, instead: str) -> str:
    """The text with `instead` wherever the name stands."""
    pieces: list[str] = []
    at = 0
    for start, end in occurrences(text, name):
        pieces += (text[at:start], instead)
        at = end
    return "".join([*pieces, text[at:]])


def _lower(text: str) -> str:
    """In lower case and as long as before, so that places stay what they are: 'İ' has no single small letter."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
