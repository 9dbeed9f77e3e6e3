"""A panel: paragraphs placed on fixed columns, drawn in the order in which they are read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Shape
from reportlab.platypus import CondPageBreak, Flowable

from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.flowables import TaggedParagraph, canvas_of
from exports.pdf.type.look import FULL_PAGE, WIDE

Paint = Callable[[TaggedCanvas, float], None]
"""Paints an artifact under the words; gets the canvas and the panel's height."""

ANY_HEIGHT = 100_000.0
WHOLE_UP_TO = FULL_PAGE * 0.7
"""A taller panel would leave too much of a page empty."""
LEAST_PART = FULL_PAGE / 3
LEAST_REST = 40.0
"""A part that goes on over a page is at least this high: more than a line that was left over."""
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
    on_top_of_rest: Paint | None = None
    """Painted above a part that goes on from the page before, instead."""


@dataclass(frozen=True)
class _Break:
    """A place where a panel may go on over a page: after so many items and decorations, at `top`."""

    items: int
    decorations: int
    top: float


class Panel(Flowable):
    """Stays whole on one page where it can; else it is split where `may_break` allows, or between its lines.

    Only a panel that takes most of a page is split between its lines.
    """

    def __init__(self, space_after: float = 0, style: PanelStyle | None = None) -> None:
        super().__init__()
        self.spaceAfter = space_after
        self.width, self.height = WIDE, 0.0
        self.items: list[Placed] = []
        self.decorations: list[_Decoration] = []
        self.breaks: list[_Break] = []
        self.style = style or PanelStyle()
        self.is_rest = False

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

    def may_break(self, top: float) -> None:
        """What is placed from here on, at `top` and below, may stand on the next page."""
        self.breaks.append(_Break(len(self.items), len(self.decorations), top))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Its own size."""
        return self.width, self.height

    def split(self, aW: float, aH: float, /) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """Two parts, or nothing, so that it moves to the next page as a whole."""
        lowest = max((place for place in self._places() if self._height_above(place) <= aH), key=_top, default=None)
        if lowest:
            return list(self._parts_at(lowest))
        if self.height <= WHOLE_UP_TO or aH < LEAST_PART:
            return []
        return list(self._parts(aH))

    @property
    def least_height(self) -> float:
        """The height it needs on a page to begin there."""
        whole = self.height if self.height <= WHOLE_UP_TO else LEAST_PART
        return min([whole, *(self._height_above(place) for place in self._places())])

    def _places(self) -> list[_Break]:
        """Where it may be split without leaving a line or two for the next page."""
        return [place for place in self.breaks if self.height - place.top >= LEAST_REST]

    def _height_above(self, place: _Break) -> float:
        return max([place.top, *(item.bottom for item in self.items[: place.items])])

    def _parts_at(self, place: _Break) -> "tuple[Panel, Panel]":
        first, rest = self._empty_parts()
        for item in self.items[: place.items]:
            first.put(item.flowable, item.x, item.top, item.width)
        for item in self.items[place.items :]:
            rest.put(item.flowable, item.x, item.top - place.top, item.width)
        first.height, rest.height = self._height_above(place), self.height - place.top
        first.decorations = self.decorations[: place.decorations]
        rest.decorations = [
            _Decoration(one.paint, one.top, one.shift + place.top) for one in self.decorations[place.decorations :]
        ]
        rest.breaks = [
            _Break(later.items - place.items, later.decorations - place.decorations, later.top - place.top)
            for later in self.breaks
            if later.items > place.items
        ]
        return first, rest

    def _empty_parts(self) -> "tuple[Panel, Panel]":
        first, rest = Panel(0, self.style), Panel(self.spaceAfter, self.style)
        first.is_rest, rest.is_rest = self.is_rest, True
        return first, rest

    def _parts(self, height: float) -> "tuple[Panel, Panel]":
        first, rest = self._empty_parts()
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
        above = (self.style.on_top_of_rest if self.is_rest else None) or self.style.on_top_of_page
        if above and self._stands_first():
            above(canvas, self.height)
        for paint in self.style.background:
            paint(canvas, self.height)
        for decoration in self.decorations:
            decoration.paint(canvas, self.height + decoration.shift)
        for item in self.items:
            item.flowable.drawOn(canvas, item.x, self.height - item.bottom)

    def _stands_first(self) -> bool:
        _, top = canvas_of(self).absolutePosition(0, self.height)
        return top > FULL_PAGE + 50


def _top(place: _Break) -> float:
    return place.top


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
