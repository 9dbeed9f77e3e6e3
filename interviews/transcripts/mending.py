"""Mending who says what before an interview is taken in: split a turn, join two, say who speaks, alternate, undo.

No word changes: mending only moves the borders between turns and says whose they are.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.files.draft import DraftTurn
from interviews.texts.adding import LONGEST_SPEAKER
from interviews.transcripts.drafts import draft_of
from interviews.transcripts.models import TranscriptInProgress

MOST_MENDS = 50
"""So many can be taken back."""
_BORDER = re.compile(r"\n[^\S\n]*\n\s*")


class TurnUnknown(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze beurt is er niet meer. Kijk hieronder hoe het gesprek nu verdeeld is."))


class MendedElsewhere(ResearcherError):
    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Dit gesprek is in een ander tabblad aangepast. Hieronder staat hoe het nu verdeeld is. Wat je "
                "invulde, is blijven staan. Doe de laatste stap opnieuw als dat nog nodig is."
            )
        )


class WordsChanged(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Bij het splitsen kun je geen woorden veranderen. Zet alleen een lege regel waar de nieuwe beurt begint.")
        )


class NowhereToSplit(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Zeg eerst waar de nieuwe beurt begint. Zet de cursor voor dat woord en druk twee keer op Enter.")
        )


class SplitUnfinished(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "In deze beurt zette je een lege regel, maar de beurt is nog niet gesplitst. Kies ‘Splits’, of haal "
                "de lege regel weg."
            )
        )


def nothing_left(transcript: TranscriptInProgress, index: int, text: str) -> None:
    """Raises SplitUnfinished or WordsChanged when `text`, typed in the open turn, would be lost."""
    turns = draft_of(transcript).turns
    if 0 <= index < len(turns) and text.split() != turns[index].text.split():
        raise WordsChanged
    if len(parts_of(text)) > 1:
        raise SplitUnfinished


def split(
    session: Session, transcript: TranscriptInProgress, index: int, text: str, speaker: str, version: int
) -> None:
    """Part a turn at every empty line in `text`; the parts are of its own speaker and of `speaker` in turn.

    Raises WordsChanged when `text` has other words than the turn, NowhereToSplit, TurnUnknown, MendedElsewhere.
    """
    turns = _turns(transcript, version)
    turn = _turn(turns, index)
    parts = parts_of(text)
    if " ".join(" ".join(parts).split()) != " ".join(turn.text.split()):
        raise WordsChanged
    if len(parts) < 2:
        raise NowhereToSplit
    voices = (turn.speaker, speaker[:LONGEST_SPEAKER])
    new = [DraftTurn(voices[at % 2], part, None if at else turn.seconds) for at, part in enumerate(parts)]
    _put(session, transcript, turns, index, 1, new, "split")


def join(session: Session, transcript: TranscriptInProgress, index: int, version: int) -> None:
    """Make a turn part of the one before it, whose speaker holds. Raises TurnUnknown, MendedElsewhere."""
    turns = _turns(transcript, version)
    turn, before = _turn(turns, index), _turn(turns, index - 1)
    joined = replace(before, text=f"{before.text} {turn.text}")
    _put(session, transcript, turns, index - 1, 2, [joined], "join")


def say_who(session: Session, transcript: TranscriptInProgress, index: int, speaker: str, version: int) -> None:
    """One turn is of somebody else. Raises TurnUnknown, MendedElsewhere."""
    turns = _turns(transcript, version)
    turn = replace(_turn(turns, index), speaker=" ".join(speaker.split())[:LONGEST_SPEAKER])
    _put(session, transcript, turns, index, 1, [turn], "speaker")


def alternate(session: Session, transcript: TranscriptInProgress, version: int, *, interviewer_first: bool) -> None:
    """Every second turn is the interviewer's, the others the respondent's. Raises MendedElsewhere."""
    turns = _turns(transcript, version)
    voices = (_("Interviewer"), _("Respondent")) if interviewer_first else (_("Respondent"), _("Interviewer"))
    new = [replace(turn, speaker=voices[at % 2]) for at, turn in enumerate(turns)]
    _put(session, transcript, turns, 0, len(turns), new, "alternate")


def take_back_mend(session: Session, transcript: TranscriptInProgress, version: int) -> int:
    """Undo the last mend; the turn where that was, -1 when there is none. Raises MendedElsewhere."""
    turns = _turns(transcript, version)
    if not transcript.mends:
        return -1
    *earlier, last = transcript.mends
    until = len(turns) if last["new"] is None else last["at"] + last["new"]
    transcript.mended = [*map(asdict, turns[: last["at"]]), *last["turns"], *map(asdict, turns[until:])]
    transcript.mends = earlier
    if not earlier and last["what"] != "typed":
        # Nothing is mended any more: the file or the typed text says again who speaks.
        transcript.mended = []
    transcript.version += 1
    session.flush()
    return int(last["at"])


def last_mend(transcript: TranscriptInProgress) -> str:
    """What taking back would undo, in Dutch; '' when there is nothing."""
    words = {
        "split": _("splitsen"),
        "join": _("samenvoegen"),
        "speaker": _("andere spreker"),
        "alternate": _("om en om"),
        "typed": _("verder typen"),
    }
    return words[transcript.mends[-1]["what"]] if transcript.mends else ""


def new_speaker(labels: Sequence[str]) -> str:
    """'Spreker 3': a label that is not in use yet."""
    names = (_("Spreker %(number)s", number=number) for number in range(1, len(labels) + 2))
    return next(name for name in names if name not in labels)


def parts_of(text: str) -> list[str]:
    """What stands between the empty lines."""
    return [part.strip() for part in _BORDER.split(text.replace("\r\n", "\n").strip()) if part.strip()]


def _turns(transcript: TranscriptInProgress, version: int) -> list[DraftTurn]:
    if transcript.version != version:
        raise MendedElsewhere
    return list(draft_of(transcript).turns)


def _turn(turns: Sequence[DraftTurn], index: int) -> DraftTurn:
    if not 0 <= index < len(turns):
        raise TurnUnknown
    return turns[index]


def _put(
    session: Session,
    transcript: TranscriptInProgress,
    turns: Sequence[DraftTurn],
    at: int,
    count: int,
    new: Sequence[DraftTurn],
    what: str,
) -> None:
    """Put `new` in the place of `count` turns, and note how to take that back."""
    noted: dict[str, Any] = {
        "what": what,
        "at": at,
        "new": len(new),
        "turns": [asdict(turn) for turn in turns[at : at + count]],
    }
    transcript.mended = [asdict(turn) for turn in (*turns[:at], *new, *turns[at + count :])]
    transcript.mends = [*transcript.mends, noted][-MOST_MENDS:]
    transcript.version += 1
    session.flush()
