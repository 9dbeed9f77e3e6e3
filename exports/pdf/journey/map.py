"""The map of a journey: phases, the curve of feeling over the steps, one dot per conversation, and where it happened.

A long journey goes on in a second strip, so that every word keeps its size.
"""

from dataclasses import dataclass
from itertools import pairwise

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Rect, String
from reportlab.graphics.shapes import Path as Curve
from reportlab.lib.colors import Color

from exports.pdf.drawing.signs import face, place_icon
from exports.pdf.type.fonts import SYSTEM, SYSTEM_BOLD, width
from exports.pdf.type.look import FEELING, INK, PAPER, PETROL, PETROL_DARK, PETROL_TINT, RULE, SLATE, VOICE, WIDE
from exports.pdf.type.markup import line_width, shortened, visual_runs
from journeys.story import Feeling, Story, StoryStep

STEPS_IN_STRIP = 10
LEVELS = (Feeling.POSITIVE, Feeling.NEUTRAL, Feeling.NEGATIVE)
LEFT = 62.0
"""Room for the names of the levels."""
RIGHT = WIDE
WIDEST_COLUMN = 120.0
GAP = 54.0
"""Between two levels."""
SIZE = 9.0
LINE_HEIGHT = 11.0
FACE_ON_MAP = 11.5
STEP_TITLE_LINES = 4
PHASE_LINES = 3
BELOW_LEVELS = 32.0
PLACES_HEIGHT = 38.0
ABOVE_LEVELS = 36.0
STRIP_GAP = 26.0


@dataclass(frozen=True)
class Column:
    """One step in a strip: its middle, and the title of its phase."""

    step: StoryStep
    phase: str
    x: float
    title: list[str]


def journey_map(journey: Story) -> Drawing:
    """The drawing, as wide as the text."""
    strips = [_Strip(part, before, after) for part, before, after in _parts(journey)]
    height = sum(strip.height for strip in strips) + STRIP_GAP * (len(strips) - 1)
    drawing = Drawing(WIDE, height)
    top = height
    for strip in strips:
        group = strip.draw()
        group.translate(0, top - strip.height)
        drawing.add(group)
        top -= strip.height + STRIP_GAP
    return drawing


