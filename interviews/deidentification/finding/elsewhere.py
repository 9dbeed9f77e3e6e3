"""A name that stands somewhere in a text is proposed wherever it stands: 'khatib' where 'mohammed el khatib' stands."""

from collections.abc import Iterable, Iterator

from interviews.deidentification.finding.reading import Reading
from interviews.deidentification.kinds import Clue, Finding
from interviews.deidentification.words.tokens import Word
from interviews.name_kinds import NameKind

_KINDS = {NameKind.PERSON, NameKind.PLACE, NameKind.SCHOOL, NameKind.ORGANISATION}
_UNSURE = {Clue.CAPITAL, Clue.UNKNOWN_WORD}
_SHORTEST = 4


def elsewhere(reading: Reading, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Every word that is a telling word of one of these, also with an s. They may overlap the findings."""
    words = {
        (reading.words[at].lower, one.kind): reading.words[at]
        for one in findings
        if one.kind in _KINDS and one.clue not in _UNSURE
        for at in reading.words_in([(one.start, one.end)])
    }
    told = {lower: kind for (lower, kind), word in words.items() if _is_telling(reading, word)}
    told = {f"{lower}s": kind for lower, kind in told.items()} | told
    for word in reading.words if told else ():
        kind = told.get(word.lower)
        if kind and not reading.is_kept(word) and not reading.is_dutch(word):
            yield Finding(word.start, word.end, kind, Clue.ELSEWHERE)


def _is_telling(reading: Reading, word: Word) -> bool:
    cues = reading.lists.cues
    generic = any(word.lower in cues[kind] for kind in ("prefixes", "titles", "school_words", "organisation_words"))
    return len(word.text) >= _SHORTEST and not generic and not reading.is_dutch(word)
