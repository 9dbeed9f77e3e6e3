"""The ways in which a line can open a speaker's turn, before it is known which of them this file uses.

`Interviewer: text`, `[00:01:02] R: text`, `Speaker 1  0:03`, `I<tab>text`, `[id1] text`, `R - text`, or a name alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from interviews.files.blocks import Line
from interviews.lines import stamps

MAX_LABEL = 80
"""'Minister Rutte (minister-president, minister van Algemene Zaken)' is 65."""

_HEAD = 200
"""Only this much of a line is searched, so that time stays linear in the text."""


class Mark(StrEnum):
    """What sets the speaker apart from the speech, surest first."""

    COLON = "colon"
    TIME = "time"
    INLINE = "inline"
    """A name, a time and the speech on one line."""
    BOLD = "bold"
    """A name in bold with the speech behind it, and no sign between."""
    TAB = "tab"
    BRACKET = "bracket"
    SIGN = "sign"
    ALONE = "alone"


@dataclass(frozen=True)
class Opening:
    """How a line may open a turn: the speech starts at `start` (code points) in the line."""

    mark: Mark
    label: str
    start: int
    seconds: float | None = None
    bold: bool = False

    @cached_property
    def key(self) -> str:
        """The label without differences in case, spacing and final point."""
        return " ".join(self.label.casefold().split()).rstrip(".")


_DIGITS_AROUND_COLON = re.compile(r"\d[:.]\d")
_WRAP = r"[*_]{0,3}"
_LABEL = (
    rf"(?P<label>(?:\+(?=\d))?[^\W_](?:[^:;?!\[\]<>\"“”„…=\n\t*|]{{0,{MAX_LABEL - 1}}}?[^\s:;?!\[\]<>\"“”„…=*|])??)"
)
_STAMP = rf"(?P<stamp>{stamps.ANY})"
_SURE = rf"(?P<stamp>{stamps.SURE})"
_GAP = r"[\s,–—-]*"
_BULLET = re.compile(r"\s*(?:[•·▪‣►●]\s*|[*–—-]\s+)(?=\S)")
_AFTER = rf"{_WRAP}\s*(?:(?P<after>{stamps.SURE})[\s:–—-]*)?"

_FORMS: tuple[tuple[Mark, str, re.Pattern[str]], ...] = (
    (Mark.COLON, ":", re.compile(rf"{_WRAP}{_LABEL}{_WRAP}(?:{_GAP}{_STAMP})?\s*{_WRAP}:(?!//){_AFTER}")),
    (Mark.COLON, "]", re.compile(rf"{_WRAP}\[(?P<label>[^\W_][^\[\]:\n]{{0,40}})\]{_WRAP}\s*:{_AFTER}")),
    (Mark.TIME, ":", re.compile(rf"{_WRAP}{_LABEL}{_WRAP}{_GAP}{_STAMP}\s*$")),
    (Mark.INLINE, ":", re.compile(rf"{_WRAP}{_LABEL}{_WRAP}\s*{_SURE}{_WRAP}[\s:–—-]+")),
    (Mark.TAB, "\t", re.compile(rf"{_LABEL}[.)]?\s*\t\s*(?:{_SURE}\s*)?(?=\S)")),
    (Mark.BRACKET, "]", re.compile(rf"\[(?P<label>[^\W_][^\[\]:\n]{{0,40}})\]\s*{_AFTER}")),
    (Mark.BRACKET, ")", re.compile(rf"\((?P<label>[^\W_][^():\n]{{0,40}})\)\s*:?{_AFTER}")),
    (Mark.BRACKET, ">", re.compile(rf"<(?P<label>[^\W_][^<>:/\n]{{0,40}})>\s*{_AFTER}")),
    (Mark.SIGN, " ", re.compile(rf"(?P<label>[^\W\d_]{{1,4}}\.?\d{{0,2}})\s*(?:[-–—.)>=;|]+)\s+{_AFTER}(?=\S)")),
    (Mark.SIGN, " ", re.compile(rf"{_LABEL}(?:\s[-–—]|\s?[>;|])\s+{_AFTER}(?=\S)")),
    (Mark.ALONE, "", re.compile(rf"{_WRAP}{_LABEL}{_WRAP}\s*$")),
)
"""Mark, a sign that must be there (quicker than the pattern), and the pattern."""


def openings(line: Line) -> Iterator[Opening]:
    """Every way to read the line as the beginning of a turn, surest first."""
    indent = len(line.text) - len(line.text.lstrip())
    stamp = stamps.stamp_at_start(line.text)
    yield from _from(line, _after_stamp(line.text, stamp.end) if stamp else indent, stamp)
    bullet = None if stamp else _BULLET.match(line.text[:20])
    if bullet:
        yield from (one for one in _from(line, bullet.end(), None) if one.mark in (Mark.COLON, Mark.TIME))
    if 0 < line.bold < len(line.text.rstrip()):
        yield from _in_bold(line)


def _from(line: Line, start: int, stamp: stamps.Stamp | None) -> Iterator[Opening]:
    head = line.text[start : start + _HEAD]
    whole = len(line.text) <= start + _HEAD
    has_time = _DIGITS_AROUND_COLON.search(head) is not None
    for mark, sign, form in _FORMS:
        if sign not in head or (mark in (Mark.TIME, Mark.INLINE) and not has_time):
            continue
        found = form.match(head)
        if found is None or ("$" in form.pattern and not whole) or _is_a_clock(found, head):
            continue
        times = [stamps.seconds_in(text) for name, text in found.groupdict().items() if name != "label" and text]
        seconds = stamp.seconds if stamp else next((time for time in times if time is not None), None)
        label = found["label"].strip()
        bold = bool(line.bold) and line.bold >= line.text.find(label) + len(label)
        stamped = mark is Mark.ALONE and stamp is not None
        yield Opening(Mark.TIME if stamped else mark, label, start + found.end(), seconds, bold)


def _in_bold(line: Line) -> Iterator[Opening]:
    label = line.text[: line.bold].strip(" \t:.–—-")
    if 0 < len(label) <= MAX_LABEL and label[0].isalnum() and not any(sign in label for sign in "?!:;"):
        yield Opening(Mark.BOLD, label, line.bold, bold=True)


def _after_stamp(text: str, end: int) -> int:
    """Where the speaker begins after a time: past spaces and one dash, bar or colon."""
    found = re.compile(r"\s*[-–—:|]?\s*").match(text, end)
    return found.end() if found else end


def _is_a_clock(found: re.Match[str], head: str) -> bool:
    """'om 10:30' is a time in speech, not a speaker."""
    end = found.end("label")
    return bool(re.match(r":\d\d", head[end : end + 3])) and found["label"][-1].isdigit()
