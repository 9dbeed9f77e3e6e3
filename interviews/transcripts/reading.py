"""The door for transcripts: from an uploaded file to turns, or a refusal in Dutch.

`read_transcript` reads in this process; `isolated.read_safely` opens Word files in a separate one, for the web.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from interviews.files import limits
from interviews.files.blocks import Block, Document, Line, Skipped, Table
from interviews.files.draft import TranscriptDraft, TranscriptRefused
from interviews.files.encodings import decoded, lines_of, without_controls
from interviews.files.unreadable import Reason, Unreadable
from interviews.transcripts.formats.markdown import read_markdown
from interviews.transcripts.formats.subtitles.reading import turns_from_cues
from interviews.transcripts.formats.word.reading import read_word
from interviews.transcripts.layouts.between_headings import with_typed_headings
from interviews.transcripts.layouts.choosing import turns_from
from interviews.transcripts.notices import notices_about
from interviews.transcripts.refusals import refusal

MARKDOWN = (".md", ".markdown")
FORMATS = (".docx", ".txt", *MARKDOWN, ".vtt", ".srt")

_TIMES_ALONE = re.compile(r"(?m)^[ \t]*\d{1,3}:\d\d:\d\d[.,]\d{3}[ \t]+-->[ \t]+\d{1,3}:\d\d:\d\d[.,]\d{3}[ \t]*$")

_COMMA_TIMES = re.compile(r"(?m)^(\d{1,2}:\d\d:\d\d\.\d{3}),(\d{1,2}:\d\d:\d\d\.\d{3})[ \t]*$")
"""As .sbv has them, saved under another name."""

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
    """The transcript in a .docx, .txt, .md, .vtt or .srt. Raises TranscriptRefused; never keeps or changes the file."""
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
        return _from_document(open_word(content))
    return _from_text(extension, content)


def _from_document(document: Document) -> TranscriptDraft:
    cleaned = _Cleaned()
    blocks = [cleaned.block(block) for block in document.blocks]
    skipped = tuple(replace(item, text=without_controls(item.text)[0]) for item in document.skipped)
    return _with_notices(turns_from(blocks), skipped, cleaned.removed)


def _from_text(extension: str, content: bytes) -> TranscriptDraft:
    text, controls = without_controls(decoded(content))
    if not text.strip():
        raise Unreadable(Reason.NO_TEXT)
    if text.lstrip().startswith(("{\\rtf", "%PDF-")):
        raise Unreadable(Reason.RTF if text.lstrip().startswith("{") else Reason.PDF)
    if len(_COMMA_TIMES.findall(text[:20_000])) > 1:
        text = _COMMA_TIMES.sub(r"\1 --> \2", text)
    # Programs save .vtt as .txt and the reverse: the first word of a WebVTT file is certain, and so are its times.
    web = extension == ".vtt" or text.startswith("WEBVTT")
    if web or extension == ".srt" or _is_subtitled(text):
        draft = turns_from_cues(lines_of(text, limits.MAX_CUE_LINES), web=web)
    elif extension in MARKDOWN:
        return _from_document(read_markdown(text))
    else:
        draft = turns_from(with_typed_headings(lines_of(text)))
    return _with_notices(draft, (), controls)


def _is_subtitled(text: str) -> bool:
    """Two lines or more that hold two times with an arrow and nothing else."""
    return len(_TIMES_ALONE.findall(text[:20_000])) > 1


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
        if text == line.text:
            return line
        bold = len(without_controls(line.text[: line.bold])[0])
        return replace(line, text=text.replace("\n", " "), bold=bold)


__all__ = ["FORMATS", "TranscriptRefused", "read_transcript"]
