"""The application as gunicorn asks for it: deploy/gunicorn.conf.py names it."""

import click
from flask import Flask
from gunicorn.errors import AppImportError

from webapp.application import create_app
from webapp.commands.starting import in_plain_words, prepared_engine
from webapp.running.interpreter import suit_to_serving
from webapp.running.log_lines import write_log
from webapp.settings import Settings


def application() -> Flask:
    """With its database in the newest shape; several processes may ask for it at once.

    Raises AppImportError, of which gunicorn tells the sentence alone, for what somebody can put right.
    """
    try:
        with in_plain_words():
            return _started(Settings())
    except click.ClickException as told:
        raise AppImportError(told.message) from None


def _started(settings: Settings) -> Flask:
    write_log(settings.log_format)
    app = create_app(settings, prepared_engine(settings))
    suit_to_serving()
    return app
