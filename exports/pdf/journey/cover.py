"""The upper part of the first page: whose journey it is, and that the person is fictional."""

from pathlib import Path

from reportlab.graphics.shapes import Circle, Drawing
from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle

from exports import sections
from exports.pdf.drawing.svg import placed, read_drawing
from exports.pdf.drawing.svg_shapes import stroke_path
from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.flowables import Decoration, TaggedFigure, TaggedParagraph, heading
from exports.pdf.tagged.panel import Paint, Panel
from exports.pdf.tagged.structure import StructureElement
from exports.pdf.type.direction import has_from_right
from exports.pdf.type.fonts import DISPLAY, STORY, SYSTEM, SYSTEM_BOLD
from exports.pdf.type.look import DISPLAY_SIZES, MARGIN, OCHRE, OCHRE_STRIP, PAGE_WIDTH, PETROL, PETROL_TINT, WIDE
from exports.pdf.type.markup import line_width, markup, paragraphs, printable
from exports.pdf.type.text_styles import styles, title_style
from exports.wording import fiction_statement, municipality_name, not_real
from foundation.dutch import _
from journeys.story import Story

DRAWINGS = Path(__file__).parents[3] / "static" / "drawings"
PORTRAIT = 164.0
STRIP_TOP = 46.0
TEXT_ROOM = WIDE - PORTRAIT - 26
LONG_LEAD = 260
"""Characters from which an introduction is set smaller."""
STORY_TITLE_LINES = 4


def cover(journey: Story, root: StructureElement) -> Panel:
    """Municipality, fiction strip, title, introduction and portrait."""
    section = root.child("Sect")
    panel = Panel(space_after=26)
    _masthead(panel, journey, section)
    strip_end = _fiction_strip(panel, journey, section)
    text_end = _title_and_lead(panel, journey, section, strip_end + 34)
    portrait_end = _portrait(panel, journey, section, strip_end + 30)
    end = max(text_end, portrait_end) + 26
    panel.height = end
    panel.paint_behind(_band(PETROL_TINT, strip_end, end))
    return panel


def _band(color: Color, top: float, bottom: float) -> Paint:
    """A ground over the full width of the page."""

    def paint(canvas: TaggedCanvas, height: float) -> None:
        canvas.setFillColor(color)
        canvas.rect(-MARGIN, height - bottom, PAGE_WIDTH, bottom - top, stroke=0, fill=1)

    return paint


def _masthead(panel: Panel, journey: Story, section: StructureElement) -> None:
    text = styles()
    name = markup(municipality_name(journey.municipality), SYSTEM_BOLD)
    end = panel.put(TaggedParagraph(name, text["municipality"], section.child("P")), 0, 0, WIDE)
    if journey.study:
        panel.put(TaggedParagraph(markup(journey.study, SYSTEM), text["study"], section.child("P")), 0, end, WIDE)


def _fiction_strip(panel: Panel, journey: Story, section: StructureElement) -> float:
    top = max(STRIP_TOP, panel.height + 14)
    words = f"<b>{markup(fiction_statement(), SYSTEM)}.</b> {markup(not_real(journey.persona.name), SYSTEM)}"
    strip = TaggedParagraph(words, styles()["strip"], section.child("P"))
    end = panel.put(strip, 0, top + 9, WIDE) + 11
    panel.paint(_band(OCHRE_STRIP, top, end))
    return end


def _title_and_lead(panel: Panel, journey: Story, section: StructureElement, top: float) -> float:
    text = styles()
    title = heading(1, markup(journey.title, DISPLAY), _fitting_title(journey.title), section)
    end = panel.put_balanced(title, 0, top, TEXT_ROOM, fill=0.4) + 14
    for paragraph in paragraphs(journey.introduction):
        style = text["lead" if len(journey.introduction) <= LONG_LEAD else "lead-long"]
        end = panel.put(TaggedParagraph(markup(paragraph, STORY), style, section.child("P")), 0, end, TEXT_ROOM) + 8
    published = sections.published_line(journey)
    return panel.put(
        TaggedParagraph(markup(published, SYSTEM), text["small"], section.child("P")), 0, end + 4, TEXT_ROOM
    )


def _fitting_title(title: str) -> ParagraphStyle:
    """The largest size at which every word fits on a line and the title on four."""
    words = printable(title).split()
    for size in DISPLAY_SIZES:
        longest = max(line_width(word, DISPLAY, size) for word in words)
        lines = line_width(title, DISPLAY, size) / TEXT_ROOM
        if longest <= TEXT_ROOM and lines <= STORY_TITLE_LINES - 0.6:
            break
    return title_style(size, leading=1.35 if has_from_right(title) else 1.08)


def _portrait(panel: Panel, journey: Story, section: StructureElement, top: float) -> float:
    left = WIDE - PORTRAIT
    drawing = portrait(journey.persona.portrait)
    if drawing is None:
        return panel.put(Decoration(_line_of_feeling()), left, top, PORTRAIT)
    alternative = _("Getekend portret van %(name)s, een verzonnen persoon.", name=journey.persona.name)
    end = panel.put(TaggedFigure(drawing, printable(alternative), section), left, top, PORTRAIT)
    label = _("Tekening van een verzonnen persoon")
    centred = ParagraphStyle("label", styles()["caption"], alignment=1)
    return panel.put(TaggedParagraph(markup(label, SYSTEM), centred, section.child("P")), left, end + 6, PORTRAIT)


def portrait(name: str) -> Drawing | None:
    """The drawing with this name, or None when there is none."""
    path = DRAWINGS / f"{Path(name).stem}.svg"
    return read_drawing(path, PORTRAIT) if name and path.is_file() else None


def _line_of_feeling() -> Drawing:
    """Stands where no portrait was chosen: the product's line, ending in an ochre dot."""
    drawing = Drawing(PORTRAIT, PORTRAIT)
    drawing.add(Circle(PORTRAIT / 2, PORTRAIT / 2, PORTRAIT / 2, fillColor=OCHRE_STRIP, strokeColor=None))
    line = stroke_path("M3 7c7 0 7 15 14 15S25 6 32 6s8 13 16 13", PETROL, 3.4)
    scale = PORTRAIT * 0.62 / 56
    dot = Circle(50, 19, 5, fillColor=OCHRE, strokeColor=None)
    drawing.add(placed([line, dot], scale, PORTRAIT * 0.19, PORTRAIT * 0.655))
    return drawing
