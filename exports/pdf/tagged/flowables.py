"""Tagged flowables: paragraph, heading, figure, list and table cells, each with its element of the structure tree."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, cast

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from exports.pdf.tagged.canvas import TaggedCanvas, TaggedText
from exports.pdf.tagged.reportlab_inside import HookedList, HookedParagraph
from exports.pdf.tagged.structure import StructureElement
from exports.pdf.tagged.two_ways import TwoWayText
from exports.pdf.type.direction import runs_from_right

TAG = re.compile(r"<[^>]+>")
_NOT_TIED = StructureElement("P")
"""Stands in until a part of a split paragraph is tied to its element."""


def canvas_of(flowable: Flowable) -> TaggedCanvas:
    """The canvas a flowable is being drawn on."""
    return cast(TaggedCanvas, flowable.canv)


class TaggedParagraph(HookedParagraph):
    """Marked-up text that belongs to `element`. `titles` says in words where each link leads.

    Drawn a second time, as in the header of a table that goes on over pages, it is an artifact.
    """

    def __init__(
        self,
        markup: str | None,
        style: ParagraphStyle,
        element: StructureElement = _NOT_TIED,
        titles: dict[str, str] | None = None,
        **given: Any,
    ) -> None:
        plain = unescape(TAG.sub("", markup or ""))
        if runs_from_right(plain) and style.alignment == TA_LEFT:
            style = ParagraphStyle(style.name, style, alignment=TA_RIGHT)
        super().__init__(cast(str, markup), style, **given)  # None when reportlab makes the parts of a split paragraph
        self._tie(element, titles or {}, plain, {})
        self._is_repeated = False

    def _tie(
        self,
        element: StructureElement,
        titles: dict[str, str],
        plain: str,
        links: dict[object, StructureElement],
    ) -> None:
        self.element, self.titles, self.plain, self.links = element, titles, plain, links

    def split(self, availWidth: float, availHeight: float, /) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """The parts of a paragraph that goes on over a page stay one element."""
        parts = super().split(availWidth, availHeight)
        for part in cast(list[TaggedParagraph], parts):
            part._tie(self.element, self.titles, self.plain, self.links)
        return parts

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802 - reportlab's name
        """A text object that marks its stretches."""
        if self._is_repeated:
            repeated = TwoWayText(self.canv, x, y)
            repeated.follow(self.fragments(), self.from_right)
            return repeated
        text = TaggedText(canvas_of(self), x, y, self.element, self.links, self.titles, self.plain)
        text.follow(self.fragments(), self.from_right)
        if link := self.whole_link():
            text.cover_with(link)
        return text

    @property
    def from_right(self) -> bool:
        """Whether its lines begin at the right."""
        return runs_from_right(self.plain)

    def draw(self) -> None:
        """Paint it."""
        canvas = canvas_of(self)
        self._is_repeated = not canvas.tree.first_time(self)
        if self._is_repeated:
            with canvas.artifact():
                super().draw()
        else:
            super().draw()
        canvas.text = None


class TaggedHeading(TaggedParagraph):
    """A heading; it becomes a bookmark, and the place where links to `place` lead. Made by `heading`."""

    place = ""
    bookmark = ""
    """What the bookmark says, where the words alone would not tell it from others."""

    def draw(self) -> None:
        """Paint it, and make the bookmark once."""
        if self.element.page is None:
            self._bookmark(canvas_of(self))
        super().draw()

    def _bookmark(self, canvas: TaggedCanvas) -> None:
        canvas.tree.headings += 1
        key = f"kop-{canvas.tree.headings}"
        canvas.bookmarkHorizontal(key, 0, self.height)
        if self.place:
            canvas.bookmarkHorizontal(self.place, 0, self.height)
        level = int(self.element.tag.removeprefix("H")) - 1
        canvas.addOutlineEntry(self.bookmark or self.plain, key, level, closed=level > 0)


def heading(level: int, markup: str, style: ParagraphStyle, parent: StructureElement, place: str = "") -> TaggedHeading:
    """A heading of `level` 1 to 6, read after all that `parent` holds already."""
    made = TaggedHeading(markup, style, parent.child(f"H{level}"))
    made.place = place
    return made


class TaggedFigure(Flowable):
    """A drawing with a text that can be read instead of it."""

    def __init__(self, drawing: Drawing, alternative: str, parent: StructureElement) -> None:
        super().__init__()
        self.drawing = drawing
        self.element = parent.child("Figure", alternative=alternative)
        self.width, self.height = drawing.width, drawing.height
        self.hAlign = "LEFT"

    def draw(self) -> None:
        """Paint it and note the box it covers."""
        canvas = canvas_of(self)
        self.element.box = (*canvas.absolutePosition(0, 0), *canvas.absolutePosition(self.width, self.height))
        with canvas.mark(self.element):
            self.paint(canvas)

    def paint(self, canvas: TaggedCanvas) -> None:
        """The drawing; what is drawn in another way says so here."""
        renderPDF.draw(self.drawing, canvas, 0, 0)


class Decoration(Flowable):
    """A drawing that only repeats what words beside it say, or nothing at all: an artifact."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.drawing = drawing
        self.width, self.height = drawing.width, drawing.height

    def draw(self) -> None:
        """Paint it."""
        canvas = canvas_of(self)
        with canvas.artifact("Layout"):
            renderPDF.draw(self.drawing, canvas, 0, 0)


class TaggedList(HookedList):
    """A list whose bullets belong to the Lbl elements `labels`, in the order of the items."""

    def __init__(self, items: list[Any], labels: list[StructureElement], **options: Any) -> None:
        self._labels: Iterator[StructureElement] = iter(labels)
        super().__init__(items, **options)

    def wrap_bullet(self, bullet: Any) -> Any:
        """The bullet, tied to the label of its item."""
        return _TaggedBullet(bullet, next(self._labels))


class _TaggedBullet:
    """Stands in for reportlab's bullet drawer."""

    def __init__(self, bullet: Any, element: StructureElement) -> None:
        self._bullet, self._element = bullet, element

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bullet, name)

    def drawOn(self, indenter: Any, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        with canvas.mark(self._element):
            self._bullet.drawOn(indenter, canvas, x, y, 0)
