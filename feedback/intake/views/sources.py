"""Routes of the sources of a measurement: adding one, and bringing a file."""

from collections.abc import Mapping

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.intake.files import keep_file
from feedback.intake.models import SourceKind
from feedback.intake.sources import (
    MOST_MONTHS,
    SourceUnclear,
    add_source,
    files_of,
    merged_lists,
    source_by_number,
    sources_of,
)
from feedback.intake.table import FileWrong, Table, read_table
from feedback.intake.taking_in import Vaults
from feedback.intake.twins import waiting_by_file
from feedback.measurements.agreement import NotAgreedYet
from feedback.measurements.lookup import measurement_by_slug
from feedback.measurements.models import Measurement
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import request_session
from studies.access import Role, requires
from studies.models import Organisation

blueprint = Blueprint("intake", __name__, url_prefix="/metingen/<measurement>/inlezen")
_NEW = {"name": "", "kind": "", "months_after": "0"}


@blueprint.get("/", strict_slashes=False)
@requires(Role.RESEARCHER)
def sources(measurement: str) -> str:
    return _page(measurement_by_slug(request_session(), measurement))


@blueprint.post("/bronnen")
@requires(Role.RESEARCHER)
def create_source(measurement: str) -> ResponseReturnValue:
    found = measurement_by_slug(request_session(), measurement)
    typed = {name: request.form.get(name, "") for name in _NEW}
    try:
        add_source(request_session(), found, typed)
    except SourceUnclear as error:
        return _page(found, typed, error.errors), error.status
    return redirect(url_for(".sources", measurement=found.slug), 303)


@blueprint.post("/bronnen/<int:source>")
@requires(Role.RESEARCHER)
def bring_file(measurement: str, source: int) -> ResponseReturnValue:
    """Read, and kept sealed until somebody looked at it. Nothing is asked of anybody."""
    # Reading comes before the session opens: nobody waits for the database while a heavy file is parsed.
    table = _posted_table()
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    chosen = source_by_number(session, found.id, source)
    if not found.is_running:
        table = NotAgreedYet()
    if isinstance(table, ResearcherError):
        return _page(found, wrong=(chosen.id, str(table))), table.status
    file = keep_file(session, Vaults.of(session).files, chosen, table)
    return redirect(url_for("intake_files.file", measurement=found.slug, number=file.id), 303)


def _posted_table() -> Table | ResearcherError:
    file = request.files.get("list")
    try:
        if file is None or not file.filename:
            raise FileWrong(_("Kies eerst een bestand."))
        return read_table(file.read())
    except FileWrong as wrong:
        return wrong


def _folder(measurement: Measurement) -> str:
    """In the folder that is looked in, that of the organisation; '' when none is looked in."""
    if current_app.config["SETTINGS"].intake_dir is None:
        return ""
    return request_session().get_one(Organisation, measurement.organisation_id).slug


def _page(
    measurement: Measurement,
    values: Mapping[str, str] = _NEW,
    errors: Mapping[str, str] | None = None,
    wrong: tuple[int, str] | None = None,
) -> str:
    """`wrong`: (source, what is wrong with the file that was brought)."""
    found = sources_of(request_session(), measurement.id)
    files = files_of(request_session(), [one.id for one in found])
    return render_template(
        "feedback/intake/sources.html",
        measurement=measurement,
        sources=[(one, [file for file in files if file.source_id == one.id]) for one in found],
        merged=merged_lists(request_session(), found, files),
        twins=waiting_by_file(request_session(), [one.id for one in files]),
        kinds=[(kind.value, kind.dutch) for kind in SourceKind],
        most_months=MOST_MONTHS,
        values=values,
        errors=errors or {},
        wrong=wrong or (0, ""),
        folder=_folder(measurement),
    )
