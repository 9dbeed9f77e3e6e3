"""Everything that leans on the inside of reportlab 5.1: its private hooks, and the mends of four defects.

reportlab is pinned to 5.1.* for this module and shaped_text. The rest of exports.pdf uses its public classes, and what
stands here.

Mended, for documents made by HookedCanvas:
- no end of line before `endstream` (ISO 19005-2, 6.1.7.1);
- ToUnicode maps glyph 0 to U+0000 and astral characters to five digits (ISO 14289-1, 7.21.7);
- drawings pull in Helvetica, which cannot be embedded;
- hyphens made by layout come out as hyphens of the text (ISO 32000-1, 14.8.2.2.3).
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import IO, Any, cast
from weakref import WeakSet

from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFObject, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, Paragraph

from exports.pdf.type.shaped_text import ShapedText
from exports.pdf.type.shaping import GLYPH_TEXT

PDF_VERSION = (1, 7)
SOFT_HYPHEN = "\u00ad"
BYTE_ORDER_MARKS = frozenset({0, 0xFEFF, 0xFFFE})

_mended: WeakSet[PDFDocument] = WeakSet()
_stock_stream_format = PDFStream.format


def _stream_with_line_end(stream: PDFStream, document: PDFDocument) -> bytes:
    text = _stock_stream_format(stream, document)
    if document in _mended and text.endswith(b"endstream\n"):
        content = text[: -len(b"endstream\n")]
        # After data that ends with a carriage return, a line feed alone would read as one line end together with it.
        return content + (b"\r\n" if content.endswith(b"\r") else b"\n") + b"endstream\n"
    return text


def _to_unicode(name: str, subset: Iterable[int]) -> str:
    """A ToUnicode map: no U+0000 or byte order marks, UTF-16BE, at most 100 lines in a block."""
    pairs = [(code, character) for code, character in enumerate(subset) if character not in BYTE_ORDER_MARKS]
    blocks = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            "<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for block in blocks for line in _character_block(block)),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _character_block(pairs: list[tuple[int, int]]) -> list[str]:
    texts = [(code, GLYPH_TEXT.get(character) or chr(character)) for code, character in pairs]
    lines = [f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in texts]
    return [f"{len(pairs)} beginbfchar", *lines, "endbfchar"]


cast(Any, PDFStream).format = _stream_with_line_end
cast(Any, ttfonts).makeToUnicodeCMap = _to_unicode


class WrittenObject(PDFObject):
    """An indirect object whose bytes are asked for when the file is written and every object has its number."""

    __RefOnly__ = 1

    def __init__(self, write: Callable[[], bytes]) -> None:
        self.write = write

    def format(self, document: PDFDocument) -> bytes:
        """What reportlab asks for."""
        return self.write()


class HookedCanvas(Canvas):
    """A canvas that says when a page begins and ends, and lets its subclass see content, links and the catalog."""

    _code: list[str]
    _doc: Any
    _initialFontName: str  # noqa: N815 - reportlab's name

    def __init__(self, filename: str | IO[bytes], **options: Any) -> None:
        super().__init__(filename, **{**options, "pdfVersion": PDF_VERSION})
        _mended.add(self._doc)

    # --- what a subclass answers
    def page_begins(self) -> None:
        """A new page with an empty content stream."""

    def page_ends(self) -> None:
        """The content stream is complete after this."""

    def page_key(self) -> int:
        """The page's number in the parent tree."""
        raise NotImplementedError

    # --- reportlab's hooks
    def _restartAccumulators(self) -> None:  # noqa: N802 - reportlab's name
        cast(Any, super())._restartAccumulators()
        self.page_begins()

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Close the page."""
        self.page_ends()
        super().showPage()

    def beginForm(self, *_: Any, **__: Any) -> None:  # noqa: N802 - reportlab's name
        """Forms are drawn in another place than they are read: not supported."""
        raise NotImplementedError("form XObjects cannot be tagged here")

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 - reportlab's name
        cast(Any, super())._setAnnotations(page)
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self.page_key()
        page.Tabs = pdfdoc.PDFName("S")

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """Choose a font; the standard fonts of drawings become the document's own, because they cannot be embedded."""
        if psfontname in pdfmetrics.standardFonts:
            psfontname = self._initialFontName
        super().setFont(psfontname, size, leading)

    # --- content
    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Any:  # noqa: N802
        """A text object that paints shaped typefaces too."""
        return ShapedText(self, x, y)

    def draw_line(self, x: float, y: float, runs: Iterable[tuple[str, str]], size: float) -> None:
        """(typeface, text) after each other, as seen from left to right."""
        for font, text in runs:
            self.setFont(font, size)
            self.drawString(x, y, text)
            x += self.stringWidth(text, font, size)

    @property
    def operators(self) -> list[str]:
        """The content stream of this page so far."""
        return self._code

    @property
    def page_name(self) -> str:
        """The internal name of the page that is being drawn."""
        return str(self._doc.thisPageName())

    # --- annotations
    def add_link(self, name: str, rect: Any, relative: bool, entries: dict[str, Any]) -> str:
        """A link annotation without a border; returns its internal name."""
        box = PDFArray(cast(Any, self)._absRect(rect, relative))
        fixed = {"Type": pdfdoc.PDFName("Annot"), "Subtype": pdfdoc.PDFName("Link"), "Rect": box}
        annotation = PDFDictionary({**fixed, "Border": PDFArray([0, 0, 0]), **entries})
        cast(Any, self)._addAnnotation(annotation, name)
        return str(self._doc.annotationName(name))

    def address_action(self, address: str) -> dict[str, Any]:
        """The entries of a link to a web address."""
        return {"A": PDFDictionary({"S": pdfdoc.PDFName("URI"), "URI": PDFString(address)})}

    def place_action(self, destination: str) -> dict[str, Any]:
        """The entries of a link to a bookmark in this document."""
        return {"Dest": cast(Any, self)._bookmarkReference(destination)}

    # --- objects of the file
    def reserve(self, write: Callable[[], bytes]) -> str:
        """A new indirect object; returns its internal name."""
        return str(self._doc.Reference(WrittenObject(write)).name)

    def reserve_stream(self, entries: dict[str, Any], content: bytes) -> str:
        """A new compressed stream; returns its internal name."""
        stream = PDFStream(PDFDictionary(entries), content=content, filters=[pdfdoc.PDFZCompress])
        return str(self._doc.Reference(stream).name)

    def reference(self, name: str) -> bytes:
        """How another object points to the object with this internal name."""
        return b"%d 0 R" % self._doc.idToObjectNumberAndVersion[name][0]

    def text_string(self, text: str) -> bytes:
        """A text string in PDF syntax."""
        return PDFString(text).format(self._doc)

    def set_catalog(self, language: str, structure: str, intents: str, metadata: Callable[[], bytes]) -> None:
        """Point the catalog to the structure tree, the output intents and the metadata stream."""
        catalog = self._doc._catalog
        catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = pdfdoc.PDFObjectReference(structure)
        catalog.OutputIntents = pdfdoc.PDFObjectReference(intents)
        catalog.MarkInfo = WrittenObject(lambda: b"<</Marked true>>")
        catalog.Lang = PDFString(language)
        catalog.Metadata = cast(Any, pdfdoc).XMP(creator=lambda _: metadata())
        self.setViewerPreference("DisplayDocTitle", "true")

    def set_date(self, day: date) -> None:
        """Created and changed on this day at noon, UTC, whatever the clock says."""
        stamp = self._doc._timeStamp
        stamp.YMDhms, stamp.dhh, stamp.dmm = (day.year, day.month, day.day, 12, 0, 0), 0, 0

    @property
    def timestamp(self) -> str:
        """The document's date as in ISO 8601."""
        stamp = self._doc._timeStamp
        year, month, day, hour, minute, second = stamp.YMDhms
        zone = f"{stamp.dhh:+03d}:{stamp.dmm:02d}"
        return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}{zone}"

    @property
    def information(self) -> Any:
        """title, author, subject, keywords, creator and producer."""
        return self._doc.info

    @property
    def fonts_that_cannot_be_embedded(self) -> list[str]:
        """Standard fonts that something drew with."""
        return [name for name in self._doc.fontMapping if name in pdfmetrics.standardFonts]


