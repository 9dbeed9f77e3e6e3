"""The text styles of the product on paper, by name."""

from functools import cache
from typing import Any, cast

from reportlab.lib.styles import ParagraphStyle

from exports.pdf.type.fonts import DISPLAY, QUOTE, STORY, STORY_BOLD, SYSTEM, SYSTEM_BOLD, register_fonts
from exports.pdf.type.look import INK, PETROL, PETROL_DARK, SLATE
from exports.pdf.type.markup import LONG_WORD, VERY_LONG_WORD, hyphenation


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
