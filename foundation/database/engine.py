"""The engine and the unit of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlmodel import Session

from foundation.database import (
    leaving_files,  # noqa: F401  empties the log after names were erased
    postgresql,
    sqlite,
    wall,  # noqa: F401  keeps every session in its own organisation
)
from foundation.dutch import _
from foundation.errors import ResearcherError


class DatabaseUnknown(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "VERHAALLIJN_DATABASE_URL klopt niet. Het begint met sqlite:/// of postgresql+psycopg://. "
                "Verbeter het en start opnieuw."
            )
        )


_ENGINES: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}


def open_engine(url: str, **options: Any) -> Engine:
    """Connect to `url`, on SQLite or PostgreSQL; what each needs to keep the same promises is in its own module.

    Raises DatabaseUnknown.
    """
    kind = _kind_of(url)
    # Without its values an error says as much, and what people said stays out of the log.
    engine = create_engine(url, hide_parameters=True, **{**kind.POOL, **options})
    kind.prepare(engine)
    return engine


def _kind_of(url: str) -> Any:
    try:
        return _ENGINES[make_url(url).get_backend_name()]
    except (ArgumentError, KeyError):
        raise DatabaseUnknown from None


def read_only(engine: Engine) -> Engine:
    """The same engine for work that only reads: it never waits for a writer, and can't write."""
    return engine.execution_options(**_ENGINES[engine.dialect.name].READS_ONLY)


def open_session(engine: Engine, organisation_id: int | None, person_id: int | None = None) -> Session:
    """A session that sees one organisation; None sees only tables that belong to nobody."""
    info = {"organisation_id": organisation_id, "person_id": person_id}
    return Session(engine, expire_on_commit=False, info=info)


def open_session_across_organisations(engine: Engine) -> Session:
    """For sign-in, workers looking for jobs, integrity checks and public pages; nothing else."""
    return Session(engine, expire_on_commit=False, info={"organisation_id": None, "across": True})


def is_taken(error: IntegrityError) -> bool:
    """Whether it says that there may be one such row: somebody else was first."""
    return any(kind.is_taken(error.orig) for kind in _ENGINES.values())


def narrow(session: Session, organisation_id: int) -> None:
    """From here on a session that saw every organisation sees this one. Nothing may have been written by it yet.

    On PostgreSQL it begins anew: who writes for one organisation holds up nobody elsewhere. Rows are read again. A
    session that sees this one alone already goes on, with what it wrote.
    """
    if session.info.get("organisation_id") == organisation_id and not session.info.get("across"):
        return
    engine = session.get_bind().engine
    if engine.dialect.name == "postgresql":
        session.rollback()
    session.info.update(organisation_id=organisation_id, across=False)


@contextmanager
def unit_of_work(
    engine: Engine, organisation_id: int | None = None, person_id: int | None = None, *, across: bool = False
) -> Iterator[Session]:
    """Commit when the block ends well, roll back when it raises."""
    session = open_session_across_organisations(engine) if across else open_session(engine, organisation_id, person_id)
    with session, session.begin():
        yield session
