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
WHOLE_UP_TO = FULL_PAGE * 0.7
"""A taller panel would leave too much of a page empty."""
LEAST_PART = FULL_PAGE / 3
NARROWER = (1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55)


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
    shift: float = 0
    """How far it moved up when its panel was split."""


@dataclass
class PanelStyle:
    """What repeats on every part of a panel that goes on over a page."""

    background: list[Paint] = field(default_factory=list)
    on_top_of_page: Paint | None = None
    """Painted above a panel that stands first on its page: which phase this still is."""


class Panel(Flowable):
    """Stays whole on one page; only one that takes most of a page is split, between its lines."""

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
        """Nothing, so that it moves to the next page as a whole; or two parts when it is too tall for that."""
        if self.height <= WHOLE_UP_TO or aH < LEAST_PART:
            return []
        return list(self._parts(aH))

    @property
    def least_height(self) -> float:
        """The height it needs on a page to begin there."""
        return self.height if self.height <= WHOLE_UP_TO else LEAST_PART

    def _parts(self, height: float) -> "tuple[Panel, Panel]":
        first, rest = Panel(0, self.style), Panel(self.spaceAfter, self.style)
        below: list[tuple[Placed, Flowable]] = []
        for item in self.items:
            upper, lower = _divide(item, height)
            if upper:
                first.put(upper, item.x, item.top, item.width)
            if lower:
                below.append((item, lower))
        cut = min(item.top if lower is item.flowable else height for item, lower in below)
        shifts = rest._take_over(below, cut)
        first.decorations = [decoration for decoration in self.decorations if decoration.top < cut]
        rest.decorations = [
            _Decoration(decoration.paint, decoration.top, decoration.shift + _shift_at(decoration.top, shifts))
            for decoration in self.decorations
            if decoration.top >= cut
        ]
        return first, rest

    def _take_over(self, below: list[tuple[Placed, Flowable]], cut: float) -> list[tuple[float, float]]:
        """Place what stood below the cut, keeping the distances; returns (old top, how much it moved up)."""
        shifts: list[tuple[float, float]] = []
        placed: list[tuple[Placed, float]] = []
        for old, lower in below:
            top = max(0.0, old.top - cut)
            for other, bottom in placed:
                if other.x < old.x + old.width and old.x < other.x + other.width:
                    top = max(top, bottom + old.top - other.bottom)
            placed.append((old, self.put(lower, old.x, top, old.width)))
            shifts.append((old.top, old.top - top))
        return shifts

    def draw(self) -> None:
        """Paint what lies under the words, then the words in reading order."""
        canvas = canvas_of(self)
        if self.style.on_top_of_page and self._stands_first():
            self.style.on_top_of_page(canvas, self.height)
        for paint in self.style.background:
            paint(canvas, self.height)
        for decoration in self.decorations:
            decoration.paint(canvas, self.height + decoration.shift)
        for item in self.items:
            item.flowable.drawOn(canvas, item.x, self.height - item.bottom)

    def _stands_first(self) -> bool:
        _, top = canvas_of(self).absolutePosition(0, self.height)
        return top > FULL_PAGE + 50


def _shift_at(top: float, shifts: list[tuple[float, float]]) -> float:
    """How far the words beside a sign moved: those that stood nearest to it."""
    return min(shifts, key=lambda shift: abs(shift[0] - top))[1]


def balanced_width(paragraph: TaggedParagraph, width: float, fill: float) -> float:
    """The width, or a little less of it, at which no single short word is left for the last line."""
    paragraph.wrap(width, ANY_HEIGHT)
    lines = paragraph.line_count
    best = width
    for narrower in NARROWER if lines > 1 and not paragraph.from_right else ():
        paragraph.wrap(width * narrower, ANY_HEIGHT)
        if paragraph.line_count > lines:
            break
        best = width * narrower
        if paragraph.room_at_the_end <= width * (narrower - fill):
            break
    return best


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
