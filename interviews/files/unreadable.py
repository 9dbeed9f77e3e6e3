"""Why a file cannot be read; `refusals` says it in Dutch. Kept free of translation: the child process imports it."""

from enum import StrEnum


class Reason(StrEnum):
    """What may be wrong with a file of whatever format; a format has reasons of its own beside these."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    TOO_LONG = "too long"
    UNPACKS_TOO_LARGE = "unpacks too large"
    TOO_HEAVY = "too heavy"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    PASSWORD = "password"  # noqa: S105  # nosec B105 # the name of a reason
    OLD_WORD = "old word"
    MACRO = "macro"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    OPEN_DOCUMENT = "open document"
    PLAIN_TEXT_AS_WORD = "plain text as word"
    WORD_AS_TEXT = "word as text"
    NOT_TEXT = "not text"
    NO_TEXT = "no text"
    OTHER_KIND = "other kind"


class Unreadable(Exception):
    """The file cannot be read; `reason` says why: a Reason, or one that a format has of its own."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
