"""Read a Word file (.docx) into lines and tables, losing nothing silently.

Read: paragraphs, tables, content controls, tracked insertions, smart tags, hyperlinks, fields, text boxes, and
automatic numbers that hold words. Skipped and reported: deleted and hidden text, comments, foot- and endnotes, headers,
footers, images and embedded files.
Sources: ECMA-376 part 1, chapters 17 and 21; part 3 (markup compatibility).
"""

from collections.abc import Iterator

from lxml import etree

from interviews.files import limits
from interviews.files.blocks import Block, Document, Kind, Line, Skipped, Table
from interviews.files.package import Package, open_package, parsed
from interviews.files.unreadable import Reason, Unreadable
from interviews.transcripts.formats.word.elements import child_of, local_name, switched_on, value
from interviews.transcripts.formats.word.numbering import Numbering
from interviews.transcripts.formats.word.paragraph import Paragraph, StyledText
from interviews.transcripts.formats.word.parts import main_part, related_parts
from interviews.transcripts.formats.word.styles import Look, Styles

_AS_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_REMOVED = {"del", "moveFrom"}
"""Moved text is read where it went, so only deletions are reported."""
_NOT_SPOKEN = {
    "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr",
    "smartTagPr", "rt",
}  # fmt: skip
_IMAGES = {"pic", "imagedata"}
_NOTE_PARTS = {"commentReference": Kind.COMMENT, "footnoteReference": Kind.FOOTNOTE, "endnoteReference": Kind.ENDNOTE}


def read_word(content: bytes) -> Document:
    """The blocks of a .docx in reading order, and what was skipped. Raises Unreadable."""
    package = open_package(content)
    main = main_part(package)
    root = parsed(package.part(main, limits.MAX_TEXT_PART_BYTES, Reason.TOO_LONG))
    body = child_of(root, "body")
    if body is None:
        raise Unreadable(Reason.DAMAGED)
    related = related_parts(package, main)
    styles = Styles(package, related.get("styles", []))
    reader = _Reader(styles, Numbering(package, related.get("numbering", []), styles))
    blocks = tuple(reader.blocks(body, 0))
    return Document(
        blocks, (*reader.removed(), *reader.hidden(), *_side_texts(package, related, reader), *reader.objects)
    )


def _side_texts(package: Package, related: dict[str, list[str]], reader: "_Reader") -> Iterator[Skipped]:
    """Comments and notes that the text refers to, and headers and footers that hold words."""
    for relation, kind in (("comments", Kind.COMMENT), ("footnotes", Kind.FOOTNOTE), ("endnotes", Kind.ENDNOTE)):
        texts: dict[str, str] = {}
        for part in related.get(relation, []):
            if reader.references[kind] and part in package:
                texts |= {value(note, "id"): _plain_text(note) for note in package.xml(part)}
        yield from (Skipped(kind, texts.get(reference, "")) for reference in reader.references[kind])
    for relation, kind in (("header", Kind.HEADER), ("footer", Kind.FOOTER)):
        shown = [_plain_text(package.xml(part)) for part in related.get(relation, [])[:50] if part in package]
        yield from (Skipped(kind, text) for text in dict.fromkeys(shown) if text)


