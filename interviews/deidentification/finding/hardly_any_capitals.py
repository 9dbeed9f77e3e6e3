"""Names in a text in which hardly anything has a capital: there the words around a name are all that tells it.

More is proposed here than in other texts, and more of it is wrong; a person decides.
"""

from interviews.deidentification.finding.reading import Reading
from interviews.deidentification.finding.surnames import lowercase_surname, start_of_prefixes
from interviews.deidentification.kinds import Clue
from interviews.language import in_dictionary
from interviews.name_kinds import NameKind

_SHORTEST, _SHORTEST_UNKNOWN, _SHORTEST_MADE_UP = 3, 4, 6
_SHORTEST_APART = 5
_NEAR = 8
_WHERE = frozenset({"in", "uit", "naar", "te", "vanuit", "richting", "van", "bij", "rond"})
_WITH = frozenset({"met", "zonder", "door", "via", "tegen", "heette", "heet", "zoals"})
_NEAR_PEOPLE = frozenset({"van", "aan", "voor", "bij", "naar", "naast", "dat", "dan"})
_BEGINS = frozenset({"en", "maar", "want", "dus", "toen", "dat"})
_WORKS = frozenset({"bij", "via", "van", "door", "naar", "met"})
_AT_SCHOOL = frozenset({"op", "naar", "van", "bij"})
_ON_STREET = frozenset({"aan", "op", "in", "langs"})
_SIRS = frozenset(
    {"dokter", "juf", "meester", "zuster", "broeder", "minister", "staatssecretaris", "wethouder", "oma", "opa"}
)


def small_clue(reading: Reading, index: int) -> Clue | None:
    """Why the word at `index`, which is no ordinary one, is a name or a part of one in such a text."""
    if reading.cue(index, "prefixes"):
        return None
    found = (
        (_is_titled, Clue.TITLE),
        (_is_called, Clue.NAME_LIST),
        (_is_town, Clue.PLACE_LIST),
        (_is_firm, Clue.ORGANISATION_LIST),
        (_is_school, Clue.SCHOOL_WORD),
        (_is_street, Clue.STREET),
        (_is_no_word, Clue.NO_WORD),
    )
    return next((clue for holds, clue in found if holds(reading, index)), None)


def small_start(reading: Reading, start: int) -> int:
    """Where the name begins: with the article that a school or a firm is called by, 'de wulpenhof'."""
    return start - 1 if _is_school(reading, start) or _follows_firm(reading, start) else start


def small_end(reading: Reading, start: int) -> int:
    """Where the name ends: with a surname that no list has, 'teun bruinsma'."""
    surname = start + 1
    is_full = _has_first_name(reading, surname) and _stands_apart(reading, surname)
    if not is_full or reading.is_dutch(reading.words[surname]):
        return surname
    return (lowercase_surname(reading, surname + 1) or surname) + 1


def is_name_again(reading: Reading, index: int) -> bool:
    """A word that is a name elsewhere in the text is one here too, save a word of Dutch without a hint."""
    return not in_dictionary(reading.words[index].lower) or _before(reading, index) in _WORKS | _WHERE


def known_clue(reading: Reading, first: int, last: int, kind: NameKind) -> Clue | None:
    """Why words[first:last], a name of the study, are proposed where names are written in small letters.

    Nobody is sure of one that is a word too: 'de weverij', 'met jo'; 'de roos' is no person.
    """
    is_word = last - first == 1 and reading.cue(first - 1, "articles")
    if all(reading.is_ordinary(word) for word in reading.words[first:last]):
        return Clue.KNOWN_WORD if last - first == 1 and _stands_as_name(reading, first) else None
    if not is_word:
        return Clue.KNOWN
    return None if kind is NameKind.PERSON else Clue.KNOWN_WORD


def _stands_as_name(reading: Reading, index: int) -> bool:
    """An ordinary word where a person is meant: 'tante jo', 'met jo', 'jo zei'; not 'met haar'."""
    word, before = reading.words[index], _before(reading, index)
    if before in _SIRS or (before and reading.cue(index - 1, "titles", "kin")):
        return True
    does = reading.follows(index + 1) and reading.words[index + 1].lower in reading.lists.cues["person_verbs"]
    return reading.is_first_name(word) and (before in _WITH | _NEAR_PEOPLE or (does and word.opens))


def _before(reading: Reading, index: int) -> str:
    """The word in one breath before this one."""
    return reading.words[index - 1].lower if reading.follows(index) else ""


def _is_titled(reading: Reading, index: int) -> bool:
    """'mevrouw ouwehand', 'juf ilona', 'meneer van zuilen'."""
    word = reading.words[index]
    first = start_of_prefixes(reading, index)
    title = _before(reading, first)
    if title not in _SIRS and title not in reading.lists.cues["formal_titles"]:
        return False
    if not in_dictionary(word.lower) or word.lower in reading.lists.surnames or reading.is_first_name(word):
        return True
    generic = reading.cue(index, "school_words", "organisation_words")
    return not generic and [one.lower for one in reading.words[first:index]] == ["van"]


def _is_called(reading: Reading, index: int) -> bool:
    """A first name that is no word; one that is, where it does what people do: 'mees zei'."""
    word = reading.words[index]
    if not reading.is_first_name(word) or len(word.text) < _SHORTEST:
        return False
    if word.lower not in reading.lists.words_too and word.lower not in reading.lists.ordinary:
        return not reading.cue(index - 1, "articles")
    follows = reading.follows(index + 1) and reading.words[index + 1].lower in reading.lists.cues["person_verbs"]
    return follows and not reading.cue(index - 1, "articles") and word.opens


