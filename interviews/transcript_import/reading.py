"""The door for transcripts: from an uploaded file to turns, or a refusal in Dutch.

`read_transcript` reads in this process; `isolated.read_safely` opens Word files in a separate one, for the web.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from interviews.layouts import turns_from
from interviews.transcript_import import limits
from interviews.transcript_import.blocks import Block, Document, Line, Skipped, Table
from interviews.transcript_import.cues import turns_from_cues
from interviews.transcript_import.draft import TranscriptDraft, TranscriptRefused
from interviews.transcript_import.encodings import decoded, lines_of, without_controls
from interviews.transcript_import.notices import notices_about
from interviews.transcript_import.refusals import refusal
from interviews.transcript_import.unreadable import Reason, Unreadable
from interviews.transcript_import.word import read_word

FORMATS = (".docx", ".txt", ".vtt", ".srt")

_OTHER_FORMATS = {
    ".doc": Reason.OLD_WORD,
    ".dot": Reason.OLD_WORD,
    ".docm": Reason.MACRO,
    ".dotm": Reason.MACRO,
    ".rtf": Reason.RTF,
    ".pdf": Reason.PDF,
    ".odt": Reason.OPEN_DOCUMENT,
    ".htm": Reason.HTML,
    ".html": Reason.HTML,
}


def read_transcript(
    file_name: str, content: bytes, *, open_word: Callable[[bytes], Document] = read_word
) -> TranscriptDraft:
    """The transcript in a .docx, .txt, .vtt or .srt. Raises TranscriptRefused; never keeps or changes the file."""
    try:
        draft = _read(PurePath(file_name).suffix.lower(), content, open_word)
    except Unreadable as problem:
        raise refusal(problem.reason) from None
    if not draft.turns:
        raise refusal(Reason.NO_TEXT)
    return draft


def _read(extension: str, content: bytes, open_word: Callable[[bytes], Document]) -> TranscriptDraft:
    if extension not in FORMATS:
        raise Unreadable(_OTHER_FORMATS.get(extension, Reason.OTHER_KIND))
    if not content:
        raise Unreadable(Reason.EMPTY)
    if len(content) > limits.MAX_UPLOAD_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    if extension == ".docx":
        return _from_word(open_word(content))
    return _from_text(extension, content)


def _from_word(document: Document) -> TranscriptDraft:
    cleaned = _Cleaned()
    blocks = [cleaned.block(block) for block in document.blocks]
    draft = turns_from(blocks)
    return _with_notices(draft, document.skipped, cleaned.removed)


def _from_text(extension: str, content: bytes) -> TranscriptDraft:
    text, controls = without_controls(decoded(content))
    if not text.strip():
        raise Unreadable(Reason.NO_TEXT)
    if text.lstrip().startswith(("{\\rtf", "%PDF-")):
        raise Unreadable(Reason.RTF if text.lstrip().startswith("{") else Reason.PDF)
    # Programs save .vtt as .txt and the reverse: the first word of a WebVTT file is certain.
    if extension in (".vtt", ".srt") or text.startswith("WEBVTT"):
        draft = turns_from_cues(
            lines_of(text, limits.MAX_CUE_LINES), web=extension == ".vtt" or text.startswith("WEBVTT")
        )
    else:
        draft = turns_from(lines_of(text))
    return _with_notices(draft, (), controls)


def _with_notices(draft: TranscriptDraft, skipped: tuple[Skipped, ...], controls: int) -> TranscriptDraft:
    return replace(draft, notices=(*notices_about(skipped, controls), *draft.notices))


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
        bold = len(without_controls(line.text[: line.bold])[0]) if removed else line.bold
        return Line(text.replace("\n", " "), bold) if text != line.text else line


__all__ = ["FORMATS", "TranscriptRefused", "read_transcript"]
