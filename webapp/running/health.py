"""Whether it lives, and whether it can work, for what watches over it: nobody signs in, and nothing private is told."""

import shutil
from collections.abc import Iterator

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.access import public
from webapp.settings import Settings

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@public
def alive() -> ResponseReturnValue:
    """The process answers. Asks nothing of the database."""
    return {"alive": True}


@blueprint.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """503 with the first reason why it can't work now."""
    reason = next(_reasons(current_app.extensions["engine"], current_app.config["SETTINGS"]), None)
    return ({"ready": True}, 200) if reason is None else ({"ready": False, "reason": reason}, 503)


def _reasons(engine: Engine, settings: Settings) -> Iterator[str]:
    # What the doctor looks with is loaded when somebody asks: a process has to start without it.
    from webapp.doctor.data import shape
    from webapp.doctor.findings import Standing
    from webapp.doctor.keys import fitting, whole_keys
    from webapp.doctor.place import LEAST_FREE

    try:
        if shape(engine).standing is not Standing.FINE:
            yield _("De database heeft niet de vorm van deze versie.")
        if Standing.WRONG in (whole_keys(settings).standing, fitting(engine, settings).standing):
            yield _("Een sleutel is er niet, is beschadigd, past niet of is open voor anderen.")
        if shutil.disk_usage(settings.data_dir).free < LEAST_FREE:
            yield _("De schijf is vol.")
    except (SQLAlchemyError, ResearcherError):
        yield _("De database antwoordt niet.")
    except OSError:
        yield _("De map met de gegevens is er niet.")
