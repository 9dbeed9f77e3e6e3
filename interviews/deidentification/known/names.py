"""The real names of a study, opened for one request, recognised in a text in any form they take in Dutch.

Nothing of it is kept: whoever holds a `KnownNames` lets go of it with the request. See docs/decisions/0013.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session

from foundation.secrets.sealing import KeyDoesNotFit
from interviews.deidentification.known import disguises
from interviews.deidentification.known.folding import FoldedWord, folded, folded_signs, folded_words
from interviews.deidentification.known.written_forms import (
    PARTS_OF_TOWN,
    built_of,
    called_too,
    in_pieces,
    inflections,
    joined,
    number_of,
    numbers_in,
    with_umlauts_spelled,
)
from interviews.deidentification.lists.dutch_words import is_dutch_word
from interviews.deidentification.lists.word_lists import name_lists
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault
from interviews.deidentification.study_names import study_rows
from interviews.language import in_dictionary
from interviews.name_kinds import NameKind

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
_WHERE = frozenset({"op", "naar", "bij", "van"})
_APART_AT_MOST = 4


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
        self._built: dict[str, tuple[NameKind, str]] = {}
        self._look: dict[str, str] = {}
        self._calm: dict[str, str] = {}
        self._numbers: set[str] = set()
        self._schools: set[str] = set()
        for kind, name in names:
            for spelled in dict.fromkeys([name, with_umlauts_spelled(name)]):
                self._learn(kind, folded(spelled).split(), spelled)
        for form in (*self._forms, *self._built):
            self._look.setdefault(disguises.looks(form), form)
            self._calm.setdefault(disguises.calm(form), form)
        self._beginnings = {disguises.beginning(form) for form in (*self._forms, *self._built)}

    def found_in(self, text: str) -> Iterator[FoundName]:
        """Every place, in order."""
        plain, disguised = self._both_in(text)
        return iter(sorted([*plain, *disguised], key=lambda one: one.start))

    def disguised_in(self, text: str) -> list[FoundName]:
        """Those that are written so that they don't look like it (see disguises.py), in order."""
        return self._both_in(text)[1]

    def _both_in(self, text: str) -> tuple[list[FoundName], list[FoundName]]:
        words = folded_words(text)
        signed = disguises.with_letters_for_signs(text)
        plain = [*self._numbers_in(text)]
        plain += _apart_from(plain, self._words_in(words))
        return plain, _apart_from(plain, self._disguised_in(words if signed == text else folded_words(signed), text))

    def _numbers_in(self, text: str) -> Iterator[FoundName]:
        if not self._numbers:
            return
        signs, places = folded_signs(text)
        for start, end, digits in numbers_in(signs):
            if digits in self._numbers:
                yield FoundName(places[start], places[end - 1] + 1, digits, NameKind.PHONE)

    def _words_in(self, words: list[FoldedWord]) -> Iterator[FoundName]:
        past = 0
        for at in range(len(words)):
            if at < past:
                continue
            found, length = self._at(words, at)
            if found is not None:
                past = at + length
                yield found

    def _disguised_in(self, words: list[FoldedWord], text: str) -> Iterator[FoundName]:
        past = 0
        for at in range(len(words)):
            if at >= past:
                pieces = disguises.together(words, at, self._is_name, self._beginnings)
                past = at + len(pieces)
                if found := self._undisguised(pieces, text):
                    yield found

    def _undisguised(self, pieces: list[FoldedWord], text: str) -> FoundName | None:
        """Letters apart and digits for letters are no ordinary word's; the rest is judged as the word it is."""
        if len(pieces) == 1 and disguises.is_plain(text[pieces[0].start : pieces[0].end]):
            return None
        word = disguises.as_one(pieces)
        said = word.folded.rstrip("'")
        form = said if disguises.is_spelled(pieces) else ""
        if disguises.holds_sign_for_letter(text[word.start : word.end]) or disguises.may_hold_digits_for_letters(said):
            form = self._look.get(disguises.looks(said), form)
        if form and (kind := self._kind(form)):
            return FoundName(word.start, word.end, form, kind)
        plain = disguises.without_number(said) or self._calmly(said) or (said if len(pieces) > 1 else "")
        return self._single(replace(word, folded=plain)) if plain else None

    def _calmly(self, said: str) -> str:
        """The name that is drawn out here, save where an ordinary word is: 'jaaaa'."""
        form = self._calm.get(disguises.calm(said), "") if disguises.is_drawn_out(said) else ""
        return form if form in disguises.said_calmly(said) or not is_dutch_word(said) else ""

    def _is_name(self, said: str) -> bool:
        if self._kind(said) is not None:
            return True
        return disguises.may_hold_digits_for_letters(said) and disguises.looks(said) in self._look

    def _kind(self, said: str) -> NameKind | None:
        for form in (said, _before_ending(said)):
            if found := self._forms.get(form) or self._built.get(form):
                return found[0]
        return None

    def _learn(self, kind: NameKind, words: list[str], written: str) -> None:
        if kind is NameKind.PHONE and (digits := number_of(written)):
            self._numbers.add(digits)
        for together in joined(kind, words) if len(in_pieces(words)) > 1 else ():
            self._built.setdefault(together, (kind, together))
        telling = [word for word in words if word not in _untelling(kind)]
        whole = [word for word in words if word not in name_lists().cues["articles"]] or telling
        if len(whole) > 1:
            self._whole[whole[0]].append((tuple(whole), kind))
        if len(telling) > 1 and telling != whole:
            self._whole[telling[0]].append((tuple(telling), kind))
        for other in (called_too(tuple(whole)), tuple(in_pieces(whole))):
            if other and len(other) > 1 and other != tuple(whole):
                self._whole[other[0]].append((other, kind))
        capitals = {word.folded for word in folded_words(written) if word.is_capital}
        if kind is NameKind.SCHOOL and len(telling) == 1:
            self._schools.add(telling[0])
        for word in telling:
            is_name = kind is NameKind.PERSON or word in capitals or len(telling) == 1
            if len(word) < _SHORTEST or word.isdigit() or not is_name:
                continue
            for form in inflections(word):
                self._forms.setdefault(form, (kind, word))
            for longer in built_of(kind, word):
                self._built.setdefault(longer, (kind, word))
            if len(word) >= _SHORTEST_BEFORE_MORE:
                self._starts.setdefault(word, kind)

    def _at(self, words: list[FoldedWord], at: int) -> tuple[FoundName | None, int]:
        word = words[at]
        for telling, kind in self._whole.get(word.folded, ()):
            length = _length_of(words, at, telling)
            if length:
                last = words[at + length - 1]
                return FoundName(word.start, last.end, " ".join(telling), kind), length
        return self._single(word) or self._school(words, at), 1

    def _single(self, word: FoldedWord) -> FoundName | None:
        said = word.folded.rstrip("'")
        form = said if said in self._forms else _before_ending(said)
        for built in (form, form.removesuffix("s")):
            if built in self._built:
                return FoundName(word.start, word.end, said, self._built[built][0])
        if form not in self._forms:
            return self._compound(word)
        kind, name = self._forms[form]
        if len(said) <= 3 and not word.is_capital:
            return None
        if not _is_ordinary(form, name, kind):
            return FoundName(word.start, word.end, said, kind)
        if not word.is_capital:
            return None
        return FoundName(word.start, word.end, said, kind, is_certain=not word.may_start)

    def _compound(self, word: FoldedWord) -> FoundName | None:
        """'Danielschool', 'Bredanaar': a name that more was written onto, when Dutch does not know the whole."""
        part = next((part for part in PARTS_OF_TOWN if word.folded.startswith(part)), "")
        if part and self._forms.get(word.folded[len(part) :], (None,))[0] is NameKind.PLACE:
            return FoundName(word.start, word.end, word.folded, NameKind.PLACE)
        for cut in range(len(word.folded) - 2, _SHORTEST_BEFORE_MORE - 1, -1):
            name = word.folded[:cut]
            kind = self._starts.get(name)
            if kind is not None and not _is_ordinary(name, name, kind) and not is_dutch_word(word.folded):
                return FoundName(word.start, word.end, word.folded, kind)
        return None

    def _school(self, words: list[FoldedWord], at: int) -> FoundName | None:
        """'basisschool de regenboog', 'regenboog school'; 'op de regenboog', where it may be the school."""
        word = words[at]
        if word.folded not in self._schools:
            return None
        before = at - 1
        while before >= 0 and words[before].folded in name_lists().cues["articles"]:
            before -= 1
        around = {words[before].folded if before >= 0 else "", words[at + 1].folded if at + 1 < len(words) else ""}
        if around & name_lists().cues["school_words"]:
            return FoundName(word.start, word.end, word.folded, NameKind.SCHOOL)
        if 0 <= before < at - 1 and words[before].folded in _WHERE:
            return FoundName(word.start, word.end, word.folded, NameKind.SCHOOL, is_certain=False)
        return None


