"""A document with everything the tagged layer can make: headings, lists, a long table, a figure, links."""

from datetime import date

from reportlab.graphics.shapes import Circle, Drawing, Line, String
from reportlab.lib import colors
from reportlab.platypus import TableStyle

from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.document import Description, DocumentContent, PageLayout, write_document
from exports.pdf.type.fonts import SYSTEM, SYSTEM_BOLD
from exports.pdf.type.text_styles import styles, text_style

TABLE = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
LONG_LINK = "https://gemeente.example/uitleg"
"""Its text runs over two lines."""


def layer_story() -> DocumentContent:
    """Three pages."""
    texts = {
        **styles(),
        "h1": text_style(SYSTEM_BOLD, 22, 28),
        "th": text_style(SYSTEM_BOLD, 9, 12),
        "td": text_style(SYSTEM, 9, 12),
    }
    story = DocumentContent(texts)
    story.heading(1, "De tocht van Nadia &amp; Lotte")
    story.begin_section()
    story.heading(2, "Aanvragen")
    story.paragraph("Nadia belt <b>drie keer</b>.<br/>Daarna wacht zij op een onafhankelijkheidsverklaring. " * 6)
    story.paragraph(
        f'Lees de <a href="{LONG_LINK}">uitleg over het aanvragen van hulp voor uw kind op de website van de gemeente'
        ' en van de regio</a> of ga naar <a href="#tabel">de tabel</a>.',
        titles={LONG_LINK: "Uitleg over hulp voor uw kind", "#tabel": "De tabel met stappen"},
    )
    story.paragraph('<a href="https://gemeente.example/geheel">Deze hele alinea is een koppeling.</a>')
    below = ("Laat zien hoe het staat:", ["ontvangen;", "besloten."])
    story.listing(["Bel terug binnen vijf dagen.", below, "Schrijf kort."])
    story.listing(["Eerst bellen.", "Dan schrijven."], ordered=True)
    story.figure(_drawing(), "Een lijn die van negatief naar positief loopt, met één punt.")
    story.begin_section()
    story.heading(2, "Stappen")
    story.flowables[-1].place = "tabel"  # type: ignore[attr-defined]
    rows = [["Stap", "Wat gebeurt er", ""], *([f"Stap {n}", "Nadia belt en wacht.", ""] for n in range(1, 61))]
    story.table(rows, [90, 250, 90], TABLE, caption="Stappen in volgorde")
    return story


def layer_pdf() -> bytes:
    """The document as a file."""

    def footer(canvas: TaggedCanvas, page: int) -> None:
        with canvas.artifact("Pagination", "Footer"):
            canvas.setFont(SYSTEM, 9)
            canvas.drawString(60, 30, f"Bladzijde {page}")

    layout = PageLayout(60, 60, 50, 60, SYSTEM, footer)
    description = Description("De tocht van Nadia", "Gemeente Lindermeer", "Proef", published_on=date(2026, 10, 8))
    return write_document(layer_story(), layout, description).file


def _drawing() -> Drawing:
    drawing = Drawing(200, 60)
    drawing.add(Line(0, 10, 200, 50, strokeColor=colors.black))
    drawing.add(Circle(100, 30, 5, fillColor=colors.black))
    drawing.add(String(90, 45, "punt"))  # in reportlab's own Helvetica, which cannot be embedded
    return drawing