def _is_town(reading: Reading, index: int) -> bool:
    """'in eindhoven', 'uit veenstede'."""
    word, before = reading.words[index].lower, _before(reading, index)
    if before not in _WHERE:
        return False
    if word in reading.lists.places and word not in reading.lists.words_too:
        return True
    return before not in {"bij", "van"} and _is_made_up(reading, word)


def _is_firm(reading: Reading, index: int) -> bool:
    """'bij karakter', 'stichting kwintessa', 'zorgboerderij de zaadhof'."""
    word, before = reading.words[index].lower, _before(reading, index)
    if word in reading.lists.organisations and len(word) >= _SHORTEST:
        return before in {"bij", "via"} or (before in _WORKS and not in_dictionary(word))
    if before == "stichting":
        return True
    is_firm = reading.follows(index) and reading.cue(index - 1, "firms") and not in_dictionary(word)
    return is_firm or (before in {"bij", "via"} and _is_made_up(reading, word)) or _follows_firm(reading, index)


def _follows_firm(reading: Reading, index: int) -> bool:
    """'bij zorgboerderij de zaadhof', where no article stands before 'zorgboerderij'."""
    if not reading.cue(index - 1, "articles") or not (reading.follows(index) and reading.follows(index - 1)):
        return False
    return reading.cue(index - 2, "firms") and not reading.cue(index - 3, "articles")


def _is_school(reading: Reading, index: int) -> bool:
    """'op de regenboog'; 'van de ganzenpas' near a word for school, pupil or teacher."""
    word = reading.words[index].lower
    if not reading.cue(index - 1, "articles") or not (reading.follows(index) and reading.follows(index - 1)):
        return False
    if reading.words[index - 1].lower not in {"de", "het", "'t"} or _ends_in_school(reading, index):
        return False
    if reading.cue(index - 2, "school_words"):
        return word in reading.lists.school_names or _is_made_up(reading, word)
    if reading.words[index - 2].lower not in _AT_SCHOOL:
        return False
    if word in reading.lists.school_names:
        return word not in reading.lists.words_too or _is_near_school(reading, index)
    return _is_made_up(reading, word) and _is_near_school(reading, index)


def _ends_in_school(reading: Reading, index: int) -> bool:
    """'het pieter nieuwland college': its article is no part of it."""
    return any(reading.cue(at, "school_words") for at in (index + 1, index + 2))


def _is_made_up(reading: Reading, word: str) -> bool:
    """Two words that make one that Dutch does not use every day: 'ganzenpas', not 'wachtlijst'."""
    is_long = len(word) >= _SHORTEST_MADE_UP and not in_dictionary(word)
    return is_long and not word.endswith(tuple(reading.lists.cues["common_endings"]))


def _is_near_school(reading: Reading, index: int) -> bool:
    near = range(max(0, index - _NEAR), min(len(reading.words), index + _NEAR))
    return any(reading.cue(at, "school_words", "school_people") for at in near)


def _is_street(reading: Reading, index: int) -> bool:
    """'aan de kolverdijk', 'in de houtmarkt'."""
    word = reading.words[index].lower
    if not word.endswith(tuple(reading.lists.cues["street_endings"] | reading.lists.cues["street_endings_too"])):
        return False
    is_placed = reading.cue(index - 1, "articles") and _before(reading, index - 1) in _ON_STREET
    return is_placed and not in_dictionary(word) and not word.endswith(("kamer", "werkpad", "fietspad", "park"))


def _is_no_word(reading: Reading, index: int) -> bool:
    """A word that Dutch does not know, where a name may stand: 'bij rijsterborg', 'vanno belde'."""
    word = reading.words[index]
    if len(word.text) < _SHORTEST_UNKNOWN or in_dictionary(word.lower):
        return False
    is_doing = reading.follows(index + 1) and reading.words[index + 1].lower in reading.lists.cues["person_verbs"]
    if is_doing and (word.opens or _before(reading, index) in _BEGINS) and _is_made_up(reading, word.lower):
        return True
    if reading.is_dutch(word):
        return _is_of_somebody(reading, index) and _is_made_up(reading, word.lower)
    return is_doing or _before(reading, index) in _WORKS | _WHERE | _WITH or _stands_apart(reading, index)


def _stands_apart(reading: Reading, index: int) -> bool:
    """'hendrikx, de huisarts'; 'teun bruinsma'."""
    word = reading.words[index]
    if len(word.text) < _SHORTEST_APART:
        return False
    if word.opens:
        return reading.text[word.end : word.end + 1] == ","
    return _has_first_name(reading, index)


def _has_first_name(reading: Reading, index: int) -> bool:
    """Right before it."""
    return reading.follows(index) and _is_surely_first_name(reading, index - 1)


def _is_of_somebody(reading: Reading, index: int) -> bool:
    """'silke, van bolderkade': where somebody works, right behind the name."""
    return _before(reading, index) == "van" and index > 1 and _is_surely_first_name(reading, index - 2)


def _is_surely_first_name(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return reading.is_first_name(word) and word.lower not in reading.lists.words_too
