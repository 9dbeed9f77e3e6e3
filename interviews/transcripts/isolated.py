"""Transcripts read such that no file can take the web server down: Word files are opened in a process of their own."""

from collections.abc import Iterable
from typing import Any

from interviews.files.blocks import Block, Document, Kind, Line, Skipped, Table
from interviews.files.child_process import answer_apart
from interviews.files.draft import TranscriptDraft
from interviews.files.package import open_package
from interviews.transcripts.reading import read_transcript

_WORD = "interviews.files.document_process"


def read_safely(file_name: str, content: bytes) -> TranscriptDraft:
    """As read_transcript, with Word files opened apart. Raises TranscriptRefused."""
    return read_transcript(file_name, content, open_word=_read_word_apart)


def _read_word_apart(content: bytes) -> Document:
    open_package(content)  # refuses most bad files without starting a process
    return _document(answer_apart(_WORD, content))


def _document(answer: dict[str, Any]) -> Document:
    skipped = tuple(Skipped(Kind(kind), text) for kind, text in answer["skipped"])
    return Document(tuple(_block(block) for block in answer["blocks"]), skipped)


def _block(block: dict[str, Any]) -> Block:
    if "rows" in block:
        return Table(tuple(tuple(_lines(cell) for cell in row) for row in block["rows"]))
    return Line(*block["line"])


def _lines(cell: Iterable[tuple[str, int, bool]]) -> tuple[Line, ...]:
    return tuple(Line(*line) for line in cell)
