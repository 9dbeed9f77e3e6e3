"""One text read for names: its words, what is a name among them, and what the words around them say."""

import re
from collections.abc import Iterable, Iterator, Mapping

from interviews.name_kinds import Clue, NameKind
from interviews.name_lists import is_dutch_word, name_lists, unaccented
from interviews.name_words import Word, words_of

_JOINT = re.compile("[-']")
_SHORTEST_UNCAPPED_NAME = 4
_SHORTEST_UNCAPPED_PLACE = 5
_LONGEST_WORD = 40
_WHOSE = frozenset({"mijn", "m'n", "zijn", "haar", "onze", "hun"})
_FIRM_PREPOSITIONS = frozenset({"bij", "van", "naar", "uit", "te", "via"})

Phrases = dict[str, list[tuple[tuple[str, ...], NameKind | None]]]
"""First word -> the phrases that begin with it, longest first; None = a phrase that is kept."""


class Reading:
    """A text while names are looked for in it. Holds names in clear: never keep one longer than a call."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.lists = name_lists()
        self.said_without_capital = {word.lower for word in self.words if not word.capital}
        # Not a cache on the module: words of an interview must not stay in memory.
        self._is_dutch: dict[str, bool] = {}

    def candidates(self) -> Iterator[int]:
        """Where a name could stand: all words but those that are ordinary however they are written."""
        never = self.lists.ordinary - self.lists.words_too
        for index, (_, _, written, lower, *_) in enumerate(self.words):
            if 1 < len(written) <= _LONGEST_WORD and lower not in never and not written.isdigit():
                yield index

    def cue(self, index: int, *kinds: str) -> bool:
        """The word at `index` is one of these kinds of cue (see names/cues.toml)."""
        return 0 <= index < len(self.words) and any(self.words[index].lower in self.lists.cues[kind] for kind in kinds)

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
        """Nobody is recognised by it, also not by what is joined to it: 'CJG', 'CJG-medewerker'."""
        return word.lower in self.lists.kept or _JOINT.split(word.lower)[0] in self.lists.kept

    def is_first_name(self, word: Word) -> bool:
        """Also when only its first part is listed, 'Bart-Willem', or when it is a genitive, 'Daans'."""
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


def named_words(reading: Reading) -> dict[int, Clue]:
    """Index of each word that is, or is part of, a name -> why."""
    named = {index: clue for index in reading.candidates() if (clue := _clue(reading, index))}
    sure = {reading.words[index].lower for index, clue in named.items() if clue is not Clue.UNKNOWN_WORD}
    for index in reading.candidates():
        word = reading.words[index]
        if index not in named and word.lower in sure and _is_name_here_too(reading, word):
            named[index] = Clue.ELSEWHERE
        elif named.get(index) is Clue.UNKNOWN_WORD and word.lower in reading.said_without_capital - sure:
            del named[index]
    return named


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
        if tuple(word.lower for word in found) == wanted and any(word.capital for word in found) | (len(wanted) > 1):
            return index + len(wanted), kind
    return index, None


def _clue(reading: Reading, index: int) -> Clue | None:
    word = reading.words[index]
    if reading.is_kept(word):
        return None
    if not word.capital or reading.is_heading(index):
        return _clue_without_capital(reading, index)
    return _clue_at_start(reading, index) if word.opens else _clue_inside(reading, index)


def _clue_inside(reading: Reading, index: int) -> Clue | None:
    word = reading.words[index]
    if word.shouted and reading.is_dutch(word):
        return None
    if reading.follows(index) and reading.cue(index - 1, "titles"):
        return Clue.TITLE
    if listed := _listed(reading, word):
        return listed
    if reading.is_ordinary(word) or _is_word_said_with_stress(reading, index):
        return None
    return Clue.CAPITAL


def _is_word_said_with_stress(reading: Reading, index: int) -> bool:
    """A Dutch word that the text also writes without a capital, unless it is what one goes to or comes from."""
    word = reading.words[index]
    if word.lower not in reading.said_without_capital or not reading.is_dutch(word):
        return False
    return not (reading.follows(index) and reading.words[index - 1].lower in _FIRM_PREPOSITIONS)


def _clue_at_start(reading: Reading, index: int) -> Clue | None:
    word = reading.words[index]
    if word.lower in reading.lists.words_too:
        return Clue.NAME_LIST if _acts_as_person(reading, index) else None
    if reading.is_first_name(word):
        return Clue.NAME_LIST
    if reading.is_dutch(word) or reading.is_broken_off(word):
        return None
    return _listed(reading, word) or Clue.UNKNOWN_WORD


def _acts_as_person(reading: Reading, index: int) -> bool:
    """'Roos zei', 'Storm en Daan': what follows the word is said of people."""
    word = reading.words[index]
    if not reading.is_first_name(word) or not reading.follows(index + 1):
        return False
    following = reading.words[index + 1]
    if following.lower == "en":
        return reading.follows(index + 2) and reading.words[index + 2].capital
    return following.lower in reading.lists.cues["person_verbs"] and word.lower not in reading.lists.ordinary


def _clue_without_capital(reading: Reading, index: int) -> Clue | None:
    word = reading.words[index]
    if reading.is_ordinary(word) or not _could_be_name(reading, word):
        return None
    if word.lower in reading.lists.places and reading.follows(index) and reading.cue(index - 1, "place_nouns"):
        return Clue.PLACE_LIST
    if reading.is_dutch(word):
        return Clue.TITLE if reading.is_first_name(word) and _is_introduced(reading, index) else None
    if _is_introduced(reading, index):
        return Clue.TITLE
    return _listed_without_capital(reading, index)


def _could_be_name(reading: Reading, word: Word) -> bool:
    return word.text.replace("-", "").replace("'", "").isalpha() and not reading.is_broken_off(word)


def _listed_without_capital(reading: Reading, index: int) -> Clue | None:
    word = reading.words[index]
    listed = _listed(reading, word)
    if listed is Clue.PLACE_LIST and reading.follows(index) and reading.cue(index - 1, "to_places"):
        return listed
    shortest = _SHORTEST_UNCAPPED_NAME if listed is Clue.NAME_LIST else _SHORTEST_UNCAPPED_PLACE
    return listed if len(word.text) >= shortest else None


def _is_introduced(reading: Reading, index: int) -> bool:
    """'mijn zoon …', 'juf …', 'hij heet …', 'ze noemen hem …', without a comma between."""
    if not reading.follows(index):
        return False
    if reading.cue(index - 1, "titles", "naming"):
        return True
    if reading.cue(index - 1, "kin"):
        return reading.follows(index - 1) and reading.words[index - 2].lower in {
            "mijn",
            "m'n",
            "zijn",
            "haar",
            "onze",
            "hun",
        }
    return (
        reading.follows(index - 1)
        and reading.cue(index - 1, "naming_objects")
        and reading.cue(index - 2, "naming_verbs")
    )


def _listed(reading: Reading, word: Word) -> Clue | None:
    lists = reading.lists
    if reading.is_first_name(word):
        return Clue.NAME_LIST
    if word.lower in lists.places:
        return Clue.PLACE_LIST
    return Clue.ORGANISATION_LIST if word.lower in lists.organisations else None


def _is_name_here_too(reading: Reading, word: Word) -> bool:
    if reading.is_kept(word) or reading.is_ordinary(word):
        return False
    if word.capital:
        return not (word.lower in reading.said_without_capital and reading.is_dutch(word))
    return len(word.text) > 2 and not reading.is_dutch(word)
