"""Mending who says what before an interview is taken in: split a turn, join two, say who speaks, alternate, undo.

No word changes: mending only moves the borders between turns and says whose they are.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlmodel import Session

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.files.draft import DraftTurn
from interviews.texts.adding import LONGEST_SPEAKER
from interviews.transcripts.drafts import draft_of, turns_in, unmended
from interviews.transcripts.models import TranscriptInProgress

MOST_MENDS = 50
"""So many can be taken back."""
_BORDER = re.compile(r"\n[^\S\n]*\n\s*")
_WORD = re.compile(r"\S+")


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
    """Undo the last mend; the turn where that was, -1 when there is none. Raises MendedElsewhere.

    What was typed since the turns were mended stays, in the division that comes back.
    """
    turns = _turns(transcript, version)
    if not transcript.mends:
        return -1
    *earlier, last = transcript.mends
    if last["what"] == "typed":
        _divide_again(transcript, turns, last)
    else:
        until = last["at"] + last["new"]
        transcript.mended = [*map(asdict, turns[: last["at"]]), *last["turns"], *map(asdict, turns[until:])]
        transcript.mends = earlier
    if transcript.mended == [asdict(turn) for turn in unmended(transcript)]:
        # Nothing is mended any more: the file or the typed text says again who speaks.
        transcript.mended = []
    _saved(session, transcript)
    return int(last["at"])


def _divide_again(transcript: TranscriptInProgress, turns: Sequence[DraftTurn], typed: dict[str, Any]) -> None:
    """As it was before typing went on. With other words in them, what was mended before is not known by its place."""
    mended = turns_in(typed["turns"])
    again = divided_as(mended, turns)
    transcript.mended = [asdict(turn) for turn in again]
    transcript.mends = typed.get("mends", []) if again == list(mended) else []


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


def divided_as(mended: Sequence[DraftTurn], typed: Sequence[DraftTurn]) -> list[DraftTurn]:
    """The words of `typed`, as `mended` divides those that it has too: up to the first and from the last change."""
    before, after = _words(mended), _words(typed)
    same = _alike(before, after)
    end = min(_alike(before[::-1], after[::-1]), len(before) - same, len(after) - same)
    pieces = (
        *_cut(mended, 0, same),
        *_cut(typed, same, len(after) - end),
        *_cut(mended, len(before) - end, len(before)),
    )
    turns: list[DraftTurn] = []
    for piece in pieces:
        if piece.is_first or not turns:
            turns.append(piece.turn)
        else:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text} {piece.turn.text}")
    return turns


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
    _saved(session, transcript)


def _saved(session: Session, transcript: TranscriptInProgress) -> None:
    """What is typed was saved now; of a file is said when it was read in."""
    transcript.version += 1
    if not transcript.turns:
        transcript.saved_at = now()
    session.flush()


@dataclass(frozen=True)
class _Piece:
    """A part of a turn. `is_first`: it begins where the turn does."""

    turn: DraftTurn
    is_first: bool


def _words(turns: Sequence[DraftTurn]) -> list[str]:
    return [word for turn in turns for word in turn.text.split()]


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """How many words they begin with both."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(some), len(others)))


def _cut(turns: Sequence[DraftTurn], start: int, end: int) -> list[_Piece]:
    """The words from `start` to `end`, by turn."""
    pieces: list[_Piece] = []
    at = 0
    for turn in turns:
        places = list(_WORD.finditer(turn.text))
        first, last = max(start - at, 0), min(end - at, len(places))
        if first < last:
            text = turn.text[places[first].start() : places[last - 1].end()]
            pieces.append(_Piece(turn if text == turn.text.strip() else _part_of(turn, text, first), first == 0))
        at += len(places)
    return pieces


def _part_of(turn: DraftTurn, text: str, first: int) -> DraftTurn:
    return replace(turn, text=text, seconds=None if first else turn.seconds)
