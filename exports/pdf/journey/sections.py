"""What follows the story: what was done with it, how it was made, hard words, and where to find it."""

from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr  # nosec B406 # writes; parses nothing

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from exports import sections
from exports.pdf.drawing.signs import state_icon
from exports.pdf.journey.steps import place_of_measure
from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.document import DISC, UNNUMBERED
from exports.pdf.tagged.flowables import TaggedHeading, TaggedParagraph, heading
from exports.pdf.tagged.panel import NewPage, Panel
from exports.pdf.tagged.structure import StructureElement
from exports.pdf.type.fonts import STORY_BOLD, SYSTEM, SYSTEM_BOLD
from exports.pdf.type.look import COLUMN, COLUMN_LEFT, FULL_PAGE, RAIL, RULE, STATE, WIDE, css, link
from exports.pdf.type.markup import coloured, markup, paragraphs, printable
from exports.pdf.type.text_styles import styles
from exports.wording import capital, limits_of, municipality_name, sentence
from foundation.dutch import _, long_date
from journeys.story import Story, StoryMeasure

HEADING_ROOM = 47.0
"""A heading of one line with the white above it."""
AFTER_HEADING = 8.0


def closing_sections(journey: Story, root: StructureElement, together: int = 0) -> list[Flowable]:
    """The sections that have something to say, each under its heading; the last `together` begin on a new page."""
    parts: list[list[Flowable]] = []
    if journey.measures:
        parts.append(_measures(journey, root.child("Sect")))
    if sections.how_it_was_made(journey):
        parts.append(_how_made(journey, root.child("Sect")))
    if journey.glossary:
        parts.append(_glossary(journey, root.child("Sect")))
    parts.append(_about(journey, root.child("Sect")))
    if together:
        parts[-together:][0].insert(0, NewPage())
    return [flowable for part in parts for flowable in part]


def _under_heading(title: TaggedHeading, following: list[Flowable]) -> list[Flowable]:
    """A heading that stays with the first of what follows: a panel, or the lines that open it and a panel."""
    together = HEADING_ROOM + AFTER_HEADING
    for flowable in following:
        together += flowable.least_height if isinstance(flowable, Panel) else flowable.wrap(WIDE, FULL_PAGE)[1]
        if isinstance(flowable, Panel):
            break
    return [CondPageBreak(min(together, FULL_PAGE)), title, Spacer(0, AFTER_HEADING), *following]


def _heading(title: str, section: StructureElement) -> TaggedHeading:
    return heading(2, markup(title, STORY_BOLD), styles()["h2"], section)


def _paragraph(words: str, style: str, element: StructureElement) -> TaggedParagraph:
    return TaggedParagraph(words, styles()[style], element)


# --- what was done
def _measures(journey: Story, section: StructureElement) -> list[Flowable]:
    title = _heading(sections.measures_heading(), section)
    opening = sections.measures_opening(journey)
    story: list[Flowable] = [_paragraph(markup(opening, SYSTEM), "body", section.child("P")), Spacer(0, 10)]
    for place, measure in enumerate(journey.measures, 1):
        story.append(_measure(measure, place, section.child("Sect")))
    return _under_heading(title, story)


def _measure(measure: StoryMeasure, place: int, section: StructureElement) -> Panel:
    panel = Panel(space_after=0)
    panel.paint(_rule)
    title = heading(3, markup(measure.title, SYSTEM_BOLD), styles()["measure"], section, place_of_measure(place))
    end = panel.put(title, COLUMN_LEFT, 10, COLUMN) + 2
    _state(panel, measure, section)
    for words in _in_words(measure):
        end = panel.put_balanced(_paragraph(words, "body", section.child("P")), COLUMN_LEFT, end, COLUMN) + 3
    if details := sections.measure_details(measure):
        end = panel.put(_paragraph(markup(details, SYSTEM), "small", section.child("P")), COLUMN_LEFT, end, COLUMN)
    panel.height = max(end, panel.height) + 10
    return panel


def _rule(canvas: TaggedCanvas, height: float) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.8)
    canvas.line(0, height, WIDE, height)


