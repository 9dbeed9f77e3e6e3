"""One card: who asks, what is asked, the code large, and the square beside it. Nothing says who it is given to."""

from reportlab.graphics.shapes import Circle, Drawing
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from exports.pdf.cards.square import ScannedSquare
from exports.pdf.cards.words import (
    AFTER_ORGANISATION,
    AFTER_QUESTION,
    CODE_HEIGHT,
    CODE_SIZE,
    HIGH,
    ROOM,
    CardWords,
    Words,
)
from exports.pdf.drawing.svg import placed
from exports.pdf.drawing.svg_shapes import stroke_path
from exports.pdf.tagged.flowables import Decoration, TaggedParagraph, canvas_of, heading
from exports.pdf.tagged.panel import Panel
from exports.pdf.tagged.structure import StructureElement
from exports.pdf.type.fonts import SYSTEM_BOLD, width
from exports.pdf.type.look import INK, OCHRE, PETROL
from exports.pdf.type.markup import printable
from feedback.codes.signs import shown
from foundation.dutch import _

EDGE = 8 * mm
"""From the cut to what is printed."""
SQUARE = 26 * mm
SQUARE_LEFT = EDGE + ROOM + 5 * mm
SPACED = 1.4
"""Points between the signs of the code, by which it is easier to type over."""
SIGN_WIDE = 16 * mm


class Card:
    """A card on a panel, its upper left corner at (`left`, `top`)."""

    def __init__(self, panel: Panel, section: StructureElement, left: float, top: float) -> None:
        self.panel, self.section = panel, section
        self.left, self.top = left + EDGE, top + EDGE
        self.right = left + SQUARE_LEFT

    def fill(self, words: CardWords, code: str, address: str, scanned: str, number: int) -> None:
        """Everything on it, in the order in which it is read. `scanned` is what the square says."""
        self._sign()
        self._asks(words, number)
        bottom = self.top + HIGH
        under = bottom - words.until.height - CODE_HEIGHT
        self._put(words.go_to, under - words.go_to.height)
        self.panel.put(CodeLine(code, self.section), self.left, under, ROOM)
        self._square(words, code, address, scanned)
        self._put(words.until, bottom - words.until.height)

    def _asks(self, words: CardWords, number: int) -> None:
        end = self._put(words.organisation, self.top) + AFTER_ORGANISATION
        question = heading(2, words.question.markup, words.question.style, self.section)
        question.bookmark = _("Kaartje %(number)s", number=number)
        end = self.panel.put_balanced(question, self.left, end, ROOM) + AFTER_QUESTION
        for promise in words.promises:
            end = self._put(promise, end)

    def _square(self, words: CardWords, code: str, address: str, scanned: str) -> None:
        spelled = " ".join(code)
        alternative = _("QR-code: opent %(address)s met de code %(code)s", address=address, code=spelled)
        scan = ScannedSquare(scanned, SQUARE, printable(alternative), self.section)
        say = TaggedParagraph(words.scan.markup, words.scan.style, self.section.child("P"))
        high = say.wrap(SQUARE, HIGH)[1]
        top = self.top + HIGH - high
        self.panel.put(scan, self.right, top - SQUARE, SQUARE)
        self.panel.put(say, self.right, top, SQUARE)

    def _put(self, words: Words, top: float) -> float:
        paragraph = TaggedParagraph(words.markup, words.style, self.section.child("P"))
        return self.panel.put(paragraph, self.left, top, ROOM)

    def _sign(self) -> None:
        """The product's line, in the upper corner at the right."""
        self.panel.put(Decoration(_line()), self.right + SQUARE - SIGN_WIDE, self.top, SIGN_WIDE)


class CodeLine(Flowable):
    """The code in two groups, its signs apart from each other."""

    def __init__(self, code: str, section: StructureElement) -> None:
        super().__init__()
        self.code, self.element = shown(code), section.child("P")
        self.width, self.height = ROOM, CODE_HEIGHT

    @property
    def painted_width(self) -> float:
        """How long it is, the room between its signs counted in."""
        return width(self.code, SYSTEM_BOLD, CODE_SIZE) + len(self.code) * SPACED

    def draw(self) -> None:
        """Paint it."""
        canvas = canvas_of(self)
        with canvas.mark(self.element):
            text = canvas.beginText(0, CODE_HEIGHT - CODE_SIZE)
            text.setFont(SYSTEM_BOLD, CODE_SIZE)
            text.setFillColor(INK)
            text.setCharSpace(SPACED)
            text.textOut(self.code)
            text.setCharSpace(0)
            canvas.drawText(text)


def _line() -> Drawing:
    scale = SIGN_WIDE / 56
    drawing = Drawing(SIGN_WIDE, 28 * scale)
    line = stroke_path("M3 7c7 0 7 15 14 15S25 6 32 6s8 13 16 13", PETROL, 2.6)
    dot = Circle(50, 19, 4, fillColor=OCHRE, strokeColor=None)
    drawing.add(placed([line, dot], scale, 0, drawing.height))
    return drawing
