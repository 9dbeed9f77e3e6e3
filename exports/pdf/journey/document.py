"""The PDF of a journey, as a citizen gets it: PDF/UA-1 and PDF/A-2a in one file."""

from reportlab.platypus import Spacer

from exports import sections
from exports.pdf.journey.cover import cover
from exports.pdf.journey.gaps import without_gaps
from exports.pdf.journey.introduction import introduction
from exports.pdf.journey.map import journey_map
from exports.pdf.journey.map_in_words import map_in_words
from exports.pdf.journey.sections import closing_sections
from exports.pdf.journey.steps import told_steps
from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.document import Description, DocumentContent, PageLayout, Written, write_document
from exports.pdf.tagged.flowables import TaggedFigure, TaggedParagraph, heading
from exports.pdf.tagged.panel import NewPage
from exports.pdf.type.fonts import STORY_BOLD, SYSTEM, width
from exports.pdf.type.look import FULL_PAGE, MARGIN, MARGIN_BOTTOM, MARGIN_TOP, PAGE_WIDTH, RULE, SLATE, WIDE
from exports.pdf.type.markup import markup, printable, shortened, visual_runs
from exports.pdf.type.text_styles import styles
from exports.wording import dots_explained, fiction_statement, municipality_name
from foundation.dutch import _
from journeys.story import Story

MOST_LEFT = FULL_PAGE / 3
"""Room that a page may leave under its last line, where the text allows."""
MOST_LEFT_AT_THE_END = FULL_PAGE * 0.72
"""The same on the last page."""
MOST_TOGETHER = 3
"""Closing sections that may be moved to the last page when it would hold little else."""
FOOTER_RULE = 44.0
FOOTER_TEXT = 30.0
FOOTER_SIZE = 9.0


def journey_pdf(journey: Story) -> bytes:
    """The file. The same journey gives the same bytes. Set first to know its pages, and once more to print them."""
    journey = without_gaps(journey)
    together, pages = _best_setting(journey)
    return _written(journey, together, pages).file


def _best_setting(journey: Story) -> tuple[int, int]:
    """How many of the closing sections go to the last page together, and the number of pages then."""
    settings: list[tuple[float, int, int]] = []
    for together in range(MOST_TOGETHER + 1):
        written = _written(journey, together, 0)
        settings.append((_emptiest(written), together, written.pages))
        if _emptiest(written) <= 1:
            break
    _, together, pages = min(settings)
    return together, pages


def _emptiest(written: Written) -> float:
    """Of the page that is left the most empty, as part of what may be left; the last page may be left emptier."""
    *before, last = written.room_left
    return max([last / MOST_LEFT_AT_THE_END, *(room / MOST_LEFT for room in before)])


def _written(journey: Story, together: int, pages: int) -> Written:
    return write_document(_story(journey, together), _layout(journey, pages), _description(journey))


def _story(journey: Story, together: int) -> DocumentContent:
    story = DocumentContent(styles())
    root = story.tree.root
    story.add(cover(journey, root), introduction(journey, root))
    if journey.steps:
        _add_map(story, journey)
        story.add(*told_steps(journey, root))
    story.add(*closing_sections(journey, root, together))
    return story


def _add_map(story: DocumentContent, journey: Story) -> None:
    section = story.tree.root.child("Sect")
    story.add(
        NewPage(),
        heading(2, markup(sections.curve_heading(), STORY_BOLD), styles()["h2"], section),
        Spacer(0, 10),
        TaggedFigure(journey_map(journey), printable(map_in_words(journey)), section),
        Spacer(0, 10),
    )
    if journey.curve_summary:
        story.add(TaggedParagraph(markup(journey.curve_summary, SYSTEM), styles()["body"], section.child("P")))
    if dots := dots_explained(journey):
        story.add(Spacer(0, 4), TaggedParagraph(markup(dots, SYSTEM), styles()["body"], section.child("P")))
    story.add(Spacer(0, 18))


def _description(journey: Story) -> Description:
    return Description(
        title=printable(_("%(title)s: klantreis", title=journey.title)),
        author=printable(municipality_name(journey.municipality)),
        subject=printable(
            _("Klantreis van een verzonnen persoon, met echte ervaringen. %(study)s", study=journey.study)
        ),
        keywords=_("klantreis, cliëntervaring, verzonnen persoon, echte ervaringen"),
        published_on=journey.edition_day,
    )


def _layout(journey: Story, pages: int) -> PageLayout:
    def paint(canvas: TaggedCanvas, page: int) -> None:
        with canvas.artifact("Pagination", "Footer"):
            _footer(canvas, journey, page, pages)

    return PageLayout(MARGIN, MARGIN, MARGIN_TOP, MARGIN_BOTTOM, SYSTEM, paint)


def _footer(canvas: TaggedCanvas, journey: Story, page: int, pages: int) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.8)
    canvas.line(MARGIN, FOOTER_RULE, PAGE_WIDTH - MARGIN, FOOTER_RULE)
    canvas.setFont(SYSTEM, FOOTER_SIZE)
    canvas.setFillColor(SLATE)
    number = _("Bladzijde %(page)s van %(pages)s", page=page, pages=pages)
    canvas.drawRightString(PAGE_WIDTH - MARGIN, FOOTER_TEXT, number)
    statement = f" · {fiction_statement()}"
    taken = sum(width(words, SYSTEM, FOOTER_SIZE) for words in (number, statement)) + 16
    title = shortened(journey.title, SYSTEM, FOOTER_SIZE, WIDE - taken)
    canvas.draw_line(MARGIN, FOOTER_TEXT, visual_runs(title + statement, SYSTEM), FOOTER_SIZE)
