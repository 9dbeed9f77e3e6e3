"""Whether anybody does the work: workers tell that they are there, and screens and commands ask."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, delete, func, select, update

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.jobs.claiming import is_free
from foundation.jobs.models import Job, JobState, Worker

UNSEEN = timedelta(minutes=1)
"""Who told nothing for so long, is taken to be gone."""
_FORGOTTEN = timedelta(days=1)


def tell_alive(engine: Engine, name: str) -> None:
    """This worker is there. Those that were killed long ago are forgotten."""
    with unit_of_work(engine, across=True) as session:
        if not session.exec(update(Worker).where(col(Worker.name) == name).values(seen_at=now())).rowcount:
            session.add(Worker(name=name))
        session.exec(delete(Worker).where(col(Worker.seen_at) < now() - _FORGOTTEN))


def say_goodbye(engine: Engine, name: str) -> None:
    """This worker is gone."""
    with unit_of_work(engine, across=True) as session:
        session.exec(delete(Worker).where(col(Worker.name) == name))


def workers(session: Session) -> list[tuple[Worker, Job | None]]:
    """Who is there, with what it does now; by name. `session` sees every organisation."""
    does = (col(Job.worker) == Worker.name) & (col(Job.state) == JobState.RUNNING)
    query = select(Worker, Job).join(Job, does, isouter=True).where(_is_there())
    return [(worker, job) for worker, job in session.exec(query.order_by(Worker.name, col(Job.id))).all()]


def somebody_works(session: Session) -> bool:
    return session.exec(select(Worker.id).where(_is_there()).limit(1)).first() is not None


def is_unattended(session: Session, job: Job) -> bool:
    """Whether it waits, and nobody is there to do it."""
    waits = select(Job.id).where(Job.id == job.id, is_free())
    return session.exec(waits).first() is not None and not somebody_works(session)


def unattended(session: Session) -> int:
    """How many jobs wait for nobody. `session` sees every organisation."""
    if somebody_works(session):
        return 0
    return session.exec(select(func.count()).select_from(Job).where(is_free())).one()


def _is_there() -> ColumnElement[bool]:
    return col(Worker.seen_at) >= now() - UNSEEN
