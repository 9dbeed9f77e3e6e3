"""Why a file is refused, in Dutch: what is wrong, and what to do. A format has sentences of its own beside these."""

from foundation.dutch import _, either, enumerated
from interviews.files import limits
from interviews.files.draft import TranscriptRefused
from interviews.files.unreadable import Reason
from interviews.transcripts.formats.registry import Format, Sentence, formats, named_endings, turns_away
from interviews.transcripts.formats.word.format import save_as_word

_OTHER_KINDS = {
    ".rtf": Reason.RTF,
    ".pdf": Reason.PDF,
    ".odt": Reason.OPEN_DOCUMENT,
    ".htm": Reason.HTML,
    ".html": Reason.HTML,
}


def refusal(reason: str, form: Format | None = None) -> TranscriptRefused:
    """The error to show for a reason, as the file's format says it."""
    return TranscriptRefused(_sentence(reason, form)())


def refusal_of_kind(ending: str) -> TranscriptRefused:
    """The error to show for a file of no format that is read."""
    known = turns_away(ending)
    return refusal(known[1], known[0]) if known else refusal(_OTHER_KINDS.get(ending, Reason.OTHER_KIND))


def _sentence(reason: str, form: Format | None) -> Sentence:
    """The format's own, the one for all, or that of the format as which the text was recognised."""
    own = form.refusals if form else {}
    others = [other.refusals for other in formats()]
    found = (sentences[reason] for sentences in (own, _SENTENCES, *others) if reason in sentences)
    return next(found, _SENTENCES[Reason.OTHER_KIND])


_SENTENCES: dict[str, Sentence] = {
    Reason.EMPTY: lambda: _(
        "Dit bestand is leeg. Kijk of je het juiste bestand hebt gekozen, of vraag het opnieuw aan de maker."
    ),
    Reason.TOO_LARGE: lambda: _(
        "Dit bestand is groter dan %(megabytes)s MB. Haal de afbeeldingen eruit of splits het per gesprek, "
        "en lees het opnieuw in.",
        megabytes=limits.MAX_UPLOAD_BYTES // 1_000_000,
    ),
    Reason.TOO_LONG: lambda: _(
        "In dit bestand staat veel meer tekst dan in een lang gesprek. Splits het per gesprek en lees de delen in."
    ),
    Reason.UNPACKS_TOO_LARGE: lambda: _(
        "Dit bestand wordt bij het openen te groot. Haal de afbeeldingen eruit, sla het opnieuw op als .docx "
        "en lees dat bestand in."
    ),
    Reason.TOO_HEAVY: lambda: _(
        "Dit bestand kostte te veel geheugen of tijd. Kopieer de tekst naar een nieuw Word-document, sla dat op "
        "als .docx en lees het in."
    ),
    Reason.DAMAGED: lambda: _(
        "Dit bestand is beschadigd of niet compleet. Open het in Word, sla het opnieuw op als .docx en lees dat "
        "bestand in. Lukt openen niet, vraag het dan opnieuw aan de maker."
    ),
    Reason.UNSAFE: lambda: _(
        "Dit bestand heeft een opbouw die Word niet maakt en die onveilig kan zijn. Kopieer de tekst naar een nieuw "
        "Word-document, sla dat op als .docx en lees het in."
    ),
    Reason.PASSWORD: lambda: _(
        "Dit bestand is met een wachtwoord beveiligd. Open het in Word en haal het wachtwoord eraf. "
        "Sla het op als .docx en lees dat bestand in."
    ),
    Reason.RTF: lambda: _("Dit is een RTF-bestand, geen Word-document. %(what)s", what=save_as_word()),
    Reason.PDF: lambda: _(
        "Dit is een PDF. Vraag de maker om het Word-bestand. Of open de PDF in Word, sla hem op als .docx en lees "
        "dat bestand in."
    ),
    Reason.HTML: lambda: _("Dit is een webpagina, geen Word-document. %(what)s", what=save_as_word()),
    Reason.OPEN_DOCUMENT: lambda: _(
        "Dit is een OpenDocument-bestand (.odt). Open het in LibreOffice of Word, sla het op als .docx en lees "
        "dat bestand in."
    ),
    Reason.WORD_AS_TEXT: lambda: _(
        "Dit lijkt een Word-bestand of ingepakt bestand, maar de naam zegt iets anders. Geef het een naam die eindigt "
        "op .docx, of sla het in Word op als .docx. Lees het dan opnieuw in."
    ),
    Reason.NOT_TEXT: lambda: _(
        "In dit bestand staat geen leesbare tekst. Kijk of je het juiste bestand hebt gekozen. Dat is een "
        "transcript als %(endings)s.",
        endings=either(named_endings()),
    ),
    Reason.NO_TEXT: lambda: _(
        "In dit bestand staat geen tekst. Kijk of je het juiste bestand hebt gekozen. Staat het gesprek er als "
        "afbeelding in, vraag dan om de getypte tekst."
    ),
    Reason.OTHER_KIND: lambda: _(
        "Dit soort bestand kunnen we niet lezen. Sla het in Word op als .docx (‘Opslaan als’) en lees dat in. "
        "%(others)s kunnen ook.",
        others=enumerated(ending for ending in named_endings() if ending != ".docx"),
    ),
}
