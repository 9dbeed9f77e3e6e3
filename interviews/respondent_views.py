"""Routes of respondents, for researchers only: the list, one with calls and consent, and reading in a call list."""

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.clock import today
from foundation.dutch import _, counted
from foundation.errors import ResearcherError
from foundation.request_session import request_session
from interviews import calls, consent, contacts, respondents
from interviews.call_list import CallListWrong, decoded, known_telephones, read_call_list, take_in_call_list
from interviews.contacts import ContactVault
from interviews.headings import ROLES
from interviews.models import CallResult, ConsentWay, Purpose, Respondent
from interviews.respondent_forms import (
    CallForm,
    ConsentForm,
    attribute_rows,
    new_call,
    new_consent,
    read_attributes,
    read_call,
    read_consent,
    read_day,
)
from interviews.sources import interview_by_number
from interviews.withdrawal import withdraw_from_study
from studies.access import Role, requires
from studies.history import undo, undoable
from studies.models import Study
from studies.planning import study_by_slug

blueprint = Blueprint("respondents", __name__, url_prefix="/onderzoeken/<slug>/interviews/respondenten")


@blueprint.url_value_preprocessor
def _take_slug(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.slug = (values or {}).pop("slug", None)


@blueprint.url_defaults
def _give_slug(endpoint: str, values: dict[str, Any]) -> None:
    if "slug" in g and endpoint.startswith("respondents."):
        values.setdefault("slug", g.slug)


def _study() -> Study:
    return study_by_slug(request_session(), g.slug)


def _vault(study: Study) -> ContactVault:
    return ContactVault(current_app.config["SETTINGS"].key("pseudonyms"), study.id)


def _respondent(study: Study, number: int) -> Respondent:
    return respondents.respondent_by_number(request_session(), study.id, number)


@blueprint.get("/")
@requires(Role.RESEARCHER)
def all_respondents() -> str:
    study = _study()
    lines = respondents.respondents_of(request_session(), study.id)
    figures = calls.response_figures(line.progress for line in lines)
    shown = request.args.get("toon", "")
    return render_template(
        "interviews/respondents.html",
        study=study,
        lines=[line for line in lines if _is_shown(line, shown)],
        figures=figures,
        sentence=calls.response_sentence(figures),
        attributes=respondents.attribute_names(line.respondent for line in lines),
        standing_label=calls.standing_label,
        standings=[(standing.value, calls.standing_label(standing)) for standing in calls.Standing],
        shown=shown,
        to_call=sum(line.progress.standing in calls.TO_CALL for line in lines),
        to_wipe=sum(line.may_be_wiped for line in lines),
    )


def _is_shown(line: respondents.RespondentLine, shown: str) -> bool:
    if shown == "bellen":
        return line.progress.standing in calls.TO_CALL
    return shown in ("", line.progress.standing)


@blueprint.get("/nieuw")
@requires(Role.RESEARCHER)
def new_respondent() -> str:
    return _new_page(_study(), {}, {})


@blueprint.post("/nieuw")
@requires(Role.RESEARCHER)
def create_respondent() -> ResponseReturnValue:
    session, study = request_session(), _study()
    attributes = read_attributes(request.form)
    try:
        added = respondents.add_respondent(session, study, _posted_role(), attributes)
        name, telephone = request.form.get("name", ""), request.form.get("telephone", "")
        contacts.save_contact(session, _vault(study), added, name, telephone)
    except ResearcherError as wrong:
        return _new_page(study, attributes, {_field_of(wrong): str(wrong)}), 422
    flash(_("%(title)s staat op de lijst.", title=added.title))
    return redirect(url_for(".one", number=added.number))


def _new_page(study: Study, attributes: dict[str, str], errors: dict[str, str]) -> str:
    known = respondents.attribute_names(respondents.all_respondents(request_session(), study.id))
    return render_template(
        "interviews/respondent_new.html",
        study=study,
        roles=ROLES,
        values=request.form,
        rows=attribute_rows(attributes, known),
        errors=errors,
    )


def _posted_role() -> str:
    role = request.form.get("role", "")
    return request.form.get("other_role", "") if role == "anders" else role


def _field_of(wrong: ResearcherError) -> str:
    """Where on the form a refusal belongs."""
    fields: dict[type[ResearcherError], str] = {
        contacts.TelephoneWrong: "telephone",
        contacts.NameTooLong: "name",
        respondents.RoleMissing: "role",
        respondents.AttributesWrong: "attributes",
    }
    if type(wrong) not in fields:
        raise wrong
    return fields[type(wrong)]


@blueprint.get("/<int:number>")
@requires(Role.RESEARCHER)
def one(number: int) -> str:
    study = _study()
    return _page(study, _respondent(study, number))


def _page(
    study: Study,
    found: Respondent,
    call: CallForm | None = None,
    asked: ConsentForm | None = None,
    errors: dict[str, str] | None = None,
) -> str:
    session = request_session()
    given, made = consent.consents_of(session, found), calls.calls_of(session, found)
    interviews = respondents.interviews_of_respondent(session, found)
    answers = consent.answers_of(session, found)
    everybody = respondents.all_respondents(session, study.id)
    return render_template(
        "interviews/respondent.html",
        study=study,
        respondent=found,
        next_one=next((one for one in everybody if one.number > found.number), None),
        contact=contacts.contact_of(session, _vault(study), found),
        progress=calls.progress_of(made, bool(interviews)),
        made=made,
        interviews=interviews,
        free_interviews=respondents.interviews_of_nobody(session, study.id),
        answers=answers,
        purposes=[(one, consent.purpose_label(one), consent.purpose_question(one)) for one in Purpose],
        stands={one: consent.stands(answers, one) for one in Purpose},
        earlier=[one for one in given if one is not answers.get(one.purpose)],
        rows=attribute_rows(found.attributes, respondents.attribute_names(everybody)),
        roles=ROLES,
        results=[(one.value, calls.result_label(one)) for one in CallResult],
        ways=[(one.value, consent.way_label(one)) for one in ConsentWay],
        result_label=calls.result_label,
        standing_label=calls.standing_label,
        way_label=consent.way_label,
        purpose_label=consent.purpose_label,
        call=call or new_call(),
        asked=asked or new_consent(),
        today=today().isoformat(),
        errors=errors or {},
        undoable=undoable(session, contacts.area_of(found)),
    )


def _back(number: int, part: str = "") -> ResponseReturnValue:
    return redirect(url_for(".one", number=number, _anchor=part or None))


@blueprint.post("/<int:number>")
@requires(Role.RESEARCHER)
def change_respondent(number: int) -> ResponseReturnValue:
    session, study = request_session(), _study()
    found = _respondent(study, number)
    try:
        respondents.change_respondent(session, found, _posted_role(), read_attributes(request.form))
    except (respondents.RoleMissing, respondents.AttributesWrong) as wrong:
        return _page(study, found, errors={_field_of(wrong): str(wrong)}), 422
    flash(_("De gegevens zijn bewaard."))
    return _back(number)


@blueprint.post("/<int:number>/contact")
@requires(Role.RESEARCHER)
def save_contact(number: int) -> ResponseReturnValue:
    session, study = request_session(), _study()
    found = _respondent(study, number)
    name, telephone = request.form.get("name", ""), request.form.get("telephone", "")
    try:
        contacts.save_contact(session, _vault(study), found, name, telephone)
    except (contacts.TelephoneWrong, contacts.NameTooLong) as wrong:
        return _page(study, found, errors={_field_of(wrong): str(wrong)}), 422
    flash(_("De contactgegevens zijn versleuteld bewaard."))
    return _back(number)


@blueprint.post("/<int:number>/contact/wissen")
@requires(Role.RESEARCHER)
def wipe_contact(number: int) -> ResponseReturnValue:
    contacts.wipe_contacts(request_session(), [_respondent(_study(), number)])
    flash(_("De contactgegevens zijn gewist."))
    return _back(number)


@blueprint.post("/contact/wissen")
@requires(Role.RESEARCHER)
def wipe_contacts() -> ResponseReturnValue:
    number = respondents.wipe_all_that_may_be(request_session(), _study().id)
    flash(_("De contactgegevens van %(people)s zijn gewist.", people=counted(number, _("persoon"), _("mensen"))))
    return redirect(url_for(".all_respondents"))


@blueprint.post("/<int:number>/bellen")
@requires(Role.RESEARCHER)
def log_call(number: int) -> ResponseReturnValue:
    study, form = _study(), read_call(request.form)
    found = _respondent(study, number)
    if form.errors or form.result is None:
        return _page(study, found, call=form, errors=dict(form.errors)), 422
    try:
        calls.log_call(request_session(), found, form.result, form.called_at, form.again_at, form.values["note"])
    except calls.CallWrong as wrong:
        return _page(study, found, call=form, errors={wrong.field: str(wrong)}), 422
    flash(_("Het telefoontje is bewaard."))
    return _back(number, "bellen")


@blueprint.post("/<int:number>/toestemming")
@requires(Role.RESEARCHER)
def record_consent(number: int) -> ResponseReturnValue:
    study, form = _study(), read_consent(request.form)
    found = _respondent(study, number)
    if form.errors or form.answered_on is None:
        return _page(study, found, asked=form, errors=dict(form.errors)), 422
    try:
        for purpose, is_given in form.answers.items():
            consent.record_consent(request_session(), found, purpose, is_given, form.answered_on, form.way)
    except consent.ConsentDateWrong as wrong:
        return _page(study, found, asked=form, errors={"answered_on": str(wrong)}), 422
    flash(_("De antwoorden zijn bewaard."))
    return _back(number, "toestemming")


@blueprint.post("/<int:number>/toestemming/intrekken")
@requires(Role.RESEARCHER)
def withdraw_consent(number: int) -> ResponseReturnValue:
    study = _study()
    found, errors = _respondent(study, number), dict[str, str]()
    posted = request.form.get("purpose", "")
    purpose = Purpose(posted) if posted in set(Purpose) else Purpose.RECORD
    on = read_day(request.form.get("withdrawn_on", ""), f"withdrawn-{purpose}", errors)
    if on is None:
        return _page(study, found, errors=errors), 422
    try:
        consent.withdraw_consent(request_session(), found, purpose, on)
    except consent.ConsentDateWrong as wrong:
        return _page(study, found, errors={f"withdrawn-{purpose}": str(wrong)}), 422
    flash(_("De toestemming is ingetrokken."))
    return _back(number, "toestemming")


@blueprint.post("/<int:number>/doet-niet-mee")
@requires(Role.RESEARCHER)
def withdraw(number: int) -> ResponseReturnValue:
    """Somebody takes part no more."""
    study, errors = _study(), dict[str, str]()
    found = _respondent(study, number)
    on = read_day(request.form.get("withdrawn_on", ""), "withdrawn", errors)
    if on is None:
        return _page(study, found, errors=errors), 422
    try:
        withdraw_from_study(request_session(), found, on)
    except consent.ConsentDateWrong as wrong:
        return _page(study, found, errors={"withdrawn": str(wrong)}), 422
    flash(_("%(title)s doet niet meer mee. Op het overzicht staat wat dat raakt.", title=found.title))
    return _back(number)


@blueprint.post("/<int:number>/gesprek")
@requires(Role.RESEARCHER)
def link_interview(number: int) -> ResponseReturnValue:
    """Link an interview, or (`loose`) take the link away."""
    session, study = request_session(), _study()
    found = _respondent(study, number)
    interview = interview_by_number(session, study.id, request.form.get("interview", 0, type=int))
    if "loose" in request.form:
        respondents.unlink_interview(session, found, interview)
    else:
        respondents.link_interview(session, found, interview)
    return _back(number)


@blueprint.post("/<int:number>/terug")
@requires(Role.RESEARCHER)
def take_back(number: int) -> ResponseReturnValue:
    record = undo(request_session(), contacts.area_of(_respondent(_study(), number)))
    flash(_("Ongedaan gemaakt: %(label)s.", label=record.label))
    return _back(number)


@blueprint.post("/<int:number>/weg")
@requires(Role.RESEARCHER)
def remove(number: int) -> ResponseReturnValue:
    found = _respondent(_study(), number)
    respondents.remove_respondent(request_session(), found)
    flash(_("%(title)s is van de lijst gehaald.", title=found.title))
    return redirect(url_for(".all_respondents"))


@blueprint.get("/inlezen")
@requires(Role.RESEARCHER)
def upload() -> str:
    return render_template("interviews/call_list.html", study=_study(), call_list=None, text="", error="")


@blueprint.post("/inlezen")
@requires(Role.RESEARCHER)
def read_list() -> ResponseReturnValue:
    """Show what is in the file. Nothing is kept yet: the text goes back to the browser and comes again."""
    study, file = _study(), request.files.get("list")
    try:
        if file is None or not file.filename:
            raise CallListWrong(_("Kies eerst een bestand."))
        text = decoded(file.read())
        read = read_call_list(text, known_telephones(request_session(), _vault(study), study.id))
    except CallListWrong as wrong:
        page = render_template("interviews/call_list.html", study=study, call_list=None, text="", error=str(wrong))
        return page, 422
    return render_template("interviews/call_list.html", study=study, call_list=read, text=text, error="")


@blueprint.post("/inlezen/opnemen")
@requires(Role.RESEARCHER)
def take_in_list() -> ResponseReturnValue:
    study = _study()
    number = take_in_call_list(request_session(), _vault(study), study, request.form.get("text", ""))
    flash(_("%(people)s op de lijst gezet.", people=counted(number, _("persoon"), _("mensen"))))
    return redirect(url_for(".all_respondents"))
