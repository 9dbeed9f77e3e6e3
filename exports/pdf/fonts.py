"""The product's typefaces as static cuts (see make_fonts): a serif for people's words, a sans for the system."""

from functools import cache
from pathlib import Path
from typing import Any, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"

STORY = "Literata-Regular"
STORY_BOLD = "Literata-SemiBold"
QUOTE = "Literata-Italic"
DISPLAY = "LiterataDisplay-SemiBold"
SYSTEM = "AtkinsonNext-Regular"
SYSTEM_BOLD = "AtkinsonNext-SemiBold"
FALLBACK = "DejaVuSans-Fallback"
FALLBACKS = (
    FALLBACK,
    "NotoSansArmenian-Regular",
    "NotoSansGeorgian-Regular",
    "NotoSansEthiopic-Regular",
    "NotoEmoji-Regular",
)
"""Asked in this order for what the product's own typefaces do not have."""
UNKNOWN = "\ufffd"
"""Printed in a draft for a character that no typeface here has; the gate refuses it (journeys.printable)."""


@cache
def register_fonts() -> None:
    """Make the typefaces known to reportlab, once per process."""
    for name in (STORY, STORY_BOLD, QUOTE, DISPLAY, SYSTEM, SYSTEM_BOLD, *FALLBACKS):
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
    for regular, bold in ((STORY, STORY_BOLD), (SYSTEM, SYSTEM_BOLD)):
        pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold, italic=regular, boldItalic=bold)
    for single in (STORY_BOLD, QUOTE, DISPLAY, SYSTEM_BOLD, *FALLBACKS):
        pdfmetrics.registerFontFamily(single, normal=single, bold=single, italic=single, boldItalic=single)


@cache
def characters(font: str) -> frozenset[int]:
    """The code points a typeface can print."""
    register_fonts()
    return frozenset(cast(Any, pdfmetrics.getFont(font)).face.charToGlyph)


@cache
def fallback_of(character: int) -> str:
    """The first of the fallbacks that has this code point; '' when none does."""
    return next((font for font in FALLBACKS if character in characters(font)), "")


def width(text: str, font: str, size: float) -> float:
    """How long the text is on one line, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
