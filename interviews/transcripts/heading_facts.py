"""What the lines above a transcript tell about the conversation: who, when, how long."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.forms.dates import day_in

_ROLE_WORDS = {
    "ouder": r"ouders?|moeder|vader",
    "jongere": r"jongeren?|kind|meisje|jongen",
    "verzorger": r"verzorgers?|mantelzorger|pleegouders?|pleegmoeder|pleegvader|opa|oma|voogd",
}
_CLOCK = re.compile(r"\b(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\b")
_HOURS = re.compile(r"\b(\d{1,2})\s*(?:uur|u)\b", re.IGNORECASE)
_MINUTES = re.compile(r"\b(\d{1,3})\s*(?:minuten|minuut|min)\b", re.IGNORECASE)
_LETTERED = re.compile(
    r"\b(?:(\d{1,2}) ?(?:h|hr|hrs|u) ?)?(\d{1,3}) ?(?:m|min|mins) ?(?:(\d{1,2}) ?(?:s|sec|secs))?\b", re.IGNORECASE
)
_AFTER_BULLET = re.compile(r"[•·|]\s*((?:\d{1,2}:)?\d{1,3}:\d{2})\s*$")
_ABOUT_DURATION = re.compile(
    r"\b(?:\w*duur|\w*lengte|duration|length|(?:ended|stopped) after|(?:gestopt|beëindigd|geëindigd) na)\b",
    re.IGNORECASE,
)
_LONGEST_FIELD = 120
"""A longer line is a piece of text, not a fact about the conversation."""
_PARTS = re.compile(r"[•·|,;]|\s[–—-]\s")
_SAYS_WHO = re.compile(
    r"\W*(?:(?:respondent|rol|role|functie|geïnterviewde|interviewee|deelnemer|deelneemster|participant|gesprek|"
    r"interview|verslag)\w*[^:]{0,30}:|.{0,30}\b(?:gesprek|interview|gesproken|telefoongesprek)\b.{0,30}?\bmet\b|"
    rf"(?:{'|'.join(_ROLE_WORDS.values())})\b[^:]{{0,20}}:)",
    re.IGNORECASE,
)
_OF_THE_FILE = re.compile(r"\s*kind\s*[:=]\s*(?:captions|subtitles|descriptions|chapters|metadata)\b", re.IGNORECASE)
"""A subtitle file says so what it is; 'Kind: Sanne' is about a child."""
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
        held_on=next(filter(None, map(day_in, lines)), None),
        minutes=next(filter(None, map(_minutes, lines)), None),
    )


def _role(line: str) -> str:
    if _OF_THE_FILE.match(line):
        return ""
    says = _SAYS_WHO.match(line) if len(line) <= _LONGEST_FIELD else None
    if says is None or line.rstrip().endswith((".", "?", "!")):
        return ""
    words = line.casefold()
    return next((role for role, forms in _ROLE_WORDS.items() if re.search(rf"\b(?:{forms})\b", words)), "")


def _minutes(line: str) -> int | None:
    """Whole minutes, rounded, from a line that says how long it took or has a part that is nothing but that.

    A time of day ('19.32 uur') is no duration: hours count beside the word for it only.
    """
    if len(line) > _LONGEST_FIELD:
        return None
    minutes = _clocked_minutes(line) or _lettered_minutes(line) or _worded_minutes(line)
    return minutes if 0 < minutes <= _MOST_MINUTES else None


def _clocked_minutes(line: str) -> int:
    """'Duur: 00:24:37', 'Mar 11, 2026 1:35PM • 27:42'."""
    behind = _AFTER_BULLET.search(line)
    clock = _CLOCK.search(behind[1] if behind else line) if behind or _ABOUT_DURATION.search(line) else None
    return 60 * int(clock[1] or 0) + int(clock[2]) + (int(clock[3]) >= 30) if clock else 0


def _lettered_minutes(line: str) -> int:
    """'27m 42s', '1h 5m', '24 min'."""
    found = _told(_LETTERED, line)
    if found is None:
        return 0
    hours, minutes, seconds = found.groups()
    return 60 * int(hours or 0) + int(minutes) + (int(seconds or 0) >= 30)


def _worded_minutes(line: str) -> int:
    hours = _HOURS.search(line) if _ABOUT_DURATION.search(line) else None
    found = _told(_MINUTES, line)
    return 60 * int(hours[1] if hours else 0) + int(found[1] if found else 0)


def _told(form: re.Pattern[str], line: str) -> re.Match[str] | None:
    """The duration beside the word for it, or alone between signs that part the line."""
    if _ABOUT_DURATION.search(line):
        return form.search(line)
    return next(filter(None, (form.fullmatch(part.strip(" .()")) for part in _PARTS.split(line))), None)