def _state(panel: Panel, measure: StoryMeasure, section: StructureElement) -> None:
    color = STATE[measure.state]
    panel.decorate(state_icon(measure.state, 14, color), 8, 17.5)
    element = section.child("P", actual_text=_("Stand: %(state)s.", state=measure.state.dutch))
    word = coloured(measure.state.dutch, css(color), SYSTEM_BOLD)
    panel.put(_paragraph(word, "measure", element), 22, 10, RAIL - 22)


def _in_words(measure: StoryMeasure) -> list[str]:
    words = [markup(paragraph, SYSTEM) for paragraph in paragraphs(measure.what)]
    if measure.why_not:
        words.append(f"<b>{markup(sections.why_not_yet(), SYSTEM)}</b> {markup(measure.why_not, SYSTEM)}")
    if measure.result:
        words.append(f"<b>{markup(sections.what_came_of_it(), SYSTEM)}</b> {markup(measure.result, SYSTEM)}")
    return words


# --- how it was made
def _how_made(journey: Story, section: StructureElement) -> list[Flowable]:
    title = _heading(sections.made_heading(), section)
    story: list[Flowable] = []
    listing = section.child("L", attributes=(DISC,))
    for words in sections.how_it_was_made(journey):
        item, panel = listing.child("LI"), Panel(space_after=3)
        panel.put(_paragraph("•", "li", item.child("Lbl")), 3, 0, 10)
        panel.put_balanced(_paragraph(markup(words, SYSTEM), "li", item.child("LBody").child("P")), 17, 0, WIDE - 17)
        story.append(panel)
    return _under_heading(title, story + _limits(journey, section))


def _limits(journey: Story, section: StructureElement) -> list[Flowable]:
    if not journey.interviews_total:
        return []
    title = heading(3, markup(sections.limits_heading(), SYSTEM_BOLD), styles()["measure"], section)
    words = _paragraph(markup(limits_of(journey.interviews_total), SYSTEM), "body", section.child("P"))
    return [CondPageBreak(70), Spacer(0, 10), title, Spacer(0, 3), words]


# --- hard words
def _glossary(journey: Story, section: StructureElement) -> list[Flowable]:
    title = _heading(sections.glossary_heading(), section)
    story: list[Flowable] = []
    listing = section.child("L", attributes=(UNNUMBERED,))
    for term, meaning in journey.glossary:
        item, panel = listing.child("LI"), Panel(space_after=4)
        panel.put(_paragraph(markup(capital(term), SYSTEM_BOLD), "term", item.child("Lbl")), 0, 0, RAIL)
        words = markup(sentence(capital(meaning)), SYSTEM)
        panel.put(_paragraph(words, "meaning", item.child("LBody").child("P")), COLUMN_LEFT, 0, COLUMN)
        story.append(panel)
    return _under_heading(title, story)


# --- where to find it
def _about(journey: Story, section: StructureElement) -> list[Flowable]:
    title = _heading(_("Over dit document"), section)
    story: list[Flowable] = [_paragraph(markup(_which_document(journey), SYSTEM), "body", section.child("P"))]
    if asked := sections.cannot_read(journey):
        story += [Spacer(0, 4), _paragraph(markup(asked, SYSTEM), "body", section.child("P"))]
    if not journey.is_draft and urlsplit(journey.public_address).scheme in {"http", "https"}:
        story += [Spacer(0, 4), _web_address(journey.public_address, section)]
    return _under_heading(title, story)


def _which_document(journey: Story) -> str:
    municipality = municipality_name(journey.municipality, within=True)
    day = long_date(journey.edition_day)
    if journey.is_draft:
        return _(
            "Dit is een voorbeeld van %(day)s, van %(municipality)s. Het is geen uitgave.",
            day=day,
            municipality=municipality,
        )
    return _(
        "Dit is uitgave %(edition)s van %(day)s, van %(municipality)s.",
        edition=journey.edition_name,
        day=day,
        municipality=municipality,
    )


def _web_address(address: str, section: StructureElement) -> TaggedParagraph:
    before = markup(_("U leest dit verhaal ook op internet:"), SYSTEM)
    titles = {address: printable(_("Dit verhaal op internet"))}
    words = f"{before} {link(quoteattr(address), markup(address, SYSTEM))}"
    return TaggedParagraph(words, styles()["body"], section.child("P"), titles)
