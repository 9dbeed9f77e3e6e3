"""Plain text (.txt): a line is a line."""

from foundation.dutch import _
from interviews.files.draft import TranscriptDraft
from interviews.files.encodings import lines_of
from interviews.transcripts.formats.registry import TextFormat
from interviews.transcripts.layouts.part_headings import with_typed_headings
from interviews.transcripts.layouts.turns import turns_from


def _read(text: str, _ending: str) -> TranscriptDraft:
    return turns_from(with_typed_headings(lines_of(text)))


FORMAT = TextFormat(name=lambda: _("tekst"), place=2, endings=(".txt",), read=_read)