class HookedText(ShapedText):
    """A text object that tells where links start and end in its operators, and keeps words apart when read aloud."""

    _code: list[str]
    plain = ""

    def link_starts(self, link: object) -> None:
        """Called when the first fragment of a link has just been written."""

    def link_ends(self, link: object) -> None:
        """Called when the last fragment of a link has been written."""

    def _linkRecord(self, link: object, what: str) -> None:  # noqa: N802 - reportlab's name
        (self.link_starts if what == "start" else self.link_ends)(link)

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803 - reportlab's names
        if text.endswith("-") and self._hyphen_is_of_layout(text):
            text = text[:-1] + SOFT_HYPHEN
        if TStar and text and not text.endswith((" ", "-", SOFT_HYPHEN)):
            text += " "  # words at a line's end are apart in the text too (ISO 32000-1, 14.8.2.5)
        self.paint(text, bool(TStar))

    def paint(self, text: str, ends_line: bool) -> None:
        """Paint a fragment of the line; the pen stands where the one before it ended."""
        cast(Any, super())._textOut(text, int(ends_line))

    def _hyphen_is_of_layout(self, line: str) -> bool:
        head = re.split(r"[^\w’']+", line[:-1])[-1]
        if not head or f"{head}-" in self.plain:
            return False
        return re.search(re.escape(head) + r"\w", self.plain) is not None

    @property
    def operators(self) -> list[str]:
        """The operators so far, the first one being BT."""
        return self._code


class HookedParagraph(Paragraph):
    """A paragraph that makes its own text object."""

    blPara: Any  # noqa: N815 - reportlab's name

    @property
    def line_count(self) -> int:
        """How many lines it takes at the width it was last given."""
        return len(self.blPara.lines)

    @property
    def room_at_the_end(self) -> float:
        """Points left free on the last line, at the width it was last given."""
        last = self.blPara.lines[-1]
        return float(last[0] if isinstance(last, tuple) else last.extraSpace)

    def fragments(self) -> list[list[tuple[str, str, float]]]:
        """(text, typeface, size) of what each line holds, in reading order."""
        broken = self.blPara
        return [
            [(" ".join(line[1]), broken.fontName, broken.fontSize)]
            if isinstance(line, tuple)
            else [(part.text, part.fontName, part.fontSize) for part in line.words]
            for line in broken.lines
        ]

    def whole_link(self) -> tuple[int, str] | None:
        """The one link of a paragraph that is a link from beginning to end: (number, address)."""
        broken = self.blPara
        if getattr(broken, "kind", 1) == 0 and getattr(broken, "link", None):
            return cast(tuple[int, str], broken.link[0])
        return None


class HookedList(ListFlowable):
    """A list that lets its subclass wrap each bullet in something that knows how to draw itself."""

    def wrap_bullet(self, bullet: Any) -> Any:
        """The bullet, or something that draws it."""
        return bullet

    def _makeBullet(self, value: Any, params: Any = None) -> Any:  # noqa: N802 - reportlab's name
        return self.wrap_bullet(cast(Any, super())._makeBullet(value, params))
