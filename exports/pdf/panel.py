"""A panel: paragraphs placed on fixed columns, drawn in the order in which they are read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Shape
from reportlab.platypus import CondPageBreak, Flowable

from exports.pdf.flowables import TaggedParagraph, canvas_of
from exports.pdf.look import FULL_PAGE, WIDE
from exports.pdf.tagged_canvas import TaggedCanvas

Paint = Callable[[TaggedCanvas, float], None]
"""Paints an artifact under the words; gets the canvas and the panel's height."""

ANY_HEIGHT = 100_000.0


@dataclass
class Placed:
    """A flowable with its left edge and its top, measured down from the top of the panel."""

    flowable: Flowable
    x: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge, measured down from the top of the panel."""
        return self.top + self.height


@dataclass
class _Decoration:
    paint: Paint
    top: float


@dataclass
class PanelStyle:
    """What repeats on every part of a panel that goes on over a page."""

    background: list[Paint] = field(default_factory=list)
    on_top_of_page: Paint | None = None
    """Painted above a panel that stands first on its page: which phase this still is."""


class Panel(Flowable):
    """Stays whole on one page; only a panel taller than a page is split, between its lines."""

    def __init__(self, space_after: float = 0, style: PanelStyle | None = None) -> None:
        super().__init__()
        self.spaceAfter = space_after
        self.width, self.height = WIDE, 0.0
        self.items: list[Placed] = []
        self.decorations: list[_Decoration] = []
        self.style = style or PanelStyle()

    def put(self, flowable: Flowable, x: float, top: float, width: float) -> float:
        """Place a flowable; returns its lower edge."""
        _, height = flowable.wrap(width, ANY_HEIGHT)
        self.items.append(Placed(flowable, x, top, width, height))
        self.height = max(self.height, top + height)
        return top + height

    def put_balanced(self, paragraph: TaggedParagraph, x: float, top: float, width: float, fill: float = 0.25) -> float:
        """Place a paragraph with at least this part of its last line filled, in no more lines than it needs."""
        return self.put(paragraph, x, top, balanced_width(paragraph, width, fill))

    def decorate(self, shape: Shape, x: float, top: float) -> None:
        """A sign around (x, top) that only repeats words."""
        box = Drawing(1, 1)
        box.add(shape)
        self.decorations.append(_Decoration(lambda canvas, height: renderPDF.draw(box, canvas, x, height - top), top))

    def paint(self, paint: Paint, top: float = 0) -> None:
        """Anything else that is painted under the words, from `top` on."""
        self.decorations.append(_Decoration(paint, top))

    def paint_behind(self, paint: Paint) -> None:
        """A ground that lies under all the rest."""
        self.decorations.insert(0, _Decoration(paint, 0))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Its own size."""
        return self.width, self.height

    def split(self, aW: float, aH: float, /) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """Nothing, so that it moves to the next page as a whole; or two parts when no page could hold it."""
        if self.height <= FULL_PAGE:
            return []
        if aH < FULL_PAGE / 3:
            return []
        return list(self._parts(aH))

    def _parts(self, height: float) -> "tuple[Panel, Panel]":
        first, rest = Panel(0, self.style), Panel(self.spaceAfter, self.style)
        overflow: list[tuple[Placed, Flowable]] = []
        for item in self.items:
            above, below = _divide(item, height)
            if above:
                first.put(above, item.x, item.top, item.width)
            if below:
                overflow.append((item, below))
        cut = min((item.top if below is item.flowable else height) for item, below in overflow)
        for item, below in overflow:
            rest.put(below, item.x, max(0, item.top - cut), item.width)
        first.decorations = [d for d in self.decorations if d.top < height]
        return first, rest

    def draw(self) -> None:
        """Paint what lies under the words, then the words in reading order."""
        canvas = canvas_of(self)
        if self.style.on_top_of_page and self._stands_first():
            self.style.on_top_of_page(canvas, self.height)
        for paint in self.style.background:
            paint(canvas, self.height)
        for decoration in self.decorations:
            decoration.paint(canvas, self.height)
        for item in self.items:
            item.flowable.drawOn(canvas, item.x, self.height - item.bottom)

    def _stands_first(self) -> bool:
        _, top = canvas_of(self).absolutePosition(0, self.height)
        return top > FULL_PAGE + 50


def balanced_width(paragraph: TaggedParagraph, width: float, fill: float) -> float:
    """The width, or a little less of it, at which no single short word is left for the last line."""
    paragraph.wrap(width, ANY_HEIGHT)
    lines = paragraph.line_count
    if lines < 2:
        return width
    for narrower in (1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7):
        paragraph.wrap(width * narrower, ANY_HEIGHT)
        if paragraph.line_count > lines:
            break
        if paragraph.room_at_the_end <= width * (narrower - fill):
            return width * narrower
    return width


def _divide(item: Placed, height: float) -> tuple[Flowable | None, Flowable | None]:
    """What of an item stands above the line, and what below it."""
    if item.bottom <= height:
        return item.flowable, None
    parts = item.flowable.split(item.width, height - item.top) if item.top < height else []
    if len(parts) == 2:
        return parts[0], parts[1]
    return None, item.flowable


class NewPage(CondPageBreak):
    """Go on at the top of a page, unless that is where we are."""

    def __init__(self) -> None:
        super().__init__(ANY_HEIGHT)
