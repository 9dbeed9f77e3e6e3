"""The line with the times of a subtitle, also as programs, translators and people have damaged it.

`00:00:01,000 --> 00:00:03,000` may come with points, without hours, with spaces, another arrow, or half of it gone.
"""

import re
from dataclasses import dataclass

_SPACE = r"[ \t]{0,3}"
_TIME = (
    rf"(?:(\d{{1,4}}){_SPACE}:{_SPACE})?(\d{{1,3}}){_SPACE}:{_SPACE}(\d{{1,3}})(?:{_SPACE}[.,:;]{_SPACE}(\d{{1,3}}))?"
)
_ALONE = re.compile(_TIME)
_ARROW = r"(?:-{1,3}[ \t]?>|[–—=]>|→|--&gt;)"
_SURE = re.compile(rf"\s*{_TIME}\s*{_ARROW}(?:\s*{_TIME})?(?=\s|$)")
_ONLY_END = re.compile(rf"\s*{_ARROW}\s*{_TIME}(?=\s|$)")
_WITHOUT_ARROW = re.compile(rf"\s*{_TIME}(?:[\s,–-]{{1,5}}{_TIME})?\s*$")
_WITH_FRACTION = re.compile(r"\d[ \t]?[.,][ \t]?\d{1,3}\s*$")
_PARTLY = re.compile(rf"(?:(?P<start>\S{{0,20}})\s+)?{_ARROW}(?:\s+(?P<end>\S{{0,20}}))?\s*$")
_WORD = re.compile(r"[^\W\d_]{3}")
_SETTING = re.compile(r"\b(?:vertical|line|position|size|align|region|[XY][12]):\S{1,40}")
_LONGEST = 200


@dataclass(frozen=True)
class Timing:
    """When a cue is shown, in seconds; None where the file does not say. `rest` is what else stands on the line."""

    start: float | None
    end: float | None
    is_sound: bool
    rest: str = ""


def timing_in(row: str) -> Timing | None:
    """The times on a line that has an arrow; None when it is another kind of line."""
    head = row[:_LONGEST]
    if found := _SURE.match(head):
        start, end = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
        sound = end is not None and start is not None and start <= end and _is_clock(found.groups())
        return Timing(start, end, sound, _rest(row[found.end() :]))
    if found := _ONLY_END.match(head):
        return Timing(None, _seconds(found.groups()), False, _rest(row[found.end() :]))
    return _half_readable(row) if len(row) < _LONGEST else None


def _half_readable(row: str) -> Timing | None:
    """An arrow with signs around it that were a time once; no words."""
    found = _PARTLY.match(row.strip())
    times = [found["start"] or "", found["end"] or ""] if found else []
    if not found or _WORD.search(row) or (any(times) and not any(sign.isdigit() for sign in row)):
        return None
    start, end = (_seconds(time.groups()) if (time := _ALONE.fullmatch(text)) else None for text in times)
    return Timing(start, end, False)


def timing_without_arrow(row: str) -> Timing | None:
    """One or two times and nothing else, the last with a fraction: '00:00:01,000', or '00:00:01.00,00:00:03.00'."""
    found = _WITHOUT_ARROW.match(row) if len(row) < _LONGEST and _WITH_FRACTION.search(row) else None
    return Timing(_seconds(found.groups()[:4]), _seconds(found.groups()[4:]), False) if found else None


def _seconds(parts: tuple[str | None, ...]) -> float | None:
    hours, minutes, seconds, fraction = parts
    if seconds is None:
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return whole + int((fraction or "0").ljust(3, "0")) / 1000


def _is_clock(parts: tuple[str | None, ...]) -> bool:
    """No 61 seconds; without hours the minutes may run on."""
    return all(
        int(seconds or 0) < 60 and (hours is None or int(minutes or 0) < 60)
        for hours, minutes, seconds, _fraction in (parts[:4], parts[4:])
    )


def _rest(text: str) -> str:
    """Words behind the times; settings of place are none."""
    rest = _SETTING.sub("", text).strip()
    return rest if any(sign.isalnum() for sign in rest) else ""
