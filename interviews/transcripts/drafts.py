"""Transcripts on their way in: typed with every keystroke kept, or read in and waiting for a person to look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm.attributes import instance_state
from sqlmodel import Session, col, delete, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from interviews.deidentification.digests import renew_digests
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.files.draft import DraftTurn, TranscriptDraft, TranscriptRefused
from interviews.models import Interview
from interviews.texts.adding import add_interview
from interviews.transcripts.heading_facts import facts_in
from interviews.transcripts.models import TranscriptInProgress
from interviews.transcripts.reading import read_transcript
from interviews.transcripts.speakers import Speaker, SpeakerGuess, guess_speakers, spoken
from studies.models import Study
from studies.retention.due import Kept, check_takes_in, erases

LONGEST_TYPED = 2_000_000
LONGEST_FILE_NAME = 120
KEPT_AFTER_THROWING_AWAY = timedelta(hours=24)


class TranscriptGone(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit verslag is er niet meer: het is overgenomen in het onderzoek, of weggegooid."))


class TypedElsewhere(ResearcherError):
    """Another tab saved a newer text; `version` is what stands in the database."""

    status = 409

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            _(
                "Dit verslag is in een ander tabblad verder getypt. Wat je hier typte, is nog niet bewaard. "
                "Kies welke tekst je wilt houden."
            )
        )


class TooMuchTyped(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit verslag is te lang om in één keer te bewaren. Maak er twee gesprekken van."))


@dataclass(frozen=True)
class InterviewFacts:
    """What a person says about the conversation as a whole."""

    role: str = ""
    held_on: date | None = None
    minutes: int | None = None


def start_typing(session: Session, study: Study) -> TranscriptInProgress:
    """An empty transcript of this person; one that is still empty is used again. Raises PastLastDay."""
    check_takes_in(session, study.id, Kept.NAMES)
    for waiting in in_progress_of(session, study.id):
        if not waiting.turns and not waiting.text.strip():
            return waiting
    return _added(session, TranscriptInProgress(study_id=study.id, person_id=session.info["person_id"]))


def keep(session: Session, study: Study, file_name: str, draft: TranscriptDraft) -> TranscriptInProgress:
    """Keep an imported transcript until a person has looked at it; the same one sent twice is kept once.

    One with the same turns that tells anything else (above them, in a notice, in its name) comes in beside it: see
    `same_conversation`. Raises PastLastDay.
    """
    check_takes_in(session, study.id, Kept.NAMES)
    read = _as_read(file_name, draft)
    for waiting in in_progress_of(session, study.id):
        if all(getattr(waiting, field) == value for field, value in read.items()):
            return waiting
    return _added(session, TranscriptInProgress(study_id=study.id, person_id=session.info["person_id"], **read))


def _as_read(file_name: str, draft: TranscriptDraft) -> dict[str, Any]:
    """{column: value} of everything that a file tells."""
    facts = facts_in(draft.told)
    return {
        "file_name": file_name[-LONGEST_FILE_NAME:],
        "turns": [{"speaker": turn.speaker, "text": turn.text, "seconds": turn.seconds} for turn in draft.turns],
        "heading": list(draft.heading),
        "notices": list(draft.lasting),
        "role": facts.role,
        "held_on": facts.held_on,
        "minutes": facts.minutes,
    }


def _added(session: Session, row: TranscriptInProgress) -> TranscriptInProgress:
    session.add(row)
    session.flush()
    return row


def in_progress_of(session: Session, study_id: int) -> list[TranscriptInProgress]:
    """This person's transcripts that are not interviews yet, the one worked on last first."""
    return _own(session, study_id, col(TranscriptInProgress.thrown_away_at).is_(None))


def same_conversation(session: Session, transcript: TranscriptInProgress) -> list[TranscriptInProgress]:
    """This person's other transcripts from a file with the same words, whoever is said to speak them."""
    words = _words_of(transcript)
    others = (one for one in in_progress_of(session, transcript.study_id) if one.id != transcript.id)
    return [one for one in others if words and _words_of(one) == words]