def known_names(session: Session, vault: PseudonymVault, study_id: int) -> KnownNames:
    """The real names of a study. One query; what the key does not open is counted."""
    opened = names_known(session, vault, study_id)
    readable = [(kind, name) for kind, name in opened if name]
    return KnownNames(readable, len(opened) - len(readable))


def names_known(session: Session, vault: PseudonymVault, study_id: int) -> list[tuple[NameKind, str]]:
    """The telling names of a study, in clear; '' for what the key does not open."""
    rows = study_rows(session, study_id).values()
    return [(row.kind, _opened(vault, row)) for row in rows if row.kind in _TELLING]


def _apart_from(found: list[FoundName], more: Iterator[FoundName]) -> list[FoundName]:
    """Those of `more` that lie on none of `found`."""
    taken = {place for one in found for place in range(one.start, one.end)}
    return [one for one in more if taken.isdisjoint(range(one.start, one.end))]


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
        if place >= len(words) or words[place].folded.rstrip("'") not in inflections(wanted):
            return 0
        place += 1
    return place - at


def _before_ending(said: str) -> str:
    """ "yassin's", "ayse'nin": the word before what an apostrophe parts from it."""
    before, _, ending = said.partition("'")
    return before if 0 < len(ending) <= _APART_AT_MOST and len(before) > 1 else said


def _untelling(kind: NameKind) -> frozenset[str]:
    cues = name_lists().cues
    small = _SMALL | cues["articles"] | cues["prefixes"]
    if kind is NameKind.PERSON:
        return small | cues["titles"]
    if kind in (NameKind.SCHOOL, NameKind.ORGANISATION):
        return small | cues["school_words"] | cues["organisation_words"]
    return small


def _is_ordinary(word: str, name: str, kind: NameKind) -> bool:
    """Whether `word`, a form of `name`, is what people say anyway. Many first names stand in dictionaries too.

    Of people and streets two words that make one don't count: 'Kwakernaak', 'Spoelstraat'.
    """
    lists = name_lists()
    if word in lists.words_too:
        return True
    if name in lists.first_names and name not in lists.words_too:
        return False
    if kind in (NameKind.PERSON, NameKind.ADDRESS):
        return word in lists.ordinary or in_dictionary(word)
    return is_dutch_word(word)
