"""One text read for names: its words, what they are, and what the words around them say."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from interviews.deidentification.lists.dutch_words import is_dutch_word
from interviews.deidentification.lists.word_lists import name_lists, unaccented
from interviews.deidentification.words.tokens import Word, words_of
from interviews.name_kinds import NameKind

_JOINT = re.compile("[-']")
_LONGEST_WORD = 40
_MOST_CAPITALS = 0.1
_WORDS_PER_CAPITAL = 300

Phrases = dict[str, list[tuple[tuple[str, ...], NameKind | None]]]
"""First word -> the phrases that begin with it, longest first; None = a phrase that is kept."""


class Reading:
    """A text while names are looked for in it. Holds names in clear: never keep one longer than a call."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self._starts = [word.start for word in self.words]
        self.lists = name_lists()
        self.is_small = _is_small(self.words)
        self.has_small_names = self.is_small or _has_small_names(self.words)
        self.said_without_capital = {word.lower for word in self.words if not word.capital}
        # Not a cache on the module: words of an interview must not stay in memory.
        self._is_dutch: dict[str, bool] = {}
        self._is_first_name: dict[str, bool] = {}

    def candidates(self) -> Iterator[int]:
        """Where a name could stand: all words but those that are ordinary however they are written."""
        never = self.lists.ordinary - self.lists.words_too
        for index, (_, _, written, lower, *_) in enumerate(self.words):
            if lower not in never and 1 < len(written) <= _LONGEST_WORD and not written.isdigit():
                yield index

    def words_in(self, stretches: Iterable[tuple[int, int]]) -> set[int]:
        """Every word that begins in one of these stretches of the text."""
        starts = self._starts
        return {at for start, end in stretches for at in range(bisect_left(starts, start), bisect_left(starts, end))}

    def cue(self, index: int, *kinds: str) -> bool:
        """The word at `index` is one of these kinds of cue (see names/cues.toml)."""
        if not 0 <= index < len(self.words):
            return False
        lower, cues = self.words[index].lower, self.lists.cues
        return lower in cues[kinds[0]] if len(kinds) == 1 else any(lower in cues[kind] for kind in kinds)

    def is_ordinary(self, word: Word) -> bool:
        return word.lower in self.lists.ordinary

    def is_dutch(self, word: Word) -> bool:
        """An ordinary Dutch word when written without its capital; each part of a hyphenated word counts."""
        if word.lower not in self._is_dutch:
            whole = is_dutch_word(word.lower)
            parts = word.lower.split("-")
            self._is_dutch[word.lower] = whole or (len(parts) > 1 and all(map(self._is_plain_part, parts)))
        return self._is_dutch[word.lower]

    def is_kept(self, word: Word) -> bool:
        """Nobody is recognised by it, also not by what is joined to it: 'CJG', 'CJG-medewerker', not "D'Amico"."""
        first = _JOINT.split(word.lower)[0]
        return word.lower in self.lists.kept or (len(first) > 1 and first in self.lists.kept)

    def is_first_name(self, word: Word) -> bool:
        """Also when only its first part is listed, 'Bart-Willem', or when it is a genitive, 'Daans'."""
        if word.text not in self._is_first_name:
            self._is_first_name[word.text] = self._looks_like_first_name(word)
        return self._is_first_name[word.text]

    def _looks_like_first_name(self, word: Word) -> bool:
        plain = unaccented(word.lower)
        if plain in self.lists.first_names:
            return True
        is_genitive = plain.endswith("s") and len(plain) > 3 and plain[:-1] in self.lists.first_names
        in_parts = "-" in plain and plain.partition("-")[0] in self.lists.first_names
        return word.capital and (in_parts or (is_genitive and not self.is_dutch(word)))

    def follows(self, index: int) -> bool:
        """The word stands in one breath with the word before it."""
        return 0 < index < len(self.words) and self.words[index].close

    def is_broken_off(self, word: Word) -> bool:
        return self.text[word.end : word.end + 1] == "-"

    def is_heading(self, index: int) -> bool:
        """Written in capitals among words in capitals: the capitals say nothing."""
        neighbours = self.words[max(0, index - 1) : index] + self.words[index + 1 : index + 2]
        return self.words[index].shouted and any(word.shouted and len(word.text) > 3 for word in neighbours)

    def _is_plain_part(self, part: str) -> bool:
        return not part or part in self.lists.kept or is_dutch_word(part)


def _is_small(words: list[Word]) -> bool:
    """Whether a text is typed without capitals: hardly a sentence begins with one."""
    opening = [word.capital for word in words if word.opens and not word.text.isdigit()]
    return sum(opening) <= _MOST_CAPITALS * len(opening)


def _has_small_names(words: list[Word]) -> bool:
    """Whether sentences begin with a capital, but hardly a word within them has one."""
    within = sum(word.capital and not word.opens for word in words)
    return within <= len(words) / _WORDS_PER_CAPITAL


def phrases_in(reading: Reading, phrases: Phrases) -> Iterator[tuple[int, int, NameKind | None]]:
    """(first word, word after the last, kind) of every phrase in the text, whatever its capitals."""
    after = 0
    for index, word in enumerate(reading.words):
        if index >= after and word.lower in phrases:
            after, kind = _phrase_at(reading, phrases, index)
            if after > index:
                yield index, after, kind


def phrases_of(names: Mapping[str, NameKind]) -> Phrases:
    """The names as phrases, for `phrases_in`."""
    return _phrases((name, kind) for name, kind in names.items())


def listed_phrases() -> Phrases:
    """The names of more than one word in the lists: 'Bergen op Zoom', 'Raad voor de Kinderbescherming' (kept)."""
    lists = name_lists()
    several: list[tuple[str, NameKind | None]] = []
    several += [(name, NameKind.PLACE) for name in lists.places if " " in name]
    several += [(name, NameKind.ORGANISATION) for name in lists.organisations if " " in name]
    several += [(name, None) for name in lists.kept if " " in name]
    return _phrases(several)


def _phrases(names: Iterable[tuple[str, NameKind | None]]) -> Phrases:
    phrases: Phrases = {}
    for name, kind in names:
        if words := tuple(word.lower for word in words_of(name)):
            phrases.setdefault(words[0], []).append((words, kind))
    for same_start in phrases.values():
        same_start.sort(key=lambda phrase: (-len(phrase[0]), phrase[0]))
    return phrases


def _phrase_at(reading: Reading, phrases: Phrases, index: int) -> tuple[int, NameKind | None]:
    for wanted, kind in phrases.get(reading.words[index].lower, ()):
        found = reading.words[index : index + len(wanted)]
        if tuple(word.lower for word in found) == wanted:
            return index + len(wanted), kind
    return index, None
