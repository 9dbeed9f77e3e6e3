"""The story in steps: a rail with the line, the feeling, the place and how many told it, beside the step in words."""

from xml.sax.saxutils import quoteattr  # nosec B406 # writes; parses nothing

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Group, Line
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from exports.pdf.drawing.signs import face, place_icon, voices
from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.flowables import TaggedParagraph, heading
from exports.pdf.tagged.panel import Paint, Panel, PanelStyle
from exports.pdf.tagged.structure import StructureElement
from exports.pdf.type.fonts import QUOTE, STORY, STORY_BOLD, SYSTEM, SYSTEM_BOLD, width
from exports.pdf.type.look import (
    COLUMN,
    COLUMN_LEFT,
    FEELING,
    MARGIN_BOTTOM,
    OCHRE,
    PAPER,
    PETROL,
    PETROL_TINT,
    RAIL,
    SLATE,
    SPINE,
    STATE,
    STATE_TINT,
    WIDE,
    css,
    link,
)
from exports.pdf.type.markup import coloured, markup, paragraphs, printable, shortened, visual_runs
from exports.pdf.type.text_styles import styles
from exports.wording import capital, sentence
from foundation.dutch import _
from journeys.story import Feeling, MeasureState, Story, StoryMeasure, StoryPhase, StoryStep
from journeys.told import dots_beside, told_in

RAIL_TEXT = 40.0
"""Where the rail's words begin, right of the line and its faces."""
RAIL_ROOM = RAIL - RAIL_TEXT
FACE_ON_RAIL = 14.0
FACE_TOP = 17.0
AFTER_STEP = 16.0
AFTER_BAND = 11.0
BAND_PADDING = 6.0
RUNNING_HEAD = 9.0
NOTE_COLOR = {
    "plus": FEELING[Feeling.POSITIVE],
    "minus": FEELING[Feeling.NEGATIVE],
    "dot": SLATE,
    "arrow": PETROL,
}


def told_steps(journey: Story, root: StructureElement) -> list[Flowable]:
    """All phases with their steps."""
    story: list[Flowable] = []
    measures = dict(enumerate(journey.measures, 1))
    last = max((step.number for step in journey.steps), default=0)
    for number, phase in enumerate(journey.phases, 1):
        story += _phase(journey, phase, number, root.child("Sect"), measures, last)
    return story


def place_of_measure(number: int) -> str:
    """The name of the place where a measure is described; steps link to it."""
    return f"maatregel-{number}"


def _phase(
    journey: Story,
    phase: StoryPhase,
    number: int,
    section: StructureElement,
    measures: dict[int, StoryMeasure],
    last: int,
) -> list[Flowable]:
    title = _("Fase %(number)s. %(title)s", number=number, title=phase.title)
    band = _phase_band(title, section, has_steps=bool(phase.steps))
    panels: list[Panel] = []
    for step in phase.steps:
        answers = {place: measure for place, measure in measures.items() if measure.step == step.number}
        panels.append(_Step(step, journey, title, step.number == last).panel(section.child("Sect"), answers))
    together = band.height + AFTER_BAND + (panels[0].least_height if panels else 0)
    return [CondPageBreak(together), band, *panels, Spacer(0, 4)]


def _phase_band(title: str, section: StructureElement, has_steps: bool) -> Panel:
    panel = Panel(space_after=AFTER_BAND)
    words = heading(2, markup(title, STORY_BOLD), styles()["phase"], section)
    panel.put(words, RAIL_TEXT, BAND_PADDING + 1, WIDE - RAIL_TEXT - 12)
    panel.height += BAND_PADDING - 1

    def paint(canvas: TaggedCanvas, height: float) -> None:
        if has_steps:
            _line_down(canvas, 0, -AFTER_BAND)
        canvas.setFillColor(PETROL_TINT)
        canvas.roundRect(0, 0, WIDE, height, 5, stroke=0, fill=1)
        canvas.setFillColor(PETROL)
        canvas.circle(SPINE, height / 2, 4.5, stroke=0, fill=1)

    panel.paint(paint)
    return panel


def _line_down(canvas: TaggedCanvas, top: float, bottom: float) -> None:
    canvas.setStrokeColor(PETROL)
    canvas.setLineWidth(2.6)
    canvas.line(SPINE, top, SPINE, bottom)


