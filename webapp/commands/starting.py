"""What every command begins with: the database in its newest shape with its own keys, and errors as sentences.

And what it asks, in Dutch.
"""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

import webapp.tables  # noqa: F401  whatever a command changes, the history tells of it
from coding.suggestions.meaning.reading import read_with
from foundation.backup.places import reason_of
from foundation.database.engine import open_engine
from foundation.database.faults import ReadOnlyPlace, fault_in
from foundation.database.leaving_files import empty_log
from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.accounts.passwords import PasswordUnfit, check_fit
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings


class PlainSpoken(click.Group):
    """Its commands end with a sentence wherever somebody can put it right: a disk, a file, a server, a setting."""

    def invoke(self, ctx: click.Context) -> object:
        with in_plain_words():
            return super().invoke(ctx)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """What somebody can put right ends a command with its sentence, not with a traceback."""
    try:
        yield
    except (ResearcherError, DBAPIError, sqlite3.Error, OSError, ValidationError) as error:
        if (sentence := sentence_about(error)) is None:
            raise
        raise click.ClickException(sentence) from None


def sentence_about(error: Exception) -> str | None:
    """In Dutch, what is wrong and what to do; None for what only who makes the program can put right."""
    if (fault := fault_in(error)) is not None:
        return fault.sentence
    if isinstance(error, ResearcherError):
        return str(error)
    if isinstance(error, ValidationError):
        return _about_settings(error)
    return _about_system(error) if isinstance(error, OSError) else None


def _about_settings(error: ValidationError) -> str:
    """Which, and never what is in them: that may be a password."""
    names = sorted({f"VERHAALLIJN_{str(one['loc'][0]).upper()}" for one in error.errors() if one["loc"]})
    return _("Deze instelling klopt niet: %(names)s. De README zegt wat er kan.", names=", ".join(names))


def _about_system(error: OSError) -> str | None:
    if error.errno == errno.EADDRINUSE:
        return _("Op dit adres draait al een programma. Stop dat, of kies met --port een andere poort.")
    if error.filename is None:
        return None
    return _("%(place)s is niet te gebruiken: %(reason)s.", place=error.filename, reason=reason_of(error))


def prepared_engine(settings: Settings) -> Engine:
    """The settings' database, brought to its newest shape; closed when the command ends. Raises ReadOnlyPlace."""
    if not os.access(settings.prepared().data_dir, os.W_OK):
        raise ReadOnlyPlace  # SQLite would say that it can't open a file, which may be anything
    engine = open_engine(settings.url)
    if command := click.get_current_context(silent=True):
        command.call_on_close(engine.dispose)
    migrate(engine)
    empty_log(engine)
    with in_plain_words():
        keep_keys(engine, settings)
        settings.mail_server()
        read_with(settings.text_encoder)
    return engine


def see_agreed(question: str) -> None:
    """Ends the command unless somebody says yes."""
    answer = click.prompt(f"{question} [j/N]", default="n", show_default=False)
    if answer.strip().lower() not in {"j", "ja", "y", "yes"}:
        raise click.ClickException(_("Er is niets veranderd."))


def asked_password(names: tuple[str, ...]) -> str:
    """Empty without a terminal: there is nobody to ask. One that is unfit is asked for again, with the reason.

    `names`: of its owner and what is theirs.
    """
    if not _has_terminal():
        return ""
    question, again = _("Wachtwoord (leeg: een link om aan te melden)"), _("Nog een keer")
    return str(
        click.prompt(
            question,
            default="",
            hide_input=True,
            confirmation_prompt=again,
            show_default=False,
            value_proc=partial(_fit, names),
        )
    )


def _has_terminal() -> bool:
    return sys.stdin.isatty()


def _fit(names: tuple[str, ...], typed: str) -> str:
    """The same. Raises click.UsageError, at which is asked again."""
    try:
        if typed:
            check_fit(typed, names)
    except PasswordUnfit as error:
        raise click.UsageError(str(error)) from None
    return typed