def _words_of(transcript: TranscriptInProgress) -> list[str]:
    return [word for turn in transcript.turns for word in turn["text"].split()]


def thrown_away_of(session: Session, study_id: int) -> list[TranscriptInProgress]:
    """This person's transcripts that can still be put back, the one worked on last first."""
    since = now() - KEPT_AFTER_THROWING_AWAY
    return _own(session, study_id, col(TranscriptInProgress.thrown_away_at) > since)


def _own(session: Session, study_id: int, condition: ColumnElement[bool]) -> list[TranscriptInProgress]:
    query = select(TranscriptInProgress).where(
        TranscriptInProgress.study_id == study_id,
        TranscriptInProgress.person_id == session.info["person_id"],
        condition,
    )
    newest_first = (col(TranscriptInProgress.saved_at).desc(), col(TranscriptInProgress.id).desc())
    return list(session.exec(query.order_by(*newest_first)).all())


def in_progress_by_id(session: Session, study_id: int, transcript_id: int) -> TranscriptInProgress:
    """This person's transcript; nobody else sees it before names are replaced. Raises TranscriptGone.

    One that was thrown away is there for `restore` and `discard` only.
    """
    row = any_by_id(session, study_id, transcript_id)
    if row.thrown_away_at is not None:
        raise TranscriptGone
    return row


def any_by_id(session: Session, study_id: int, transcript_id: int) -> TranscriptInProgress:
    """This person's transcript, thrown away or not. Raises TranscriptGone."""
    row = session.exec(
        select(TranscriptInProgress).where(
            TranscriptInProgress.id == transcript_id,
            TranscriptInProgress.study_id == study_id,
            TranscriptInProgress.person_id == session.info["person_id"],
        )
    ).first()
    if row is None:
        raise TranscriptGone
    return row


def save_typed(session: Session, transcript: TranscriptInProgress, text: str, version: int) -> None:
    """Keep what is typed, as typed. `version` is the one the typing started from.

    Raises TypedElsewhere when it is not the newest and the text differs, TooMuchTyped, PastLastDay.
    """
    check_takes_in(session, transcript.study_id, Kept.NAMES)
    text = text.replace("\r\n", "\n").replace("\0", "")
    if len(text) > LONGEST_TYPED:
        raise TooMuchTyped
    if transcript.version != version and transcript.text != text:
        raise TypedElsewhere(transcript.version)
    if transcript.mended and transcript.text != text:
        # The typed text says again who speaks; what was mended can be taken back.
        before = [one for one in transcript.mends if one["what"] != "typed"]
        noted = {"what": "typed", "at": 0, "new": None, "turns": transcript.mended, "mends": before}
        transcript.mended, transcript.mends = [], [noted]
    transcript.text, transcript.version, transcript.saved_at = text, transcript.version + 1, now()
    session.flush()


_MADE_OF = ("turns", "mended", "text", "heading", "notices")
_KEPT = "draft"


def draft_of(transcript: TranscriptInProgress) -> TranscriptDraft:
    """The transcript in speaker turns, made once of the same. Raises TranscriptRefused when nothing was typed yet."""
    made_of = [getattr(transcript, name) for name in _MADE_OF]
    info = instance_state(transcript).info
    kept: tuple[list[Any], TranscriptDraft] | None = info.get(_KEPT)
    if kept is not None and all(one is other for one, other in zip(made_of, kept[0], strict=True)):
        return kept[1]
    came = _draft_as_it_came(transcript)
    draft = replace(came, turns=turns_in(transcript.mended) or came.turns)
    info[_KEPT] = made_of, draft
    return draft


def unmended(transcript: TranscriptInProgress) -> tuple[DraftTurn, ...]:
    """The turns as the file or the typed text has them. Raises TranscriptRefused when nothing was typed yet."""
    return _draft_as_it_came(transcript).turns


def turns_in(kept: Sequence[Mapping[str, Any]]) -> tuple[DraftTurn, ...]:
    """Turns as a transcript keeps them."""
    return tuple(DraftTurn(turn["speaker"], turn["text"], turn["seconds"]) for turn in kept)


