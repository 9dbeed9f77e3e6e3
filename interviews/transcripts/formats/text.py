"""Plain text (.txt): a line is a line, and headings are typed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from foundation.dutch import _
from interviews.files.blocks import Document, Line
from interviews.files.encodings import lines_of
from interviews.transcripts.formats.registry import TextFormat

_LONGEST_HEADING, _LONGEST_UNDERLINED = 300, 80
_SIGNS = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(?P<words>\S.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r"={3,}\s*")


def _read(text: str, _ending: str) -> Document:
    return Document(_with_headings(lines_of(text)))


def _with_headings(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of plain text with '## Deel 2', and 'Deel 2' above '=====', as headings without those signs."""
    marked: list[Line] = []
    for index, line in enumerate(lines):
        signs = _SIGNS.fullmatch(line.text) if "#" in line.text[:4] and len(line.text) <= _LONGEST_HEADING else None
        if signs:
            marked.append(Line(signs["words"], is_heading=True))
        elif _UNDERLINE.fullmatch(line.text) and marked and not marked[-1].blank and _is_apart(lines, index - 1):
            marked[-1] = replace(marked[-1], is_heading=True)
        else:
            marked.append(line)
    return tuple(marked)


def _is_apart(lines: Sequence[Line], index: int) -> bool:
    return (index == 0 or lines[index - 1].blank) and len(lines[index].text) <= _LONGEST_UNDERLINED


FORMAT = TextFormat(name=lambda: _("tekst"), place=2, endings=(".txt",), read=_read)
