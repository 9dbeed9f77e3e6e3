"""The door for transcripts: from an uploaded file to turns, or a refusal in Dutch.

`read_transcript` reads in this process; `isolated.read_safely` opens Word files in a separate one, for the web.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from interviews.files import limits
from interviews.files.blocks import Block, Document, Line, Table
from interviews.files.draft import TranscriptDraft
from interviews.files.encodings import decoded, without_controls
from interviews.files.unreadable import Reason, Unreadable
from interviews.transcripts.formats.registry import BinaryFormat, TextFormat, format_of, text_format
from interviews.transcripts.layouts.turns import turns_from
from interviews.transcripts.notices import notices_about
from interviews.transcripts.refusals import refusal, refusal_of_kind

Opener = Callable[[BinaryFormat, bytes], Document]


def _open_here(form: BinaryFormat, content: bytes) -> Document:
    return form.read(content)


def read_transcript(file_name: str, content: bytes, *, opener: Opener = _open_here) -> TranscriptDraft:
    """The transcript in a file of a format that is read. Raises TranscriptRefused; never keeps or changes the file."""
    ending = PurePath(file_name).suffix.lower()
    form = format_of(ending)
    if form is None:
        raise refusal_of_kind(ending)
    try:
        _check_size(content)
        draft = _from_text(form, ending, content) if isinstance(form, TextFormat) else _turned(opener(form, content), 0)
        if not draft.turns:
            raise Unreadable(Reason.NO_TEXT)
    except Unreadable as problem:
        raise refusal(problem.reason, form) from None
    return draft


def _check_size(content: bytes) -> None:
    if not content:
        raise Unreadable(Reason.EMPTY)
    if len(content) > limits.MAX_UPLOAD_BYTES:
        raise Unreadable(Reason.TOO_LARGE)


def _from_text(form: TextFormat, ending: str, content: bytes) -> TranscriptDraft:
    text, controls = without_controls(decoded(content))
    if not text.strip():
        raise Unreadable(Reason.NO_TEXT)
    if text.lstrip().startswith(("{\\rtf", "%PDF-")):
        raise Unreadable(Reason.RTF if text.lstrip().startswith("{") else Reason.PDF)
    return _turned(text_format(text, form).read(text, ending), controls)


def _turned(read: Document | TranscriptDraft, controls: int) -> TranscriptDraft:
    """In turns, with what was skipped and how many control characters were removed among the notices."""
    if isinstance(read, TranscriptDraft):
        return replace(read, notices=(*notices_about((), controls), *read.notices))
    cleaned = _Cleaned()
    draft = turns_from([cleaned.block(block) for block in read.blocks])
    skipped = tuple(replace(item, text=without_controls(item.text)[0]) for item in read.skipped)
    return replace(draft, notices=(*notices_about(skipped, controls + cleaned.removed), *draft.notices))


class _Cleaned:
    """Blocks without control characters, counting what was removed."""

    def __init__(self) -> None:
        self.removed = 0

    def block(self, block: Block) -> Block:
        if isinstance(block, Line):
            return self._line(block)
        return Table(tuple(tuple(tuple(map(self._line, cell)) for cell in row) for row in block.rows))

    def _line(self, line: Line) -> Line:
        text, removed = without_controls(line.text)
        self.removed += removed
        if text == line.text:
            return line
        bold = len(without_controls(line.text[: line.bold])[0])
        return replace(line, text=text.replace("\n", " "), bold=bold)
