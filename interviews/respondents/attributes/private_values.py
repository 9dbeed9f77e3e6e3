"""What may never stand open beside a respondent: a way to reach them, a number, an address, a birth date, a name.

Told by its form, whatever the heading above it says: in a call list a telephone number hides among the remarks.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from foundation.dutch import _
from interviews.respondents.attributes.private_names import holds_a_name, is_named_below, names_somebody_as_role
from interviews.respondents.attributes.subjects import stands_alone_as_a_name, subject_of, without_places


class Private(StrEnum):
    """Why something stays out of the open attributes."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    BIRTH = "birth"
    CITIZEN_NUMBER = "citizen_number"
    NUMBER = "number"
    ADDRESS = "address"
    LINK = "link"
    NAME = "name"


_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,8}\.?"
_WHOLE_DATES = [
    re.compile(r"(?<![\d./-])\d{1,2} ?([-./\\]) ?\d{1,2} ?\1 ?'?(?:(?:19|20)\d\d|\d\d)(?!\d|[-./]\d)"),
    re.compile(r"(?<!\d)\d{1,2} \d{1,2} (?:19|20)\d\d(?!\d)"),
    re.compile(r"(?<!\d)(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]\d{1,2}(?!\d)"),
    re.compile(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<!\d)\d{{1,2}}(?:e|ste|de)?[ -]{_MONTH}[ -]'?(?:(?:19|20)\d\d|\d\d)(?!\d)", re.IGNORECASE),
]
_EMAIL = re.compile(r"[^\s@]+ ?@ ?[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_TELEPHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)?31[\s\-/.]{0,2}(?:\(0\) ?)?|\(?0)[1-9]\)?(?:[\s\-/.()]{0,3}\d){8}(?!\d)"
)
_BARE_MOBILE = re.compile(r"(?<![\d.,])6[ -]?(?:\d[ -]?){7}\d(?![\d.,])|\b6[.,]\d{4,8}E\+?0?8\b", re.IGNORECASE)
_FOREIGN = re.compile(r"(?<!\w)\+[1-9](?:[\s\-/.()]{0,2}\d){7,13}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){5,}(?!\d)")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d ?[-/] ?(?:19|20)?\d\d(?![\d-])")
_NINE_DIGITS = re.compile(r"(?<![\d.,])\d{2,4}[ .\-]?\d{2,3}[ .\-]?\d{2,3}(?![\d.,]?\d)")
_IBAN = re.compile(r"\b[A-Z]{2} ?\d{2} ?[A-Z]{4} ?(?:\d ?){9,10}\b", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{3} ?[A-Z]{2}(?![\w-])|(?<!\d)[1-9]\d{3}[a-z]{2}(?!\w)")
_WHOLE_POSTCODE = re.compile(r"[1-9]\d{3} ?[a-z]{2}", re.IGNORECASE)
_STREET = re.compile(
    r"\b[^\W\d_]{2,30}(?:straat|laan|plein|gracht|kade|singel|steeg|dreef|plantsoen|weg|pad|hof|dijk|markt|str\.)"
    r",? (?:nr\.? ?)?\d{1,4} ?(?:[a-z]|-\d{1,3})?\b(?! (?:jaar|keer|uur|euro|maanden|weken|dagen|kinderen))",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|\bwww\.|(?<!\w)@\w{3,}|\b[\w-]{2,}\.(?:nl|com|org|net|eu|be|de)\b", re.IGNORECASE)


def private_in(text: str) -> Private | None:
    """The first reason why `text` may not stand open, or None."""
    return _private_form(text) or (Private.NAME if holds_a_name(text) else None)


def _private_form(text: str) -> Private | None:
    """A reason that has nothing to do with words: a number, an address, a date."""
    if not text or text.isspace():
        return None
    if _IBAN.search(text):
        return Private.NUMBER
    text = _YEARS.sub(" ", text)
    found: dict[Private, bool] = {
        Private.EMAIL: bool(_EMAIL.search(text)),
        Private.TELEPHONE: any(form.search(text) for form in (_TELEPHONE, _BARE_MOBILE, _FOREIGN)),
        Private.BIRTH: any(form.search(text) for form in _WHOLE_DATES),
        Private.CITIZEN_NUMBER: any(is_citizen_number(found[0]) for found in _NINE_DIGITS.finditer(text)),
        Private.NUMBER: bool(_LONG_NUMBER.search(text)),
        Private.ADDRESS: bool(_POSTCODE.search(text) or _WHOLE_POSTCODE.fullmatch(text) or _STREET.search(text)),
        Private.LINK: bool(_LINK.search(text)),
    }
    return next((reason for reason, is_there in found.items() if is_there), None)


def private_in_attribute(name: str, value: str, others: Sequence[str] = ()) -> Private | None:
    """The first reason why `value` may not stand open as attribute `name`, or None.

    Judged by name and value together, and in a list by the `others` of the column: 'Roos' is a name below 'kind',
    'Djamila' wherever a person may stand, 'Anna Paulowna' is none. See `subjects`.
    """
    if found := _private_form(value):
        return found
    subject = subject_of(name, others)
    rest = without_places(subject, value)
    is_named = holds_a_name(rest) or is_named_below(name, rest) or stands_alone_as_a_name(subject, rest)
    return Private.NAME if is_named else None


def private_in_role(role: str) -> Private | None:
    """The first reason why `role` may not stand open, or None."""
    return private_in(role) or (Private.NAME if names_somebody_as_role(role) else None)


def is_citizen_number(text: str) -> bool:
    """A burgerservicenummer: nine digits (or eight, without the zero in front) that pass the eleven test."""
    digits = re.sub(r"[ .\-]", "", text).zfill(9)
    if not re.fullmatch(r"\d{9}", digits) or int(digits) < 10_000_000:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def what_it_is(reason: Private) -> str:
    """In words, as part of a sentence: 'een telefoonnummer'."""
    return {
        Private.EMAIL: _("een e-mailadres"),
        Private.TELEPHONE: _("een telefoonnummer"),
        Private.CITIZEN_NUMBER: _("een burgerservicenummer"),
        Private.NUMBER: _("een nummer waaraan iemand te herkennen is"),
        Private.BIRTH: _("een volledige datum, misschien een geboortedatum"),
        Private.ADDRESS: _("een adres of postcode"),
        Private.LINK: _("een adres op internet"),
        Private.NAME: _("een naam"),
    }[reason]
