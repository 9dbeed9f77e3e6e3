"""One letter on one sheet: the address where an envelope has its window, the code large, and what happens with answers.

Somebody may have written more than usual: then it is all set a little smaller, so that it stays one sheet.
"""

from datetime import date
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from exports.pdf.cards.card import CodeLine
from exports.pdf.cards.square import ScannedSquare
from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.document import DECIMAL, UNNUMBERED, DocumentContent
from exports.pdf.tagged.flowables import TaggedParagraph, heading
from exports.pdf.tagged.panel import Paint, Panel
from exports.pdf.tagged.structure import StructureElement, StructureTree
from exports.pdf.type.fonts import STORY_BOLD, SYSTEM, SYSTEM_BOLD
from exports.pdf.type.look import PAGE_HEIGHT, PAGE_WIDTH, PETROL, RULE, VOICE
from exports.pdf.type.markup import line_width, markup, printable
from exports.pdf.type.text_styles import text_style
from feedback.invitations.letters import LetterToPrint
from feedback.invitations.links import spoken
from feedback.invitations.words.fixed import heading_of_fixed
from foundation.dutch import _, long_date

LEFT = 22 * mm
WIDE = PAGE_WIDTH - 2 * LEFT
TOP, ADDRESS_TOP, DATE_TOP = 14 * mm, 40 * mm, 71 * mm
BOTTOM = PAGE_HEIGHT - 12 * mm
SIZES = (12.0, 11.5, 11.0, 10.5, 10.0)
"""Of running text, the first that leaves all of it on one sheet."""
SQUARE = 32 * mm
STEPS_LEFT = LEFT + SQUARE + 6 * mm
NUMBER_WIDE = 6 * mm
FOOT_SIZE = 9.5
STRIPE = 1 * mm
OTHER_LANGUAGES = (
    ("en", "English: type your code on the website."),
    ("tr", "Türkçe: kodunuzu web sitesine yazın."),
    ("pl", "Polski: wpisz kod na stronie."),
)


def letter_sheet(story: DocumentContent, letter: LetterToPrint, number: int, day: date, door: str) -> Panel:
    """It belongs to a section of its own. `number`: of the bookmark."""
    size = next((size for size in SIZES if _Sheet(letter, size, day, door).fill(number) <= BOTTOM), SIZES[-1])
    sheet = _Sheet(letter, size, day, door, story.begin_section())
    sheet.fill(number)
    return sheet.panel


