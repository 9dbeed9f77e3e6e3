"""Vector signs on a grid of 24: faces, places and states. Each stands beside the word that says the same."""

from math import ceil
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Group

from exports.pdf.drawing.svg import placed
from exports.pdf.drawing.svg_shapes import stroke_path
from exports.pdf.type.look import FEELING, PAPER, PETROL, VOICE
from journeys.story import Channel, Feeling, MeasureState

GRID = 24
EYES = "M8.7 9v.6M15.3 9v.6"
MOUTH = {
    Feeling.POSITIVE: "M7.8 13.6c1 2 2.5 3 4.2 3s3.2-1 4.2-3",
    Feeling.NEUTRAL: "M8 15h8",
    Feeling.NEGATIVE: "M7.8 16.3c1-2 2.5-2.9 4.2-2.9s3.2.9 4.2 2.9",
}
PLACES = {
    Channel.HOME: "M4 11.5 12 4.5l8 7V20h-5.5v-5.5h-5V20H4Z",
    Channel.SCHOOL: "M12 3v5m0-5h4v2.5h-4M4 20V12l8-4 8 4v8Zm6 0v-4h4v4",
    Channel.INTERNET: "M3.5 5h17v11h-17ZM9 20h6m-3-4v4",
    Channel.TELEPHONE: "M6 3.5h3l1.7 4.6-2.2 1.6a12 12 0 0 0 5.8 5.8l1.6-2.2 4.6 1.7v3a2 2 0 0 1-2.2 2"
    "A17 17 0 0 1 4 5.7a2 2 0 0 1 2-2.2Z",
    Channel.LETTER: "M3.5 6h17v12.5h-17Zm0 .5 8.5 6.5 8.5-6.5",
    Channel.DOCTOR: "M5 4v5.5a4 4 0 0 0 8 0V4M9 13.5V16a4.5 4.5 0 0 0 9 0v-2.5M16 11.5a2 2 0 0 0 4 0a2 2 0 0 0-4 0Z",
    Channel.COUNTER: "M3 13h18M5 13v7h14v-7M9.2 7a2.8 2.8 0 0 0 5.6 0a2.8 2.8 0 0 0-5.6 0Z",
    Channel.PROVIDER: "M5.7 8.5a3.3 3.3 0 0 0 6.6 0a3.3 3.3 0 0 0-6.6 0ZM2.8 19c.5-3.5 2.9-5.2 6.2-5.2s5.7 1.7 6.2 5.2"
    "M15.5 5.6a3.3 3.3 0 0 1 0 5.8M18 14.5c1.8.7 2.9 2.2 3.2 4.5",
    Channel.WAITING: "M3.5 12a8.5 8.5 0 0 0 17 0a8.5 8.5 0 0 0-17 0ZM12 7.5V12l3 2",
}
STATES = {
    MeasureState.DONE: "m4.5 12.5 5 5 10-11",
    MeasureState.BUSY: "M3.5 12a8.5 8.5 0 0 0 17 0a8.5 8.5 0 0 0-17 0ZM12 7.5V12l3 2",
    MeasureState.NOT_YET: "m6 6 12 12M18 6 6 18",
    MeasureState.PROPOSED: "M9.5 17.5h5M10 20.5h4M8.5 14.5a6 6 0 1 1 7 0v3h-7Z",
}


def face(feeling: Feeling, radius: float, halo: float = 0) -> Group:
    """A filled face around (0, 0); `halo` is a ring of paper that keeps it free from the line behind it."""
    scale = radius / 11
    lines = [stroke_path(EYES, PAPER, 2.2), stroke_path(MOUTH[feeling], PAPER, 1.8)]
    group = Group(Circle(0, 0, radius, fillColor=FEELING[feeling], strokeColor=None))
    if halo:
        group.insert(0, Circle(0, 0, radius + halo, fillColor=PAPER, strokeColor=None))
    group.add(placed(lines, scale, -scale * GRID / 2, scale * GRID / 2))
    return group


def place_icon(channel: Channel, size: float, color: Any = PETROL) -> Group:
    """A line icon around (0, 0)."""
    return _icon(PLACES[channel], size, color, 1.5)


def state_icon(state: MeasureState, size: float, color: Any) -> Group:
    """A tick, a clock, a cross or a lamp around (0, 0)."""
    return _icon(STATES[state], size, color, 2.2)


def voices(told: int, total: int, room: float) -> Drawing:
    """One dot is one conversation: those that told it filled, the others hollow.

    In as few rows of at most `room` points as it takes, each about as long.
    """
    pitch = min(6.4, max(5.4, room / max(total, 1)))
    radius = pitch * 0.36
    rows = max(1, ceil(total / max(1, int(room / pitch + 0.01))))
    in_row = max(1, ceil(total / rows))
    drawing = Drawing(room, rows * pitch)
    for index in range(total):
        row, column = divmod(index, in_row)
        x, y = radius + 0.5 + column * pitch, drawing.height - radius - 1 - row * pitch
        is_told = index < told
        drawing.add(Circle(x, y, radius, strokeColor=VOICE, strokeWidth=0.8, fillColor=VOICE if is_told else PAPER))
    return drawing


def _icon(data: str, size: float, color: Any, width: float) -> Group:
    scale = size / GRID
    return Group(placed([stroke_path(data, color, width)], scale, -size / 2, size / 2))