class _Step:
    """Lays out one step; the panel is filled in reading order."""

    def __init__(self, step: StoryStep, journey: Story, phase: str, is_last: bool) -> None:
        self.step, self.journey, self.phase, self.is_last = step, journey, phase, is_last
        self.text = styles()

    def panel(self, section: StructureElement, answers: dict[int, StoryMeasure]) -> Panel:
        """`answers` are the measures that answer this step, by their place in the list of measures."""
        self.section = section
        title = _("Stap %(number)s. %(title)s", number=self.step.number, title=self.step.title)
        style = PanelStyle(
            [] if self.is_last else [_spine], _running_head(self.phase), _running_head(f"{self.phase} · {title}")
        )
        self.panel_ = Panel(0 if self.is_last else AFTER_STEP, style)
        if self.is_last:
            self.panel_.paint(_end_of_line)
        end = self._heading()
        rail = self._feeling()
        rail = self._place(rail)
        end = self._happens(end)
        end = self._quote(end)
        self._told(rail)
        for sign, label, words in self._notes():
            self.panel_.may_break(end)
            end = self._note(sign, label, words, end)
        for place, measure in answers.items():
            self.panel_.may_break(end)
            end = self._answer(place, measure, end)
        return self.panel_

    def _paragraph(self, words: str, style: str, element: StructureElement | None = None) -> TaggedParagraph:
        return TaggedParagraph(words, self.text[style], element or self.section.child("P"))

    def _heading(self) -> float:
        said = _("Stap %(number)s.", number=self.step.number)
        number = f'<font color="{css(PETROL)}">{markup(said, STORY_BOLD)}</font>'
        title = f"{number} {markup(self.step.title, STORY_BOLD)}"
        words = heading(3, title, self.text["h3"], self.section)
        return self.panel_.put(words, COLUMN_LEFT, 4, COLUMN) + 4

    # --- the rail
    def _feeling(self) -> float:
        step = self.step
        self.panel_.decorate(face(step.feeling, FACE_ON_RAIL, halo=4), SPINE, FACE_TOP)
        word = step.feeling.dutch.lower()
        element = self.section.child("P")
        element.actual_text = sentence(
            _("Gevoel: %(feeling)s", feeling=printable(", ".join(filter(None, (word, step.feeling_word)))))
        )
        level = coloured(capital(word), css(FEELING[step.feeling]), SYSTEM_BOLD)
        end = self._in_rail(self._paragraph(level, "rail-bold", element), 4)
        if step.feeling_word:
            end = self._in_rail(self._paragraph(markup(capital(step.feeling_word), SYSTEM), "rail", element), end)
        return max(end, 34) + 8

    def _place(self, top: float) -> float:
        word = self.step.channel.dutch.lower()
        self.panel_.decorate(place_icon(self.step.channel, 15), RAIL_TEXT + 7, top + 6.5)
        element = self.section.child("P")
        element.actual_text = _("Waar: %(place)s.", place=word)
        where = self._paragraph(markup(capital(word), SYSTEM), "rail", element)
        end = self.panel_.put(where, RAIL_TEXT + 20, top, RAIL_ROOM - 20)
        if self.step.who:
            label = _("Wie:")
            who = f"<b>{markup(label, SYSTEM)}</b> {markup(self.step.who, SYSTEM)}"
            end = self._in_rail(self._paragraph(who, "rail"), end + 5)
        return end + 9

    def _told(self, top: float) -> None:
        total = self.journey.interviews_total
        words = told_in(self.step, total)
        if not words:
            return
        if number := dots_beside(self.step, total):
            dots = voices(number, total, RAIL_ROOM)
            bottom = top + dots.height
            self.panel_.paint(lambda canvas, height: renderPDF.draw(dots, canvas, RAIL_TEXT, height - bottom), top)
            top = bottom + 4
        self._in_rail(self._paragraph(markup(words, SYSTEM), "small"), top)

    def _in_rail(self, flowable: Flowable, top: float) -> float:
        return self.panel_.put(flowable, RAIL_TEXT, top, RAIL_ROOM)

    # --- the column
    def _happens(self, top: float) -> float:
        for paragraph in paragraphs(self.step.happens):
            words = self._paragraph(markup(paragraph, STORY), "story")
            top = self.panel_.put_balanced(words, COLUMN_LEFT, top, COLUMN) + 6
        return top

    def _quote(self, top: float) -> float:
        if not self.step.quote:
            return top
        element = self.section.child("BlockQuote").child("P")
        quote = self._paragraph(markup(_quoted(self.step.quote), QUOTE), "quote", element)
        return self.panel_.put_balanced(quote, COLUMN_LEFT, top + 3, COLUMN, fill=0.55) + 9

    def _notes(self) -> list[tuple[str, str, str]]:
        notes = [
            ("plus", _("Wat hier goed gaat."), self.step.gain),
            ("minus", _("Wat hier niet goed gaat."), self.step.pain_point),
            ("dot", _("Wat hier nodig is."), self.step.need),
            ("arrow", _("Wat beter kan."), self.step.opportunity),
        ]
        return [note for note in notes if note[2]]

    def _note(self, sign: str, label: str, words: str, top: float) -> float:
        self.panel_.decorate(_note_sign(sign), COLUMN_LEFT + 5.6, top + 7.4)
        bold = coloured(label, css(NOTE_COLOR[sign]), SYSTEM_BOLD)
        note = self._paragraph(f"{bold} {markup(words, SYSTEM)}", "note")
        return self.panel_.put_balanced(note, COLUMN_LEFT + 18, top, COLUMN - 18) + 3.5

    def _answer(self, place: int, measure: StoryMeasure, top: float) -> float:
        target = f"#{place_of_measure(place)}"
        state = f'<b><font color="{css(STATE[measure.state])}">{markup(measure.state.dutch, SYSTEM_BOLD)}:</font></b>'
        titles = {target: printable(_("Lees meer over deze maatregel: %(title)s", title=measure.title))}
        answer = f"{state} {link(quoteattr(target), markup(measure.title, SYSTEM))}"
        words = TaggedParagraph(answer, self.text["note"], self.section.child("P"), titles)
        end = self.panel_.put(words, COLUMN_LEFT + 10, top + 9, COLUMN - 20) + 6
        self.panel_.paint(_box(measure.state, top + 4, end), top + 4)
        self.panel_.height = max(self.panel_.height, end)
        return end + 2


