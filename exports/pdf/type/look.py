"""The look of the product on paper: colours, text styles and the grid. The values are those of the screen's tokens."""

from functools import cache
from typing import Any, cast

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from exports.pdf.type.fonts import DISPLAY, QUOTE, STORY, STORY_BOLD, SYSTEM, SYSTEM_BOLD, register_fonts
from exports.pdf.type.markup import LONG_WORD, VERY_LONG_WORD, hyphenation
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


def text_style(
    font: str, size: float, leading: float, color: Any = INK, hyphens: bool = False, before: float = 0
) -> ParagraphStyle:
    """A style of running text; `hyphens` allows words of common length to be broken."""
    return ParagraphStyle(
        font,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=color,
        spaceBefore=before,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        hyphenationLang=cast(Any, hyphenation(LONG_WORD if hyphens else VERY_LONG_WORD)),
        embeddedHyphenation=0,
    )


def title_style(size: float, leading: float = 1.08) -> ParagraphStyle:
    """The display style of the first page; `leading` is larger for letters with marks above and below them."""
    return text_style(DISPLAY, size, size * leading, PETROL_DARK)


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Every text style by its name."""
    register_fonts()
    return {
        "municipality": text_style(SYSTEM_BOLD, 11.5, 15),
        "study": text_style(SYSTEM, 10, 14, SLATE),
        "strip": text_style(SYSTEM, 10.5, 15),
        "lead": text_style(STORY, 13.5, 20.5),
        "lead-long": text_style(STORY, 11.5, 17.5),
        "caption": text_style(SYSTEM, 9, 12.5, SLATE),
        "h2": text_style(STORY_BOLD, 20, 25, before=22),
        "phase": text_style(STORY_BOLD, 13.5, 18, PETROL_DARK),
        "h3": text_style(STORY_BOLD, 14.5, 19),
        "measure": text_style(SYSTEM_BOLD, 11.5, 15.5),
        "body": text_style(SYSTEM, 10.5, 15.5, hyphens=True),
        "li": text_style(SYSTEM, 10.5, 15.5, hyphens=True),
        "story": text_style(STORY, 10.5, 16.2, hyphens=True),
        "quote": text_style(QUOTE, 13, 18.5, PETROL),
        "note": text_style(SYSTEM, 10, 14.4, hyphens=True),
        "rail": text_style(SYSTEM, 9.5, 13, hyphens=True),
        "rail-bold": text_style(SYSTEM_BOLD, 9.5, 13),
        "small": text_style(SYSTEM, 9, 12.5, SLATE),
        "term": text_style(SYSTEM_BOLD, 10, 14.2),
        "meaning": text_style(SYSTEM, 10, 14.2, hyphens=True),
    }
