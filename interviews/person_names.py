"""A person's name in its parts: 'opa Henk', 'Daan de Vries', "mevrouw De Wit-Jansen's"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from interviews.name_lists import name_lists, unaccented

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=[sxzSXZ])['’])$")
_INITIALS = re.compile(r"(?:\w\.)+|\w")


@dataclass(frozen=True, slots=True)
class PersonName:
    """`title` ends with a space or is empty; `given` holds first names; `surname` keeps its prefix: 'de Vries'."""

    title: str
    given: tuple[str, ...]
    surname: str
    possessive: bool


def person_name(written: str, *, titled: bool, is_known: Callable[[str], bool]) -> PersonName:
    """Takes a name apart. `titled`: a title stands before it in the text. `is_known`: the part has a pseudonym."""
    bare = _POSSESSIVE.sub("", written)
    words = bare.split()
    title_words = _leading_titles(words)
    names = [word for word in words[len(title_words) :] if not _INITIALS.fullmatch(word)] or words[len(title_words) :]
    possessive = bare != written
    if not possessive and _is_genitive(names[-1], is_known):
        names[-1], possessive = names[-1][:-1], True
    given = _count_given(names, titled or bool(title_words))
    return PersonName(
        "".join(f"{word} " for word in title_words), tuple(names[:given]), " ".join(names[given:]), possessive
    )


def genitive(name: str) -> str:
    """'Bas' -> "Bas'", 'Hugo' -> "Hugo's", 'Daan' -> 'Daans'."""
    if name[-1] in "sxzSXZ":
        return f"{name}'"
    return f"{name}'s" if name[-1] in "aiouyéAIOUY]" else f"{name}s"


def _leading_titles(words: list[str]) -> list[str]:
    titles = name_lists().cues["titles"]
    count = 0
    while count < len(words) - 1 and words[count].lower().rstrip(".") in titles:
        count += 1
    return words[:count]


def _is_genitive(word: str, is_known: Callable[[str], bool]) -> bool:
    """'Daans', not 'Thomas' or 'Jans' that is known as a name itself."""
    if not word.endswith("s") or len(word) < 4 or _is_listed(word) or is_known(word):
        return False
    return is_known(word[:-1]) or unaccented(word[:-1].lower()) in name_lists().first_names


def _is_listed(word: str) -> bool:
    lists = name_lists()
    return unaccented(word.lower()) in lists.first_names or word.lower() in lists.surnames


def _count_given(names: list[str], titled: bool) -> int:
    """How many of the words are first names; the others are the surname."""
    lists = name_lists()
    listed = 0
    while listed < len(names) and unaccented(names[listed].lower()) in lists.first_names:
        listed += 1
    if len(names) == 1:
        is_surname = titled or names[0].lower() in lists.surnames
        return 1 if listed or not is_surname else 0
    if listed == 0:
        return 0 if titled or names[0].lower() in lists.cues["prefixes"] else 1
    return min(listed, len(names) - 1)