class _Sheet:
    """Without a section it is set to measure by."""

    def __init__(
        self, letter: LetterToPrint, size: float, day: date, door: str, section: StructureElement | None = None
    ) -> None:
        self.letter, self.words, self.size, self.day, self.door = letter, letter.words, size, day, door
        self.section = section or StructureTree().root.child("Sect")
        self.panel = Panel()
        self.panel.width, self.panel.height = PAGE_WIDTH, PAGE_HEIGHT
        self.plain = text_style(SYSTEM, size, size * 1.4)
        self.small = text_style(SYSTEM, 10, 13.5)
        self.after = size * 0.7

    def fill(self, number: int) -> float:
        """Everything on it, in the order in which it is read; where that ends, in points from the top."""
        self._sender()
        self._lines(self._address(), ADDRESS_TOP, self.plain)
        end = self._put(long_date(self.day), DATE_TOP) + self.size
        title = text_style(STORY_BOLD, 17, 20.5)
        first = heading(1, markup(self.words.heading, STORY_BOLD), title, self.section)
        first.bookmark = _("Brief %(number)s", number=number)
        end = self.panel.put(first, LEFT, end, WIDE) + self.size
        for words in (self.words.greeting, *self.words.opening):
            end = self._put(words, end) + self.after
        end = self._code(end + 2)
        if self.words.by_telephone:
            rather = _("Liever aan de telefoon?")
            asked = f"<b>{markup(rather, SYSTEM_BOLD)}</b> {markup(self.words.by_telephone, SYSTEM)}"
            end = self._put_markup(asked, end, self.plain) + self.after
        return self._foot(self._ending(self._fixed(end + 3)))

    def _sender(self) -> None:
        right = ParagraphStyle("sender", self.small, alignment=TA_RIGHT)
        first, *rest = self.words.sender
        lines = [f"<b>{markup(first, SYSTEM_BOLD)}</b>", *(markup(line, SYSTEM) for line in rest)]
        self._put_markup("<br/>".join(lines), TOP, right)

    def _address(self) -> list[str]:
        contact = self.letter.contact
        return [_("Aan"), contact.name, contact.street, f"{contact.postcode} {contact.town}"]

    def _code(self, top: float) -> float:
        """Between two lines: what to do, and the square that does it."""
        inside = top + 3 * mm
        steps = self.section.child("L", attributes=(DECIMAL,))
        first = steps.child("LI")
        go_to = _("Ga naar %(address)s", address=f"<b>{markup(spoken(self.door), SYSTEM_BOLD)}</b>")
        scan = markup(_("of scan het vierkant met uw telefoon."), SYSTEM)
        left, room = STEPS_LEFT + NUMBER_WIDE, LEFT + WIDE - STEPS_LEFT - NUMBER_WIDE
        self._number(first, 1, inside + 4 * mm)
        go = TaggedParagraph(f"{go_to}<br/>{scan}", self.plain, first.child("LBody").child("P"))
        second_top = self.panel.put(go, left, inside + 4 * mm, room) + 2 * mm
        self._type_code(steps, second_top, left)
        self.panel.put(self._square(), LEFT, inside, SQUARE)
        bottom = inside + SQUARE + 3 * mm
        for line in (top, bottom):
            self.panel.paint(_line_at(line, PETROL, 0.4 * mm), line)
        return bottom + 4 * mm

    def _type_code(self, steps: StructureElement, top: float, left: float) -> None:
        second = steps.child("LI")
        self._number(second, 2, top + 4)
        body, words = second.child("LBody"), _("Typ uw code:")
        room = line_width(words, SYSTEM, self.size) + 2
        self.panel.put(TaggedParagraph(markup(words, SYSTEM), self.plain, body.child("P")), left, top + 4, room)
        code = CodeLine(self.letter.contact.code, body)
        self.panel.put(code, left + room + 6, top + 4 + self.size * 1.2 - 17, code.width)

    def _square(self) -> ScannedSquare:
        code = self.letter.contact.code
        alternative = _(
            "QR-code: opent %(address)s met de code %(code)s", address=spoken(self.door), code=" ".join(code)
        )
        return ScannedSquare(f"{self.door}#{code}", SQUARE, printable(alternative), self.section)

    def _number(self, item: StructureElement, number: int, top: float) -> None:
        label = TaggedParagraph(f"{number}.", self.plain, item.child("Lbl"))
        self.panel.put(label, STEPS_LEFT, top, NUMBER_WIDE)

    def _fixed(self, top: float) -> float:
        """The sentences that nobody can change, with a stripe before them."""
        style = text_style(SYSTEM_BOLD, self.size + 0.5, (self.size + 0.5) * 1.3)
        begin = self.panel.put(
            heading(2, markup(heading_of_fixed(), SYSTEM_BOLD), style, self.section), LEFT, top, WIDE
        )
        listed = self.section.child("L", attributes=(UNNUMBERED,))
        begin = end = begin + 1.5 * mm
        for words in self.words.fixed:
            body = listed.child("LI").child("LBody").child("P")
            said = TaggedParagraph(markup(words, SYSTEM), self.plain, body)
            end = self.panel.put(said, LEFT + 5 * mm, end, WIDE - 5 * mm) + 1 * mm
        self.panel.paint(_stripe(begin, end - 1 * mm), begin)
        return end + self.after

    def _ending(self, end: float) -> float:
        for words in self.words.ending:
            end = self._put(words, end) + self.after
        greeting, (first, *rest) = _("Met vriendelijke groet,"), self.words.signed_by
        lines = [
            markup(greeting, SYSTEM),
            f"<b>{markup(first, SYSTEM_BOLD)}</b>",
            *(markup(one, SYSTEM) for one in rest),
        ]
        return self._put_markup("<br/>".join(lines), end, self.plain) + self.after

    def _foot(self, end: float) -> float:
        """In other languages, for who reads no Dutch: what to do."""
        self.panel.paint(_line_at(end, RULE, 0.2 * mm), end)
        foot = text_style(SYSTEM, FOOT_SIZE, 12.5)
        left, top = LEFT, end + 2 * mm
        for language, words in OTHER_LANGUAGES:
            room = line_width(words, SYSTEM, FOOT_SIZE) + 2
            element = StructureElement("P", self.section, language=language)
            end = self.panel.put(TaggedParagraph(markup(words, SYSTEM), foot, element), left, top, room)
            left += room + 8
        return end

    def _lines(self, lines: list[str], top: float, style: ParagraphStyle) -> float:
        return self._put_markup("<br/>".join(markup(line, SYSTEM) for line in lines), top, style)

    def _put(self, words: str, top: float) -> float:
        return self._put_markup(markup(words, SYSTEM), top, self.plain)

    def _put_markup(self, words: str, top: float, style: ParagraphStyle) -> float:
        return self.panel.put(TaggedParagraph(words, style, self.section.child("P")), LEFT, top, WIDE)


def _line_at(top: float, color: Any, thick: float) -> Paint:
    def paint(canvas: TaggedCanvas, height: float) -> None:
        canvas.setStrokeColor(color)
        canvas.setLineWidth(thick)
        canvas.line(LEFT, height - top, LEFT + WIDE, height - top)

    return paint


def _stripe(top: float, bottom: float) -> Paint:
    def paint(canvas: TaggedCanvas, height: float) -> None:
        canvas.setFillColor(VOICE)
        canvas.rect(LEFT, height - bottom, STRIPE, bottom - top, stroke=0, fill=1)

    return paint