def _parts(
    journey: Story,
) -> list[tuple[list[tuple[StoryStep, str]], StoryStep | None, StoryStep | None]]:
    """Equal parts of at most STEPS_IN_STRIP steps with their phases, each with the step before and the step after."""
    steps = [(step, phase.title) for phase in journey.phases for step in phase.steps]
    count = max(1, -(-len(steps) // STEPS_IN_STRIP))
    size = -(-len(steps) // count)
    starts = range(0, len(steps), max(1, size))
    return [
        (
            steps[start : start + size],
            steps[start - 1][0] if start else None,
            steps[start + size][0] if start + size < len(steps) else None,
        )
        for start in starts
    ]


def wrapped(text: str, font: str, size: float, room: float, lines: int) -> list[str]:
    """The text in at most so many lines; what does not fit ends in an ellipsis."""
    words, out = text.split(), [""]
    while words and len(out) <= lines:
        longer = f"{out[-1]} {words[0]}".strip()
        if line_width(longer, font, size) <= room or not out[-1]:
            out[-1] = longer
            words.pop(0)
        else:
            out.append("")
    if len(out) > lines:
        out = [*out[: lines - 1], " ".join([*out[lines - 1 :], *words])]
    return [shortened(line, font, size, room) for line in out]


class _Strip:
    """Up to ten steps beside each other. y counts upwards from the strip's lower edge."""

    def __init__(self, steps: list[tuple[StoryStep, str]], before: StoryStep | None, after: StoryStep | None) -> None:
        self.before, self.after = before, after
        self.pitch = min(WIDEST_COLUMN, (RIGHT - LEFT) / len(steps))
        room = min(2 * self.pitch - 10, 130) if len(steps) > 1 else 260
        self.columns = [self._column(index, step, phase, room) for index, (step, phase) in enumerate(steps)]
        self._lay_out()

    def _column(self, index: int, step: StoryStep, phase: str, room: float) -> Column:
        x = LEFT + self.pitch * (index + 0.5)
        nearest_edge = min(x - LEFT + 14, RIGHT - x)
        title = wrapped(f"{step.number}. {step.title}", SYSTEM, SIZE, min(room, 2 * nearest_edge), STEP_TITLE_LINES)
        return Column(step, phase, x, title)

    def _lay_out(self) -> None:
        self.phases = [(columns, self._phase_title(phase, columns)) for phase, columns in self._by_phase()]
        upper = max(len(column.title) for column in self.columns[::2])
        lower = max((len(column.title) for column in self.columns[1::2]), default=0)
        self.lower_row = lower * LINE_HEIGHT
        self.titles = self.lower_row + (8 if lower else 0) + upper * LINE_HEIGHT
        self.places = self.titles + PLACES_HEIGHT / 2 + 6
        base = self.titles + PLACES_HEIGHT + BELOW_LEVELS
        self.level = {feeling: base + GAP * index for index, feeling in enumerate(reversed(LEVELS))}
        self.phase_bar = self.level[Feeling.POSITIVE] + ABOVE_LEVELS
        self.phase_height = max(len(title) for _columns, title in self.phases) * LINE_HEIGHT + 10
        self.height = self.phase_bar + self.phase_height

    def _by_phase(self) -> list[tuple[str, list[Column]]]:
        parts: list[tuple[str, list[Column]]] = []
        for column in self.columns:
            if not parts or parts[-1][0] != column.phase:
                parts.append((column.phase, []))
            parts[-1][1].append(column)
        return parts

    def _phase_title(self, phase: str, columns: list[Column]) -> list[str]:
        return wrapped(phase, SYSTEM_BOLD, SIZE, self.pitch * len(columns) - 8, PHASE_LINES)

    # --- drawing
    def draw(self) -> Group:
        group = Group()
        self._draw_levels(group)
        self._draw_phases(group)
        self._draw_titles_and_places(group)
        for column in self.columns:
            self._draw_voices(group, column)
        group.add(self._curve())
        for column in self.columns:
            sign = face(column.step.feeling, FACE_ON_MAP, halo=3)
            sign.translate(column.x, self.level[column.step.feeling])
            group.add(sign)
        return group

    def _draw_levels(self, group: Group) -> None:
        for feeling, y in self.level.items():
            group.add(Line(LEFT, y, RIGHT, y, strokeColor=RULE, strokeWidth=0.7, strokeDashArray=[1.5, 3]))
            word = feeling.dutch.lower()
            group.add(String(0, y - 3, word, fontName=SYSTEM_BOLD, fontSize=SIZE, fillColor=FEELING[feeling]))

    def _draw_phases(self, group: Group) -> None:
        for index, (columns, title) in enumerate(self.phases):
            left, right = columns[0].x - self.pitch / 2, columns[-1].x + self.pitch / 2
            bar = Rect(left + 1.5, self.phase_bar, right - left - 3, self.phase_height, rx=4)
            bar.fillColor, bar.strokeColor = PETROL_TINT, None
            group.add(bar)
            middle = self.phase_bar + self.phase_height / 2 + (len(title) / 2 - 0.78) * LINE_HEIGHT
            for line, text in enumerate(title):
                _centred(group, (left + right) / 2, middle - line * LINE_HEIGHT, text, SYSTEM_BOLD, PETROL_DARK)
            if index:
                group.add(Line(left, self.titles + 6, left, self.phase_bar - 2, strokeColor=RULE, strokeWidth=0.6))

    def _draw_titles_and_places(self, group: Group) -> None:
        for index, column in enumerate(self.columns):
            icon = place_icon(column.step.channel, 15)
            icon.translate(column.x, self.places + 6)
            group.add(icon)
            word = shortened(column.step.channel.dutch.lower(), SYSTEM, SIZE, max(self.pitch - 1, 42))
            _centred(group, column.x, self.places - 11, word, SYSTEM, SLATE)
            top = self.titles - LINE_HEIGHT if index % 2 == 0 else self.lower_row - LINE_HEIGHT
            if index % 2:
                line_top, line_end = self.titles + 4, self.lower_row + 2
                group.add(Line(column.x, line_top, column.x, line_end, strokeColor=RULE, strokeWidth=0.6))
            for line, text in enumerate(column.title):
                _centred(group, column.x, top + 2 - line * LINE_HEIGHT, text, SYSTEM, INK)

    def _draw_voices(self, group: Group, column: Column) -> None:
        """One dot is one conversation, at its level or beside the face there; open where it does not tell the step."""
        radius, pitch = 1.7, 4.6
        in_row = max(3, min(7, int((self.pitch - 4) / pitch)))
        for feeling, telling, others in zip(LEVELS, column.step.spread, column.step.beside, strict=True):
            number = telling + others
            is_chosen = feeling is column.step.feeling
            way = 1 if is_chosen and feeling is Feeling.POSITIVE else -1  # away from the curve
            first = self.level[feeling] + way * (FACE_ON_MAP + 6 if is_chosen else 0)
            for index in range(number):
                row, place = divmod(index, in_row)
                in_this_row = min(in_row, number - row * in_row)
                x = column.x + (place - (in_this_row - 1) / 2) * pitch
                y = first + way * row * pitch
                if not is_chosen:
                    group.add(Circle(x, y, radius + 1, fillColor=PAPER, strokeColor=None))
                fill = VOICE if index < telling else PAPER
                group.add(Circle(x, y, radius - 0.25, fillColor=fill, strokeColor=VOICE, strokeWidth=0.5))

    def _curve(self) -> Curve:
        curve = Curve(fillColor=None, strokeColor=PETROL, strokeWidth=2.4, strokeLineCap=1, strokeLineJoin=1)
        points = [(column.x, self.level[column.step.feeling]) for column in self.columns]
        (first_x, first_y), (last_x, last_y) = points[0], points[-1]
        half = self.pitch / 2
        if self.before:
            y = self.level[self.before.feeling]
            curve.moveTo(first_x - half, (first_y + y) / 2)
            curve.curveTo(first_x - half * 3 / 4, (3 * first_y + y) / 4, first_x - half / 2, first_y, first_x, first_y)
        else:
            curve.moveTo(first_x, first_y)
        for (x, y), (to_x, to_y) in pairwise(points):
            curve.curveTo((x + to_x) / 2, y, (x + to_x) / 2, to_y, to_x, to_y)
        if self.after:
            y = self.level[self.after.feeling]
            end = (last_x + half, (last_y + y) / 2)
            curve.curveTo(last_x + half / 2, last_y, last_x + half * 3 / 4, (3 * last_y + y) / 4, *end)
        return curve


def _centred(group: Group, x: float, y: float, text: str, font: str, color: Color) -> None:
    left = x - line_width(text, font, SIZE) / 2
    for face_, part in visual_runs(text, font):
        group.add(String(left, y, part, fontName=face_, fontSize=SIZE, fillColor=color))
        left += width(part, face_, SIZE)
