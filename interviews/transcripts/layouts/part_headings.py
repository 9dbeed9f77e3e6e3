"""Headings in a transcript: what a transcriber wrote above a part of the conversation, not what somebody said.

A name or a question may be set as a heading too; those speak. Which is which depends on the rest of the file.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from interviews.files.blocks import Block, Line
from interviews.lines import stamps

_MOST = 0.8
"""From this share of the lines on, headings are how the whole text was set."""
_LONGEST = 80
_NUMBERED_PART = re.compile(
    r"(?:deel|hoofdstuk|blok|thema|onderwerp|onderdeel|paragraaf|part|section|chapter|topic)\s"
    r"(?:\d{1,2}[a-z]?|[ivx]{1,4})(?:\s?[:.–—-]\s.{1,60})?",
    re.IGNORECASE,
)
_SENTENCE_END = (".", "?", "!", "…", ",", ":", ";")


def with_true_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; a time is no heading, and nothing is where nearly everything is."""
    blocks = [
        replace(block, is_heading=False)
        if isinstance(block, Line) and block.is_heading and stamps.is_stamp_alone(block.text)
        else block
        for block in blocks
    ]
    lines = [block for block in blocks if isinstance(block, Line) and not block.blank]
    if sum(line.is_heading for line in lines) < _MOST * len(lines):
        return list(blocks)
    return [replace(block, is_heading=False) if isinstance(block, Line) else block for block in blocks]


def is_numbered_part(text: str) -> bool:
    """'Deel 2: de wachttijd', 'Hoofdstuk 3', typed as a line like any other."""
    line = text.strip()
    return _NUMBERED_PART.fullmatch(line) is not None and not line.endswith(_SENTENCE_END)


def as_wide_row(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A row of a table that is one cell: a heading when it is short and no sentence."""
    text = " ".join(line.text for line in lines).strip()
    is_short = len(text) <= _LONGEST and not text.endswith(_SENTENCE_END)
    return tuple(replace(line, is_heading=True) for line in lines) if is_short else tuple(lines)


def without_headings(blocks: Sequence[Block]) -> tuple[list[Block], list[str], list[str]]:
    """For a text without speakers: what is said, the headings above it, and those further on.

    Where two or more headings ask, headings that are a sentence are the interviewer's.
    """
    lines = [block for block in blocks if isinstance(block, Line) and block.is_heading and not block.blank]
    asks = sum(line.text.rstrip().endswith("?") for line in lines) > 1
    out = {line for line in lines if not (asks and line.text.rstrip().endswith(_SENTENCE_END))}
    first = next((at for at, one in enumerate(blocks) if not (isinstance(one, Line) and (one.blank or one in out))), 0)
    spoken = [block for block in blocks if not (isinstance(block, Line) and block in out)]
    above = [block.text.strip() for block in blocks[:first] if isinstance(block, Line) and not block.blank]
    between = [block.text.strip() for block in blocks[first:] if isinstance(block, Line) and block in out]
    return spoken, above, between
