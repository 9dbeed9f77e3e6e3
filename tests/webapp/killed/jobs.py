"""Somebody asks for suggestions; and the database itself writes down each time that a job ends.

A job and what it found are stored in one transaction, so a job that ended twice would have had its effect twice.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle

import httpx
from sqlalchemy import Connection, text
from sqlmodel import Session, col, select

from coding.models import Code, Suggestion
from foundation.clock import now
from foundation.jobs.models import Job, JobState
from interviews.models import Interview
from interviews.texts.models import Source
from tests.webapp.killed.acts import Act, Standing, accepted

_ENDED = "upper(CAST(NEW.state AS TEXT)) IN ('DONE', 'FAILED')"
_NOTE = "INSERT INTO job_ended (job_id) VALUES (NEW.id);"
_WATCH = {
    "sqlite": [
        "CREATE TABLE job_ended (job_id INTEGER NOT NULL)",
        f"CREATE TRIGGER note_end AFTER UPDATE OF state ON job WHEN {_ENDED} BEGIN {_NOTE} END",
    ],
    "postgresql": [
        "CREATE TABLE job_ended (job_id INTEGER NOT NULL)",
        f"CREATE FUNCTION note_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_NOTE} RETURN NULL; END $$",
        "CREATE TRIGGER note_end AFTER UPDATE OF state ON job"
        f" FOR EACH ROW WHEN ({_ENDED}) EXECUTE FUNCTION note_end()",
    ],
}
_DEFECT = "een fout in het programma"


def watch_ends(connection: Connection) -> None:
    """From now on the database writes down every end of a job."""
    for statement in _WATCH[connection.dialect.name]:
        connection.exec_driver_sql(statement)


@dataclass
class Asked(Act):
    what = "asked for a job"
    address: str
    study_id: int
    since: datetime = field(default_factory=now)

    def send(self, browser: httpx.Client) -> None:
        accepted(browser.post(f"{self.address}/voorstellen"), 302)

    def standing(self, session: Session) -> Standing:
        """Whether a job was there when it was asked, or came: one that ended before does not count."""
        jobs = session.exec(select(Job).where(Job.study_id == self.study_id)).all()
        answering = [one for one in jobs if one.finished_at is None or one.finished_at >= self.since]
        return Standing.WHOLE if answering else Standing.ABSENT


def asking(addresses: dict[int, str]) -> Iterator[Act]:
    """In one study after another; `addresses` by study."""
    for study_id in cycle(addresses):
        yield Asked(addresses[study_id], study_id)


Found = tuple[int, int, int, str, int]


@dataclass
class JobsSeen:
    """What is known of jobs. All studies in which suggestions can be made hold the same words."""

    found: list[Found] | None = None
    """(conversation, start, end, code, rank) of every suggestion, once a job was done."""

    def problems(self, session: Session) -> Iterator[str]:
        """Jobs that ended twice, without a word, or of which what they found is not there wholly."""
        ends = Counter(session.execute(text("SELECT job_id FROM job_ended")).scalars().all())
        done = dict[int, int]()
        for job in session.exec(select(Job).order_by(col(Job.id))).all():
            has_ended = job.state in (JobState.DONE, JobState.FAILED)
            if ends[job.id] != int(has_ended):
                yield f"job {job.id} ({job.state}) ended {ends[job.id]} times"
            if has_ended and not (job.message and job.finished_at):
                yield f"job {job.id} ({job.state}) ended without a word"
            if _DEFECT in job.message:
                yield f"job {job.id} failed by a fault of the program"
            if job.state == JobState.DONE and job.study_id:
                done[job.study_id] = job.id
        for study_id, job_id in done.items():
            found = _found(session, study_id)
            self.found = self.found or found
            if not found or found != self.found:
                yield f"job {job_id} is done and {len(found)} suggestions are there, not {len(self.found)}"

    @staticmethod
    def standing(session: Session) -> Counter[JobState]:
        return Counter(session.exec(select(Job.state)).all())

    @staticmethod
    def begun_again(session: Session) -> int:
        """How many were taken over from a worker that was killed."""
        return len(session.exec(select(Job.id).where(Job.attempt > 1)).all())


def _found(session: Session, study_id: int) -> list[Found]:
    query = (
        select(Interview.number, Suggestion.start, Suggestion.end, Code.name, Suggestion.rank)
        .join(Source, col(Source.id) == Suggestion.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .join(Code, col(Code.id) == Suggestion.code_id)
        .where(Suggestion.study_id == study_id)
    )
    return sorted(tuple(row) for row in session.exec(query).all())
