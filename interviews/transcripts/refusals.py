"""Every reason to refuse a file, in Dutch: what is wrong, and what to do."""

from foundation.dutch import _
from interviews.files import limits
from interviews.files.draft import TranscriptRefused
from interviews.files.unreadable import Reason


def refusal(reason: Reason) -> TranscriptRefused:
    """The error to show for a reason."""
    return TranscriptRefused(_SENTENCES[reason]())


def _save_again() -> str:
    return _("Open het in Word, kies ‘Opslaan als’ en dan ‘Word-document (.docx)’, en lees dat bestand in.")


_SENTENCES = {
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
    Reason.OLD_WORD: lambda: _("Dit is een oud Word-bestand (.doc). %(what)s", what=_save_again()),
    Reason.MACRO: lambda: _("Dit Word-bestand bevat macro’s; die laten we niet toe. %(what)s", what=_save_again()),
    Reason.RTF: lambda: _("Dit is een RTF-bestand, geen Word-document. %(what)s", what=_save_again()),
    Reason.PDF: lambda: _(
        "Dit is een PDF. Vraag de maker om het Word-bestand. Of open de PDF in Word, sla hem op als .docx en lees "
        "dat bestand in."
    ),
    Reason.HTML: lambda: _("Dit is een webpagina, geen Word-document. %(what)s", what=_save_again()),
    Reason.OPEN_DOCUMENT: lambda: _(
        "Dit is een OpenDocument-bestand (.odt). Open het in LibreOffice of Word, sla het op als .docx en lees "
        "dat bestand in."
    ),
    Reason.OTHER_OFFICE: lambda: _(
        "Dit is een rekenblad of presentatie, geen Word-document. Kopieer de tekst naar Word, sla die op als .docx en "
        "lees dat bestand in."
    ),
    Reason.NOT_WORD: lambda: _(
        "Dit is een ingepakt bestand (zip), geen Word-document. Pak het uit en lees de transcripten in die erin zitten."
    ),
    Reason.PLAIN_TEXT_AS_WORD: lambda: _(
        "Dit is gewone tekst met de naam .docx. Verander de naam in .txt, of sla het in Word op als .docx. "
        "Lees het dan opnieuw in."
    ),
    Reason.WORD_AS_TEXT: lambda: _(
        "Dit lijkt een Word-bestand of ingepakt bestand, maar de naam zegt iets anders. Geef het een naam die eindigt "
        "op .docx, of sla het in Word op als .docx. Lees het dan opnieuw in."
    ),
    Reason.NOT_TEXT: lambda: _(
        "In dit bestand staat geen leesbare tekst. Kijk of je het juiste bestand hebt gekozen. Dat is een "
        "transcript als .docx, .txt, .md, .vtt of .srt."
    ),
    Reason.NO_CUES: lambda: _(
        "In dit ondertitelbestand staan geen tijden met tekst. Maak de export opnieuw als .vtt of .srt. Of sla de "
        "tekst op als .txt. Lees dat bestand in."
    ),
    Reason.NO_TEXT: lambda: _(
        "In dit bestand staat geen tekst. Kijk of je het juiste bestand hebt gekozen. Staat het gesprek er als "
        "afbeelding in, vraag dan om de getypte tekst."
    ),
    Reason.OTHER_KIND: lambda: _(
        "Dit soort bestand kunnen we niet lezen. Sla het in Word op als .docx (‘Opslaan als’) en lees dat in. "
        ".txt, .md, .vtt en .srt kunnen ook."
    ),
}
