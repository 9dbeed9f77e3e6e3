"""Lines that a program or transcriber adds around a conversation: who started the transcript, what made it, the end.

They stand alone on a line. Above the conversation they are part of the heading; below or between they are no speech.
"""

import re
from collections.abc import Iterator, Sequence

from foundation.dutch import _, ngettext

_LONGEST = 240
_MAKERS = (
    r"otter(?:\.ai)?|rev(?:\.com)?|sonix|trint|descript|happy ?scribe|amber ?script|good ?tape|turbo ?scribe|"
    r"whisper\w*|noscribe|f4x?|fireflies|tl;?dv|read\.ai|zoom|(?:microsoft )?teams|google meet|notta|riverside|veed|"
    r"amara|scribie|temi|speechmatics|assembly ?ai|https?://"
)
_NAMED = (
    r"(?!(?:ik|jij|je|hij|zij|ze|wij|we|jullie|die|iemand|niemand|i|he|she|they|you|someone)\b)"
    r"(?-i:[^\W\d_a-z])[^.?!:]{1,60}\s"
)
"""A name with a capital; 'Hij heeft het gesprek verlaten' is said by somebody."""
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r".{1,80}\s(?:started|stopped|ended|paused|resumed) (?:the )?(?:transcription|transcribing|recording)\.?",
        r"(?:the )?(?:transcription|recording|meeting|transcript) (?:has |was |is )?(?:been )?"
        r"(?:started|stopped|ended|paused)\b.{0,60}",
        r".{1,80}\s(?:heeft|is|hebt) (?:de |het |met )?(?:transcriptie|transcript|transcriberen)\s?"
        r"(?:gestart|gestopt|begonnen|beëindigd|stopgezet)\.?",
        rf"{_NAMED}(?:has )?(?:joined|left) the (?:meeting|call|conversation)",
        rf"{_NAMED}(?:neemt deel aan de (?:vergadering|oproep)|heeft (?:de vergadering|het gesprek) verlaten)",
        r"(?:de )?(?:transcriptie|opname|vergadering) (?:is |werd )?(?:gestart|gestopt|beëindigd)"
        r"(?: na [\d:.]+)?\W{0,5}",
        r"\W{0,2}(?:automatically |auto-?)?(?:transcri(?:bed|ptions?|pts?)|subtitl(?:ed|es)|caption(?:s|ed)|generated|"
        r"created|exported|made)\b.{0,30}\b(?:by|with|using|from|in)\b.{0,20}(?:" + _MAKERS + r").{0,120}",
        r"\W{0,2}(?:automatisch )?(?:getranscribeerd|uitgewerkt|gemaakt|gegenereerd|ondertitel(?:d|s|ing)?|"
        r"transcript(?:ie)?)\b.{0,30}\b(?:door|met|via|van|in)\b.{0,20}(?:" + _MAKERS + r").{0,120}",
        r"this (?:editable )?transcript (?:was|is) (?:computer.generated|exported|automatically).{0,200}",
        r"dit (?:bewerkbare )?transcript is (?:automatisch|door (?:een|de) computer).{0,200}",
        r"(?:mensen|personen|je|u) kun(?:nen|t) de tekst ook (?:wijzigen|aanpassen|veranderen).{0,80}",
        r"people can also change the text after it was created\.?",
        r"[-–\s]*(?:pagina|page|blz\.?|pag\.?|p\.)\s?\d{1,3}(?:\s?(?:van|of|/)\s?\d{1,3})?[-–\s]*",
        r"[\[(<*\s-]*(?:end of (?:the )?(?:transcript(?:ion)?|recording|interview|audio)|einde (?:van (?:het|de) )?"
        r"(?:transcript(?:ie)?|opname|interview|gesprek|audio))[\])>*\s.-]*",
    )
)


def is_program_line(text: str) -> bool:
    """'Marjan Hoekstra stopped transcription', 'Transcribed by https://otter.ai', '[einde opname]'."""
    line = text.strip()
    return 0 < len(line) <= _LONGEST and any(form.fullmatch(line) for form in _FORMS)


def about_headings(lines: Sequence[str]) -> Iterator[str]:
    """One sentence that quotes the headings between the turns."""
    if lines:
        yield ngettext(
            "%(num)s tussenkop is geen deel van het gesprek en is weggelaten: %(lines)s.",
            "%(num)s tussenkoppen zijn geen deel van het gesprek en zijn weggelaten: %(lines)s.",
            len(lines),
            lines="; ".join(_("‘%(line)s’", line=line.strip()) for line in dict.fromkeys(lines)),
        )


def about_remarks(remarks: Sequence[str]) -> Iterator[str]:
    """One sentence that quotes what stands in columns of remarks and codes."""
    if remarks:
        yield ngettext(
            "%(num)s opmerking of code naast het gesprek is weggelaten: %(lines)s.",
            "%(num)s opmerkingen en codes naast het gesprek zijn weggelaten: %(lines)s.",
            len(remarks),
            lines="; ".join(_("‘%(line)s’", line=line.strip()) for line in dict.fromkeys(remarks)),
        )


def about_program_lines(lines: Sequence[str]) -> Iterator[str]:
    """One sentence that quotes them all."""
    if lines:
        yield ngettext(
            "%(num)s regel hoort niet bij het gesprek en is weggelaten: %(lines)s.",
            "%(num)s regels horen niet bij het gesprek en zijn weggelaten: %(lines)s.",
            len(lines),
            lines="; ".join(_("‘%(line)s’", line=line.strip()) for line in dict.fromkeys(lines)),
        )
