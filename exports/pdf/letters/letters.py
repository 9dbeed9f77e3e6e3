"""Letters, a sheet of A4 each, as one file: PDF/UA-1 and PDF/A-2a."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from exports.pdf.letters.sheet import letter_sheet
from exports.pdf.tagged.canvas import TaggedCanvas
from exports.pdf.tagged.document import Description, DocumentContent, PageLayout, write_document
from exports.pdf.type.fonts import SYSTEM
from exports.pdf.type.markup import printable
from exports.pdf.type.text_styles import styles
from feedback.invitations.letters import LetterToPrint
from foundation.dutch import _, ngettext


@dataclass(frozen=True)
class Letters:
    """Letters to print. `door` is where a code is typed, in full; its square holds that with the code behind a #."""

    organisation: str
    subject: str
    day: date
    door: str
    letters: Sequence[LetterToPrint] = field(repr=False)


def letters_pdf(letters: Letters) -> bytes:
    """The file, its sheets in the order of the letters."""
    story = DocumentContent(styles())
    for number, one in enumerate(letters.letters, 1):
        story.add(letter_sheet(story, one, number, letters.day, letters.door))
    return write_document(story, PageLayout(0, 0, 0, 0, SYSTEM, _paint_nothing), _description(letters)).file


def _paint_nothing(_canvas: TaggedCanvas, _page: int) -> None:
    """A letter has nothing that stands on every page."""


def _description(letters: Letters) -> Description:
    many = ngettext("%(num)s brief", "%(num)s brieven", len(letters.letters))
    return Description(
        title=printable(_("Uitnodigingen: %(subject)s", subject=letters.subject)),
        author=printable(letters.organisation),
        subject=printable(_("%(letters)s, elk op één vel. In elke brief staat een eigen code.", letters=many)),
        keywords=_("brieven, eenmalige code"),
    )
