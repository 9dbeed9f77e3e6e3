"""Builds the demonstration study through the real job, from what was agreed to what citizens read.

Every stage calls what the screens call. A stage moves its progress bar by `tell(done, total)` and
returns what it made, in words.
"""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

import coding.suggestions.jobs
import coding.suggestions.topics.jobs  # noqa: F401  declares the jobs
from coding.models import Suggestion, Topic
from demo import material
from demo.coders import code_again, code_interviews
from demo.demonstration import Demonstration, Stage, Tell, moment
from demo.journey_writing import write_journey
from demo.last_year import found_last_year, tell_last_year
from demo.listening.measuring import ask_all_year, ask_by_card
from demo.names import settle_names
from demo.reading_rounds import hold_rounds, open_rounds
from demo.recruiting import agree, call_everybody
from exports.publishing.publish import publish_journey
from feedback.measurements.models import Measurement
from foundation.clock import pretend_it_is
from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import counted
from foundation.errors import ResearcherError
from foundation.jobs.asking import enqueue
from foundation.jobs.doing import see_through
from foundation.jobs.models import JobState
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.releasing import release
from interviews.texts.adding import add_interview
from interviews.texts.sources import interview_by_number
from interviews.transcripts.isolated import read_safely
from interviews.transcripts.speakers import guessed_turns
from journeys.evidence.counting import evidence_by_step
from journeys.models import Journey, Publication
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.keys.keeping import opened_key
from studies.models import Organisation, Person, Study
from studies.planning import add_study

__all__ = [
    "STAGES",
    "Demonstration",
    "Stage",
    "ask_no_second_step",
    "document_path",
    "find_demonstration",
    "found_study",
    "vault_of",
]

READERS_CALL, READERS_WRITE = "085-0001234", "verhalen@lindermeer.example"
RESEARCHER_EMAIL = "l.veldman@voorbeeld.nl"
RESEARCHER_NAME = "Lotte Veldman"
SOCIAL_TEAM_EMAIL = "f.dijkstra@voorbeeld.nl"
SOCIAL_TEAM_NAME = "Fenna Dijkstra"

_AGREED, _TYPED, _LISTED = date(2026, 1, 12), date(2026, 6, 26), date(2026, 7, 1)
_CODED, _CODED_AGAIN, _GROUPED = date(2026, 7, 14), date(2026, 7, 22), date(2026, 7, 23)
_COMPOSED, _READ, _PUBLISHED = date(2026, 8, 24), date(2026, 10, 6), date(2026, 10, 8)


class StageFailed(ResearcherError):
    """A job of the demonstration ended badly; the text is the job's own."""


def find_demonstration(engine: Engine) -> Study | None:
    """The demonstration study, when it is there and whole (its journeys are published)."""
    with unit_of_work(engine, across=True) as session:
        study = session.exec(select(Study).where(Study.slug == material.STUDY_SLUG)).first()
        if study is None:
            return None
        if _published(session, study) < len(material.published_journeys()):
            _begin_again(session)
            return None
        session.expunge(study)
        return study


def ask_no_second_step(engine: Engine) -> None:
    """Whoever looks around in the demonstration has no telephone for it."""
    with unit_of_work(engine, across=True) as session:
        session.exec(select(Organisation).where(Organisation.slug == "lindermeer")).one().second_step_for = []


def found_study(engine: Engine) -> tuple[int, int, int]:
    """The organisation, the researcher and an empty study, beside the one of last year; their numbers."""
    with unit_of_work(engine, across=True) as session:
        organisation = session.exec(select(Organisation).where(Organisation.slug == "lindermeer")).first()
        organisation = organisation or add_organisation(session, material.MUNICIPALITY, "lindermeer")
        organisation.telephone, organisation.email = READERS_CALL, READERS_WRITE
        person = session.exec(select(Person).where(Person.email == RESEARCHER_EMAIL)).first()
        if person is None:
            person = add_person(session, organisation, RESEARCHER_EMAIL, RESEARCHER_NAME, Role.RESEARCHER)
            add_person(session, organisation, SOCIAL_TEAM_EMAIL, SOCIAL_TEAM_NAME, Role.SOCIAL_TEAM)
        ids = organisation.id, person.id
    ask_no_second_step(engine)
    with unit_of_work(engine, *ids) as session, pretend_it_is(moment(_AGREED - timedelta(days=10))):
        found_last_year(session)
        study = add_study(
            session, material.STUDY_TITLE, material.STUDY_QUESTION, material.MUNICIPALITY, slug=material.STUDY_SLUG
        )
        return *ids, study.id


