"""`verhaallijn import`: files into a study, one line per file; a refused file does not stop the others."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

from foundation.database.engine import unit_of_work
from foundation.dutch import _, counted
from foundation.errors import ResearcherError
from interviews.deidentification.digests import renew_digests
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.models import Interview
from interviews.texts.adding import add_interview
from interviews.transcripts.heading_facts import facts_in
from interviews.transcripts.isolated import read_safely
from interviews.transcripts.speakers import guessed_turns
from studies.models import Study
from studies.planning import StudyUnknown


def study_at(engine: Engine, slug: str) -> Study:
    """The study with this slug, of whichever organisation. Raises StudyUnknown."""
    with unit_of_work(engine, across=True) as session:
        study = session.exec(select(Study).where(Study.slug == slug)).first()
        if study is None:
            raise StudyUnknown
        session.expunge(study)
        return study


def import_file(engine: Engine, study: Study, file: Path, vault: PseudonymVault, person_id: int | None = None) -> str:
    """Take one file in as an interview of its own; the line to print. Raises ResearcherError, with nothing stored."""
    draft = read_safely(file.name, _content(file))
    facts = facts_in(draft.told)
    with unit_of_work(engine, study.organisation_id, person_id) as session:
        renew_digests(session, vault, study.id)
        interview = add_interview(
            session,
            study,
            guessed_turns(draft.turns),
            role=facts.role,
            held_on=facts.held_on,
            minutes=facts.minutes,
            file_name=file.name,
            heading=draft.heading,
            notices=draft.notices,
            vault=vault,
        )
        return _told(file.name, interview, len(draft.turns), draft.notices)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise ResearcherError(_("het bestand is er niet of is niet te lezen. Kijk de naam na.")) from None


def _told(name: str, interview: Interview, turns: int, notices: tuple[str, ...]) -> str:
    number = counted(turns, "beurt", "beurten")
    line = f"{name}: {interview.title}, {number}"
    return " ".join([line + ".", *notices]) if notices else line
