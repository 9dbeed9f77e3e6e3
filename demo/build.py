"""Builds the demonstration study through the real job: import, names, coding, suggestions, journeys, publication.

Every stage calls what the screens call. A stage moves its progress bar by `tell(done, total)` and
returns what it made, in words.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

import coding.jobs  # noqa: F401  declares the jobs
from coding.codebook import add_code, code_by_name
from coding.memos import add_memo
from coding.models import Code, Segment, SegmentFeeling, Suggestion, Topic
from coding.progress import finish_coding
from coding.segments import add_segment
from demo import material
from demo.journey_writing import write_journey
from demo.names import settle_names
from exports.publishing import publish
from foundation.database import unit_of_work
from foundation.dutch import counted
from foundation.errors import ResearcherError
from foundation.jobs import Job, JobState, enqueue, run_job
from interviews.pseudonyms import PseudonymVault
from interviews.releasing import release
from interviews.sources import add_interview, interview_by_number, source_of, text_of
from interviews.speakers import guessed_turns
from interviews.transcript_import.isolated import read_safely
from journeys.evidence import evidence_by_step
from journeys.models import Journey, Publication
from studies.access import Role
from studies.accounts import add_organisation, add_person
from studies.models import Organisation, Person, Study
from studies.planning import add_study

RESEARCHER_EMAIL = "l.veldman@voorbeeld.nl"
RESEARCHER_NAME = "Lotte Veldman"

Tell = Callable[[int, int], None]


class StageFailed(ResearcherError):
    """A job of the demonstration ended badly; the text is the job's own."""


@dataclass(frozen=True)
class Demonstration:
    """Where the demonstration is built, and as whom."""

    engine: Engine
    organisation_id: int
    person_id: int
    study_id: int
    vault: PseudonymVault
    public_url: str
    folder: Path
    """Where the published documents are written too."""

    @contextmanager
    def at_work(self) -> Iterator[tuple[Session, Study]]:
        """The researcher's session and study; committed at the end."""
        with unit_of_work(self.engine, self.organisation_id, self.person_id) as session:
            yield session, session.get_one(Study, self.study_id)


@dataclass(frozen=True)
class Stage:
    name: str
    run: Callable[[Demonstration, Tell], str]


def find_demonstration(engine: Engine) -> Study | None:
    """The demonstration study, when it is there and whole (its journeys are published)."""
    with unit_of_work(engine, across=True) as session:
        study = session.exec(select(Study).where(Study.slug == material.STUDY_SLUG)).first()
        if study is None:
            return None
        published = session.exec(
            select(func.count(func.distinct(col(Publication.journey_id))))
            .join(Journey, col(Journey.id) == Publication.journey_id)
            .where(Journey.study_id == study.id)
        ).one()
        if published < len(material.journeys()):
            session.delete(study)  # left half built by an earlier run: begin again
            return None
        session.expunge(study)
        return study


def found_study(engine: Engine) -> tuple[int, int, int]:
    """The organisation, the researcher and an empty study; their numbers."""
    with unit_of_work(engine, across=True) as session:
        organisation = session.exec(select(Organisation).where(Organisation.slug == "lindermeer")).first()
        organisation = organisation or add_organisation(session, material.MUNICIPALITY, "lindermeer")
        person = session.exec(select(Person).where(Person.email == RESEARCHER_EMAIL)).first()
        person = person or add_person(session, organisation, RESEARCHER_EMAIL, RESEARCHER_NAME, Role.RESEARCHER)
        ids = organisation.id, person.id
    with unit_of_work(engine, *ids) as session:
        study = add_study(
            session, material.STUDY_TITLE, material.STUDY_QUESTION, material.MUNICIPALITY, slug=material.STUDY_SLUG
        )
        return *ids, study.id


def import_interviews(demo: Demonstration, tell: Tell) -> str:
    files, turns = list(zip(material.interview_files(), material.respondents(), strict=True)), 0
    for done, (file, respondent) in enumerate(files, start=1):
        draft = read_safely(file.name, file.read_bytes())
        with demo.at_work() as (session, study):
            add_interview(
                session,
                study,
                guessed_turns(draft.turns),
                role=respondent.role,
                held_on=respondent.held_on,
                minutes=respondent.minutes,
                file_name=file.name,
                heading=draft.heading,
                notices=draft.notices,
            )
        turns += len(draft.turns)
        tell(done, len(files))
    return f"{counted(len(files), 'gesprek', 'gesprekken')}, {counted(turns, 'beurt', 'beurten')}"


def replace_all_names(demo: Demonstration, tell: Tell) -> str:
    numbers, replaced = [respondent.number for respondent in material.respondents()], 0
    for done, number in enumerate(numbers, start=1):
        with demo.at_work() as (session, study):
            interview = interview_by_number(session, study.id, number)
            replaced += settle_names(session, interview, demo.vault)
            release(session, interview)
        tell(done, len(numbers))
    return f"{counted(replaced, 'plek', 'plekken')} vervangen"