class _Reader:
    """Walks a document body once, gathering blocks and what is skipped. Raises Unreadable beyond the limits."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.references: dict[Kind, list[str]] = {kind: [] for kind in _NOTE_PARTS.values()}
        self.objects: list[Skipped] = []
        self._styles = styles
        self._numbering = numbering
        self._removed: list[str] = []
        self._hidden: list[str] = []
        self._paragraphs = 0
        self._characters = 0
        self._unfinished: Paragraph | None = None

    def removed(self) -> Iterator[Skipped]:
        """One entry per deleted stretch of text."""
        return (Skipped(Kind.DELETION, text) for text in self._removed if text.strip())

    def hidden(self) -> Iterator[Skipped]:
        """One entry per hidden stretch of text."""
        return (Skipped(Kind.HIDDEN, text) for text in self._hidden if text.strip())

    def blocks(self, container: etree._Element, depth: int) -> Iterator[Block]:
        """The paragraphs and tables in a body, cell, text box or content control."""
        _refuse_depth(depth)
        for child in container:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield Table(tuple(self._rows(child, depth + 1)))
            elif name == "altChunk":
                self.objects.append(Skipped(Kind.EMBEDDED))
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(child), depth + 1)
            elif name in _REMOVED:
                if name == "del":
                    self._removed.append(_plain_text(child) or _deleted_text(child))
            elif _is_prompt(child):
                self.objects.append(Skipped(Kind.PROMPT, _plain_text(child)))
            elif name not in _NOT_SPOKEN:
                yield from self.blocks(child, depth + 1)
        if self._unfinished:
            yield from self._unfinished.lines()
            self._unfinished = None

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[Block]:
        self._count_paragraph()
        paragraph = self._unfinished or Paragraph()
        self._unfinished = None
        before = sum(len(piece.text) for piece in paragraph.pieces)
        label = self._numbering.label_of(element)
        self._gather(element, paragraph, self._styles.look(element, "pPr", "pStyle", Look()), depth)
        self._count_characters(sum(len(piece.text) for piece in paragraph.pieces) - before)
        if _mark_is_deleted(element):
            # With the deletion accepted, Word joins this paragraph to the next.
            self._unfinished = paragraph
            return
        self._hidden.extend(paragraph.hidden)
        paragraph.is_heading = self._styles.is_heading(element)
        if paragraph.is_all_hidden and not paragraph.boxes:
            return
        if label and paragraph.pieces:
            paragraph.pieces.insert(0, StyledText(label, paragraph.pieces[0].bold))
        yield from paragraph.lines()
        for box in paragraph.boxes:
            yield from self.blocks(box, depth + 1)

    def _gather(self, element: etree._Element, paragraph: Paragraph, look: Look, depth: int) -> None:
        _refuse_depth(depth)
        for one in element:
            kind = local_name(one)
            if kind == "r":
                self._gather(one, paragraph, self._styles.look(one, "rPr", "rStyle", look), depth + 1)
            elif kind == "t":
                paragraph.add(one.text or "", look)
            elif kind in _AS_TEXT:
                paragraph.add(_AS_TEXT[kind], look)
            elif kind == "sym":
                paragraph.add(_symbol(one), look)
            elif kind in _REMOVED:
                if kind == "del" and len(one):
                    self._removed.append(_deleted_text(one))
            elif kind == "txbxContent":
                paragraph.boxes.append(one)
            elif kind == "AlternateContent":
                self._gather(_chosen(one), paragraph, look, depth + 1)
            elif kind in _NOTE_PARTS:
                self.references[_NOTE_PARTS[kind]].append(value(one, "id"))
            elif _is_prompt(one):
                self.objects.append(Skipped(Kind.PROMPT, _plain_text(one)))
            elif kind not in _NOT_SPOKEN:
                self._note_object(kind)
                self._gather(one, paragraph, look, depth + 1)

    def _rows(self, table: etree._Element, depth: int) -> Iterator[tuple[tuple[Line, ...], ...]]:
        for row in _within(table, "tr", depth):
            if switched_on(child_of(child_of(row, "trPr"), "hidden")):
                self._hidden.append(_plain_text(row))
                continue
            if child_of(child_of(row, "trPr"), "del") is not None:
                self._removed.append(_plain_text(row) or _deleted_text(row))
                continue
            cells = [tuple(_flat(self.blocks(cell, depth + 1))) for cell in _within(row, "tc", depth)]
            yield tuple(cells)

    def _note_object(self, name: str) -> None:
        if name in _IMAGES:
            self.objects.append(Skipped(Kind.IMAGE))
        elif name == "OLEObject":
            self.objects.append(Skipped(Kind.EMBEDDED))

    def _count_paragraph(self) -> None:
        self._paragraphs += 1
        if self._paragraphs > limits.MAX_PARAGRAPHS:
            raise Unreadable(Reason.TOO_LONG)

    def _count_characters(self, added: int) -> None:
        self._characters += added
        if added > limits.MAX_LINE_CHARACTERS or self._characters > limits.MAX_CHARACTERS:
            raise Unreadable(Reason.TOO_LONG)


def _is_prompt(element: etree._Element) -> bool:
    """A content control that nobody filled in: it shows 'Klik of tik om tekst in te voeren.', or only a space."""
    shows = local_name(element) == "sdt" and switched_on(child_of(child_of(element, "sdtPr"), "showingPlcHdr"))
    return shows and bool(_plain_text(element))


def _symbol(element: etree._Element) -> str:
    """A character from a symbol font, as Word stores it."""
    try:
        point = int(value(element, "char"), 16)
    except ValueError:
        return ""
    return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point <= 0xFFFD else ""


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The choice Word would show, which the fallback repeats; an empty element when there is none."""
    by_name = {local_name(child): child for child in reversed(alternatives)}
    return by_name.get("Choice", by_name.get("Fallback", etree.Element("none")))


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    properties = child_of(paragraph, "pPr")
    mark = None if properties is None else child_of(properties, "rPr")
    return mark is not None and child_of(mark, "del") is not None


def _deleted_text(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter() if local_name(part) in ("delText", "t"))


def _plain_text(element: etree._Element) -> str:
    """All the words in a note, header or footer; paragraphs are separated by a space."""
    spoken = (
        part.text or "" if local_name(part) == "t" else " " for part in element.iter() if local_name(part) in ("t", "p")
    )
    return " ".join("".join(spoken).split())


def _within(element: etree._Element, name: str, depth: int) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls and tracked insertions."""
    _refuse_depth(depth)
    for child in element:
        if local_name(child) == name:
            yield child
        elif local_name(child) not in _NOT_SPOKEN:
            yield from _within(child, name, depth + 1)


def _flat(blocks: Iterator[Block]) -> Iterator[Line]:
    """The lines of a cell; a table inside a cell is read row by row."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from cell


def _refuse_depth(depth: int) -> None:
    if depth > limits.MAX_DEPTH:
        raise Unreadable(Reason.UNSAFE)
