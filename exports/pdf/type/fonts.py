"""The product's typefaces as static cuts (see make_fonts): a serif for people's words, a sans for the system."""

from functools import cache
from pathlib import Path
from typing import Any, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from exports.pdf.type.shaping import FIRST_CODE, ShapedFont

FOLDER = Path(__file__).parent / "fonts"

STORY = "Literata-Regular"
STORY_BOLD = "Literata-SemiBold"
QUOTE = "Literata-Italic"
DISPLAY = "LiterataDisplay-SemiBold"
SYSTEM = "AtkinsonNext-Regular"
SYSTEM_BOLD = "AtkinsonNext-SemiBold"
FALLBACK = "DejaVuSans-Fallback"
UNSHAPED = (
    FALLBACK,
    "NotoSansArmenian-Regular",
    "NotoSansGeorgian-Regular",
    "NotoSansEthiopic-Regular",
    "NotoEmoji-Regular",
)
SHAPED = {"NotoNaskhArabic-Regular": "Arab", "NotoSansHebrew-Regular": "Hebr"}
"""Typefaces of scripts that run from right to left, each with its script."""
JOINED = "NotoNaskhArabic-Regular"
"""Has the signs that say whether letters join."""
FALLBACKS = (*UNSHAPED, *SHAPED)
"""Asked in this order for what the product's own typefaces do not have."""
UNKNOWN = "\ufffd"
"""Printed in a draft for a character that no typeface here has; the gate refuses it (journeys.checks.printable)."""


@cache
def register_fonts() -> None:
    """Make the typefaces known to reportlab, once per process."""
    for name in (STORY, STORY_BOLD, QUOTE, DISPLAY, SYSTEM, SYSTEM_BOLD, *UNSHAPED):
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
    for place, (name, script) in enumerate(SHAPED.items()):
        pdfmetrics.registerFont(ShapedFont(name, str(FOLDER / f"{name}.ttf"), script, place))
    for regular, bold in ((STORY, STORY_BOLD), (SYSTEM, SYSTEM_BOLD)):
        pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold, italic=regular, boldItalic=bold)
    for single in (STORY_BOLD, QUOTE, DISPLAY, SYSTEM_BOLD, *FALLBACKS):
        pdfmetrics.registerFontFamily(single, normal=single, bold=single, italic=single, boldItalic=single)


@cache
def characters(font: str) -> frozenset[int]:
    """The code points a typeface can print."""
    register_fonts()
    known = cast(Any, pdfmetrics.getFont(font)).face.charToGlyph
    return frozenset(code for code in known if code < FIRST_CODE)


@cache
def fallback_of(character: int) -> str:
    """The first of the fallbacks that has this code point; '' when none does."""
    return next((font for font in FALLBACKS if character in characters(font)), "")


def width(text: str, font: str, size: float) -> float:
    """How long the text is on one line, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
