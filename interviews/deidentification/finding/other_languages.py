"""What is proposed in a text that isn't Dutch: only what is certain."""

from collections.abc import Iterable
from dataclasses import replace

from interviews.deidentification.finding.reading import Reading
from interviews.deidentification.kinds import Clue, Finding
from interviews.deidentification.words.languages import OtherLanguage
from interviews.deidentification.words.tokens import ENDING_APART, Word

_BY_FORM = frozenset(
    {Clue.EMAIL, Clue.LINK, Clue.PHONE_DIGITS, Clue.LONG_NUMBER, Clue.LICENCE_PLATE, Clue.POSTCODE, Clue.DATE}
)
_BY_NAME = frozenset({Clue.NAME_LIST, Clue.PLACE_LIST, Clue.ORGANISATION_LIST, Clue.TITLE, Clue.KNOWN})
_STREETS = ("straat", "laan", "plein", "gracht", "singel", "steeg", "plantsoen")
_SHORTEST = 3


def certain(reading: Reading, findings: Iterable[Finding], other: OtherLanguage) -> list[Finding]:
    """The findings without those that a turn in another language makes doubtful: 'the', every German noun.

    A listed name with a capital inside a sentence stays, and where it opens a sentence too; a name that the text also
    writes as a word ('will', 'mark') does not.
    """
    if not other.stretches:
        return list(findings)
    by_start = {word.start: word for word in reading.words}
    kept, waiting, sure = [], [], set()
    for one in findings:
        word = by_start.get(one.start)
        if one.clue in _BY_FORM or not other.covers(one.start):
            kept.append(one)
        elif full := _listed_in_full(reading, one):
            kept.append(full)
        elif word is not None and _is_built_as_name(reading, word, one.clue):
            kept.append(one)
        elif word is None or not _is_written_as_name(reading, word):
            continue
        elif one.clue in _BY_NAME and not word.opens:
            kept.append(one)
            sure.add(word.lower)
        else:
            waiting.append((one, word))
    return kept + [one for one, word in waiting if word.lower in sure or one.clue is Clue.KNOWN]


def _listed_in_full(reading: Reading, one: Finding) -> Finding | None:
    """'Fatma Yılmaz' in 'Komşum Fatma Yılmaz': a first name and a surname that are both listed."""
    for at in sorted(reading.words_in([(one.start, one.end)])):
        first, last = reading.words[at], reading.words[at + 1 : at + 2]
        is_full = bool(last) and reading.follows(at + 1) and last[0].end <= one.end and last[0].capital
        if is_full and first.capital and reading.is_first_name(first) and last[0].lower in reading.lists.surnames:
            return replace(one, start=first.start, end=max(last[0].end, one.end), clue=Clue.NAME_LIST)
    return None


def _is_built_as_name(reading: Reading, word: Word, clue: Clue) -> bool:
    """A Dutch street; "Rotterdam'da", as only a name is written."""
    if clue is Clue.STREET:
        return word.capital and word.lower.endswith(_STREETS)
    return clue in _BY_NAME and ENDING_APART.match(reading.text, word.end) is not None


def _is_written_as_name(reading: Reading, word: Word) -> bool:
    return word.capital and len(word.text) >= _SHORTEST and word.lower not in reading.said_without_capital
