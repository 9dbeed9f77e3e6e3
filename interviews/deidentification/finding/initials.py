"""Initials in small letters with a surname: 'j.p. de wit', 'chr. visser'."""

from collections.abc import Iterator

from interviews.deidentification.finding.reading import Reading
from interviews.deidentification.finding.surnames import lowercase_surname
from interviews.deidentification.kinds import Clue, Finding
from interviews.deidentification.words.tokens import LONG_INITIALS
from interviews.name_kinds import NameKind

_NO_INITIALS = frozenset({"oa", "dwz", "mbt", "tov", "ivm", "nav", "maw", "zsm", "mn", "ed", "pp", "bv", "nv", "tm"})
"""Abbreviations: 'o.a. de bakker'."""
_NUMBERED = frozenset({"groep", "klas", "vitamine", "plan", "optie", "punt", "categorie", "deel", "type", "vraag"})
_MOST = 4
_LONGEST = max(map(len, LONG_INITIALS))


def initialled(reading: Reading) -> Iterator[Finding]:
    """Each initial stands with its full stop, and a surname follows."""
    after = 0
    for index, word in enumerate(reading.words):
        if len(word.text) > _LONGEST or index < after or not _is_initial(reading, index):
            continue
        if reading.text[word.start - 1 : word.start] == ".":
            continue
        last = index
        while last - index < _MOST and last + 1 < len(reading.words) and _is_initial(reading, last + 1):
            last += 1
        main = _surname_behind(reading, last)
        letters = "".join(word.lower for word in reading.words[index : last + 1])
        if main is None or letters in _NO_INITIALS or _is_numbered(reading, index):
            continue
        after = main + 1
        yield Finding(reading.words[index].start, reading.words[main].end, NameKind.PERSON, Clue.NAME_LIST)


def _is_initial(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if word.capital or reading.text[word.end : word.end + 1] != ".":
        return False
    return word.lower in LONG_INITIALS or (len(word.text) == 1 and word.text.isalpha() and word.lower not in "uo")


def _surname_behind(reading: Reading, last: int) -> int | None:
    words = reading.words
    if last + 1 >= len(words) or reading.text[words[last].end : words[last + 1].start] not in {".", ". "}:
        return None
    return lowercase_surname(reading, last + 1, is_close=True)


def _is_numbered(reading: Reading, index: int) -> bool:
    """'groep c.'."""
    return reading.follows(index) and reading.words[index - 1].lower in _NUMBERED
