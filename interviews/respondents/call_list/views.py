"""Routes for reading in a call list: a file is looked at column by column, then taken in. Nothing rests in between."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _, counted
from foundation.request_session import request_session, signed_in
from interviews.respondents.call_list.columns import Fate, fate_label, fate_sentence
from interviews.respondents.call_list.file import CallListWrong, ListTable, read_file
from interviews.respondents.call_list.intake import Choices, WhoItIs, guessed, listed_people, look_over, take_in
from interviews.respondents.call_list.parcel import ParcelVault
from interviews.respondents.contacts import ContactVault
from interviews.respondents.roles import ROLES
from interviews.views import key_here
from studies.access import Role, requires
from studies.models import Study
from studies.planning import study_by_slug
from studies.retention.due import Kept, PastLastDay, closed_for

_HEADINGS, _SOMEBODY = "koppen", "persoon"

blueprint = Blueprint("call_list", __name__, url_prefix="/onderzoeken/<slug>/interviews/respondenten/inlezen")


@blueprint.get("")
@requires(Role.RESEARCHER)
def upload(slug: str) -> str:
    return _upload_page(study_by_slug(request_session(), slug))


@blueprint.post("")
@requires(Role.RESEARCHER)
def read_list(slug: str) -> ResponseReturnValue:
    """Show what every column will become. The list goes back to the browser, sealed, and comes again."""
    # Reading comes before the session opens: nobody waits for the database while a heavy file is parsed.
    table = _posted_table()
    study = study_by_slug(request_session(), slug)
    if closed_for(request_session(), study, Kept.NAMES):
        return _upload_page(study), PastLastDay.status
    if isinstance(table, CallListWrong):
        return _upload_page(study, str(table)), table.status
    return _preview(study, table, guessed(table))


def _posted_table() -> ListTable | CallListWrong:
    file = request.files.get("list")
    try:
        if file is None or not file.filename:
            raise CallListWrong(_("Kies eerst een bestand."))
        return read_file(file.read())
    except CallListWrong as wrong:
        return wrong


@blueprint.post("/opnemen")
@requires(Role.RESEARCHER)
def take_in_list(slug: str) -> ResponseReturnValue:
    """Take the list in; or, asked to look again, show what would come of it."""
    study = study_by_slug(request_session(), slug)
    if closed_for(request_session(), study, Kept.NAMES):
        return _upload_page(study), PastLastDay.status
    try:
        table = _parcels(study).open(request.form.get("parcel", ""))
    except CallListWrong as wrong:
        return _upload_page(study, str(wrong)), 422
    if (wanted := request.form.get("first-row")) and wanted != _first_row(table):
        table = table.with_heading(is_there=wanted == _HEADINGS)
        return _preview(study, table, guessed(table), is_turned=True)
    choices = _choices(table, request.form)
    if "look" in request.form:
        return _preview(study, table, choices)
    read = look_over(table, choices, listed_people(request_session(), _contacts(study), study.id))
    unseen = {str(row) for row in (*(one.row for one in read.wrong), *read.left_out)} - set(
        request.form.get("seen", "").split()
    )
    if unseen or not read.may_be_taken_in:
        return _preview(study, table, choices, is_refused=True), 422
    number = take_in(request_session(), _contacts(study), study, table, choices)
    flash(_("%(people)s op de lijst gezet.", people=counted(number, "persoon", "mensen")))
    if read.completed:
        flash(_("Bij %(people)s is aangevuld wat ontbrak.", people=counted(read.completed, "persoon", "mensen")))
    return redirect(url_for("respondents.all_respondents", slug=slug))


def _upload_page(study: Study, error: str = "") -> str:
    return render_template("interviews/respondents/call_list/upload.html", study=study, error=error)


def _first_row(table: ListTable) -> str:
    return _HEADINGS if table.heading else _SOMEBODY


def _preview(
    study: Study, table: ListTable, choices: Choices, *, is_refused: bool = False, is_turned: bool = False
) -> str:
    read = look_over(table, choices, listed_people(request_session(), _contacts(study), study.id))
    return render_template(
        "interviews/respondents/call_list/call_list.html",
        study=study,
        table=table,
        read=read,
        choices=choices,
        parcel=_parcels(study).seal(table),
        fates=[(fate.value, fate_label(fate)) for fate in Fate],
        fate_sentence=fate_sentence,
        roles=ROLES,
        attributes=list(dict.fromkeys(name for one in read.people for name in one.attributes)),
        is_refused=is_refused,
        is_turned=is_turned,
        first_row=_first_row(table),
    )


def _choices(table: ListTable, posted: Mapping[str, str]) -> Choices:
    """What was chosen; a column about which nothing came back is left out."""
    written = [posted.get(f"column-{index}", "") for index in range(len(table.headings))]
    fates = tuple(Fate(one) if one in set(Fate) else Fate.LEAVE_OUT for one in written)
    answers = {number: posted.get(f"same-{number}", "") for number, _cells in table.rows}
    return Choices(
        fates,
        " ".join(posted.get("role", "").split()).lower(),
        {number: WhoItIs(answer) for number, answer in answers.items() if answer in set(WhoItIs)},
    )


def _contacts(study: Study) -> ContactVault:
    return ContactVault(key_here(study))


def _parcels(study: Study) -> ParcelVault:
    return ParcelVault(key_here(study), signed_in().person_id)
