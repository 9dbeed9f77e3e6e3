"""Two columns under the cover: who the person is, and how to read the journey."""

from exports import sections
from exports.pdf.drawing.signs import face
from exports.pdf.tagged.document import UNNUMBERED
from exports.pdf.tagged.flowables import TaggedParagraph, heading
from exports.pdf.tagged.panel import Panel
from exports.pdf.tagged.structure import StructureElement
from exports.pdf.type.fonts import STORY, STORY_BOLD, SYSTEM, SYSTEM_BOLD
from exports.pdf.type.look import FEELING, WIDE, css
from exports.pdf.type.markup import coloured, markup, paragraphs
from exports.pdf.type.text_styles import styles
from exports.wording import studied, who_is
from journeys.story import Story

LEFT, RIGHT = 207.0, 250.0
"""The widths of the two columns."""


def introduction(journey: Story, root: StructureElement) -> Panel:
    """The two columns as one panel."""
    panel = Panel()
    _who(panel, journey, root.child("Sect"), LEFT)
    _how_to_read(panel, journey, root.child("Sect"), WIDE - RIGHT, RIGHT)
    return panel


def _who(panel: Panel, journey: Story, section: StructureElement, room: float) -> None:
    text = styles()
    name = journey.persona.name
    question = who_is(name)
    end = panel.put(heading(2, markup(question, STORY_BOLD), text["h2"], section), 0, 0, room) + 7
    for words in paragraphs(journey.persona.about):
        paragraph = TaggedParagraph(markup(words, STORY), text["story"], section.child("P"))
        end = panel.put_balanced(paragraph, 0, end, room) + 7
    about = studied(journey.interviews_total)
    if about:
        panel.put_balanced(TaggedParagraph(markup(about, SYSTEM), text["body"], section.child("P")), 0, end, room)


def _how_to_read(panel: Panel, journey: Story, section: StructureElement, x: float, room: float) -> None:
    text = styles()
    title = heading(2, markup(sections.how_to_read_heading(), STORY_BOLD), text["h2"], section)
    end = panel.put(title, x, 0, room) + 7
    end = panel.put_balanced(_body(sections.before_the_faces(journey), section), x, end, room) + 7
    listing = section.child("L", attributes=(UNNUMBERED,))
    for feeling, meaning in sections.meanings(journey.persona.name):
        body = listing.child("LI").child("LBody")
        panel.decorate(face(feeling, 8), x + 8, end + 8)
        word = coloured(f"{feeling.dutch}:", css(FEELING[feeling]), SYSTEM_BOLD)
        item = TaggedParagraph(f"{word} {markup(meaning, SYSTEM)}", text["body"], body.child("P"))
        end = panel.put(item, x + 25, end, room - 25) + 5
    if dots := sections.after_the_faces(journey):
        panel.put_balanced(_body(dots, section), x, end + 2, room)


def _body(words: str, section: StructureElement) -> TaggedParagraph:
    return TaggedParagraph(markup(words, SYSTEM), styles()["body"], section.child("P"))
