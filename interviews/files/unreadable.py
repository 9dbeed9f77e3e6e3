"""Why a file cannot be read; `refusals` says it in Dutch. Kept free of translation: the child process imports it."""

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with the file."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    TOO_LONG = "too long"
    UNPACKS_TOO_LARGE = "unpacks too large"
    TOO_HEAVY = "too heavy"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    PASSWORD = "password"  # noqa: S105 - the name of a reason
    OLD_WORD = "old word"
    MACRO = "macro"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    OPEN_DOCUMENT = "open document"
    OTHER_OFFICE = "other office"
    NOT_WORD = "not word"
    PLAIN_TEXT_AS_WORD = "plain text as word"
    WORD_AS_TEXT = "word as text"
    NOT_TEXT = "not text"
    NO_CUES = "no cues"
    NO_TEXT = "no text"
    OTHER_KIND = "other kind"


class Unreadable(Exception):
    """The file cannot be read; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
