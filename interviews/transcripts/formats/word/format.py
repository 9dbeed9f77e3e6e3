"""Word documents among the formats of transcripts."""

from foundation.dutch import _
from interviews.files.package import open_package
from interviews.files.unreadable import Reason
from interviews.transcripts.formats.registry import BinaryFormat
from interviews.transcripts.formats.word.parts import NOT_WORD, OTHER_OFFICE
from interviews.transcripts.formats.word.reading import read_word


def save_as_word() -> str:
    """What to do with a file that Word opens and we don't."""
    return _("Open het in Word, kies ‘Opslaan als’ en dan ‘Word-document (.docx)’, en lees dat bestand in.")


FORMAT = BinaryFormat(
    name=lambda: _("Word"),
    place=1,
    endings=(".docx",),
    turned_away={
        ".doc": Reason.OLD_WORD,
        ".dot": Reason.OLD_WORD,
        ".docm": Reason.MACRO,
        ".dotm": Reason.MACRO,
    },
    gate=open_package,
    read=read_word,
    refusals={
        Reason.OLD_WORD: lambda: _("Dit is een oud Word-bestand (.doc). %(what)s", what=save_as_word()),
        Reason.MACRO: lambda: _("Dit Word-bestand bevat macro’s; die laten we niet toe. %(what)s", what=save_as_word()),
        Reason.PLAIN_TEXT_AS_WORD: lambda: _(
            "Dit is gewone tekst met de naam .docx. Verander de naam in .txt, of sla het in Word op als .docx. "
            "Lees het dan opnieuw in."
        ),
        OTHER_OFFICE: lambda: _(
            "Dit is een rekenblad of presentatie, geen Word-document. Kopieer de tekst naar Word, sla die op als .docx "
            "en lees dat bestand in."
        ),
        NOT_WORD: lambda: _(
            "Dit is een ingepakt bestand (zip), geen Word-document. Pak het uit en lees de transcripten in die erin "
            "zitten."
        ),
    },
)
