"""One paragraph of a Word file as it is gathered: stretches with their look, what is hidden, and text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from interviews.files.blocks import Line
from interviews.transcripts.formats.word.styles import Look


@dataclass
class StyledText:
    """A stretch of text with one look."""

    text: str
    bold: bool


@dataclass
class Paragraph:
    """The text of one paragraph, the text boxes anchored in it, and what is hidden in it, stretch by stretch."""

    pieces: list[StyledText] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    was_hidden: bool = False
    is_heading: bool = False

    def add(self, text: str, look: Look) -> None:
        """Text as it looks; hidden text goes apart."""
        if not look.hidden:
            self.pieces.append(StyledText(text, look.bold))
        elif self.was_hidden:
            self.hidden[-1] += text
        else:
            self.hidden.append(text)
        self.was_hidden = look.hidden

    @property
    def is_all_hidden(self) -> bool:
        return bool(self.hidden) and not "".join(piece.text for piece in self.pieces).strip()

    def lines(self) -> Iterator[Line]:
        """One line per line break; `bold` is the length of the bold beginning, white space included."""
        rows: list[list[StyledText]] = [[]]
        for piece in self.pieces:
            first, *others = piece.text.split("\n")
            rows[-1].append(StyledText(first, piece.bold))
            rows.extend([StyledText(other, piece.bold)] for other in others)
        return (_line(row, is_heading=self.is_heading) for row in rows)


def _line(pieces: list[StyledText], *, is_heading: bool) -> Line:
    bold = 0
    for piece in pieces:
        if not piece.bold and piece.text.strip():
            break
        bold += len(piece.text)
    has_bold = any(piece.bold and piece.text.strip() for piece in pieces)
    return Line("".join(piece.text for piece in pieces), bold if has_bold else 0, is_heading)
