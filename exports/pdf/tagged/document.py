"""A tagged document: a story of headings, paragraphs, lists, tables and figures, and the pages it is set on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, TypeAlias, cast

from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, ListItem, PageTemplate, Table, TableStyle

from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.flowables import TaggedFigure, TaggedList, TaggedParagraph, heading
from exports.pdf.tagged.structure import StructureElement, StructureTree

ListEntry: TypeAlias = "str | tuple[str, Sequence[ListEntry]]"
"""The markup of one item, or an item with a list under it."""

DISC = "/O/List/ListNumbering/Disc"
DECIMAL = "/O/List/ListNumbering/Decimal"
UNNUMBERED = "/O/List/ListNumbering/None"
COLUMN_HEADER = "/O/Table/Scope/Column"
ROW_HEADER = "/O/Table/Scope/Row"


@dataclass(frozen=True)
class PageLayout:
    """Sizes in points; `paint` draws the page's furniture, all of it artifacts."""

    left: float
    right: float
    top: float
    bottom: float
    font: str
    paint: Callable[[TaggedCanvas, int], None]
    size: tuple[float, float] = A4


@dataclass(frozen=True)
class Description:
    """What the file tells about itself. `published_on`, the day of its edition, fixes its dates; else the clock."""

    title: str
    author: str
    subject: str
    keywords: str = ""
    creator: str = "Verhaallijn"
    published_on: date | None = None


class DocumentContent:
    """Flowables in reading order, together with the structure tree they belong to."""

    def __init__(self, styles: dict[str, ParagraphStyle], language: str = "nl-NL") -> None:
        self.tree = StructureTree(language)
        self.styles = styles
        self.flowables: list[Flowable] = []
        self.section = self.tree.root

    def begin_section(self) -> StructureElement:
        """What follows belongs to a new section of the document."""
        self.section = self.tree.root.child("Sect")
        return self.section

    def add(self, *flowables: Flowable) -> None:
        """Flowables whose elements stand in the tree already."""
        self.flowables += flowables

    def heading(self, level: int, markup: str, style: str = "") -> None:
        """A heading and its bookmark."""
        self.add(heading(level, markup, self.styles[style or f"h{level}"], self.section))

    def paragraph(self, markup: str, style: str = "body", titles: dict[str, str] | None = None) -> None:
        """A paragraph; `titles` says in words where each link leads."""
        self.add(TaggedParagraph(markup, self.styles[style], self.section.child("P"), titles))

    def figure(self, drawing: Drawing, alternative: str) -> None:
        """A drawing and what can be read instead."""
        self.add(TaggedFigure(drawing, alternative, self.section))

    def listing(self, entries: Sequence[ListEntry], ordered: bool = False) -> None:
        """A list, possibly with lists in it."""
        self.add(self._listing(entries, ordered, self.section))

    def _listing(self, entries: Sequence[ListEntry], ordered: bool, parent: StructureElement) -> TaggedList:
        element = parent.child("L", attributes=(DECIMAL if ordered else DISC,))
        labels: list[StructureElement] = []
        items = [self._list_item(entry, element, labels) for entry in entries]
        style = self.styles["li"]
        return TaggedList(
            items,
            labels,
            bulletType="1" if ordered else "bullet",
            start=None if ordered else "•",
            bulletFontName=style.fontName,
            bulletFontSize=style.fontSize,
            bulletFormat="%s." if ordered else None,
            leftIndent=16,
        )

    def _list_item(self, entry: ListEntry, parent: StructureElement, labels: list[StructureElement]) -> Any:
        item = parent.child("LI")
        labels.append(item.child("Lbl"))
        body = item.child("LBody")
        markup, below = entry if isinstance(entry, tuple) else (entry, ())
        paragraph = TaggedParagraph(markup, self.styles["li"], body.child("P"))
        return ListItem([paragraph, self._listing(below, ordered=False, parent=body)]) if below else paragraph

    def table(self, rows: Sequence[Sequence[str]], widths: list[float], style: TableStyle, caption: str = "") -> None:
        """A table whose first row and first column are headers; the first row repeats on every page."""
        table = self.section.child("Table")
        if caption:
            self.add(TaggedParagraph(caption, self.styles["caption"], table.child("Caption").child("P")))
        cells = [self._header_row(rows[0], table.child("THead"))]
        body = table.child("TBody")
        cells += [self._body_row(row, body) for row in rows[1:]]
        self.add(Table(cells, colWidths=widths, repeatRows=1, style=style, hAlign="LEFT"))

    def _header_row(self, row: Sequence[str], parent: StructureElement) -> list[Any]:
        line = parent.child("TR")
        return [self._cell(text, line.child("TH", attributes=(COLUMN_HEADER,))) for text in row]

    def _body_row(self, row: Sequence[str], parent: StructureElement) -> list[Any]:
        line = parent.child("TR")
        first = self._cell(row[0], line.child("TH", attributes=(ROW_HEADER,)))
        return [first, *(self._cell(text, line.child("TD")) for text in row[1:])]

    def _cell(self, markup: str, element: StructureElement) -> Any:
        style = self.styles["th" if element.tag == "TH" else "td"]
        return TaggedParagraph(markup, style, element.child("P")) if markup else []


@dataclass(frozen=True)
class Written:
    """A file, and how many points each of its pages leaves under what stands on it."""

    file: bytes
    room_left: list[float]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.room_left)


class _Pages(BaseDocTemplate):
    """Notes of every page where it ends."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.room_left: list[float] = []

    def afterPage(self) -> None:  # noqa: N802 - reportlab's name
        frame = cast(Any, self).frame
        self.room_left.append(frame._y - frame._y1p)


def write_document(story: DocumentContent, layout: PageLayout, description: Description) -> Written:
    """The file and its pages. A story can be written once: drawing fills its tree."""
    out = BytesIO()
    width, height = layout.size
    frame = Frame(
        layout.left,
        layout.bottom,
        width - layout.left - layout.right,
        height - layout.bottom - layout.top,
        *(0, 0, 0, 0),
    )
    document = _Pages(
        out,
        pagesize=layout.size,
        title=description.title,
        author=description.author,
        subject=description.subject,
        keywords=cast(Any, description.keywords),  # the stubs ask for a list, the file wants a text
        creator=description.creator,
        lang=story.tree.language,
        initialFontName=layout.font,
        invariant=1 if description.published_on else None,
    )
    page = PageTemplate(
        id="page", frames=[frame], onPage=lambda canvas, doc: layout.paint(cast(TaggedCanvas, canvas), doc.page)
    )
    document.addPageTemplates(page)

    def canvas(filename: Any, **options: Any) -> TaggedCanvas:
        return TaggedCanvas(filename, tree=story.tree, published_on=description.published_on, **options)

    document.build(story.flowables, canvasmaker=canvas)
    return Written(out.getvalue(), document.room_left)
