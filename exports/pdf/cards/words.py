"""What stands on every card of a sheet, in sizes at which it fits: only the code differs from card to card."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from exports.pdf.tagged.flowables import TaggedParagraph
from exports.pdf.tagged.panel import ANY_HEIGHT
from exports.pdf.type.fonts import STORY_BOLD, SYSTEM, SYSTEM_BOLD
from exports.pdf.type.look import INK, PETROL_DARK, SLATE
from exports.pdf.type.markup import line_width, markup, shortened
from exports.pdf.type.text_styles import text_style
from foundation.dutch import _, long_date

ROOM = 58 * mm
"""Width of the column of words."""
HIGH = 56 * mm
"""Height of that column."""
AFTER_ORGANISATION, AFTER_QUESTION = 3 * mm, 2 * mm
CODE_SIZE, CODE_HEIGHT = 17.0, 22.0
LEAST_GAP = 1 * mm
"""Between the words above and those below."""
QUESTION_SIZES = (15.0, 13.0, 11.5, 10.0)
ADDRESS_SIZES = (9.5, 9.0, 8.5, 8.0)
ORGANISATION_LINES = 2
SMALL = 8.5
ARTICLE = re.compile("^(de|het) ")
BEFORE_A_PART = re.compile("(?=[./])|(?<=-)")
"""Where an address may be broken: nothing is added there, so that nothing more is typed over."""

_ORGANISATION = text_style(SYSTEM_BOLD, 10.5, 13.5, PETROL_DARK)
_PROMISE = text_style(SYSTEM, 10.5, 14.5, INK)
_UNTIL = text_style(SYSTEM, SMALL, 11, SLATE)
_SCAN = ParagraphStyle("scan", text_style(SYSTEM, SMALL, 10.5, INK), alignment=TA_CENTER)


@dataclass(frozen=True)
class Words:
    """Markup, and the style in which it fits on a card."""

    markup: str
    style: ParagraphStyle

    @cached_property
    def height(self) -> float:
        """How high it stands in the column of words, in points."""
        return float(self.paragraph().wrap(ROOM, ANY_HEIGHT)[1])

    @property
    def lines(self) -> int:
        """How many lines it takes in the column of words."""
        paragraph = self.paragraph()
        paragraph.wrap(ROOM, ANY_HEIGHT)
        return paragraph.line_count

    def paragraph(self) -> TaggedParagraph:
        """It, tied to no element yet: to measure by."""
        return TaggedParagraph(self.markup, self.style)


@dataclass(frozen=True)
class CardWords:
    """In the order in which they are read; the code and its square come after `go_to`."""

    organisation: Words
    question: Words
    promises: tuple[Words, ...]
    go_to: Words
    scan: Words
    until: Words


def card_words(organisation: str, subject: str, address: str, valid_until: date) -> CardWords:
    """The words for these cards. Names that are far too long are cut off with an ellipsis."""
    name = _cut_to(ORGANISATION_LINES, organisation, lambda words: _words(words, _ORGANISATION))
    promises = (
        _words(_("Vertel het ons in drie minuten."), _PROMISE),
        _words(_("We weten niet wie u bent."), _PROMISE),
    )
    go_to = _go_to(address)
    until = _words(_("Geldig tot en met %(day)s", day=long_date(valid_until)), _UNTIL)
    taken = sum(words.height for words in (name, *promises, go_to, until))
    room = HIGH - taken - CODE_HEIGHT - AFTER_ORGANISATION - AFTER_QUESTION - LEAST_GAP
    scan = _words(_("Scan met uw telefoon"), _SCAN)
    return CardWords(name, _question(subject, room), promises, go_to, scan, until)


def _words(text: str, style: ParagraphStyle) -> Words:
    return Words(markup(text, style.fontName), style)


def _question(subject: str, room: float) -> Words:
    """In the largest size that leaves the rest its place."""
    for size in QUESTION_SIZES:
        question = _asked(_tied(subject, size), size)
        if question.height <= room:
            return question
    lines = max(1, int(room / question.style.leading))
    return _cut_to(lines, subject, lambda words: _asked(words, QUESTION_SIZES[-1]))


def _asked(subject: str, size: float) -> Words:
    return _words(_("Hoe was %(subject)s?", subject=subject), text_style(STORY_BOLD, size, size * 1.22, INK))


def _tied(subject: str, size: float) -> str:
    """'het' stays on one line with the word after it, where that has the room."""
    tied = ARTICLE.sub("\\1\u00a0", subject)
    fits = line_width(tied.split(" ")[0] + "?", STORY_BOLD, size) <= ROOM
    return tied if fits else subject


def _go_to(address: str) -> Words:
    """The address on one line where it can be, else broken between its parts."""
    size = next((one for one in ADDRESS_SIZES if line_width(address, SYSTEM, one) <= ROOM), ADDRESS_SIZES[-1])
    style = ParagraphStyle("address", text_style(SYSTEM, size, size * 1.3, INK), hyphenationLang="")
    lines = [""]
    for part in BEFORE_A_PART.split(address):
        if line_width(lines[-1] + part, SYSTEM, size) > ROOM:
            lines.append("")
        lines[-1] += part
    words = _("Ga naar %(address)s", address="\n".join(lines)).split("\n")
    return Words("<br/>".join(markup(line, SYSTEM) for line in words), style)


def _cut_to(lines: int, text: str, made: Callable[[str], Words]) -> Words:
    """The words with the text, of which no more is kept than stands on so many lines."""
    words, room = made(text), lines * ROOM
    while words.lines > lines:
        style = words.style
        words = made(shortened(text, style.fontName, style.fontSize, room))
        room *= 0.95
    return words
