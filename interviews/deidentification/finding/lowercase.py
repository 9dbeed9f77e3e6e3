"""Names in a text typed without capitals, by the words around them. Rather too few than an ordinary word."""

from interviews.deidentification.finding.reading import Reading
from interviews.deidentification.finding.surnames import lowercase_surname, start_of_prefixes
from interviews.deidentification.kinds import Clue
from interviews.language import in_dictionary

_STREETS = ("straat", "laan", "gracht", "singel", "dreef", "plantsoen", "steeg")
_NO_STREETS = frozenset(
    [
        "winkel",
        "zij",
        "achter",
        "woon",
        "was",
        "test",
        "prik",
        "fiets",
        "speel",
        "oprij",
        "invals",
        "hoofd",
        "milieu",
        "productie",
        "zee",
        "verkeers",
        "sluip",
        "volks",
        "afval",
        "in",
        "op",
        "spoor",
        "ring",
        "dwars",
    ]
)
_AT = frozenset({"in", "aan", "op", "uit", "langs"})
_COLLEGES = frozenset({"college", "lyceum", "gymnasium", "scholengemeenschap"})
_COLLEGE_ENDINGS = ("college", "lyceum", "gymnasium", "scholengemeenschap")
_SCHOOLS = frozenset({"basisschool", "kinderdagverblijf", "peuterspeelzaal", "kindcentrum", "montessorischool"})
_BEFORE_SCHOOLS = frozenset({"op", "naar", "van", "bij", "openbare", "katholieke", "christelijke", "islamitische"})
_MOST_BETWEEN = 2


def lowercase_clue(reading: Reading, index: int) -> Clue | None:
    """Why the word at `index`, written without capital, is a name or the first word of one."""
    if _is_street(reading, index):
        return Clue.STREET
    if _is_school(reading, index) or _follows_school(reading, index):
        return Clue.SCHOOL_WORD
    if _is_titled_surname(reading, index):
        return Clue.TITLE
    word = reading.words[index]
    if reading.is_first_name(word) and len(word.text) > 2 and lowercase_surname(reading, index + 1):
        return Clue.NAME_LIST
    return None


def lowercase_start(reading: Reading, start: int) -> int:
    """Where the name begins whose telling word is at `start`: 'de wilgen' after 'basisschool', 'sint pieter'."""
    return start - 1 if _follows_school(reading, start) or _is_saint(reading, start) else start


def lowercase_end(reading: Reading, start: int) -> int:
    """Where the name ends whose first word, without capital, is at `start`: its surname or the word for a school."""
    word = reading.words[start]
    college = _college_after(reading, start + 1)
    if college and _stands_where(reading, start):
        return college + 1
    if reading.follows(start + 1) and _is_street_name(reading.words[start + 1].lower):
        return start + 2
    if reading.is_first_name(word) and (surname := lowercase_surname(reading, start + 1)):
        return surname + 1
    return start + 1


def lowercase_rest(reading: Reading, start: int) -> int | None:
    """Where the surname ends that a first name with a capital takes along: 'Robert el khatib', not 'Sanne bakker'."""
    if not reading.is_first_name(reading.words[start]):
        return None
    surname = lowercase_surname(reading, start + 1)
    return surname if surname and not reading.is_dutch(reading.words[surname]) else None


def _is_street(reading: Reading, index: int) -> bool:
    """'in de dorpsstraat', 'aan de kastanjelaan'."""
    if not _is_street_name(reading.words[index].lower) or not reading.follows(index):
        return False
    article = index - 1 if reading.cue(index - 1, "articles") else index
    return reading.follows(article) and reading.words[article - 1].lower in _AT


def _is_street_name(word: str) -> bool:
    ending = next((ending for ending in _STREETS if word.endswith(ending)), "")
    before = word[: len(word) - len(ending)]
    return bool(ending) and len(before) > 2 and before not in _NO_STREETS and before.rstrip("s") not in _NO_STREETS


def _is_school(reading: Reading, index: int) -> bool:
    """'minkemacollege'; the first word of 'elzenbroek college'."""
    word = reading.words[index]
    if word.lower.endswith(_COLLEGE_ENDINGS):
        return word.lower not in _COLLEGES and (_is_saint(reading, index) or not reading.is_dutch(word))
    if in_dictionary(word.lower) and not reading.is_first_name(word):
        return False
    return _stands_where(reading, index) and _college_after(reading, index + 1) is not None


def _is_saint(reading: Reading, index: int) -> bool:
    return reading.follows(index) and reading.words[index - 1].lower in {"sint", "st"}


def _college_after(reading: Reading, index: int) -> int | None:
    """Where the word for a school stands that ends the name."""
    for ahead in range(index, index + _MOST_BETWEEN + 1):
        if not reading.follows(ahead) or reading.is_ordinary(reading.words[ahead]):
            return None
        if reading.words[ahead].lower in _COLLEGES:
            return ahead
    return None


def _stands_where(reading: Reading, index: int) -> bool:
    return reading.follows(index) and reading.words[index - 1].lower in {"het", "'t", "op", "van", "naar"}


def _follows_school(reading: Reading, index: int) -> bool:
    """'op basisschool de wilgen', where no article stands before 'basisschool'."""
    if index < 3 or reading.words[index - 2].lower not in _SCHOOLS:
        return False
    if not all(reading.follows(ahead) for ahead in (index, index - 1, index - 2)):
        return False
    at, school, article = (word.lower for word in reading.words[index - 3 : index])
    is_named = at in _BEFORE_SCHOOLS and school in _SCHOOLS and article in {"de", "het", "'t"}
    return is_named and len(reading.words[index].text) > 2


def _is_titled_surname(reading: Reading, index: int) -> bool:
    """'mevrouw van der laan', 'meneer bakker'."""
    first = start_of_prefixes(reading, index)
    if not reading.follows(first) or not reading.cue(first - 1, "formal_titles"):
        return False
    return lowercase_surname(reading, first) == index
