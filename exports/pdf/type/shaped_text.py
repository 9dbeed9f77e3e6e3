"""Paints the glyphs of shaped typefaces with reportlab's private means for text."""

import re
from collections.abc import Iterator
from typing import Any, cast

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.textobject import PDFTextObject

from exports.pdf.type.shaping import ShapedFont

SPACE = re.compile("( )")


class ShapedText(PDFTextObject):
    """A text object that paints letters of shaped typefaces as glyphs, from left to right as they are seen."""

    _canvas: Any
    _fontname: str
    _fontsize: float
    _leading: float
    _curSubset: int  # noqa: N815 - reportlab's name

    def _formatText(self, text: str) -> str:  # noqa: N802 - reportlab's name
        font = pdfmetrics.getFont(self._fontname)
        if " " in text and ord(" ") not in cast(Any, font).face.charToGlyph:
            return " ".join(self._apart(text))
        if not isinstance(font, ShapedFont) or not text.strip():
            return str(cast(Any, super())._formatText(text))
        return " ".join(self._glyph_operators(font, text))

    def _apart(self, text: str) -> Iterator[str]:
        """The words of a typeface that has no space, with spaces of the document's own typeface between them."""
        own = self._fontname
        for part in filter(None, SPACE.split(text)):
            self._fontname, self._curSubset = self._canvas._initialFontName if part == " " else own, -1
            yield self._formatText(part)
        self._fontname, self._curSubset = own, -1

    def _glyph_operators(self, font: ShapedFont, text: str) -> Iterator[str]:
        moved = raised = 0.0
        for glyph in font.shaped(text):
            subset, code = cast(Any, font).splitString(glyph.code, self._canvas._doc)[0]
            if subset != self._curSubset:
                self._curSubset = subset
                name = cast(Any, font).getSubsetInternalName(subset, self._canvas._doc)
                yield f"{name} {fp_str(self._fontsize)} Tf {fp_str(self._leading)} TL"
            if glyph.up != raised:
                raised = glyph.up
                yield f"{fp_str(raised * self._fontsize / 1000)} Ts"
            moved += glyph.right
            yield (
                f"[{fp_str(-moved)} ({self._canvas._escape(code)})] TJ"
                if moved
                else f"({self._canvas._escape(code)}) Tj"
            )
            moved = glyph.advance - glyph.width - glyph.right
        if raised:
            yield "0 Ts"
        if moved:
            yield f"[{fp_str(-moved)}] TJ"
