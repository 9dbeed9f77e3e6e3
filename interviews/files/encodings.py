"""From bytes to lines: which encoding, which line ends, which characters cannot be text.

Letters and their accents become one character (NFC), here and never later: macOS writes 'ë' as two, and names, codes
and quotations would not be found again. The text is otherwise left as it is: quotes, dashes and spaces stay.
"""

import codecs
import re
import unicodedata

from interviews.files import limits
from interviews.files.blocks import Line
from interviews.files.unreadable import Reason, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060]")
"""Where a word may be broken off; it is one word."""
_MOSTLY = 0.3
"""Latin text in UTF-16 has a zero in nearly every other byte; three in ten leaves room for other scripts."""

_WINDOWS = {byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MEDIA = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"ID3", b"OggS", b"RIFF", b"\x1f\x8b")


def decoded(content: bytes) -> str:
    """The text: by byte order mark, else UTF-8, else UTF-16 without a mark, else Windows-1252. Raises Unreadable."""
    text = _decoded(content)
    if len(text) > limits.MAX_CHARACTERS:
        raise Unreadable(Reason.TOO_LONG)
    return text


def _decoded(content: bytes) -> str:
    if len(content) > 4 * limits.MAX_CHARACTERS:
        raise Unreadable(Reason.TOO_LONG)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if content.startswith(_OFFICE):
        raise Unreadable(Reason.WORD_AS_TEXT)
    if content.startswith(_MEDIA):
        raise Unreadable(Reason.NOT_TEXT)
    utf16 = _utf16_without_mark(content)
    if utf16:
        return content.decode(utf16, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _windows_text(content)


def without_controls(text: str) -> tuple[str, int]:
    """The text with one kind of line end, composed letters and no control characters; how many of those there were."""
    cleaned, removed = _CONTROLS.subn("", _LINE_ENDS.sub("\n", _UNSEEN.sub("", text)))
    return unicodedata.normalize("NFC", cleaned), removed


def lines_of(text: str, most: int = limits.MAX_LINES) -> tuple[Line, ...]:
    """One Line per line of text. Raises Unreadable beyond the limits."""
    rows = text.split("\n")
    # A file of blank lines only is short work; one with blank lines between its lines is usual.
    if len(rows) > 4 * most or sum(not row.isspace() and row != "" for row in rows) > most:
        raise Unreadable(Reason.TOO_LONG)
    if any(len(row) > limits.MAX_LINE_CHARACTERS for row in rows):
        raise Unreadable(Reason.TOO_LONG)
    return tuple(Line(row) for row in rows)


def _utf16_without_mark(content: bytes) -> str:
    sample = content[:4096]
    pairs = len(sample) // 2
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if pairs and odd > _MOSTLY * pairs and even < odd / 4:
        return "utf-16-le"
    return "utf-16-be" if pairs and even > _MOSTLY * pairs and odd < even / 4 else ""


def _windows_text(content: bytes) -> str:
    """Windows-1252, with the few bytes it does not define as control characters. Raises Unreadable for binary files."""
    controls = sum(content.count(byte) for byte in range(9)) + sum(content.count(byte) for byte in range(14, 32))
    if controls > len(content) / 20:
        raise Unreadable(Reason.NOT_TEXT)
    return content.decode("latin-1").translate(_WINDOWS)
