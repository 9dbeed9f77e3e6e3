"""Transcripts read such that no file can take the web server down: Word files are opened in a process of their own."""

from interviews.files.blocks import Document
from interviews.files.child_process import open_apart
from interviews.files.draft import TranscriptDraft
from interviews.transcripts.formats.registry import BinaryFormat
from interviews.transcripts.reading import read_transcript


def read_safely(file_name: str, content: bytes) -> TranscriptDraft:
    """As read_transcript, with Word files opened apart. Raises TranscriptRefused."""
    return read_transcript(file_name, content, opener=_open_apart)


def _open_apart(form: BinaryFormat, content: bytes) -> Document:
    form.gate(content)  # before a process is started
    return open_apart(form.read, content)
