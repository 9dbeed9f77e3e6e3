"""What every command begins with: the database in its newest shape with its own keys, and errors as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine

import webapp.tables  # noqa: F401  whatever a command changes, the history tells of it
from foundation.database.engine import open_engine
from foundation.database.leaving_files import empty_log
from foundation.errors import ResearcherError
from webapp.keys import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings


@contextmanager
def in_plain_words() -> Iterator[None]:
    """A ResearcherError ends a command with its sentence, not with a traceback."""
    try:
        yield
    except ResearcherError as error:
        raise click.ClickException(str(error)) from None


def prepared_engine(settings: Settings) -> Engine:
    """The settings' database, brought to its newest shape; closed when the command ends."""
    engine = open_engine(settings.prepared().url)
    if command := click.get_current_context(silent=True):
        command.call_on_close(engine.dispose)
    migrate(engine)
    empty_log(engine)
    with in_plain_words():
        keep_keys(engine, settings)
        settings.mail_server()
    return engine
