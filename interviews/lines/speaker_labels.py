"""What the label before a turn tells: who asks, who answers, and whether it gives somebody away."""

import re

from foundation.dutch import _
from interviews.lines.speaker_names import is_usual_label

_ASKS = re.compile(
    r"(?:i|int|iv|ivr|inter|interv|interviewer|interviewster|onderzoeker|onderzoekster|"
    r"gespreksleider|gespreksvoerder|moderator|researcher|vraag|v)\b[. _-]?\d{0,2}",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(?:r|resp|respondent|respondente|a|antwoord)[. _-]?(\d{0,2})", re.IGNORECASE)


def asks_by_label(label: str) -> bool:
    """'I', 'Interviewer 2', 'vraag'."""
    return bool(_ASKS.fullmatch(label))


def answers_by_label(label: str) -> re.Match[str] | None:
    """'R', 'resp 2': the first group is the number, if any."""
    return _ANSWERS.fullmatch(label)


def gives_nobody_away(label: str) -> bool:
    """'Interviewer', 'R', 'Spreker 2', 'moeder': a part in the conversation, not a person's name."""
    if not label or label in (voice_in_bold(), voice_in_plain()):
        return True
    return is_usual_label(label) or asks_by_label(label) or bool(answers_by_label(label))


def voice_in_bold() -> str:
    """What the one who asks in bold is called."""
    return str(_("vet gedrukt"))


def voice_in_plain() -> str:
    """What the one who answers is called."""
    return str(_("gewoon gedrukt"))
