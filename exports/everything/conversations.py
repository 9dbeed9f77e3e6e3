"""What was said, as text and as a document of Word, and the names that were replaced when somebody asks for them."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from exports.everything.writing import write
from foundation.clock import now
from foundation.dutch import _, duration, long_date
from interviews.models import Interview
from interviews.texts.models import Source, Turn
from studies.models import Study


def write_conversations(session: Session, study: Study, folder: Path) -> int:
    """How many. Each under its number: 'gesprek-07.txt' and 'gesprek-07.docx'."""
    query = select(Interview).where(Interview.study_id == study.id).order_by(col(Interview.number))
    interviews = session.exec(query).all()
    for interview in interviews:
        turns = _turns(session, interview)
        name = f"gesprek-{interview.number:02d}"
        write(folder / f"{name}.txt", _as_text(interview, turns))
        write(folder / f"{name}.docx", _as_document(interview, turns))
    return len(interviews)


def _turns(session: Session, interview: Interview) -> Sequence[Turn]:
    query = select(Turn).join(Source, col(Source.id) == Turn.source_id).where(Source.interview_id == interview.id)
    return session.exec(query.order_by(col(Turn.position))).all()


def _heading(interview: Interview) -> str:
    parts = [interview.title, interview.role, long_date(interview.held_on) if interview.held_on else ""]
    if interview.minutes:
        parts.append(_("%(n)s minuten", n=interview.minutes))
    return ", ".join(part for part in parts if part)


def _speaker(turn: Turn) -> str:
    return f"{turn.speaker or '?'}{f' [{duration(turn.seconds)}]' if turn.seconds is not None else ''}"


def _as_text(interview: Interview, turns: Sequence[Turn]) -> str:
    said = "".join(f"\n{_speaker(turn)}: {turn.text}\n" for turn in turns)
    return f"{_heading(interview)}\n{said}"


def _as_document(interview: Interview, turns: Sequence[Turn]) -> bytes:
    # Heavy, and only who exports needs it.
    import docx

    document: Any = docx.Document()
    _describe(document, _printable(_heading(interview)))
    document.add_heading(_printable(_heading(interview)), 1)
    for turn in turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(_printable(f"{_speaker(turn)}: ")).bold = True
        paragraph.add_run(_printable(turn.text))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _describe(document: Any, title: str) -> None:
    """What the file tells of itself: else it has the day and the maker of an empty example of 2013."""
    about, made = document.core_properties, now().replace(tzinfo=None)
    about.title, about.author, about.last_modified_by, about.comments = title, "Verhaallijn", "Verhaallijn", ""
    about.language, about.created, about.modified = "nl-NL", made, made


def _printable(text: str) -> str:
    """Without signs that XML has no place for."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")
