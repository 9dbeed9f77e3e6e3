"""What gives somebody away by its form alone: numbers, addresses on the web, postcodes, dates, ages.

Every pattern is bounded, or cannot start again inside its own match, so that a megabyte of one sign takes no longer
than a megabyte of prose.
"""

import re
from collections.abc import Iterator

from interviews.deidentification.finding.dates import ages, dates
from interviews.deidentification.kinds import Clue, Finding
from interviews.deidentification.lists.spoken_numbers import spoken_numbers
from interviews.deidentification.lists.word_lists import name_lists
from interviews.name_kinds import NameKind

_TOP_LEVELS = ("nl", "com", "org", "net", "eu", "be", "de", "info", "nu", "frl", "amsterdam", "gov", "edu", "io")
_TOP_LEVEL = f"(?:{'|'.join(_TOP_LEVELS)})"
_SAID_SIGN = r" (?:punt|streepje|underscore|liggend streepje|min|koppelteken) "
_COUNTED = r"(?! (?:jaar|keer|uur|euro|maanden|weken|dagen))"
_STREET = r"[^\W\d_]{3,30}(?:straat|laan|plein|gracht|kade|singel|steeg|dreef|plantsoen)"

_FORMS: list[tuple[NameKind, Clue, str]] = [
    (NameKind.EMAIL, Clue.EMAIL, r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    (
        NameKind.EMAIL,
        Clue.EMAIL,
        rf"(?i)(?<!\w)[\w.]{{1,30}}(?:{_SAID_SIGN}\w{{1,30}}){{0,4}} (?:apenstaartje|apestaartje|at) \w{{1,30}}"
        r"(?:(?: punt |\.)\w{1,30}){1,3}",
    ),
    (NameKind.LINK, Clue.LINK, r"(?i)\b(?:https?://|www\.)[^\s<>\"']{1,500}(?<![.,;:!?)])"),
    (
        NameKind.LINK,
        Clue.LINK,
        rf"(?<![\w.@-])(?:[\w-]{{1,63}}\.){{1,3}}{_TOP_LEVEL}\b(?:/[^\s<>]{{0,200}}(?<![.,;:!?)]))?(?![\w@])",
    ),
    (NameKind.LINK, Clue.LINK, r"(?<!\w)@\w[\w.]{1,38}\w"),
    (NameKind.PHONE, Clue.PHONE_DIGITS, r"(?<![\d+])(?:(?:\+|00)31[ -]?(?:\(0\) ?)?|0)[1-9](?:[ .-]{0,3}\d){8}(?!\d)"),
    (NameKind.PHONE, Clue.PHONE_DIGITS, r"(?<![\d+])\+[1-9]\d(?:[ .-]?\d){7,11}(?!\d)"),
    (NameKind.NUMBER, Clue.LONG_NUMBER, r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){10}\b"),
    (NameKind.NUMBER, Clue.LONG_NUMBER, r"\b[A-Z]{1,3}[-/]?\d{2,4}[-/]\d{4,12}\b"),
    (NameKind.NUMBER, Clue.LONG_NUMBER, r"(?<![\d.,])\d{3}[ .]\d{2,3}[ .]\d{3,4}(?![\d.,]?\d)"),
    (NameKind.NUMBER, Clue.LONG_NUMBER, r"(?<!\d)\d{6,}(?!\d)"),
    (
        NameKind.NUMBER,
        Clue.LICENCE_PLATE,
        r"(?<![\w-])(?=[A-Z\d-]{0,7}\d)(?=[\d-]{0,7}[A-Z])"
        r"(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,2}|\d{1,2})(?![\w-])",
    ),
    (NameKind.ADDRESS, Clue.STREET, rf"(?i)\b(?=[^\W\d_]{{6,42}} \d){_STREET} \d{{1,4}}(?: ?[a-z]\b|\b){_COUNTED}"),
    (
        NameKind.ADDRESS,
        Clue.STREET,
        r"(?i)\b(?:aan|op|in) (?:de|het) ([^\W\d_]{3,30}(?:weg|dijk|kade|pad|hof|markt) \d{1,4}(?: ?[a-z]\b|\b))"
        rf"{_COUNTED}",
    ),
    (NameKind.ADDRESS, Clue.POSTCODE, r"(?<!\d)[1-9]\d{3} ?[A-Z]{2}(?![\w-])"),
    (
        NameKind.ADDRESS,
        Clue.POSTCODE,
        r"(?i)\bpostcode(?: (?:is|was|van|hier|dan|dus)){0,2} ([1-9]\d{3}(?: ?[a-z]{2}\b)?)",
    ),
    (
        NameKind.ADDRESS,
        Clue.HOUSE_NUMBER,
        r"(?i)\b(?:huisnummer|op nummer)(?: (?:is|was|dan|dus)){0,2} (\d{1,4}(?: ?[a-z])?)\b",
    ),
]
_COMPILED = [(kind, clue, re.compile(form)) for kind, clue, form in _FORMS]
_HELD: dict[Clue, tuple[str, ...]] = {
    Clue.EMAIL: ("@", "apenstaartje", "apestaartje", " at "),
    Clue.LINK: ("@", "://", "www.", *(f".{ending}" for ending in _TOP_LEVELS)),
    Clue.HOUSE_NUMBER: ("huisnummer", "op nummer"),
}
"""What a text must hold for any of these, in small letters: most texts do not, and are not searched for them."""
_DIGIT = re.compile(r"\d")
_IN_DIGITS = frozenset({Clue.PHONE_DIGITS, Clue.LONG_NUMBER, Clue.LICENCE_PLATE, Clue.STREET, Clue.POSTCODE})
_LOWERCASE_POSTCODE = re.compile(
    r"(?=\d)(?<!\d)(?P<number>\d{1,4}, )?(?P<postcode>[1-9]\d{3} ?(?P<letters>[a-z]{2}))\b"
    r"(?: (?P<place>[^\W\d_]{3,30}))?"
)
_HOUSE_NUMBER = re.compile(
    r",?(?: (?:ja|dus|dan|op),?)?(?: (?:huisnummer|nummer|nr\.?))?"
    rf" (\d{{1,4}}(?: ?[a-z]\b|-\d{{1,3}})?)(?![\d:.]?\d){_COUNTED}"
)


def patterned_findings(text: str) -> Iterator[Finding]:
    """All findings by form; they may overlap each other."""
    lower = text.lower()
    searched = {clue for clue, signs in _HELD.items() if any(sign in lower for sign in signs)}
    if _DIGIT.search(text):
        searched |= _IN_DIGITS
    for kind, clue, pattern in _COMPILED:
        for match in pattern.finditer(text) if clue in searched else ():
            yield Finding(*match.span(match.lastindex or 0), kind, clue)
    if Clue.POSTCODE in searched:
        yield from _lowercase_postcodes(text)
    yield from spoken_numbers(text)
    yield from dates(text)
    yield from ages(text)


def _lowercase_postcodes(text: str) -> Iterator[Finding]:
    """'6221 ab maastricht', 'kerkstraat 12, 6221 ab'; not '2021 in maastricht'."""
    for match in _LOWERCASE_POSTCODE.finditer(text):
        is_addressed = match["place"] in name_lists().places or match["number"] is not None
        if is_addressed and match["letters"] not in name_lists().ordinary:
            yield Finding(*match.span("postcode"), NameKind.ADDRESS, Clue.POSTCODE)


def house_number_after(text: str, end: int) -> Finding | None:
    """'aan de Brouwersgracht, ja nummer 128': the number that follows a street ending at `end`."""
    if match := _HOUSE_NUMBER.match(text, end):
        return Finding(*match.span(1), NameKind.ADDRESS, Clue.HOUSE_NUMBER)
    return None
