"""What the lines above a transcript tell about the conversation: who, when, how long."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ROLES = ("ouder", "jongere", "verzorger")
"""Whom one speaks to in this kind of study; anything else may be filled in too."""

_ROLE_WORDS = {
    "ouder": r"ouders?|moeder|vader",
    "jongere": r"jongeren?|kind|meisje|jongen",
    "verzorger": r"verzorgers?|mantelzorger|pleegouders?|pleegmoeder|pleegvader|opa|oma|voogd",
}
_MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
_DAY_IN_WORDS = re.compile(
    r"\b(\d{1,2})\s+(jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?\s+(\d{4})\b", re.IGNORECASE
)
_DAY_IN_FIGURES = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_CLOCK = re.compile(r"\b(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\b")
_HOURS = re.compile(r"\b(\d{1,2})\s*(?:uur|u)\b", re.IGNORECASE)
_MINUTES = re.compile(r"\b(\d{1,3})\s*(?:minuten|minuut|min)\b", re.IGNORECASE)
_ABOUT_DURATION = re.compile(r"duur|lengte|duration", re.IGNORECASE)
_MOST_MINUTES = 600


@dataclass(frozen=True)
class HeadingFacts:
    """As far as it could be read; a person checks."""

    role: str = ""
    held_on: date | None = None
    minutes: int | None = None


def facts_in(heading: Iterable[str]) -> HeadingFacts:
    """'Datum: 11 maart 2026', 'Duur: 24 min. 37 sec.', 'Gesprek: 07, ouder'; the first line that tells it counts."""
    lines = list(heading)
    return HeadingFacts(
        role=next(filter(None, map(_role, lines)), ""),
        held_on=next(filter(None, map(_day, lines)), None),
        minutes=next(filter(None, map(_minutes, lines)), None),
    )


def _role(line: str) -> str:
    words = line.casefold()
    return next((role for role, forms in _ROLE_WORDS.items() if re.search(rf"\b(?:{forms})\b", words)), "")


def _day(line: str) -> date | None:
    if found := _DAY_IN_WORDS.search(line):
        month = found[2].lower().replace("maa", "mrt")
        return _date(int(found[3]), _MONTHS.index(month) + 1, int(found[1]))
    if found := _DAY_IN_FIGURES.search(line):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO_DAY.search(line):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _minutes(line: str) -> int | None:
    """Whole minutes, rounded. A time of day ('19.32 uur') is no duration: hours count beside the word for it only."""
    about_duration = _ABOUT_DURATION.search(line)
    if about_duration and (clock := _CLOCK.search(line)):
        minutes = 60 * int(clock[1] or 0) + int(clock[2]) + (int(clock[3]) >= 30)
        return minutes if 0 < minutes <= _MOST_MINUTES else None
    hours = _HOURS.search(line) if about_duration else None
    found = _MINUTES.search(line)
    minutes = 60 * int(hours[1] if hours else 0) + int(found[1] if found else 0)
    return minutes if 0 < minutes <= _MOST_MINUTES else None