def _quoted(words: str) -> str:
    """Between Dutch quotation marks, unless it stands between quotation marks already."""
    return words if words[:1] in "‘“'\"„" else f"‘{words}’"


def _running_head(title: str) -> Paint:
    """Says above the first words of a page what goes on there."""
    again = _("(vervolg)")
    room = COLUMN - width(f" {again}", SYSTEM, RUNNING_HEAD)
    words = f"{shortened(title, SYSTEM, RUNNING_HEAD, room)} {again}"

    def paint(canvas: TaggedCanvas, height: float) -> None:
        with canvas.artifact("Pagination", "Header"):
            canvas.setFillColor(SLATE)
            canvas.draw_line(COLUMN_LEFT, height + 13, visual_runs(words, SYSTEM), RUNNING_HEAD)

    return paint


def _spine(canvas: TaggedCanvas, height: float) -> None:
    """The line runs on to the next step, or to the foot of the page."""
    _, here = canvas.absolutePosition(0, 0)
    _line_down(canvas, height, max(-AFTER_STEP, MARGIN_BOTTOM - 6 - here))


def _end_of_line(canvas: TaggedCanvas, height: float) -> None:
    """The line ends here, in the ochre dot of the brand."""
    end = height - FACE_TOP - FACE_ON_RAIL - 34
    _line_down(canvas, height, end)
    canvas.setFillColor(OCHRE)
    canvas.circle(SPINE, end, 5, stroke=0, fill=1)


def _box(state: MeasureState, top: float, bottom: float) -> Paint:
    def paint(canvas: TaggedCanvas, height: float) -> None:
        canvas.setFillColor(STATE_TINT[state])
        canvas.roundRect(COLUMN_LEFT, height - bottom, COLUMN, bottom - top, 5, stroke=0, fill=1)

    return paint


def _note_sign(kind: str) -> Group:
    """A disc of 11 points with plus, minus, dot or arrow; the label says the same."""
    group = Group(Circle(0, 0, 5.6, fillColor=NOTE_COLOR[kind], strokeColor=None))
    strokes = {
        "plus": ((-2.7, 0, 2.7, 0), (0, -2.7, 0, 2.7)),
        "minus": ((-2.7, 0, 2.7, 0),),
        "dot": (),
        "arrow": ((-2.8, 0, 2.6, 0), (0.3, 2.4, 2.8, 0), (0.3, -2.4, 2.8, 0)),
    }[kind]
    for x1, y1, x2, y2 in strokes:
        group.add(Line(x1, y1, x2, y2, strokeColor=PAPER, strokeWidth=1.5, strokeLineCap=1))
    if kind == "dot":
        group.add(Circle(0, 0, 2, fillColor=PAPER, strokeColor=None))
    return group
