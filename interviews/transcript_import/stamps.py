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

_AT_START = re.compile(rf"\s*(?P<stamp>{ANY})(?=\W|$)")
_ALONE = re.compile(rf"\s*{ANY}\s*$")
_AT_END = re.compile(rf"\s*(?P<stamp>#{_CLOCK}(?:-\d{{1,3}})?#)\s*$")
_NUMBERS = re.compile(r"\d+(?:[.,]\d{1,3}(?![.\d]))?")


@dataclass(frozen=True)
class Stamp:
    """A time in a line: seconds from the start, and where the stamp ends in the line."""

    seconds: float
    end: int
    sure: bool


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
    return Stamp(seconds, found.end(), re.fullmatch(SURE, found["stamp"]) is not None)


def is_stamp_alone(text: str) -> bool:
    """The line is a time and nothing else."""
    return len(text) < 80 and _ALONE.match(text) is not None and stamp_at_start(text) is not None


def stamp_at_end(text: str) -> tuple[str, float] | None:
    """The text before a closing #00:01:02-3#, which says when the next turn begins, and its seconds."""
    tail = max(0, len(text) - 40)
    found = _AT_END.search(text, tail)
    seconds = seconds_in(found["stamp"]) if found else None
    return (text[: found.start()], seconds) if found and seconds is not None else None
