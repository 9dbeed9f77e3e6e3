"""What a document holds, before anyone knows who speaks: lines and tables, in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Line:
    """One line of text, without line ends. The first `bold` characters (code points) are bold."""

    text: str
    bold: int = 0
    is_heading: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def all_bold(self) -> bool:
        return not self.blank and self.bold >= len(self.text.rstrip())


@dataclass(frozen=True)
class Table:
    """Rows of cells; a cell is its lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


Block = Line | Table


class Kind(StrEnum):
    """What a document can hold that is not part of the spoken text."""

    DELETION = "deletion"
    HIDDEN = "hidden"
    PROMPT = "prompt"
    COMMENT = "comment"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HEADER = "header"
    FOOTER = "footer"
    IMAGE = "image"
    EMBEDDED = "embedded"


@dataclass(frozen=True)
class Skipped:
    """Something that was not read as spoken text, with its words where it has any."""

    kind: Kind
    text: str = ""


@dataclass(frozen=True)
class Document:
    """The readable blocks of a file and what was skipped."""

    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...] = ()


def words_in_lines(lines: Iterable[Line]) -> str:
    """The text of the lines, one below the other."""
    return "\n".join(line.text for line in lines)
