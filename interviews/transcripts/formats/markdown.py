"""Markdown as note-taking programs save it, in lines and tables: signs of layout go, words and bold stay.

The signs are read by markdown-it, after the CommonMark specification. Left out of it: references ('[Marjan]: text' is
a speaker), HTML and indented code, which in a transcript are words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from foundation.dutch import _
from interviews.files.blocks import Block, Document, Kind, Line, Skipped, Table
from interviews.files.encodings import lines_of
from interviews.lines.openings import Mark, openings
from interviews.lines.stamps import stamp_at_start
from interviews.transcripts.formats.registry import TextFormat

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOT_IN_TRANSCRIPTS = ("reference", "html_block", "code")
_MOST_SIGNS = 20_000
"""Beyond any transcript; reading more of them costs seconds, so such a text is read as it stands."""
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_NOTE = re.compile(r"(?m)^\[\^[^\]\s]{1,40}\]:[ \t]*(.*(?:\n[ \t]{2,}\S.*)*)\n?")
_NOTED = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_FRONT = "---"
_BREAKS = {"softbreak", "hardbreak"}


def read_markdown(text: str, _ending: str) -> Document:
    """The blocks of a Markdown text in reading order, and the pictures in it. Raises Unreadable beyond the limits."""
    text, apart = _without_asides(text)
    lines = lines_of(text)
    if sum(map(text.count, "[*_~<`!")) > _MOST_SIGNS:
        return Document(lines, apart)
    from markdown_it import MarkdownIt  # not for the start of the web process

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable(_NOT_IN_TRANSCRIPTS)
    front, body = _front_matter(text)
    blocks = _Blocks(reader.parse(body))
    return Document((*(Line(row) for row in front), *blocks.all()), (*apart, *blocks.skipped))


def _without_asides(text: str) -> tuple[str, tuple[Skipped, ...]]:
    """Without comments and footnotes, which are not of the conversation, and with line ends for line ends."""
    text, found = _without_comments(text)
    comments = [Skipped(Kind.COMMENT, " ".join(comment.split())) for comment in found]
    notes = [Skipped(Kind.FOOTNOTE, " ".join(found.split())) for found in _NOTE.findall(text)]
    text = _NOTED.sub("", _NOTE.sub("", text)) if notes else text
    rows = (_BREAK.sub(" " if "|" in row else "\n", row) for row in text.split("\n"))
    return "\n".join(rows), (*comments, *notes)


def _front_matter(text: str) -> tuple[list[str], str]:
    """The lines between two '---' at the very top: facts that a program keeps about the note."""
    rows = text.split("\n")
    if rows[0].strip() != _FRONT or _FRONT not in (row.strip() for row in rows[1:40]):
        return [], text
    end = next(index for index, row in enumerate(rows[1:], start=1) if row.strip() == _FRONT)
    return rows[1:end], "\n".join(rows[end + 1 :])


def _without_comments(text: str) -> tuple[str, list[str]]:
    """Without '<!-- … -->'; one that does not end is text."""
    kept: list[str] = []
    comments: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        comments.append(text[start + 4 : end])
        at = end + 3
    return "".join([*kept, text[at:]]), comments


class _Blocks:
    """Walks the tokens once; `skipped` is filled on the way."""

    def __init__(self, tokens: "Sequence[Token]") -> None:
        self.skipped: list[Skipped] = []
        self._tokens = tokens
        self._starts: list[int] = []

    def all(self) -> Iterator[Block]:
        rows: list[list[tuple[Line, ...]]] = []
        number = ""
        for index, token in enumerate(self._tokens):
            kind = token.type
            if kind == "tr_open":
                rows.append([])
            elif kind == "table_close":
                yield Table(tuple(tuple(row) for row in rows))
                rows = []
            elif kind in ("ordered_list_open", "bullet_list_open"):
                self._starts.append(int(token.attrGet("start") or 1))
            elif kind in ("ordered_list_close", "bullet_list_close"):
                self._starts.pop()
            elif kind == "list_item_open":
                # '1986. Een goed jaar' is no list: only a list that begins at 1 is numbered by the program.
                number = f"{token.info}{token.markup} " if self._starts[-1] != 1 else ""
            elif kind in ("fence", "code_block"):
                yield from (Line(row) for row in token.content.rstrip("\n").split("\n"))
                yield Line("")
            elif kind == "inline":
                lines = list(self._lines(token, is_bold=self._tokens[index - 1].type == "heading_open"))
                if self._tokens[index - 1].type == "heading_open":
                    lines = [replace(line, is_heading=True) for line in lines]
                if rows and self._tokens[index - 1].type in ("td_open", "th_open"):
                    rows[-1].append(tuple(lines))
                    continue
                if number and not _opens(lines[0]):
                    lines[0] = Line(number + lines[0].text)
                number = ""
                yield from lines
                yield Line("")

    def _lines(self, inline: "Token", *, is_bold: bool) -> Iterator[Line]:
        """A line per row that opens a turn; other rows go on with the one above them, as Markdown means it."""
        text, bold = "", 0
        for row, until in _rows(inline.children or [], self.skipped, is_bold=is_bold):
            line = Line(row, until)
            if text and not _opens(line):
                text = f"{text} {row}".strip()
                continue
            if text:
                yield Line(text, bold)
            text, bold = row, until
        yield Line(text, bold)


def _rows(tokens: "Sequence[Token]", skipped: list[Skipped], *, is_bold: bool) -> Iterator[tuple[str, int]]:
    """Each row of a paragraph with the length of its bold beginning."""
    text, bold, depth, still_bold = "", 0, int(is_bold), True
    for token in tokens:
        if token.type in _BREAKS:
            yield text, bold
            text, bold, still_bold = "", 0, True
            continue
        depth += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        if token.type == "image":
            skipped.append(Skipped(Kind.IMAGE, token.content))
        elif token.content:
            text += token.content
            still_bold = still_bold and (depth > 0 or not token.content.strip())
            bold = len(text) if still_bold and depth > 0 else bold
    yield text, bold


def _opens(line: Line) -> bool:
    if line.bold or stamp_at_start(line.text):
        return True
    return any(one.mark in (Mark.COLON, Mark.BRACKET, Mark.TIME) for one in openings(line))


FORMAT = TextFormat(
    name=lambda: _("tekst"), place=3, endings=(".md",), rarer_endings=(".markdown",), read=read_markdown
)
