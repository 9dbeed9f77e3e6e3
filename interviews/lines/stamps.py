"""Times in a transcript: [00:01:02], (1:02), 00:01:02, [00.01.02], #00:01:02-3#, 0:0:1.5 --> 0:0:3.0."""

import re
from dataclasses import dataclass

_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2}){0,2}(?:[.,]\d{1,3})?"
_RANGE_END = rf"(?:\s*(?:-->|[-–—])\s*{_CLOCK})?"
_WORD = r"(?:(?:tijd|time|tijdcode|timecode|t)\s*[:=]?\s*)?"
_UNIT = r"(?:\s*(?:min|uur|u|h)\.?)?"
BRACKETED = (
    rf"(?:\[\s*{_WORD}(?:{_CLOCK}{_RANGE_END}|\d{{1,2}}\.\d{{2}}\.\d{{2}}){_UNIT}\s*\]"
    rf"|\(\s*{_WORD}{_CLOCK}{_RANGE_END}{_UNIT}\s*\)"
    rf"|<\s*{_CLOCK}{_RANGE_END}\s*>|\{{\s*{_CLOCK}{_RANGE_END}\s*\}}|#{_CLOCK}(?:-\d{{1,3}})?#)"
)
FULL = rf"(?<![\d:])\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,:]\d{{1,3}})?{_RANGE_END}(?!\d|:\d)"
BARE = rf"(?<![\d:]){_CLOCK}{_RANGE_END}(?!\d|:\d)"
ANY = rf"(?:{BRACKETED}|{BARE})"
SURE = rf"(?:{BRACKETED}|{FULL})"
"""Bracketed or with hours: 'om 10:30' in speech is neither."""

_AT_START = re.compile(rf"\s*(?P<stamp>{ANY})(?:(?<=[\])>}}#])|(?=\W|$))")
_ALONE = re.compile(rf"\s*{ANY}\s*$")
_F4 = re.compile(rf"[ \t]?(?P<stamp>#{_CLOCK}(?:-\d{{1,3}})?#)")
_CLOSING_BRACKET = re.compile(rf"\s*(?P<stamp>[\[(]{_CLOCK}[\])])\s*(?:\[\d{{1,4}}\.\d{{1,2}}\])?\s*$")
_RANGE = re.compile(rf"-->\s*(?P<end>{_CLOCK})")
_NUMBERS = re.compile(r"\d+(?:[.,]\d{1,3}(?![.\d]))?")


@dataclass(frozen=True)
class Stamp:
    """A time in a line: seconds from the start, where the stamp ends in the line, and the second time of a range."""

    seconds: float
    end: int
    sure: bool
    until: float | None = None


def seconds_in(stamp: str) -> float | None:
    """Seconds of the first time in a stamp: two numbers are minutes and seconds. None when it is no time of day."""
    separator = ":" if ":" in stamp else "."
    first = re.search(_CLOCK if separator == ":" else r"\d{1,2}\.\d{2}\.\d{2}", stamp)
    if first is None:
        return None
    numbers = [float(number.replace(",", ".")) for number in first[0].split(separator)][:3]
    if any(number >= 60 for number in numbers[1:]):
        return None
    weights = (3600, 60, 1) if len(numbers) == 3 else (60, 1)
    return round(sum(number * weight for number, weight in zip(numbers, weights, strict=True)), 3)


def stamp_at_start(text: str) -> Stamp | None:
    """The time a line begins with."""
    found = _AT_START.match(text[:80])
    seconds = seconds_in(found["stamp"]) if found else None
    if found is None or seconds is None:
        return None
    until = _RANGE.search(found["stamp"])
    sure = until is not None or re.fullmatch(SURE, found["stamp"]) is not None
    return Stamp(seconds, found.end(), sure, seconds_in(until["end"]) if until else None)


def is_stamp_alone(text: str) -> bool:
    """The line is a time and nothing else."""
    return len(text) < 80 and _ALONE.match(text) is not None and stamp_at_start(text) is not None


def without_closing_stamp(text: str, *, brackets: bool) -> tuple[str, float | None]:
    """The text without any #00:01:02-3#, and with `brackets` without a [00:01:02] at its end; the last such time."""
    seconds: float | None = None
    for form in (_F4, _CLOSING_BRACKET) if brackets else (_F4,):
        found = list(form.finditer(text)) if form is _F4 else list(form.finditer(text, max(0, len(text) - 40)))
        times = [time for one in found if (time := seconds_in(one["stamp"])) is not None]
        if times:
            seconds = times[-1]
            text = form.sub("", text) if form is _F4 else text[: found[0].start()]
    return text.strip() if seconds is not None else text, seconds
