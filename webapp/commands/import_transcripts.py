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
from studies.access import Role
from studies.models import Person, Study
from studies.people.granting import role_in
from studies.planning import StudyUnknown


def study_at(engine: Engine, slug: str) -> Study:
    """The study with this slug, of whichever organisation. Raises StudyUnknown."""
    with unit_of_work(engine, across=True) as session:
        study = session.exec(select(Study).where(Study.slug == slug)).first()
        if study is None:
            raise StudyUnknown
        session.expunge(study)
        return study


class NobodysConversations(ResearcherError):
    """Until names are replaced, a conversation is read by whose it is: that has to be somebody."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Zeg met --for van wie de gesprekken zijn: het e-mailadres van een onderzoeker. Tot de namen zijn "
                "vervangen, leest alleen die onderzoeker de tekst. Er is niets ingelezen."
            )
        )


class NoResearcherHere(ResearcherError):
    def __init__(self, email: str) -> None:
        super().__init__(
            _(
                "‘%(email)s’ is geen onderzoeker in dit onderzoek. Kijk het e-mailadres na. Er is niets ingelezen.",
                email=email,
            )
        )


def researcher_of(engine: Engine, study: Study, email: str) -> int:
    """Whose conversations come in: the number of a researcher. Raises NobodysConversations, NoResearcherHere."""
    email = email.strip().lower()
    if not email:
        raise NobodysConversations
    with unit_of_work(engine, study.organisation_id) as session:
        number = session.exec(select(Person.id).where(Person.email == email)).first()
        is_researcher = number is not None and role_in(session, study.id, number) is Role.RESEARCHER
    if number is None or not is_researcher:
        raise NoResearcherHere(email)
    return number


def import_file(engine: Engine, study: Study, file: Path, vault: PseudonymVault, person_id: int) -> str:
    """Take one file in as an interview of this person's; the line to print.

    Raises ResearcherError, with nothing stored.
    """
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
