"""Chats as WhatsApp exports them: '12-03-2026 14:07 - Wilma: Via de huisarts', '[12-03-2026, 14:07:22] Wilma: …'.

The order of day and month, the signs between them and the clock differ by country and telephone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from interviews.files.blocks import Block, Line
from interviews.files.draft import DraftTurn, TranscriptDraft
from interviews.lines.program_lines import about_program_lines

_DAY = r"(?P<day{0}>\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})"
_TIME = r"(?P<time{0}>\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\s?[ap]\.?\s?m\b\.?)?)"
_STAMP = rf"{_DAY.format('')},?\s(?:om\s|klo\s)?{_TIME.format('')}"
_MESSAGE = re.compile(
    rf"(?:\[{_STAMP}\]|\[{_TIME.format('_first')},\s{_DAY.format('_last')}\]|"
    rf"{_STAMP.replace('day', 'day_bare').replace('time', 'time_bare')}\s[-–])\s+(?P<rest>.*)",
    re.IGNORECASE,
)
_TO_ALL = re.compile(
    r"\s{0,5}(?P<time>\d{1,2}:\d{2}:\d{2})\s{1,5}(?:from|van)\s{1,5}(?P<name>[^:]{1,60}?)\s{1,5}(?:to|aan|naar)\s{1,5}[^:]{1,40}:\s*(?P<text>.*)",
    re.IGNORECASE,
)
"""'13:35:04 From Marjan to Everyone: …', as a meeting program saves its chat."""
_SENDER = re.compile(r"(?:~\s?)?(?P<name>[^:]{1,60}):(?:\s+(?P<text>.*))?$")
_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LEFT_OUT = re.compile(
    r"<[^<>]{0,40}(?:weggelaten|omitted)>|"
    r"(?:afbeelding|foto|video|audio|spraakbericht|sticker|gif|document|contactkaart|videobericht|image|contact card|"
    r"photo|video note)s? (?:weggelaten|omitted)|"
    r"<(?:bijgevoegd|attached): [^<>]{1,120}>|\S.{0,100}\.\w{2,5} \((?:bestand bijgevoegd|file attached)\)|"
    r"(?:dit bericht is verwijderd|je hebt dit bericht verwijderd)\.?|"
    r"(?:this message was deleted|you deleted this message)\.?|"
    r"(?:gemiste|missed) .{0,30}(?:oproep|call)\b.{0,40}",
    re.IGNORECASE,
)
_OF_THE_PROGRAM = re.compile(
    r"(?:berichten en oproepen|berichten|messages and calls|messages).{0,30}end-to-end.{0,200}", re.IGNORECASE
)
_DOES = re.compile(r"\s(?:heeft|hebt|is|changed|added|created|removed)\s", re.IGNORECASE)
"""'Marjan heeft het onderwerp gewijzigd: …' is no sender."""
_EDITED = re.compile(r"\s*<(?:dit bericht is bewerkt|this message was edited)\.?>\s*$", re.IGNORECASE)
_SOME_DAY = "1-1-2000"
"""Where only the time is told."""
_LEAST = 0.3
"""Of the lines begin a message; in a chat others go on with one."""
_AT_ONCE = timedelta(hours=10)
"""A longer chat is no conversation with a length in minutes."""


@dataclass
class _Message:
    day: str
    time: str
    sender: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line for line in self.lines if line.strip()).strip()


def turns_from_chat(blocks: Sequence[Block]) -> TranscriptDraft | None:
    """A turn per message; None when it is another kind of text."""
    lines = [_MARKS.sub("", block.text).strip() for block in blocks if isinstance(block, Line) and not block.blank]
    begin = next((at for at, line in enumerate(lines) if _MESSAGE.match(line) or _TO_ALL.match(line)), len(lines))
    messages = list(_messages(lines[begin:]))
    sent = [message for message in messages if message.sender]
    if len(sent) < 2 or len(messages) < _LEAST * len(lines):
        return None
    left_out = list(_left_out(messages))
    times = _times([(message.day or _SOME_DAY, message.time) for message in messages])
    seconds = _seconds(times, len(messages))
    turns = tuple(
        DraftTurn(message.sender, message.text, second)
        for message, second in zip(messages, seconds, strict=True)
        if message.sender and message.text
    )
    day = [f"{times[0]:%Y-%m-%d}"] if times and messages[0].day else []
    return TranscriptDraft(turns, tuple(lines[:begin]), tuple(about_program_lines(left_out)), closing=(*day, *left_out))


def _messages(lines: Sequence[str]) -> Iterator[_Message]:
    message: _Message | None = None
    for line in lines:
        found = _MESSAGE.match(line)
        begun = _begun(found) if found else _sent_to_all(line)
        if begun:
            if message:
                yield message
            message = begun
        elif message:
            message.lines.append(line)
    if message:
        yield message


def _begun(found: re.Match[str]) -> _Message:
    """What the program itself says has no sender."""
    day = found["day"] or found["day_last"] or found["day_bare"]
    time = found["time"] or found["time_first"] or found["time_bare"]
    sender = _SENDER.match(found["rest"])
    text = (sender["text"] or "").strip() if sender else ""
    if _OF_THE_PROGRAM.fullmatch(text):
        return _Message(day, time, "", [text])
    if sender is None or _DOES.search(sender["name"]):
        return _Message(day, time, "", [found["rest"]])
    return _Message(day, time, " ".join(sender["name"].split()), [_EDITED.sub("", text)])


def _sent_to_all(line: str) -> _Message | None:
    found = _TO_ALL.match(line)
    return _Message("", found["time"], " ".join(found["name"].split()), [found["text"]]) if found else None


def _left_out(messages: Sequence[_Message]) -> Iterator[str]:
    """What the program wrote in the place of words; taken out of the messages on the way."""
    for message in messages:
        if not message.sender:
            yield message.text
            continue
        yield from (line for line in message.lines if _LEFT_OUT.fullmatch(line))
        message.lines = [_EDITED.sub("", line) for line in message.lines if not _LEFT_OUT.fullmatch(line)]


def _times(stamps: Sequence[tuple[str, str]]) -> list[datetime]:
    """The moments, with day and month in the order that fits all of them; [] when none does."""
    halves = any("m" in time.casefold() for _day, time in stamps)
    for month_first in (True, False) if halves else (False, True):
        try:
            return [_moment(day, time, month_first=month_first) for day, time in stamps]
        except ValueError:
            continue
    return []


def _moment(day: str, time: str, *, month_first: bool) -> datetime:
    one, two, three = map(int, re.split(r"[-/.]", day))
    if one > 31:
        year, month, date = one, two, three
    else:
        year, month, date = (three, one, two) if month_first else (three, two, one)
    hour, minute, second = (*map(int, re.findall(r"\d+", time)), 0)[:3]
    if "m" in time.casefold():
        hour = hour % 12 + (12 if "p" in time.casefold() else 0)
    return datetime(year + 2000 if year < 100 else year, month, date, hour, minute, second, tzinfo=UTC)


def _seconds(times: Sequence[datetime], count: int) -> list[float | None]:
    """Since the first message, where the chat was held at one go."""
    if not times or not timedelta() <= times[-1] - times[0] <= _AT_ONCE:
        return [None] * count
    return [(time - times[0]).total_seconds() for time in times]