def vault_of(engine: Engine, organisation_id: int, study_id: int) -> PseudonymVault:
    """What replaces the names of the study, in every session."""
    with unit_of_work(read_only(engine), organisation_id) as session:
        return PseudonymVault(opened_key(session, study_id))


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
                vault=demo.vault,
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
            release(session, demo.vault, interview)
        tell(done, len(numbers))
    return f"{counted(replaced, 'plek', 'plekken')} vervangen"


def make_suggestions(demo: Demonstration, tell: Tell) -> str:
    for done, kind in enumerate(("topics", "suggestions"), start=1):
        with demo.at_work() as (session, study):
            job_id = enqueue(session, kind, study.id).id
        job = see_through(demo.engine, demo.organisation_id, job_id)
        if job.state != JobState.DONE:
            raise StageFailed(job.message)
        tell(done, 2)
    with demo.at_work() as (session, study):
        topics = session.exec(select(func.count()).select_from(Topic).where(Topic.study_id == study.id)).one()
        suggestions = session.exec(
            select(func.count()).select_from(Suggestion).where(Suggestion.study_id == study.id, Suggestion.rank == 1)
        ).one()
    found = counted(suggestions, "fragment met een suggestie", "fragmenten met een suggestie")
    return f"{counted(topics, 'onderwerp', 'onderwerpen')}, {found}"


def write_journeys(demo: Demonstration, tell: Tell) -> str:
    written, steps, evidence = material.journeys(), 0, 0
    for done, journey_text in enumerate(written, start=1):
        with demo.at_work() as (session, study):
            journey = write_journey(session, study, journey_text, proposed_on=_COMPOSED)
            founded = evidence_by_step(session, journey)
            steps += len(founded)
            evidence += sum(len(step.segment_ids) for step in founded.values())
        tell(done, len(written))
    made = counted(len(written), "klantreis", "klantreizen")
    return f"{made}, {counted(steps, 'stap', 'stappen')}, {evidence} keer onderbouwd"


def publish_journeys(demo: Demonstration, tell: Tell) -> str:
    demo.folder.mkdir(parents=True, exist_ok=True)
    slugs = [written["slug"] for written in material.published_journeys()]
    for done, slug in enumerate(slugs, start=1):
        with demo.at_work() as (session, study):
            journey = session.exec(select(Journey).where(Journey.study_id == study.id, Journey.slug == slug)).one()
            publication = publish_journey(session, journey, demo.site)
            document_path(demo.folder, slug).write_bytes(publication.pdf)
        tell(done, len(slugs))
    return counted(len(slugs), "verhaal gepubliceerd", "verhalen gepubliceerd")


def document_path(folder: Path, slug: str) -> Path:
    """Where the document of a journey is written."""
    return folder / f"klantreis-{slug}.pdf"


STAGES = (
    Stage("Onderzoek van 2025", tell_last_year),
    Stage("Afspraken", agree, _AGREED),
    Stage("Inlezen", import_interviews, _TYPED),
    Stage("Respondenten", call_everybody, _LISTED),
    Stage("Namen vervangen", replace_all_names, _LISTED),
    Stage("Coderen", code_interviews, _CODED),
    Stage("Tweede codeur", code_again, _CODED_AGAIN),
    Stage("Onderwerpen en suggesties", make_suggestions, _GROUPED),
    Stage("Klantreizen", write_journeys, _COMPOSED),
    Stage("Leesrondes", hold_rounds, _READ),
    Stage("Publiceren", publish_journeys, _PUBLISHED),
    Stage("Leesronde van nu", open_rounds),
    Stage("Metingen: hulp in huis", ask_all_year),
    Stage("Metingen: spreekuur", ask_by_card),
)
"""Each with the day on which it was done, as the demonstration tells it."""


def _published(session: Session, study: Study) -> int:
    query = (
        select(func.count(func.distinct(col(Publication.journey_id))))
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(Journey.study_id == study.id)
    )
    return session.exec(query).one()


def _begin_again(session: Session) -> None:
    """Take away what an earlier run left half built."""
    told, _journey = material.last_year()
    slugs = (material.STUDY_SLUG, told["slug"])
    for study in session.exec(select(Study).where(col(Study.slug).in_(slugs))).all():
        session.delete(study)
    for measurement in session.exec(select(Measurement)).all():
        session.delete(measurement)