def _draft_as_it_came(transcript: TranscriptInProgress) -> TranscriptDraft:
    if transcript.turns:
        return TranscriptDraft(turns_in(transcript.turns), tuple(transcript.heading), tuple(transcript.notices))
    if not transcript.text.strip():
        raise TranscriptRefused(_("Je hebt nog niets getypt. Typ het gesprek, of lees een bestand in."))
    draft = read_transcript("getypt.txt", transcript.text.encode("utf-8", "replace"))
    return replace(draft, notices=draft.lasting, unknown=())


def facts_of(transcript: TranscriptInProgress, draft: TranscriptDraft) -> InterviewFacts:
    """What is known of the conversation already, from an import or from what stands above the typed text."""
    found = facts_in(draft.told)
    facts = InterviewFacts(
        transcript.role or found.role, transcript.held_on or found.held_on, transcript.minutes or found.minutes
    )
    return facts if facts.minutes else replace(facts, minutes=_minutes_by_times(draft.turns))


def _minutes_by_times(turns: Sequence[DraftTurn]) -> int | None:
    """As long as the last time in the text says, rounded up; None without times."""
    last = max((turn.seconds for turn in turns if turn.seconds), default=0)
    return int(-(-last // 60)) or None


def speakers_of(draft: TranscriptDraft) -> list[SpeakerGuess]:
    """Every speaker with a guess at who they are."""
    return guess_speakers(draft.turns)


def accept(
    session: Session,
    study: Study,
    transcript: TranscriptInProgress,
    speakers: Mapping[str, Speaker],
    facts: InterviewFacts,
    *,
    vault: PseudonymVault,
    even_if_known: bool = False,
    digests: Mapping[int, str] = MappingProxyType({}),
) -> Interview:
    """Make it an interview of the study, and drop the draft. `digests` may be known: see renew_digests.

    Raises InterviewKnown, TranscriptRefused, PastLastDay.
    """
    draft = draft_of(transcript)
    renew_digests(session, vault, study.id, digests)
    interview = add_interview(
        session,
        study,
        spoken(draft.turns, speakers),
        role=facts.role,
        held_on=facts.held_on,
        minutes=facts.minutes,
        file_name=transcript.file_name,
        heading=draft.heading,
        notices=draft.notices,
        vault=vault,
        even_if_known=even_if_known,
    )
    session.delete(transcript)
    session.flush()
    return interview


def keep_filled_in(session: Session, transcript: TranscriptInProgress, values: Mapping[str, str]) -> None:
    """Keep the half-filled form about the conversation."""
    transcript.filled_in = dict(values)
    if not transcript.turns:
        transcript.saved_at = now()
    session.flush()


def discard(session: Session, transcript: TranscriptInProgress) -> None:
    """Out of sight; for a day it can be put back."""
    transcript.thrown_away_at = now()
    session.flush()


def restore(session: Session, transcript: TranscriptInProgress) -> None:
    """As if it was never thrown away. Raises TranscriptGone when that was a day ago."""
    if transcript.thrown_away_at and transcript.thrown_away_at <= now() - KEPT_AFTER_THROWING_AWAY:
        raise TranscriptGone
    transcript.thrown_away_at = None
    session.flush()


def erase_thrown_away(session: Session) -> int:
    """Remove for good what was thrown away a day ago or longer, of whoever; how many that were."""
    until = now() - KEPT_AFTER_THROWING_AWAY
    query = select(TranscriptInProgress).where(col(TranscriptInProgress.thrown_away_at) <= until)
    rows = session.exec(query.order_by(col(TranscriptInProgress.id))).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


@erases(Kept.NAMES)
@erases(Kept.TRANSCRIPTS)
def erase_all(session: Session, study: Study) -> None:
    """What is on its way in holds names and words as they were said."""
    session.exec(delete(TranscriptInProgress).where(col(TranscriptInProgress.study_id) == study.id))
