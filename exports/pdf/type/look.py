"""The look of the product on paper: colours and the grid. The values are those of the screen's tokens."""

from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4

from journeys.story import Feeling, MeasureState

PAPER = white
INK = HexColor("#18242e")
SLATE = HexColor("#52606b")
PETROL = HexColor("#0c5367")
PETROL_DARK = HexColor("#083a49")
PETROL_TINT = HexColor("#e2eef0")
OCHRE = HexColor("#e9a91c")
OCHRE_STRIP = HexColor("#f9d46b")
RULE = HexColor("#c9d2d6")
VOICE = HexColor("#55858f")
"""One dot is one conversation."""

FEELING = {
    Feeling.POSITIVE: HexColor("#17624f"),
    Feeling.NEUTRAL: HexColor("#5a6873"),
    Feeling.NEGATIVE: HexColor("#9a3412"),
}
STATE = {
    MeasureState.DONE: HexColor("#17624f"),
    MeasureState.BUSY: HexColor("#704700"),
    MeasureState.NOT_YET: HexColor("#3f4c56"),
    MeasureState.PROPOSED: HexColor("#0c5367"),
}
STATE_TINT = {
    MeasureState.DONE: HexColor("#e0f1ec"),
    MeasureState.BUSY: HexColor("#fff1cc"),
    MeasureState.NOT_YET: HexColor("#eef1f2"),
    MeasureState.PROPOSED: HexColor("#e2eef0"),
}

# The grid, in points: a rail for what belongs to a step, a gutter, a column of about 65 characters.
PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 54.0
MARGIN_TOP = 46.0
MARGIN_BOTTOM = 58.0
WIDE = PAGE_WIDTH - 2 * MARGIN
RAIL = 124.0
GUTTER = 18.0
COLUMN_LEFT = RAIL + GUTTER
COLUMN = WIDE - COLUMN_LEFT
SPINE = 16.0
"""Where the line of the story runs, from the left edge of the rail."""
FULL_PAGE = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

DISPLAY_SIZES = (42, 36, 31, 26, 22)
"""Sizes of a title; the first one that keeps it to four lines is taken."""


def link(address: str, words: str) -> str:
    """Markup of a link; `address` is escaped and quoted, `words` is markup."""
    line = f'<u width="0.6" offset="-1.9" color="{css(PETROL)}">{words}</u>'
    return f'<a href={address} color="{css(PETROL)}">{line}</a>'


def css(color: Any) -> str:
    """A colour as markup takes it."""
    return str(color.hexval()).replace("0x", "#")
