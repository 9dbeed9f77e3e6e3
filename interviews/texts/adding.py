"""An interview comes in with its text: the turns, each at its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlmodel import Session, col, select

from foundation.database.full_text.index import write_words
from foundation.database.many import add_many
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.models import DeletedInterview, Interview
from interviews.texts.models import Source, Turn
from studies.models import Study
from studies.numbering import next_in_study
from studies.retention.due import Kept, check_takes_in

LONGEST_SPEAKER = 60
LONGEST_ROLE = 60


class InterviewEmpty(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er staat nog geen tekst in dit gesprek. Typ iets, of lees een bestand in."))


class InterviewKnown(ResearcherError):
    """The same words came in before; `interview` is where they are."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        super().__init__(
            _(
                "Dit gesprek staat al in het onderzoek, als %(title)s. Er is niets dubbel overgenomen.",
                title=interview.title,
            )
        )


@dataclass(frozen=True)
class SpokenTurn:
    """One turn as a person approved it: who speaks is settled. `seconds` counts from the start of the recording."""

    text: str
    speaker: str = ""
    is_interviewer: bool = False
    seconds: float | None = None


class Recogniser(Protocol):
    """Gives the mark by which words are known again; without its key nobody can try out names against it."""

    def mark_of(self, words: str) -> str: ...


def add_interview(
    session: Session,
    study: Study,
    turns: Iterable[SpokenTurn],
    *,
    role: str = "",
    held_on: date | None = None,
    minutes: int | None = None,
    file_name: str = "",
    heading: Sequence[str] = (),
    notices: Sequence[str] = (),
    vault: Recogniser | None = None,
    even_if_known: bool = False,
) -> Interview:
    """The next interview of a study, with its text.

    With a `vault` the same words coming in twice are recognised, from whichever file and whoever is said to speak.
    Raises InterviewEmpty, PastLastDay, and InterviewKnown unless told otherwise.
    """
    spoken = [turn for turn in turns if turn.text.strip()]
    if not spoken:
        raise InterviewEmpty
    check_takes_in(session, study.id, Kept.NAMES)
    digest = content_digest(vault, "\n".join(turn.text for turn in spoken)) if vault else ""
    if digest and not even_if_known and (known := _with_digest(session, study.id, digest)):
        raise InterviewKnown(known)
    interview = Interview(
        study_id=study.id,
        number=next_in_study(session, study.id, Interview, DeletedInterview),
        role=role.strip()[:LONGEST_ROLE],
        held_on=held_on,
        minutes=minutes,
        file_name=file_name,
        content_digest=digest,
        heading=list(heading),
        notices=list(notices),
        created_by=session.info.get("person_id"),
    )
    session.add(interview)
    session.flush()
    _add_source(session, interview, spoken)
    return interview


def _with_digest(session: Session, study_id: int, digest: str) -> Interview | None:
    query = select(Interview).where(Interview.study_id == study_id, Interview.content_digest == digest)
    return session.exec(query.order_by(col(Interview.number))).first()


def content_digest(vault: Recogniser, text: str) -> str:
    """Of the words alone, however they are spaced or divided over turns."""
    return vault.mark_of(" ".join(text.split()))


def _add_source(session: Session, interview: Interview, turns: Sequence[SpokenTurn]) -> None:
    length = sum(len(turn.text) for turn in turns) + len(turns) - 1
    source = Source(study_id=interview.study_id, interview_id=interview.id, length=length)
    session.add(source)
    session.flush()
    placed = zip(starts_of([turn.text for turn in turns]), turns, strict=True)
    add_many(session, Turn, (_row(source, position, start, turn) for position, (start, turn) in enumerate(placed)))
    write_words(session, Turn, col(Turn.source_id) == source.id)


def _row(source: Source, position: int, start: int, turn: SpokenTurn) -> dict[str, Any]:
    return {
        "source_id": source.id,
        "position": position,
        "start": start,
        "end": start + len(turn.text),
        "text": turn.text,
        "speaker": turn.speaker.strip()[:LONGEST_SPEAKER],
        "is_interviewer": turn.is_interviewer,
        "seconds": turn.seconds,
    }


def starts_of(texts: Sequence[str]) -> list[int]:
    """Where each text begins once they are joined by a line feed."""
    starts, start = [], 0
    for text in texts:
        starts.append(start)
        start += len(text) + 1
    return starts
