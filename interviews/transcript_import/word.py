"""Read a Word file (.docx) into lines and tables, losing nothing silently.

Read: paragraphs, tables, content controls, tracked insertions, smart tags, hyperlinks, fields and text boxes.
Skipped and reported: deleted text, comments, foot- and endnotes, headers, footers, images and embedded files.
Elements are known by their local names, which the transitional and the strict variant of the format share.
Sources: ECMA-376 part 1, chapters 17 and 21; part 3 (markup compatibility).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import join, normpath

from lxml import etree

from interviews.transcript_import import limits
from interviews.transcript_import.blocks import Block, Document, Kind, Line, Skipped, Table
from interviews.transcript_import.package import Package, open_package, parsed
from interviews.transcript_import.unreadable import Reason, Unreadable

_OFF = {"0", "false", "off", "none"}
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
    main = _main_part(package)
    root = parsed(package.part(main, limits.MAX_TEXT_PART_BYTES, Reason.TOO_LONG))
    body = _child(root, "body")
    if body is None:
        raise Unreadable(Reason.DAMAGED)
    related = _related_parts(package, main)
    reader = _Reader(_bold_styles(package, related.get("styles", [])))
    blocks = tuple(reader.blocks(body, 0))
    return Document(blocks, (*reader.removed(), *_side_texts(package, related, reader), *reader.objects))


def _main_part(package: Package) -> str:
    """The name of the part with the text. Raises Unreadable when this is not a Word file or may hold macros."""
    if "mimetype" in package and package.part("mimetype", 1000).startswith(b"application/vnd.oasis"):
        raise Unreadable(Reason.OPEN_DOCUMENT)
    if "[content_types].xml" not in package:
        raise Unreadable(Reason.NOT_WORD)
    kinds = package.part("[Content_Types].xml", limits.MAX_SIDE_PART_BYTES)
    if b"macroEnabled" in kinds:
        raise Unreadable(Reason.MACRO)
    if (b"spreadsheetml" in kinds[:20_000] and b"wordprocessingml" not in kinds) or b"presentationml" in kinds:
        raise Unreadable(Reason.OTHER_OFFICE)
    named = _related_parts(package, "").get("officeDocument", ["word/document.xml"])[0]
    if named not in package:
        raise Unreadable(Reason.DAMAGED if b"wordprocessingml" in kinds else Reason.NOT_WORD)
    return named


def _related_parts(package: Package, source: str) -> dict[str, list[str]]:
    """Part names by the last word of their relation, for instance {'comments': ['word/comments.xml']}."""
    folder, _, file = source.rpartition("/")
    name = join(folder, "_rels", f"{file}.rels")
    if name not in package:
        return {}
    related: dict[str, list[str]] = {}
    for relation in package.xml(name):
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            related.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(full)
    return related


def _bold_styles(package: Package, parts: list[str]) -> frozenset[str]:
    """The ids of styles that make text bold, by themselves or through the style they are based on."""
    bold: dict[str, bool] = {}
    based_on: dict[str, str] = {}
    for part in parts:
        for style in package.xml(part) if part in package else ():
            if _name(style) == "style":
                identity = _value(style, "styleId")
                properties = _child(style, "rPr")
                if properties is not None and _child(properties, "b") is not None:
                    bold[identity] = _switched_on(_child(properties, "b"))
                based_on[identity] = _value(_child(style, "basedOn"), "val")
    return frozenset(style for style in based_on if _inherits_bold(style, bold, based_on))


def _inherits_bold(style: str, bold: dict[str, bool], based_on: dict[str, str]) -> bool:
    seen: set[str] = set()
    while style and style not in seen:
        if style in bold:
            return bold[style]
        seen.add(style)
        style = based_on.get(style, "")
    return False


def _side_texts(package: Package, related: dict[str, list[str]], reader: "_Reader") -> Iterator[Skipped]:
    """Comments and notes that the text refers to, and headers and footers that hold words."""
    for relation, kind in (("comments", Kind.COMMENT), ("footnotes", Kind.FOOTNOTE), ("endnotes", Kind.ENDNOTE)):
        texts: dict[str, str] = {}
        for part in related.get(relation, []):
            if reader.references[kind] and part in package:
                texts |= {_value(note, "id"): _plain_text(note) for note in package.xml(part)}
        yield from (Skipped(kind, texts.get(reference, "")) for reference in reader.references[kind])
    for relation, kind in (("header", Kind.HEADER), ("footer", Kind.FOOTER)):
        shown = [_plain_text(package.xml(part)) for part in related.get(relation, [])[:50] if part in package]
        yield from (Skipped(kind, text) for text in dict.fromkeys(shown) if text)


@dataclass
class _Piece:
    """A stretch of text with one look."""

    text: str
    bold: bool


@dataclass
class _Paragraph:
    """The text of one paragraph, and the text boxes anchored in it."""

    pieces: list[_Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """One line per line break; `bold` is the length of the bold beginning, white space included."""
        rows: list[list[_Piece]] = [[]]
        for piece in self.pieces:
            first, *others = piece.text.split("\n")
            rows[-1].append(_Piece(first, piece.bold))
            rows.extend([_Piece(other, piece.bold)] for other in others)
        return (_line(row) for row in rows)


def _line(pieces: list[_Piece]) -> Line:
    bold = 0
    for piece in pieces:
        if not piece.bold and piece.text.strip():
            break
        bold += len(piece.text)
    has_bold = any(piece.bold and piece.text.strip() for piece in pieces)
    return Line("".join(piece.text for piece in pieces), bold if has_bold else 0)


class _Reader:
    """Walks a document body once, gathering blocks and what is skipped. Raises Unreadable beyond the limits."""

    def __init__(self, bold_styles: frozenset[str]) -> None:
        self.references: dict[Kind, list[str]] = {kind: [] for kind in _NOTE_PARTS.values()}
        self.objects: list[Skipped] = []
        self._bold_styles = bold_styles
        self._removed: list[str] = []
        self._paragraphs = 0
        self._characters = 0
        self._unfinished: _Paragraph | None = None

    def removed(self) -> Iterator[Skipped]:
        """One entry per deleted stretch of text."""
        return (Skipped(Kind.DELETION, text) for text in self._removed if text.strip())

    def blocks(self, container: etree._Element, depth: int) -> Iterator[Block]:
        """The paragraphs and tables in a body, cell, text box or content control."""
        _refuse_depth(depth)
        for child in container:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield Table(tuple(self._rows(child, depth + 1)))
            elif name == "altChunk":
                self.objects.append(Skipped(Kind.EMBEDDED))
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(child), depth + 1)
            elif name not in _NOT_SPOKEN and name not in _REMOVED:
                yield from self.blocks(child, depth + 1)
        if self._unfinished:
            yield from self._unfinished.lines()
            self._unfinished = None

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[Block]:
        self._count_paragraph()
        paragraph = self._unfinished or _Paragraph()
        self._unfinished = None
        before = sum(len(piece.text) for piece in paragraph.pieces)
        self._gather(element, paragraph, self._is_bold(element, "pPr", "pStyle", False), depth)
        self._count_characters(sum(len(piece.text) for piece in paragraph.pieces) - before)
        if _mark_is_deleted(element):
            # With the deletion accepted, Word joins this paragraph to the next.
            self._unfinished = paragraph
            return
        yield from paragraph.lines()
        for box in paragraph.boxes:
            yield from self.blocks(box, depth + 1)

    def _gather(self, element: etree._Element, paragraph: _Paragraph, bold: bool, depth: int) -> None:
        _refuse_depth(depth)
        for child in element:
            name = _name(child)
            if name == "r":
                self._gather(child, paragraph, self._is_bold(child, "rPr", "rStyle", bold), depth + 1)
            elif name == "t":
                paragraph.pieces.append(_Piece(child.text or "", bold))
            elif name in _AS_TEXT:
                paragraph.pieces.append(_Piece(_AS_TEXT[name], bold))
            elif name == "sym":
                paragraph.pieces.append(_Piece(_symbol(child), bold))
            elif name in _REMOVED:
                if name == "del" and len(child):
                    self._removed.append(_deleted_text(child))
            elif name == "txbxContent":
                paragraph.boxes.append(child)
            elif name == "AlternateContent":
                self._gather(_chosen(child), paragraph, bold, depth + 1)
            elif name in _NOTE_PARTS:
                self.references[_NOTE_PARTS[name]].append(_value(child, "id"))
            elif name not in _NOT_SPOKEN:
                self._note_object(name)
                self._gather(child, paragraph, bold, depth + 1)

    def _rows(self, table: etree._Element, depth: int) -> Iterator[tuple[tuple[Line, ...], ...]]:
        for row in _within(table, "tr", depth):
            cells = [tuple(_flat(self.blocks(cell, depth + 1))) for cell in _within(row, "tc", depth)]
            yield tuple(cells)

    def _is_bold(self, element: etree._Element, properties: str, style: str, otherwise: bool) -> bool:
        found = _child(element, properties)
        if found is None:
            return otherwise
        direct = _child(found, "b") if properties == "rPr" else None
        if direct is not None:
            return _switched_on(direct)
        return otherwise or _value(_child(found, style), "val") in self._bold_styles

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


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _name(element: etree._Element) -> str:
    return _local(element.tag)


def _child(element: etree._Element, name: str) -> etree._Element | None:
    for child in element:
        if _local(child.tag) == name:
            return child
    return None


def _value(element: etree._Element | None, attribute: str) -> str:
    """An attribute by its local name, since its namespace differs between the variants; '' when absent."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == attribute), "")


def _switched_on(element: etree._Element | None) -> bool:
    return element is not None and _value(element, "val") not in _OFF


def _symbol(element: etree._Element) -> str:
    """A character from a symbol font, as Word stores it."""
    try:
        point = int(_value(element, "char"), 16)
    except ValueError:
        return ""
    return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point <= 0xFFFD else ""


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The choice Word would show, which the fallback repeats; an empty element when there is none."""
    by_name = {_name(child): child for child in reversed(alternatives)}
    return by_name.get("Choice", by_name.get("Fallback", etree.Element("none")))


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    properties = _child(paragraph, "pPr")
    mark = None if properties is None else _child(properties, "rPr")
    return mark is not None and _child(mark, "del") is not None


def _deleted_text(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter() if _name(part) in ("delText", "t"))


def _plain_text(element: etree._Element) -> str:
    """All the words in a note, header or footer; paragraphs are separated by a space."""
    spoken = (part.text or "" if _name(part) == "t" else " " for part in element.iter() if _name(part) in ("t", "p"))
    return " ".join("".join(spoken).split())


def _within(element: etree._Element, name: str, depth: int) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls and tracked insertions."""
    _refuse_depth(depth)
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) not in _NOT_SPOKEN:
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
