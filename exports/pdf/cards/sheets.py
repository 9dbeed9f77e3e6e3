"""Sheets of A4 with eight cards each, under a strip that is cut off: PDF/UA-1 and PDF/A-2a in one file."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm

from exports.pdf.cards.card import EDGE, Card
from exports.pdf.cards.words import CardWords, card_words
from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.document import Description, DocumentContent, PageLayout, write_document
from exports.pdf.tagged.flowables import TaggedParagraph, heading
from exports.pdf.tagged.panel import Panel
from exports.pdf.type.fonts import SYSTEM, SYSTEM_BOLD
from exports.pdf.type.look import PAGE_HEIGHT, PAGE_WIDTH, PETROL_DARK, SLATE
from exports.pdf.type.markup import line_width, markup, printable, shortened, visual_runs
from exports.pdf.type.text_styles import styles, text_style
from feedback.codes.making import ON_A_SHEET
from foundation.dutch import _

ACROSS = 2
CARD_WIDE = PAGE_WIDTH / ACROSS
STRIP = 9 * mm
CARD_HIGH = (PAGE_HEIGHT - STRIP) / (ON_A_SHEET // ACROSS)
"""72 mm."""
STRIP_SIZE = 8.0
STRIP_TOP = 4.5 * mm
"""Less than this from the edge many printers print nothing."""
STRIP_LEADING = 10.0
DASHES = (2.5, 2.5)


@dataclass(frozen=True)
class CardSheets:
    """Cards to print. `address` is what people type ('lindermeer.example/mening'), `scanned` the same in full.

    The code stands behind the # of what is scanned: a browser sends that to no server, so that no log keeps it.
    `valid_until` is the last day on which the codes open anything.
    """

    organisation: str
    subject: str
    address: str
    scanned: str
    codes: tuple[str, ...]
    valid_until: date

    @property
    def pages(self) -> int:
        """How many sheets it takes."""
        return -(-len(self.codes) // ON_A_SHEET)


def cards_pdf(sheets: CardSheets) -> bytes:
    """The file, its cards in the order of the codes; the last sheet may have fewer than eight."""
    story = DocumentContent(styles())
    words = card_words(sheets.organisation, sheets.subject, sheets.address, sheets.valid_until)
    for page in range(sheets.pages):
        story.add(_sheet(story, sheets, words, page))
    return write_document(story, _layout(sheets), _description(sheets)).file


def _sheet(story: DocumentContent, sheets: CardSheets, words: CardWords, page: int) -> Panel:
    panel = Panel()
    panel.width, panel.height = PAGE_WIDTH, PAGE_HEIGHT
    panel.paint_behind(_cutting_lines)
    if page == 0:
        _strip_of_first(panel, story, sheets)
    first = page * ON_A_SHEET
    for place, code in enumerate(sheets.codes[first : first + ON_A_SHEET]):
        row, column = divmod(place, ACROSS)
        card = Card(panel, story.begin_section(), column * CARD_WIDE, STRIP + row * CARD_HIGH)
        card.fill(words, code, sheets.address, f"{sheets.scanned}#{code}", first + place + 1)
    return panel


def _cutting_lines(canvas: TaggedCanvas, height: float) -> None:
    canvas.setStrokeColor(SLATE)
    canvas.setLineWidth(0.5)
    canvas.setDash(*DASHES)
    below = height - STRIP
    for row in range(ON_A_SHEET // ACROSS):
        canvas.line(0, below - row * CARD_HIGH, PAGE_WIDTH, below - row * CARD_HIGH)
    canvas.line(CARD_WIDE, 0, CARD_WIDE, below)
    canvas.setDash()


# --- the strip
def _strip_of_first(panel: Panel, story: DocumentContent, sheets: CardSheets) -> None:
    """The title, and how to print and cut; on later sheets the same words only repeat these."""
    title, how = _title_on_strip(sheets), _how()
    bold = text_style(SYSTEM_BOLD, STRIP_SIZE, STRIP_LEADING, PETROL_DARK)
    plain = text_style(SYSTEM, STRIP_SIZE, STRIP_LEADING, SLATE)
    section = story.begin_section()
    panel.put(heading(1, markup(title, SYSTEM_BOLD), bold, section), EDGE, STRIP_TOP, CARD_WIDE)
    room = line_width(how, SYSTEM, STRIP_SIZE) + 1
    panel.put(TaggedParagraph(markup(how, SYSTEM), plain, section.child("P")), CARD_WIDE + EDGE, STRIP_TOP, room)


def _layout(sheets: CardSheets) -> PageLayout:
    def paint(canvas: TaggedCanvas, page: int) -> None:
        with canvas.artifact("Pagination", "Header"):
            _running_head(canvas, sheets, page)

    return PageLayout(0, 0, 0, 0, SYSTEM, paint)


def _running_head(canvas: TaggedCanvas, sheets: CardSheets, page: int) -> None:
    baseline = PAGE_HEIGHT - STRIP_TOP - STRIP_SIZE
    canvas.setFont(SYSTEM, STRIP_SIZE)
    canvas.setFillColor(SLATE)
    number = _("Vel %(page)s van %(pages)s", page=page, pages=sheets.pages)
    canvas.drawRightString(PAGE_WIDTH - EDGE, baseline, number)
    if page > 1:
        canvas.draw_line(CARD_WIDE + EDGE, baseline, visual_runs(_how(), SYSTEM), STRIP_SIZE)
        canvas.setFillColor(PETROL_DARK)
        canvas.draw_line(EDGE, baseline, visual_runs(_title_on_strip(sheets), SYSTEM_BOLD), STRIP_SIZE)


def _title_on_strip(sheets: CardSheets) -> str:
    return shortened(_title(sheets), SYSTEM_BOLD, STRIP_SIZE, CARD_WIDE - EDGE)


def _title(sheets: CardSheets) -> str:
    return _("Kaartjes met een code: %(subject)s", subject=sheets.subject)


def _how() -> str:
    return _("Print op ware grootte. Knip langs de stippellijn.")


def _description(sheets: CardSheets) -> Description:
    return Description(
        title=printable(_title(sheets)),
        author=printable(sheets.organisation),
        subject=printable(_("Kaartjes waarmee mensen zeggen hoe het was. Elke code werkt één keer.")),
        keywords=_("kaartjes, eenmalige code"),
    )
