"""Which words of a text are, or are part of, a name, and why."""

import re
from collections.abc import Set

from interviews.deidentification.finding.hardly_any_capitals import is_name_again, small_clue
from interviews.deidentification.finding.lowercase import lowercase_clue
from interviews.deidentification.finding.reading import Reading
from interviews.deidentification.finding.surnames import has_title_before_prefixes, surname_after
from interviews.deidentification.kinds import Clue
from interviews.deidentification.words.tokens import Word

_SHORTEST_UNCAPPED_NAME = 4
_SHORTEST_UNCAPPED_PLACE = 5
_WHOSE = frozenset({"mijn", "m'n", "zijn", "haar", "onze", "hun"})
_POSTCODE_BEFORE = re.compile(r"(?i)(?<!\d)\d{4} ?[a-z]{2} $")
_FIRM_PREPOSITIONS = frozenset({"bij", "van", "naar", "uit", "te", "via"})


def named_words(reading: Reading) -> dict[int, Clue]:
    """Index of each word that is, or is part of, a name -> why."""
    named = {index: clue for index in reading.candidates() if (clue := _clue(reading, index))}
    sure = {reading.words[index].lower for index, clue in named.items() if clue is not Clue.UNKNOWN_WORD}
    for index in reading.candidates():
        word = reading.words[index]
        if (
            index not in named
            and (word.lower in sure or _is_genitive_of(word, sure))
            and _is_name_here_too(reading, index)
        ):
            named[index] = Clue.ELSEWHERE
        elif named.get(index) is Clue.UNKNOWN_WORD and word.lower in reading.said_without_capital - sure:
            del named[index]
    return named


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
    if has_title_before_prefixes(reading, index):
        return Clue.TITLE
    if _is_of_old(reading, index):
        return Clue.CAPITAL
    if listed := _listed(reading, word):
        return listed
    if reading.is_ordinary(word) or _is_word_said_with_stress(reading, index):
        return None
    return Clue.CAPITAL


def _is_of_old(reading: Reading, index: int) -> bool:
    """'van den Berg', 'van der Laan': nothing else is written so, also where 'berg' is a word of the text."""
    before = [word.lower for word in reading.words[max(0, index - 2) : index]]
    joined = reading.follows(index) and reading.follows(index - 1)
    return joined and before in (["van", "den"], ["van", "der"])


def _is_word_said_with_stress(reading: Reading, index: int) -> bool:
    """A Dutch word that the text also writes without a capital, unless it is what one goes to or comes from."""
    word = reading.words[index]
    if word.lower not in reading.said_without_capital or not reading.is_dutch(word):
        return False
    return not (reading.follows(index) and reading.words[index - 1].lower in _FIRM_PREPOSITIONS)


def _clue_at_start(reading: Reading, index: int) -> Clue | None:
    word = reading.words[index]
    if word.lower in reading.lists.words_too:
        is_person = _acts_as_person(reading, index) or _is_called_in_full(reading, index)
        return Clue.NAME_LIST if is_person else None
    if reading.is_first_name(word):
        return Clue.NAME_LIST
    if reading.is_dutch(word) or reading.is_broken_off(word):
        return None
    return _listed(reading, word) or Clue.UNKNOWN_WORD


def _is_called_in_full(reading: Reading, index: int) -> bool:
    """'Mark de Vries', 'Will Jansen': a word and a first name, with a surname."""
    return reading.is_first_name(reading.words[index]) and surname_after(reading, index) is not None


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
    is_placed = reading.cue(index - 1, "place_nouns") or _follows_postcode(reading, index)
    if word.lower in reading.lists.places and reading.follows(index) and is_placed:
        return Clue.PLACE_LIST
    if reading.is_first_name(word) and _is_introduced(reading, index):
        return Clue.TITLE
    if clue := lowercase_clue(reading, index):
        return clue
    if reading.is_small and (clue := small_clue(reading, index)):
        return clue
    if word.lower in reading.lists.never_words:
        return Clue.NAME_LIST
    if reading.is_dutch(word):
        return None
    if _is_introduced(reading, index):
        return Clue.TITLE
    return _listed_without_capital(reading, index)


def _follows_postcode(reading: Reading, index: int) -> bool:
    """'6221 ab maastricht'."""
    start = reading.words[index].start
    return _POSTCODE_BEFORE.search(reading.text, max(0, start - 9), start) is not None


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
        return reading.follows(index - 1) and reading.words[index - 2].lower in _WHOSE
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


def _is_name_here_too(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if reading.is_kept(word):
        return False
    if reading.is_ordinary(word):
        return word.capital and _does_as_people_do(reading, index)
    if reading.is_small and not word.capital:
        return is_name_again(reading, index)
    if word.capital:
        return not (word.lower in reading.said_without_capital and reading.is_dutch(word))
    return len(word.text) > 2 and not reading.is_dutch(word)


def _is_genitive_of(word: Word, sure: Set[str]) -> bool:
    """'Daans' where 'Daan' is a name of the text."""
    return len(word.text) > 3 and word.lower.endswith("s") and word.lower[:-1] in sure


def _does_as_people_do(reading: Reading, index: int) -> bool:
    """'Ben hielp ons', where 'Ben de Boer' stands elsewhere; not 'Ben ik'."""
    following = reading.words[index + 1].lower if reading.follows(index + 1) else ""
    return following in reading.lists.cues["person_verbs"]
