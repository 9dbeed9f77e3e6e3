"""'Vraag 1', 'Antwoord 1', 'Vraag 2', …: numbered parts of one conversation, spoken by two voices, not by many."""

import re
from dataclasses import replace
from itertools import pairwise

from foundation.dutch import _
from interviews.files.draft import TranscriptDraft

_PART = re.compile(
    r"(?P<part>vraag|vr|v|antwoord|antw|a|question|q|answer|reactie)\.?[ _-]?(?P<number>\d{1,3})", re.IGNORECASE
)


def with_one_voice_per_part(draft: TranscriptDraft) -> TranscriptDraft:
    """The draft with numbers taken off questions and answers that are counted, and a notice that says so."""
    parts = {label: found for label in draft.speakers if (found := _PART.fullmatch(label))}
    kinds = {found["part"].casefold() for found in parts.values()}
    counted = {kind for kind in kinds if _counts_up(draft, kind)}
    if len(counted) < 2:
        return draft
    names = {label: found["part"] for label, found in parts.items() if found["part"].casefold() in counted}
    turns = tuple(replace(turn, speaker=names.get(turn.speaker, turn.speaker)) for turn in draft.turns)
    first = next(iter(names))
    said = _(
        "De vragen en antwoorden waren genummerd (‘%(label)s’). Die nummers zijn niet overgenomen: alle vragen zijn "
        "van één spreker, en alle antwoorden ook.",
        label=first,
    )
    return replace(draft, turns=turns, notices=(*draft.notices, said))


def _counts_up(draft: TranscriptDraft, kind: str) -> bool:
    """More than one number, each higher than the one before it; a number may come back right after itself."""
    found = [match for turn in draft.turns if (match := _PART.fullmatch(turn.speaker))]
    numbers = [int(match["number"]) for match in found if match["part"].casefold() == kind]
    return len(set(numbers)) > 1 and all(earlier <= later for earlier, later in pairwise(numbers))
