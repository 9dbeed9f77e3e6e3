"""Pages per second of the tagged layer as a part of stock reportlab's, on the same content. Run: python -m bench.pdf

Both set the same chapters with the same typefaces, styles, lists, tables and drawings, in turns, in one process; the
best round of each counts, because a busy machine only ever makes it slower.
"""

import gc
import sys
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Line, String
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from exports.pdf.tagged.document import Description, PageLayout, write_document
from exports.pdf.type.fonts import SYSTEM, SYSTEM_BOLD
from exports.pdf.type.text_styles import styles, text_style
from journeys.story import Story

LIMIT = 0.55
CHAPTERS = 6
ROUNDS = 8
MARGIN = 57.0
TABLE = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
WIDTHS = [72.0, 130.0, 78.0, 62.0, 139.0]

LONG = (
    "Wanneer de aanvraag is ingediend, hoort Nadia vijf weken niets. Zij belt twee keer en krijgt twee antwoorden"
    " over de wachttijd. De arbeidsongeschiktheidsverzekering vraagt intussen om een verklaring, waardoor zij dezelfde"
    " gegevens nog eens moet geven. In de gesprekken noemden ouders dit het moment waarop zij het vertrouwen verloren. "
) * 2
LINK = 'Lees de <a href="https://gemeente.example/hulp"><u>uitleg over het aanvragen van hulp voor uw kind</u></a>.'
ITEMS = [
    "Bel binnen vijf werkdagen terug.",
    ("Laat zien hoe het staat:", ["ontvangen;", "huisbezoek gepland;", "besluit genomen."]),
    "Schrijf de brief in gewone taal en noem één naam.",
]
ROWS = [
    ["Fase", "Wat doet Nadia?", "Waar", "Gevoel", "Citaat"],
    *(
        ["Zoeken", "Belt het nummer en vertelt haar verhaal.", "Telefoon", "moe", "‘Ik moest weer vooraan beginnen.’"]
        for _ in range(20)
    ),
]


class StockStory:
    """The same calls as Story, with the flowables of reportlab itself."""

    def __init__(self) -> None:
        self.flowables: list[Any] = []

    def heading(self, level: int, markup: str) -> None:
        self.flowables.append(Paragraph(markup, STYLES[f"h{level}"]))

    def paragraph(self, markup: str) -> None:
        self.flowables.append(Paragraph(markup, STYLES["body"]))

    def figure(self, drawing: Drawing, alternative: str) -> None:
        self.flowables.append(drawing)

    def listing(self, entries: list[Any]) -> None:
        self.flowables.append(_stock_list(entries))

    def table(self, rows: list[list[str]], widths: list[float], style: TableStyle, caption: str) -> None:
        self.flowables.append(Paragraph(caption, STYLES["caption"]))
        cells = [
            [Paragraph(text, STYLES["td" if row and column else "th"]) for column, text in enumerate(line)]
            for row, line in enumerate(rows)
        ]
        self.flowables.append(Table(cells, colWidths=widths, repeatRows=1, style=style, hAlign="LEFT"))

    def add(self, flowable: Any) -> None:
        self.flowables.append(flowable)


STYLES = {
    **styles(),
    "h1": text_style(SYSTEM_BOLD, 22, 27, before=8),
    "h2": text_style(SYSTEM_BOLD, 15, 20, before=12),
    "h3": text_style(SYSTEM_BOLD, 12, 16, before=8),
    "th": text_style(SYSTEM_BOLD, 9, 12.5),
    "td": text_style(SYSTEM, 9, 12.5),
}


def main() -> None:
    """Print both speeds and their ratio; exit 1 when the limit is missed."""
    set_tagged(), set_stock()  # reads fonts and hyphenation
    rounds = [(_pages_per_second(set_tagged), _pages_per_second(set_stock)) for _ in range(ROUNDS)]
    tagged, stock = (max(speeds) for speeds in zip(*rounds, strict=True))
    ratio = tagged / stock
    met = ratio >= LIMIT
    print(
        f"tagged PDF: {tagged:.0f} pages/s against {stock:.0f} untagged, ratio {ratio:.2f}"
        f" (limit {LIMIT}): {'met' if met else 'MISSED'}"
    )
    sys.exit(0 if met else 1)


def set_tagged() -> int:
    """Pages set by the tagged layer."""
    story = Story(STYLES)
    _write(story)
    layout = PageLayout(MARGIN, MARGIN, MARGIN, MARGIN, SYSTEM, _tagged_footer)
    return write_document(story, layout, Description("Proef", "Lindermeer", "Proef")).pages


def set_stock() -> int:
    """Pages set by reportlab as it is."""
    story = StockStory()
    _write(story)
    width, height = A4
    frame = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, *(0, 0, 0, 0))
    document = BaseDocTemplate(BytesIO(), pagesize=A4, initialFontName=SYSTEM)
    document.addPageTemplates(
        PageTemplate(id="page", frames=[frame], onPage=lambda canvas, doc: _footer(canvas, doc.page))
    )
    document.build(story.flowables)
    return document.page


def _pages_per_second(set_pages: Callable[[], int]) -> float:
    """Per second of the processor: what else the machine does is not counted."""
    gc.collect()
    begin = time.process_time()
    return set_pages() / (time.process_time() - begin)


def _write(story: Any) -> None:
    story.heading(1, "Nadia zoekt hulp")
    for number in range(1, CHAPTERS + 1):
        story.heading(2, f"Deel {number}")
        story.paragraph(LONG)
        story.heading(3, "Wat beter kan")
        story.listing(ITEMS)
        story.paragraph(LINK)
        story.figure(_drawing(), "Een lijn die van negatief naar positief loopt.")
        for _ in range(3):
            story.paragraph(LONG)
        story.table(ROWS, WIDTHS, TABLE, caption="Stappen per fase")
        story.add(PageBreak())


def _drawing() -> Drawing:
    drawing = Drawing(480, 120)
    for x in range(5):
        drawing.add(Line(x * 96, 20, x * 96 + 96, 100, strokeColor=colors.black))
        drawing.add(Circle(x * 96 + 48, 60, 6, fillColor=colors.black))
        drawing.add(String(x * 96 + 48, 75, "moe", fontName=SYSTEM, fontSize=9, textAnchor="middle"))
    return drawing


def _stock_list(entries: list[Any]) -> ListFlowable:
    items = [
        [Paragraph(entry[0], STYLES["li"]), _stock_list(entry[1])]
        if isinstance(entry, tuple)
        else Paragraph(entry, STYLES["li"])
        for entry in entries
    ]
    return ListFlowable(
        items, bulletType="bullet", start="•", bulletFontName=SYSTEM, bulletFontSize=10.5, leftIndent=16
    )


def _footer(canvas: Any, page: int) -> None:
    canvas.setFont(SYSTEM, 9)
    canvas.drawRightString(A4[0] - MARGIN, 30, f"Bladzijde {page}")


def _tagged_footer(canvas: Any, page: int) -> None:
    with canvas.artifact("Pagination", "Footer"):
        _footer(canvas, page)


if __name__ == "__main__":
    main()
