"""Open Word files and spreadsheets in a process of their own, so that no file can take the web server down.

That process has a memory and time limit. The gate and the limits refuse every hostile file known to us within
milliseconds; this is for the ones unknown. The child for Word imports the standard library and lxml only: starting it
takes less than 0.15 s.
"""

import json
import subprocess  # the command below is fixed; the file goes in over stdin
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from interviews.transcript_import import limits
from interviews.transcript_import.blocks import Block, Document, Kind, Line, Skipped, Table
from interviews.transcript_import.draft import TranscriptDraft
from interviews.transcript_import.package import open_package
from interviews.transcript_import.reading import read_transcript
from interviews.transcript_import.unreadable import Reason, Unreadable

_CHECKOUT = Path(__file__).parents[2]
_WORD = "interviews.transcript_import.word_process"


def read_safely(file_name: str, content: bytes) -> TranscriptDraft:
    """As read_transcript, with Word files opened apart. Raises TranscriptRefused."""
    return read_transcript(file_name, content, open_word=_read_word_apart)


def _read_word_apart(content: bytes) -> Document:
    open_package(content)  # refuses most bad files without starting a process
    return _document(answer_apart(_WORD, content))


def answer_apart(module: str, content: bytes) -> dict[str, Any]:
    """What `module` makes of `content`, run by itself: data on its standard output. Raises Unreadable."""
    command = (sys.executable, "-E", "-s", "-m", module)
    try:
        child = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=limits.CHILD_SECONDS, cwd=_CHECKOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Reason.TOO_HEAVY) from None
    if child.returncode != 0:
        raise Unreadable(Reason.TOO_HEAVY)
    answer: dict[str, Any] = json.loads(child.stdout)
    if "refused" in answer:
        raise Unreadable(Reason(answer["refused"]))
    return answer


def _document(answer: dict[str, Any]) -> Document:
    skipped = tuple(Skipped(Kind(kind), text) for kind, text in answer["skipped"])
    return Document(tuple(_block(block) for block in answer["blocks"]), skipped)


def _block(block: dict[str, Any]) -> Block:
    if "rows" in block:
        return Table(tuple(tuple(_lines(cell) for cell in row) for row in block["rows"]))
    return Line(*block["line"])


def _lines(cell: Iterable[tuple[str, int, bool]]) -> tuple[Line, ...]:
    return tuple(Line(*line) for line in cell)
