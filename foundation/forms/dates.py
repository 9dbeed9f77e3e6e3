"""Days as people, browsers and transcription programs write them: '1-9-2027', '1 september 2027', '2027-09-01'."""

import re
from datetime import date

from foundation.dutch import _

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_IN_WORDS = re.compile(
    r"\b(\d{1,2})\s+(jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?\s+(\d{4})\b", re.IGNORECASE
)
_DAY_IN_ENGLISH = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?: (\d{1,2})(?:st|nd|rd|th)?)?,? (\d{4})\b",
    re.IGNORECASE,
)
_DAY_IN_FIGURES = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})(?P<sign>[-/])(\d{1,2})(?P=sign)(\d{1,2})\b")
_IN_FIGURES = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})")
_IN_WORDS = re.compile(r"\d{1,2}\s+[^\W\d_]{3,9}\.?\s+\d{4}")
_LAST_YEAR = 2999
_YEAR_FIRST_ALONE = re.compile(r"(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})")


def day_in(line: str) -> date | None:
    """The day that is written somewhere in a line: '12 mei 1955', 'Datum: 12-5-1955'; None when that is no day."""
    if found := _DAY_IN_WORDS.search(line):
        month = found[2].lower().replace("maa", "mrt")
        return _date(int(found[3]), _MONTHS.index(month) + 1, int(found[1]))
    if (found := _DAY_IN_ENGLISH.search(line)) and (found[1] or found[3]):
        return _date(int(found[4]), _ENGLISH_MONTHS.index(found[2].lower()) + 1, int(found[1] or found[3]))
    if found := _DAY_IN_FIGURES.search(line):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := _YEAR_FIRST.search(line):
        return _date(int(found[1]), int(found[3]), int(found[4]))
    return None


def read_day(written: str) -> date | None:
    """The day that `written` is, and nothing else: '1-9-2027', '1 september 2027', '2027-09-01'. None when it is none.

    Whoever types '27' in the field of a browser sends the year 27 ('0027-09-01'): a day, and up to the caller.
    """
    written = written.strip()
    if found := _IN_FIGURES.fullmatch(written):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := _YEAR_FIRST_ALONE.fullmatch(written):
        return _date(int(found[1]), int(found[3]), int(found[4]))
    return day_in(written) if _IN_WORDS.fullmatch(written) else None


def as_dates_are_written() -> str:
    """What to say where something else was written."""
    return _("Schrijf de datum als dag-maand-jaar, bijvoorbeeld 11-3-2026.")


def _date(year: int, month: int, day: int) -> date | None:
    """None for 31-2, and for a year so far off that no day comes after it."""
    try:
        return date(year, month, day) if year <= _LAST_YEAR else None
    except ValueError:
        return None
