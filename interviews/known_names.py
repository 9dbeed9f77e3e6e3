"""The real names of a study, opened for one request, recognised in a text in any form they take in Dutch.

Nothing of it is kept: whoever holds a `KnownNames` lets go of it with the request. See docs/decisions/0013.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from interviews.folding import FoldedWord, folded, folded_words
from interviews.name_kinds import NameKind
from interviews.name_lists import is_dutch_word, name_lists
from interviews.pseudonyms import HiddenName, KeyDoesNotFit, PseudonymVault
from interviews.study_names import study_rows

_TELLING = frozenset(
    {
        NameKind.PERSON,
        NameKind.PLACE,
        NameKind.SCHOOL,
        NameKind.ORGANISATION,
        NameKind.ADDRESS,
        NameKind.PHONE,
        NameKind.EMAIL,
        NameKind.LINK,
    }
)
"""Dates, ages and details are told in other words all the time; these are not."""
_SMALL = frozenset({"op", "aan", "bij", "en", "ter", "ten", "te", "in", "den", "der", "van", "la", "le", "of"})
_SHORTEST, _SHORTEST_BEFORE_MORE = 2, 5
_ENDINGS = (
    "s",
    "'s",
    "je",
    "tje",
    "pje",
    "etje",
    "jes",
    "tjes",
    "pjes",
    "se",
    "er",
    "ers",
    "en",
    "ie",
    "'tje",
    "'tjes",
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """text[start:end] is, or holds, a real name. `is_certain` is False for an ordinary word where a sentence begins."""

    start: int
    end: int
    word: str
    """Folded: what a person's decision about it rests on."""
    kind: NameKind
    is_certain: bool = True


class KnownNames:
    """Names in clear. `unreadable`: rows that the key does not open, so that nothing is known of them."""

    def __init__(self, names: Iterable[tuple[NameKind, str]], unreadable: int = 0) -> None:
        self.unreadable = unreadable
        self._forms: dict[str, tuple[NameKind, str]] = {}
        self._whole: dict[str, list[tuple[tuple[str, ...], NameKind]]] = defaultdict(list)
        self._starts: dict[str, NameKind] = {}
        for kind, name in names:
            self._learn(kind, folded(name).split(), name)

    def found_in(self, text: str) -> Iterator[FoundName]:
        """Every place, in order."""
        words = folded_words(text)
        past = 0
        for at in range(len(words)):
            if at < past:
                continue
            found, length = self._at(words, at)
            if found is not None:
                past = at + length
                yield found

    def _learn(self, kind: NameKind, words: list[str], written: str) -> None:
        telling = [word for word in words if word not in _untelling(kind)]
        whole = [word for word in words if word not in name_lists().cues["articles"]] or telling
        if len(whole) > 1:
            self._whole[whole[0]].append((tuple(whole), kind))
        if len(telling) > 1 and telling != whole:
            self._whole[telling[0]].append((tuple(telling), kind))
        capitals = {word.folded for word in folded_words(written) if word.is_capital}
        for word in telling:
            is_name = kind is NameKind.PERSON or word in capitals or len(telling) == 1
            if len(word) < _SHORTEST or word.isdigit() or not is_name:
                continue
            for form in _inflections(word):
                self._forms.setdefault(form, (kind, word))
            if len(word) >= _SHORTEST_BEFORE_MORE:
                self._starts.setdefault(word, kind)

    def _at(self, words: list[FoldedWord], at: int) -> tuple[FoundName | None, int]:
        word = words[at]
        for telling, kind in self._whole.get(word.folded, ()):
            length = _length_of(words, at, telling)
            if length:
                last = words[at + length - 1]
                return FoundName(word.start, last.end, " ".join(telling), kind), length
        return self._single(word), 1

    def _single(self, word: FoldedWord) -> FoundName | None:
        said = word.folded.rstrip("'")
        form = said if said in self._forms else said.removesuffix("'s")
        if form not in self._forms:
            return self._compound(word)
        kind, name = self._forms[form]
        if len(said) <= 3 and not word.is_capital:
            return None
        if not _is_ordinary(form, name):
            return FoundName(word.start, word.end, said, kind)
        if not word.is_capital:
            return None
        return FoundName(word.start, word.end, said, kind, is_certain=not word.may_start)

    def _compound(self, word: FoldedWord) -> FoundName | None:
        """'Danielschool', 'Bredanaar': a name that more was written onto, when Dutch does not know the whole."""
        for cut in range(len(word.folded) - 2, _SHORTEST_BEFORE_MORE - 1, -1):
            name = word.folded[:cut]
            kind = self._starts.get(name)
            if kind is not None and not _is_ordinary(name, name) and not is_dutch_word(word.folded):
                return FoundName(word.start, word.end, word.folded, kind)
        return None


def known_names(session: Session, vault: PseudonymVault, study_id: int) -> KnownNames:
    """The real names of a study. One query; what the key does not open is counted."""
    rows = study_rows(session, study_id).values()
    opened = [(row.kind, name) for row in rows if row.kind in _TELLING and (name := _opened(vault, row))]
    telling = sum(row.kind in _TELLING for row in rows)
    return KnownNames(opened, telling - len(opened))


def _opened(vault: PseudonymVault, row: HiddenName) -> str:
    try:
        return vault.reveal(row)
    except KeyDoesNotFit:
        return ""


def _length_of(words: list[FoldedWord], at: int, telling: tuple[str, ...]) -> int:
    """How many words from `at` hold these in order, small words between them left out; 0 when they do not."""
    place = at
    for number, wanted in enumerate(telling):
        while number and place < len(words) and words[place].folded in _SMALL and words[place].folded != wanted:
            place += 1
        if place >= len(words) or words[place].folded.rstrip("'") not in _inflections(wanted):
            return 0
        place += 1
    return place - at


def _untelling(kind: NameKind) -> frozenset[str]:
    cues = name_lists().cues
    small = _SMALL | cues["articles"] | cues["prefixes"]
    if kind is NameKind.PERSON:
        return small | cues["titles"]
    if kind in (NameKind.SCHOOL, NameKind.ORGANISATION):
        return small | cues["school_words"] | cues["organisation_words"]
    return small


def _inflections(word: str) -> set[str]:
    """'emma': emma's, emmaatje; 'daan': daans, daantje; 'tom': tommetje; 'breda': bredase."""
    forms = {word, *(word + ending for ending in _ENDINGS)}
    if len(word) > 2 and word[-1] not in "aeiouy" and word[-2] in "aeiou":
        forms |= {f"{word}{word[-1]}etje", f"{word}{word[-1]}ie", f"{word}{word[-1]}er"}
    if word[-1] in "aeou":
        forms |= {f"{word}{word[-1]}tje", f"{word}{word[-1]}tjes"}
    if word[-1] == "e":
        forms |= {f"{word[:-1]}je", f"{word[:-1]}jes"}
    return forms


def _is_ordinary(word: str, name: str) -> bool:
    """Whether `word`, a form of `name`, is what people say anyway. Many first names stand in dictionaries too."""
    lists = name_lists()
    if word in lists.words_too:
        return True
    is_first_name = name in lists.first_names and name not in lists.words_too
    return not is_first_name and is_dutch_word(word)
