"""The application as gunicorn asks for it: deploy/gunicorn.conf.py names it."""

from flask import Flask

from webapp.application import create_app
from webapp.commands.starting import prepared_engine
from webapp.running.interpreter import suit_to_serving
from webapp.running.log_lines import write_log
from webapp.settings import Settings


def application() -> Flask:
    """With its database in the newest shape; several processes may ask for it at once."""
    settings = Settings()
    write_log(settings.log_format)
    app = create_app(settings, prepared_engine(settings))
    suit_to_serving()
    return app