def code_interviews(demo: Demonstration, tell: Tell) -> str:
    quotes = material.coding()
    with demo.at_work() as (session, study):
        for row in material.codebook():
            _add_code(session, study, row)
        texts = _texts(session, study)
        for done, quote in enumerate(quotes, start=1):
            _add_segment(session, study, texts, quote)
            tell(done, len(quotes))
        for number in texts:
            finish_coding(session, interview_by_number(session, study.id, number))
        codes = session.exec(select(func.count()).select_from(Code).where(Code.study_id == study.id)).one()
        segments = session.exec(select(func.count()).select_from(Segment).where(Segment.study_id == study.id)).one()
    return f"{counted(segments, 'fragment', 'fragmenten')}, {counted(codes, 'code', 'codes')}"


def make_suggestions(demo: Demonstration, tell: Tell) -> str:
    for done, kind in enumerate(("topics", "suggestions"), start=1):
        with demo.at_work() as (session, study):
            job_id = enqueue(session, kind, study.id).id
        run_job(demo.engine, job_id)
        with demo.at_work() as (session, _study):
            job = session.get_one(Job, job_id)
            if job.state != JobState.DONE:
                raise StageFailed(job.message)
        tell(done, 2)
    with demo.at_work() as (session, study):
        topics = session.exec(select(func.count()).select_from(Topic).where(Topic.study_id == study.id)).one()
        suggestions = session.exec(
            select(func.count()).select_from(Suggestion).where(Suggestion.study_id == study.id, Suggestion.rank == 1)
        ).one()
    found = counted(suggestions, "fragment met een suggestie", "fragmenten met een suggestie")
    return f"{counted(topics, 'thema', 'thema’s')}, {found}"


def write_journeys(demo: Demonstration, tell: Tell) -> str:
    written, steps, evidence = material.journeys(), 0, 0
    for done, journey_text in enumerate(written, start=1):
        with demo.at_work() as (session, study):
            journey = write_journey(session, study, journey_text)
            founded = evidence_by_step(session, journey)
            steps += len(founded)
            evidence += sum(len(step.segment_ids) for step in founded.values())
        tell(done, len(written))
    made = counted(len(written), "klantreis", "klantreizen")
    return f"{made}, {counted(steps, 'stap', 'stappen')}, {evidence} keer onderbouwd"


def publish_journeys(demo: Demonstration, tell: Tell) -> str:
    demo.folder.mkdir(parents=True, exist_ok=True)
    slugs = [written["slug"] for written in material.journeys()]
    for done, slug in enumerate(slugs, start=1):
        with demo.at_work() as (session, study):
            journey = session.exec(select(Journey).where(Journey.study_id == study.id, Journey.slug == slug)).one()
            publication = publish(session, journey, demo.public_url)
            document_path(demo.folder, slug).write_bytes(publication.pdf)
        tell(done, len(slugs))
    return counted(len(slugs), "verhaal gepubliceerd", "verhalen gepubliceerd")


def document_path(folder: Path, slug: str) -> Path:
    """Where the document of a journey is written."""
    return folder / f"klantreis-{slug}.pdf"


STAGES = (
    Stage("Inlezen", import_interviews),
    Stage("Namen vervangen", replace_all_names),
    Stage("Coderen", code_interviews),
    Stage("Thema’s en suggesties", make_suggestions),
    Stage("Klantreizen", write_journeys),
    Stage("Publiceren", publish_journeys),
)


def _add_code(session: Session, study: Study, row: dict[str, str]) -> None:
    parent = code_by_name(session, study.id, row["parent"]) if row["parent"] else None
    described = {name: row[name] for name in ("definition", "when_to_use", "when_not", "example", "dimension", "theme")}
    colour = int(row["colour"]) if row["colour"] else None
    add_code(session, study.id, row["name"], parent, colour=colour, **described)


def _texts(session: Session, study: Study) -> dict[int, tuple[int, str]]:
    """Source and whole text per interview number."""
    found = {}
    for respondent in material.respondents():
        source = source_of(session, interview_by_number(session, study.id, respondent.number))
        found[respondent.number] = source.id, text_of(session, source.id)
    return found


def _add_segment(session: Session, study: Study, texts: dict[int, tuple[int, str]], quote: material.CodedQuote) -> None:
    source_id, text = texts[quote.interview]
    start, code = text.index(quote.quote), code_by_name(session, study.id, quote.code)
    if code is None:
        raise KeyError(quote.code)
    segment = add_segment(
        session,
        source_id,
        start,
        start + len(quote.quote),
        quote.quote,
        code.id,
        feeling=SegmentFeeling(quote.feeling) if quote.feeling else None,
    )
    if quote.memo:
        add_memo(session, segment, quote.memo)
