"""All that the doctor looks at, in order; what can't be looked at, is told as what stands in its way."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from foundation.database.engine import open_engine
from foundation.database.faults import fault_in
from foundation.dutch import _
from foundation.errors import ResearcherError
from webapp.doctor import data, keys, place, versions, work
from webapp.doctor.findings import Finding, Standing, wrong
from webapp.settings import Settings

Looked = tuple[str, Finding]


def diagnosis(settings: Settings) -> list[Looked]:
    """(what was looked at, what was found), in the order in which somebody would put it right."""
    around: tuple[tuple[str, Callable[[], Finding]], ...] = (
        (_("Python"), versions.python),
        (_("Bibliotheken"), versions.libraries),
        (_("Betekenis"), lambda: versions.encoder(settings)),
        (_("Map"), lambda: place.folder_rights(settings)),
        (_("Schijf"), lambda: place.disk(settings)),
        (_("Sleutels"), lambda: keys.whole_keys(settings)),
        (_("Wachtrij"), lambda: place.bell(settings)),
        (_("Cookies"), lambda: place.cookies(settings)),
        (_("E-mail"), lambda: work.mail_server_open(settings)),
        (_("Reservekopie"), lambda: keys.copies(settings)),
    )
    return [*((name, _seen(look)) for name, look in around), *_of_database(settings)]


def _of_database(settings: Settings) -> Iterator[Looked]:
    """Nothing more is asked of one that does not answer, or has another shape."""
    try:
        engine = open_engine(settings.url)
    except ResearcherError as error:
        yield _("Database"), wrong(str(error))
        return
    try:
        for name, look in _questions(engine, settings):
            found = _seen(look)
            yield name, found
            if found.standing is Standing.WRONG and look.__name__ in ("database", "shape"):
                return
    finally:
        engine.dispose()


def _questions(engine: Engine, settings: Settings) -> Iterator[tuple[str, Callable[[], Finding]]]:
    def database() -> Finding:
        return data.database(engine) if _is_there(engine) else wrong(_("Er is nog geen database. Start het programma."))

    def shape() -> Finding:
        return data.shape(engine)

    yield _("Database"), database
    yield _("Versie van de database"), lambda: versions.database_version(engine)
    yield _("Bijgewerkt"), shape
    yield _("Sleutel en gegevens"), lambda: keys.fitting(engine, settings)
    yield _("Sleutels van onderzoeken"), lambda: keys.of_studies(engine, settings)
    yield _("Klok"), lambda: data.clock(engine)
    yield _("Worker"), lambda: work.somebody_at_work(engine)
    yield _("Verstuurde e-mail"), lambda: work.given_up(engine)


def _is_there(engine: Engine) -> bool:
    """Looking at a file of SQLite that is not there would make it."""
    return engine.dialect.name != "sqlite" or Path(str(engine.url.database)).is_file()


def _seen(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except ResearcherError as error:
        return wrong(str(error))
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        fault = fault_in(error)
        return wrong(fault.sentence if fault else _("Dit is niet te zien: %(kind)s.", kind=type(error).__name__))
