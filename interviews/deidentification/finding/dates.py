"""Dates and ages, in digits and as they are said."""

import re
from collections.abc import Iterator

from interviews.deidentification.kinds import Clue, Finding
from interviews.deidentification.lists.spoken_numbers import NUMBER
from interviews.name_kinds import NameKind

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan\.?|feb\.?|mrt\.?|apr\.?|aug\.?|sept?\.?|okt\.?|nov\.?|dec\.?)"
)
_ORDINAL = (
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|\w{3,12}tiende"
    r"|\w{0,12}(?:twintigste|dertigste))"
)
_YEAR = r"(?:(?:19|20)\d\d|'\d\d|tweeduizend(?:[a-zë]{2,20})?|negentien(?:honderd)?[a-zë]{4,20})"
_DAY = rf"(?:\d{{1,2}}(?:ste|de|e)?|{NUMBER}|{_ORDINAL})"
_DATES = [
    re.compile(rf"\b(?=\w{{1,24}} (?:van )?{_MONTH}){_DAY} (?:van )?{_MONTH}(?!\w)(?:,? {_YEAR}\b)?", re.IGNORECASE),
    re.compile(rf"\b(?=[jfmasond][a-z]{{2,8}}\.? (?:19|20)){_MONTH} (?:19|20)\d\d\b", re.IGNORECASE),
    re.compile(r"(?<![\d./-])\d{1,2}([-./])\d{1,2}\1(?:19|20)?\d\d(?![\d./-]?\d)"),
    re.compile(r"(?<![\d-])(?:19|20)\d\d-\d\d-\d\d(?![\d-])"),
]
_BIRTH_YEAR = re.compile(r"\b(?:geboren|bouwjaar|geboortejaar)(?: \w{1,12}){0,3} ((?:19|20)\d\d)\b", re.IGNORECASE)

_RELATIVE = (
    r"\w{0,20}(?:zoon|dochter|jongen|meisje|kind|broer|broertje|zus|zusje|man|vrouw|oudste|jongste|middelste|ex)"
)
_PERSON = rf"(?:ik|hij|zij|ze|jij|je|u|die|{_RELATIVE})"
_NAME = r"(?!Het|Dat|Dit|Er|Wat|Hoe|Dan|Nu|Groep|Klas)[A-ZÀ-Þ]\w{1,20}"
_BE = r"(?:is|ben|bent|was|werd|wordt|word|waren|zijn)"
_SOON = r"(?: (?:nu|toen|net|pas|al|bijna|zelf|inmiddels|ook|nog|maar|ongeveer|rond de|een jaar of|dan|ondertussen))"
_SOME_AGE = r"(?!een\b|één\b|twee\b|1\b|2\b)" + NUMBER
_AGED = rf"({_SOME_AGE}(?: ?½| en een half)?(?: jaar(?: oud| jong)?| jaren oud)?)"
_NO_COUNT = rf"(?![,.:]?\d|,? {NUMBER}\b(?! {_MONTH}))"
_CLAUSE_GOES_ON = r"en|of|toen|dus|maar|denk|nu|geworden|hè|hoor|als|die|want|word|wordt|werd|ben|is|was|inmiddels|ofzo"
_CLAUSE_ENDS = _NO_COUNT + rf"(?=[.,;:?!…)\-]| ?$|\n| (?:{_CLAUSE_GOES_ON})\b)"
# What must follow is looked at first: `_PERSON` alone is tried at every letter of every word.
_ONE_WORD_AND_BE = rf"\b(?=\w{{1,30}} (?:\w{{1,20}} )?{_BE} )"
_AGES = [
    re.compile(rf"\b(?=\w{{1,20}} jaar )({NUMBER} jaar (?:oud|jong))\b", re.IGNORECASE),
    re.compile(r"\b((?:\d{1,2}-?|[a-zë]{3,18})jarigen?)\b", re.IGNORECASE),
    re.compile(
        rf"{_ONE_WORD_AND_BE}{_PERSON}(?: \w{{1,20}})? {_BE}{_SOON}{{0,3}} {_AGED}{_CLAUSE_ENDS}", re.IGNORECASE
    ),
    re.compile(rf"\b{_BE} {_PERSON}{_SOON}{{0,3}} {_AGED}{_CLAUSE_ENDS}", re.IGNORECASE),
    re.compile(rf"\b(?:ik|hij|zij|ze|je|u) (?:toen )?({_SOME_AGE}) {_BE}\b", re.IGNORECASE),
    re.compile(rf"\b(?=\w{{1,30}} van [\daednétvz]){_PERSON} van {_AGED}{_CLAUSE_ENDS}", re.IGNORECASE),
    re.compile(rf"\b{_NAME},? (?:{_BE}{_SOON}{{0,2}}|van) {_AGED}{_CLAUSE_ENDS}"),
    re.compile(rf"\b{_NAME}, ({NUMBER} jaar)(?=[,.)])"),
    re.compile(rf"\b(?:mijn|zijn|haar|hun) ({_ORDINAL})(?= jaar\b| verjaardag\b|[,.?!]|$)", re.IGNORECASE),
]
_OR_AGE = re.compile(rf"[^.?!\n]{{0,16}}\bof (?:net |al |pas |bijna )?({_SOME_AGE}){_CLAUSE_ENDS}", re.IGNORECASE)
_NOT_PEOPLE = re.compile(
    r"\b(?:wachttijd|wachtlijst|termijn|periode|traject|contract|cijfer|nummer|groep|klas)\W{0,3}\w{0,20}\W{0,3}$",
    re.IGNORECASE,
)
_NO_AGE = frozenset({"meerjarige", "langjarige", "eenjarige", "tweejarige", "minderjarige", "meerderjarige"})


def dates(text: str) -> Iterator[Finding]:
    """Days and months with a year. A month, a year or a weekday alone gives nobody away and is left."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            yield Finding(*match.span(), NameKind.DATE, Clue.DATE)
    for match in _BIRTH_YEAR.finditer(text):
        yield Finding(*match.span(1), NameKind.DATE, Clue.DATE)


def ages(text: str) -> Iterator[Finding]:
    """'veertien jaar oud', 'toen ik zes was', 'hij is dertien, of net veertien'."""
    for pattern in _AGES:
        for match in pattern.finditer(text):
            if _speaks_of_something_else(text, match):
                continue
            yield Finding(*match.span(1), NameKind.AGE, Clue.AGE)
            if another := _OR_AGE.match(text, match.end(1)):
                yield Finding(*another.span(1), NameKind.AGE, Clue.AGE)


def _speaks_of_something_else(text: str, match: re.Match[str]) -> bool:
    if match.group(1).lower().rstrip("n") in _NO_AGE:
        return True
    return _NOT_PEOPLE.search(text[max(0, match.start() - 30) : match.start(1)]) is not None
