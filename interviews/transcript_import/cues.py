"""Subtitle files (.vtt, .srt): cues with times, voices and text, gathered into turns.

Sources: W3C WebVTT, sections 4 and 6; SubRip has no standard, so its common deviations are allowed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import pairwise

from interviews.transcript_import.blocks import Line
from interviews.transcript_import.draft import DraftTurn, TranscriptDraft
from interviews.transcript_import.openings import Mark, Opening, openings
from interviews.transcript_import.speaker_names import speakers_in
from interviews.transcript_import.unreadable import Reason, Unreadable

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?(?:[ \t]{1,9}([^<>]{0,200}))?>|</v>")
_STYLE_TAG = re.compile(
    r"</?(?:[bciu]|ruby|rt|lang|font)(?:[.\s][^<>]{0,200})?>|<\d[\d:.]{0,20}>|\{\\an?\d\}", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_NOTE_IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|♪.*)\s*$")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*$")

_CAPTIONS = 0.2
"""From one cue in five on with the same voice as the cue before, the cues are captions, not whole turns."""
_NAMED = 0.1
"""Fewer cues with a name than this: the names are there for the deaf, now and then, and cannot be carried on."""
_PAUSE = 2.0
"""Seconds of silence after which speech without names starts a new turn."""
_FULL, _OVERFULL = 300, 700
"""Characters: without names a turn ends with a sentence past the first, or anyhow past the second."""


@dataclass(frozen=True)
class Cue:
    """One stretch of subtitle. Times in seconds; `voice` is None when the file does not say who speaks."""

    start: float
    end: float
    text: str
    voice: str | None = None


@dataclass
class _Raw:
    start: float
    end: float
    lines: list[str] = field(default_factory=list)


def turns_from_cues(lines: Sequence[Line], *, web: bool) -> TranscriptDraft:
    """The turns in a .vtt (`web`) or .srt. Titles and notes become the heading. Raises Unreadable without cues."""
    heading, raw = _parsed([line.text for line in lines], web=web)
    cues = [cue for one in raw for cue in _voices(one, web=web)]
    if not cues:
        raise Unreadable(Reason.NO_CUES)
    if all(cue.voice is None for cue in cues):
        cues = list(_named_in_text(cues))
    if all(cue.voice is None for cue in cues):
        return TranscriptDraft(tuple(_by_sentence(cues)), tuple(heading))
    return _by_voice(cues, heading)


def _parsed(rows: Sequence[str], *, web: bool) -> tuple[list[str], list[_Raw]]:
    heading: list[str] = []
    cues: list[_Raw] = []
    skipping = ""
    for index, row in enumerate(rows):
        timing = _TIMING.match(row[:200])
        if timing:
            cues.append(_Raw(_seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])))
            skipping = ""
        elif not row.strip():
            skipping = ""
        elif web and _starts_block(rows, index) and row.split()[0] in ("NOTE", "STYLE", "REGION", "WEBVTT"):
            skipping = row.split()[0]
            heading.extend(_after_keyword(row) if skipping in ("NOTE", "WEBVTT") else ())
        elif skipping in ("NOTE", "WEBVTT") or (not skipping and not cues and not _is_identifier(rows, index, web)):
            heading.append(row.strip())
        elif not skipping and not _is_identifier(rows, index, web):
            cues[-1].lines.append(row.strip())
    return heading, cues


def _starts_block(rows: Sequence[str], index: int) -> bool:
    return index == 0 or not rows[index - 1].strip()


def _after_keyword(row: str) -> Iterator[str]:
    _keyword, _space, rest = row.strip().partition(" ")
    if rest.strip(" -"):
        yield rest.strip()


def _is_identifier(rows: Sequence[str], index: int, web: bool) -> bool:
    """The line right above a time: a number, or in .vtt any line that starts a block."""
    above_time = index + 1 < len(rows) and _TIMING.match(rows[index + 1][:200]) is not None
    return above_time and (rows[index].strip().isdecimal() or (web and _starts_block(rows, index)))


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + int((fraction or "0").ljust(3, "0")) / 1000


def _voices(raw: _Raw, *, web: bool) -> Iterator[Cue]:
    """The cue in parts of one voice each, without markup."""
    payload = "\n".join(raw.lines)
    voice: str | None = None
    position = 0
    for tag in (*_VOICE.finditer(payload), None):
        text = _plain(payload[position : tag.start() if tag else len(payload)], web=web)
        if text:
            yield Cue(raw.start, raw.end, text, voice)
        if tag:
            # noScribe writes a voice that talks through another as '//S02'.
            voice = _plain(tag[1], web=web).lstrip("/ ") if tag[1] else None
            position = tag.end()


def _plain(text: str, *, web: bool) -> str:
    """Without style tags; line ends inside a cue are only typography, unless a dash begins a new voice."""
    text = _STYLE_TAG.sub("", text)
    if web:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    return "".join(row if not at else ("\n" if row[0] in "-–—" else " ") + row for at, row in enumerate(rows))


def _named_in_text(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Cues as 'Name: text', where that is how the file names its speakers; a cue without a name goes on."""
    candidates = [_colon_openings(cue) for cue in cues]
    speakers = speakers_in(candidates, share=_NAMED)
    spellings: dict[str, str] = {}
    voice: str | None = None
    for cue, found in zip(cues, candidates, strict=True):
        opening = next((one for one in found if (one.mark, one.key) in speakers), None)
        if opening is None:
            yield replace(cue, voice=voice)
            continue
        voice = spellings.setdefault(opening.key, opening.label)
        text = cue.text[opening.start :].strip()
        if text:
            yield replace(cue, text=text, voice=voice)


def _colon_openings(cue: Cue) -> list[Opening]:
    return [one for one in openings(Line(cue.text)) if one.mark in (Mark.COLON, Mark.BRACKET)]


def _by_voice(cues: Sequence[Cue], heading: Sequence[str]) -> TranscriptDraft:
    """A turn per change of voice; cues of one voice are joined only where the file cuts turns into captions."""
    same = sum(a.voice == b.voice and a.voice is not None for a, b in pairwise(cues))
    joined = same >= _CAPTIONS * len(cues)
    turns: list[DraftTurn] = []
    above = list(heading)
    for cue in cues:
        remark = cue.voice is None and _NOTE_IN_BRACKETS.match(cue.text) is not None
        if remark and not turns:
            above.append(cue.text)
        elif turns and (remark or (joined and turns[-1].speaker == (cue.voice or ""))):
            turns[-1] = replace(turns[-1], text=turns[-1].text + ("\n" if remark else " ") + cue.text)
        else:
            turns.append(DraftTurn(cue.voice or "", cue.text, cue.start))
    return TranscriptDraft(tuple(turns), tuple(above))


def _by_sentence(cues: Iterable[Cue]) -> Iterator[DraftTurn]:
    """Turns without names, ending at a pause, at '>>', or with a sentence once there is enough text."""
    turn: DraftTurn | None = None
    until = 0.0
    for cue in cues:
        if turn and (cue.start - until >= _PAUSE or cue.text.startswith(">>") or _is_full(turn.text)):
            yield turn
            turn = None
        turn = replace(turn, text=f"{turn.text} {cue.text}") if turn else DraftTurn("", cue.text, cue.start)
        until = cue.end
    if turn:
        yield turn


def _is_full(text: str) -> bool:
    return len(text) > _OVERFULL or (len(text) > _FULL and _SENTENCE_END.search(text[-8:]) is not None)
