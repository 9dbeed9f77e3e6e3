"""A person's name in its parts: 'opa Henk', 'Daan de Vries', "mevrouw De Wit-Jansen's"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from interviews.deidentification.lists.word_lists import name_lists, unaccented
from interviews.deidentification.words.accents import composed
from interviews.deidentification.words.inflection import behind_diminutive, diminutive, genitive

_POSSESSIVE = re.compile(r"(?:'s|(?<=[sxzSXZ])')$")
_INITIALS = re.compile(r"(?:\w{1,4}\.)+\w?|\w")


@dataclass(frozen=True, slots=True)
class PersonName:
    """`title` ends with a space or is empty; `given` holds first names; `surname` keeps its prefix: 'de Vries'.

    `diminutive`: the first name was one, 'Daantje', and stands here without that ending.
    """

    title: str
    given: tuple[str, ...]
    surname: str
    possessive: bool = False
    diminutive: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The first names and the surname, each a row of its own."""
        return (*self.given, self.surname) if self.surname else self.given

    @property
    def whole(self) -> str:
        """The name without its title and its endings."""
        return " ".join(self.parts)

    def inflected(self, called: str) -> str:
        """Another name with the title and the endings of this one."""
        if self.diminutive:
            first, space, others = called.partition(" ")
            called = diminutive(first) + space + others
        return self.title + (genitive(called) if self.possessive else called)


def person_name(written: str, *, titled: bool, is_known: Callable[[str], bool]) -> PersonName:
    """Takes a name apart. `titled`: a title stands before it in the text. `is_known`: the part has a pseudonym."""
    written = composed(written)
    bare = _POSSESSIVE.sub("", written)
    words = bare.split()
    title_words = _leading_titles(words)
    told = words[len(title_words) :]
    names = [word for word in told if not _INITIALS.fullmatch(word)] or told
    possessive = bare != written
    if not possessive and _is_genitive(names[-1], is_known):
        names[-1], possessive = names[-1][:-1], True
    given = _count_given(names, titled or bool(title_words) or len(names) < len(told))
    small = _without_diminutive(names[0], is_known) if given else None
    return PersonName(
        "".join(f"{word} " for word in title_words),
        tuple([small or names[0], *names[1:given]] if given else []),
        " ".join(names[given:]),
        possessive,
        small is not None,
    )


def _without_diminutive(word: str, is_known: Callable[[str], bool]) -> str | None:
    """'Daan' for 'Daantje'; not for a name of its own, 'Antje' or 'Marietje'."""
    if not word.lower().endswith("je") or _is_listed(word) or is_known(word):
        return None
    forms = list(behind_diminutive(word))
    known = (form for form in forms if is_known(form))
    return next(known, None) or next((form for form in forms if _is_first_name(form)), None)


def name_behind(pseudonym: str, name: PersonName) -> str:
    """A pseudonym as a person typed it for `name`, without the title and the endings that `name` has."""
    called = pseudonym.removeprefix(name.title)
    if name.possessive:
        without = _POSSESSIVE.sub("", called)
        called = without if without != called or not called.endswith("s") or _is_listed(called) else called[:-1]
    if name.diminutive:
        first, space, others = called.partition(" ")
        called = next((form for form in behind_diminutive(first) if _is_first_name(form)), first) + space + others
    return called


def halves_of(called: str, name: PersonName) -> Iterator[tuple[str, str]]:
    """Each part of `name` that a pseudonym's own parts can stand for: ('Wilma', 'Els'), ('Jansen', 'de Groot')."""
    first, _space, others = called.partition(" ")
    if not all(sign.isalpha() or sign in " '-." for sign in called):
        return
    if name.given and name.surname:
        yield name.given[0], first
        if others:
            yield name.surname, others
    else:
        yield name.whole, called


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
    if is_known(word[:-1]) or _is_first_name(word[:-1]):
        return True
    return word.endswith("jes") and _without_diminutive(word[:-1], is_known) is not None


def _is_listed(word: str) -> bool:
    return _is_first_name(word) or word.lower() in name_lists().surnames


def _is_first_name(word: str) -> bool:
    return unaccented(word.lower()) in name_lists().first_names


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
