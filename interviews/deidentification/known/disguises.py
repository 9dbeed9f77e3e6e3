"""A name written so that a search goes past it: 'Y-a-s-s-i-n', 'Yas sin', 'Yass1n', 'Y@ssin', 'Yassin2', 'Yassssin'.

Whoever knows the names says which strings are one; here stands when a stretch of text may be read as such a string, so
that 'a.u.b.', 'te laat', '3de' and 'jaaaa' are left alone. All in folded letters (see folding.py).
"""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from interviews.deidentification.known.folding import FoldedWord
from interviews.deidentification.lists.dutch_words import is_dutch_word

IsName = Callable[[str], bool]

_MOST_PIECES, _LONGEST = 24, 40
_SHORTEST, _SHORTEST_IN_PIECES, _SHORTEST_WITHIN = 3, 4, 5
_WIDEST = 3
_FOR_LETTERS = str.maketrans({"@": "a", "$": "s", "€": "e", "!": "i", "|": "i"})
_SIGN = re.compile(r"(?<=[^\W_])[@$€!|]+(?=[^\W_])|[@$€](?=[^\W\d_])|(?<=[^\W\d_])[@$€](?!\w)")
_ALIKE = str.maketrans("01l3456789gz", "oiieasbtbbb2")
"""Digits and the letters they are written for; what one digit stands for two of is one here: b and g, i and l."""
_DIGIT = re.compile(r"\d")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(.)\1+")


def with_letters_for_signs(text: str) -> str:
    """'Y@ssin', 'Yass!n', 'Emm@' with a letter for each sign. As long as before."""
    return _SIGN.sub(lambda signs: signs.group().translate(_FOR_LETTERS), text)


def looks(word: str) -> str:
    """What 'yass1n' and 'yassin' share."""
    return word.translate(_ALIKE)


def beginning(word: str) -> str:
    """Enough of a name, or of what looks like it, to tell most words from it at once."""
    return looks(word[:_SHORTEST])


def may_hold_digits_for_letters(word: str) -> bool:
    """'yass1n', 'j4n'; not '3de', 'jo8', '12'."""
    if word.isalpha() or not _DIGIT.search(word) or sum(map(str.isalpha, word)) < 2:
        return False
    return len(word) > _SHORTEST or (len(word) == _SHORTEST and word[1].isdigit())


def without_number(word: str) -> str:
    """'yassin2' -> 'yassin', '' for any other word."""
    bare = word.strip("0123456789")
    return bare if len(bare) < len(word) and len(bare) >= _SHORTEST and bare.isalpha() else ""


def calm(word: str) -> str:
    """'yassssin' and 'yassin' -> 'yasin'."""
    return _TWICE.sub(r"\1", word)


def is_plain(written: str) -> bool:
    """Whether a word has nothing that any disguise of one word has."""
    return written.isalpha() and not is_drawn_out(written.casefold())


def is_drawn_out(word: str) -> bool:
    return _DRAWN_OUT.search(word) is not None


def said_calmly(word: str) -> tuple[str, str]:
    """'jaaan' as 'jan' and 'jaan': what a drawn-out word most likely is."""
    return _DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)


def holds_sign_for_letter(written: str) -> bool:
    return any(sign in written for sign in "@$€!|")


def together(words: Sequence[FoldedWord], at: int, is_name: IsName, beginnings: Set[str]) -> list[FoldedWord]:
    """The longest row of words from `at` on that make a name as one; the word itself when there is none.

    `beginnings`: how the names begin, see `beginning`.
    """
    said, found = words[at].folded, at + 1
    for last in range(at + 1, min(len(words), at + _MOST_PIECES)):
        said += words[last].folded
        if len(words[last].gap) > _WIDEST or len(said) > _LONGEST:
            break
        if len(said) >= _SHORTEST and beginning(said) not in beginnings:
            break
        if is_name(said) and _is_disguise(words, at, last + 1, said, is_name):
            found = last + 1
    return list(words[at:found])


def as_one(pieces: Sequence[FoldedWord]) -> FoldedWord:
    return replace(pieces[0], folded="".join(one.folded for one in pieces), end=pieces[-1].end)


def is_spelled(pieces: Sequence[FoldedWord]) -> bool:
    """Letter by letter: nobody writes an ordinary word like that."""
    return len(pieces) > 1 and all(map(_is_letter, pieces))


def _is_disguise(words: Sequence[FoldedWord], first: int, last: int, said: str, is_name: IsName) -> bool:
    """Whether nobody writes words[first:last] like that who means anything else."""
    pieces = words[first:last]
    if is_spelled(pieces):
        whole = _spelled_around(words, first, last)
        return len(said) >= _SHORTEST if said == whole else len(said) >= _SHORTEST_WITHIN and not is_dutch_word(whole)
    gaps = [one.gap for one in pieces[1:]]
    bare = [one.folded.partition("'")[0] for one in pieces]
    if any(map(str.isdigit, bare)):
        return False
    if not any(map(_holds_space, gaps)):
        return len(said) >= _SHORTEST_WITHIN or (len(said) >= _SHORTEST_IN_PIECES and not all(map(is_dutch_word, bare)))
    if len(said) < _SHORTEST_WITHIN or any(gap.strip() for gap in gaps if _holds_space(gap)):
        return False
    return any(len(one) > 1 and not is_dutch_word(one) and not is_name(one) for one in bare)


def _spelled_around(words: Sequence[FoldedWord], first: int, last: int) -> str:
    """All that is spelled in one breath with these letters: 'basisschool' around 'b a s i s'."""
    while first > 0 and _is_letter(words[first - 1]) and len(words[first].gap) == 1:
        first -= 1
    while last < len(words) and _is_letter(words[last]) and len(words[last].gap) == 1:
        last += 1
    return "".join(one.folded for one in words[first:last])


def _is_letter(word: FoldedWord) -> bool:
    return len(word.folded.partition("'")[0]) == 1


def _holds_space(gap: str) -> bool:
    return any(map(str.isspace, gap))
