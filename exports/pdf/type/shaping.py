"""Typefaces whose letters change with their neighbours (Arabic) or carry marks (Hebrew): shaped by HarfBuzz.

reportlab paints characters, not glyphs. Every glyph of such a typeface therefore gets a code of its own in a private
plane; the codes never leave the program: the file maps glyphs to letters, and each word brings its own text.
"""

import re
from dataclasses import dataclass
from unicodedata import bidirectional, normalize

import uharfbuzz
from reportlab.pdfbase.ttfonts import TTFont

FIRST_CODE = 0xF0000
ROOM = 0x2000
"""Codes for the glyphs of one typeface."""
GLYPH_TEXT: dict[int, str] = {}
"""The letters that a glyph's code stands for."""
_NAME = re.compile(r"uni((?:[0-9A-F]{4})+)")
_NUMBERS = {"EN", "AN"}


@dataclass(frozen=True)
class Glyph:
    """`code` is what reportlab paints; sizes in thousandths: its own width, how far the pen goes, where it stands."""

    code: str
    width: float
    advance: float
    right: float
    up: float


class ShapedFont(TTFont):
    """A typeface of which `place` is its number among those that are shaped."""

    def __init__(self, name: str, filename: str, script: str, place: int) -> None:
        super().__init__(name, filename, shapable=False)
        self._script = script
        self._first = FIRST_CODE + place * ROOM
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(filename))
        self._shaper = uharfbuzz.Font(face)
        self._scale = 1000 / face.upem
        for glyph in range(face.glyph_count):
            code = self._first + glyph
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = self._shaper.get_glyph_h_advance(glyph) * self._scale
            GLYPH_TEXT[code] = _letters(self._shaper.glyph_to_string(glyph))

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - reportlab's name
        """How long the shaped text is, in points."""
        return sum(glyph.advance for glyph in self.shaped(text)) * size / 1000

    def shaped(self, text: str) -> list[Glyph]:
        """The glyphs of letters or of a number, from left to right."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.script = self._script
        buffer.direction = "ltr" if any(bidirectional(sign) in _NUMBERS for sign in text) else "rtl"
        uharfbuzz.shape(self._shaper, buffer)
        return [
            Glyph(
                chr(self._first + info.codepoint),
                self.face.charWidths[self._first + info.codepoint],
                position.x_advance * self._scale,
                position.x_offset * self._scale,
                position.y_offset * self._scale,
            )
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]


def _letters(name: str) -> str:
    """The letters in a glyph's name, as in uni0644_uni0627.fina; typefaces are made with such names (make_fonts)."""
    codes = "".join(match[1] for match in _NAME.finditer(name))
    letters = "".join(chr(int(codes[at : at + 4], 16)) for at in range(0, len(codes), 4))
    return normalize("NFKC", letters).strip() or " "
