"""Routes of respondents, for researchers only: the list, and one person with calls, consent and contact data."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from foundation.clock import today
from foundation.dutch import _, counted
from foundation.request_session import request_session
from interviews.models import Respondent
from interviews.respondents import calls, consent, contacts, register
from interviews.respondents.contacts import ContactVault
from interviews.respondents.misplaced_contacts import left_open, seal_what_stands_open
from interviews.respondents.models import CallResult, ConsentWay, Purpose
from interviews.respondents.page.drafts import DraftVault, OpenedPage, hold, note_sent, throw_away, waiting, with_drafts
from interviews.respondents.page.forms import attribute_rows, read_attributes
from interviews.respondents.page.keeping import (
    ANCHORS,
    BY_ENTER,
    BY_PART,
    FieldsWrong,
    Keeper,
    add,
    take_back_last,
    wipe,
)
from interviews.respondents.page.older_pages import as_sent, seen_of
from interviews.respondents.page.parts import Facts, Part, RespondentForms, first_shown
from interviews.respondents.roles import ROLES
from interviews.respondents.withdrawal import WordsHeldBack, holds_words_back
from interviews.texts.deleted import deleted_interviews
from interviews.texts.resting import resting_on
from interviews.texts.sources import interview_by_number
from studies.access import Role, requires
from studies.history.changes import undoable
from studies.models import Study
from studies.planning import study_by_slug
from studies.retention.due import Kept, closed_for

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


def _drafts(study: Study) -> DraftVault:
    return DraftVault(current_app.config["SETTINGS"].key("pseudonyms"), study.id)


def _opened() -> OpenedPage:
    form = request.form
    return OpenedPage.read(form.get("page", ""), form.get("took", ""), form.get("turn", 0, type=int))


def _respondent(study: Study, number: int) -> Respondent:
    return register.respondent_by_number(request_session(), study.id, number)


@blueprint.get("/")
@requires(Role.RESEARCHER)
def all_respondents() -> str:
    study = _study()
    lines = register.respondents_of(request_session(), study.id)
    figures = calls.response_figures(line.progress for line in lines)
    shown = request.args.get("toon", "")
    return render_template(
        "interviews/respondents/respondents.html",
        study=study,
        lines=[line for line in lines if _is_shown(line, shown)],
        figures=figures,
        sentence=calls.response_sentence(figures),
        attributes=register.attribute_names(line.respondent for line in lines),
        standing_label=calls.standing_label,
        standings=[(standing.value, calls.standing_label(standing)) for standing in calls.CallStanding],
        shown=shown,
        to_call=sum(line.progress.standing in calls.TO_CALL for line in lines),
        left_open=len(left_open(line.respondent for line in lines)),
        to_wipe=sum(line.may_be_wiped for line in lines),
        typed_on=with_drafts(request_session(), study.id),
    )


def _is_shown(line: register.RespondentLine, shown: str) -> bool:
    if shown == "bellen":
        return line.progress.standing in calls.TO_CALL
    return shown in ("", line.progress.standing)


@blueprint.post("/kenmerken/verplaatsen")
@requires(Role.RESEARCHER)
def seal_attributes() -> ResponseReturnValue:
    study = _study()
    number = seal_what_stands_open(request_session(), _vault(study), study.id)
    people = counted(number, "persoon", "mensen")
    flash(_("Van %(people)s staan er geen contactgegevens meer open.", people=people))
    return redirect(url_for(".all_respondents"))


@blueprint.get("/nieuw")
@requires(Role.RESEARCHER)
def new_respondent() -> str:
    return _new_page(_study(), (), {})


@blueprint.post("/nieuw")
@requires(Role.RESEARCHER)
def create_respondent() -> ResponseReturnValue:
    session, study, form = request_session(), _study(), request.form
    facts = Facts(form.get("role", ""), form.get("other_role", "").strip(), read_attributes(form))
    reached = {name: form.get(name, "") for name in ("name", "telephone", "second_telephone", "email")}
    try:
        added = add(session, _vault(study), study, facts, reached)
    except FieldsWrong as wrong:
        return _new_page(study, facts.attributes, wrong.errors), 422
    flash(_("%(title)s staat op de lijst.", title=added.title))
    return redirect(url_for(".one", number=added.number))


def _new_page(study: Study, attributes: Iterable[tuple[str, str]], errors: dict[str, str]) -> str:
    known = register.attribute_names(register.all_respondents(request_session(), study.id))
    return render_template(
        "interviews/respondents/respondent_new.html",
        study=study,
        roles=ROLES,
        values=request.form,
        rows=attribute_rows(attributes, known),
        errors=errors,
    )


@blueprint.get("/<int:number>")
@requires(Role.RESEARCHER)
def one(number: int) -> str:
    study = _study()
    found = _respondent(study, number)
    fresh = _first_shown(study, found)
    typed, took = waiting(request_session(), _drafts(study), found)
    forms = as_sent(MultiDict(typed), fresh)
    left = forms.changed(fresh)
    return _page(study, found, forms, OpenedPage(took=took), forms.told_of(left), is_typed_on=bool(left))


def _first_shown(study: Study, found: Respondent) -> RespondentForms:
    return first_shown(found, contacts.contact_of(request_session(), _vault(study), found))


def _page(
    study: Study,
    found: Respondent,
    forms: RespondentForms,
    opened: OpenedPage,
    errors: dict[str, str] | None = None,
    *,
    is_typed_on: bool = False,
) -> str:
    session = request_session()
    given, made = consent.consents_of(session, found), calls.calls_of(session, found)
    interviews = register.interviews_of_respondent(session, found)
    answers = consent.answers_of(session, found)
    everybody = register.all_respondents(session, study.id)
    return render_template(
        "interviews/respondents/respondent.html",
        study=study,
        respondent=found,
        next_one=next((one for one in everybody if one.number > found.number), None),
        contact=contacts.contact_of(session, _vault(study), found),
        progress=calls.call_progress(found, made, bool(interviews)),
        made=made,
        interviews=interviews,
        links_told=register.links_told(session, found),
        free_interviews=register.interviews_of_nobody(session, study.id),
        answers=answers,
        purposes=[(one, consent.purpose_label(one), consent.purpose_question(one)) for one in Purpose],
        stands={one: consent.stands(answers, one) for one in Purpose},
        earlier=[one for one in given if one is not answers.get(one.purpose)],
        rows=attribute_rows(forms.facts.attributes, register.attribute_names(everybody)),
        roles=ROLES,
        results=[(one.value, calls.result_label(one)) for one in CallResult],
        ways=[(one.value, consent.way_label(one)) for one in ConsentWay],
        result_label=calls.result_label,
        standing_label=calls.standing_label,
        way_label=consent.way_label,
        purpose_label=consent.purpose_label,
        typed=forms,
        seen=seen_of(_first_shown(study, found)),
        opened=opened,
        today=today().isoformat(),
        errors=errors or {},
        is_typed_on=is_typed_on,
        undoable=undoable(session, contacts.contact_area(found)),
        deleted=[pair for pair in deleted_interviews(session, study.id) if pair[0].respondent_id == found.id],
        resting=[] if found.withdrawn_on else resting_on(session, study.id, frozenset(one.id for one in interviews)),
    )


def _kept(number: int, keepers: Mapping[Part, Keeper] = BY_PART, part: Part | None = None) -> ResponseReturnValue:
    """Keep one part of the page, or every part that was filled in; all of them or none.

    What was typed in the other parts comes back as it was, also when one is refused, and waits until it is kept.
    """
    session, study = request_session(), _study()
    found = _respondent(study, number)
    fresh = _first_shown(study, found)
    forms = as_sent(request.form, fresh)
    typed = forms.changed(fresh)
    asked = [part] if part else [one for one in keepers if one in forms.complete(fresh)]
    try:
        said = [keepers[one](session, _vault(study), found, forms) for one in asked]
    except FieldsWrong as wrong:
        session.rollback()
        study = _study()
        found = _respondent(study, number)
        shown = _first_shown(study, found).with_parts_of(forms, typed | set(asked))
        return _page(study, found, shown, _opened(), forms.told_of(typed) | wrong.errors), 422
    left = typed - set(asked)
    if wipe not in keepers.values():
        may_wait = () if closed_for(session, study, Kept.NAMES) else left
        hold(session, _drafts(study), found, request.form.items(multi=True), may_wait, _opened())
    note_sent(session, found, _opened())
    for sentence in said:
        flash(sentence)
    if left:
        shown = _first_shown(study, found).with_parts_of(forms, left)
        return _page(study, found, shown, _opened(), forms.told_of(left), is_typed_on=True), 200
    return redirect(url_for(".one", number=number, _anchor=ANCHORS.get(part) if part else None))


@blueprint.post("/<int:number>/alles")
@requires(Role.RESEARCHER)
def keep_all(number: int) -> ResponseReturnValue:
    """Enter in a field."""
    return _kept(number, BY_ENTER)


@blueprint.post("/<int:number>/concept")
@requires(Role.RESEARCHER)
def hold_typed(number: int) -> ResponseReturnValue:
    """Hold what was typed and not kept yet; `to` leads on to another respondent."""
    study = _study()
    found, changed = _respondent(study, number), _hold_what_was_typed(study, number)
    told = _("Nog niet bewaard. Wat je invulde, blijft hier staan.") if changed else ""
    if "to" not in request.form:
        return told
    if changed:
        flash(_("Wat je bij %(title)s invulde, is nog niet bewaard. Het staat daar nog.", title=found.title))
    return redirect(url_for(".one", number=request.form.get("to", number, type=int)))


def _hold_what_was_typed(study: Study, number: int) -> set[Part]:
    found = _respondent(study, number)
    fresh = _first_shown(study, found)
    changed = as_sent(request.form, fresh).changed(fresh)
    hold(request_session(), _drafts(study), found, request.form.items(multi=True), changed, _opened())
    return changed


@blueprint.post("/<int:number>/concept/weg")
@requires(Role.RESEARCHER)
def throw_typed_away(number: int) -> ResponseReturnValue:
    throw_away(request_session(), _respondent(_study(), number), _opened())
    flash(_("Wat je invulde en niet bewaarde, is weggegooid."))
    return redirect(url_for(".one", number=number))


@blueprint.post("/<int:number>")
@requires(Role.RESEARCHER)
def change_respondent(number: int) -> ResponseReturnValue:
    return _kept(number, part=Part.FACTS)


@blueprint.post("/<int:number>/contact")
@requires(Role.RESEARCHER)
def save_contact(number: int) -> ResponseReturnValue:
    return _kept(number, part=Part.CONTACT)


@blueprint.post("/<int:number>/contact/wissen")
@requires(Role.RESEARCHER)
def wipe_contact(number: int) -> ResponseReturnValue:
    return _kept(number, {Part.CONTACT: wipe}, Part.CONTACT)


@blueprint.post("/contact/wissen")
@requires(Role.RESEARCHER)
def wipe_contacts() -> ResponseReturnValue:
    number = register.wipe_contacts_no_longer_needed(request_session(), _study().id)
    flash(_("De contactgegevens van %(people)s zijn gewist.", people=counted(number, "persoon", "mensen")))
    return redirect(url_for(".all_respondents"))


@blueprint.post("/<int:number>/bellen")
@requires(Role.RESEARCHER)
def log_call(number: int) -> ResponseReturnValue:
    return _kept(number, part=Part.CALL)


@blueprint.post("/<int:number>/toestemming")
@requires(Role.RESEARCHER)
def record_consent(number: int) -> ResponseReturnValue:
    return _kept(number, part=Part.CONSENT)


@blueprint.post("/<int:number>/toestemming/intrekken")
@requires(Role.RESEARCHER)
def withdraw_consent(number: int) -> ResponseReturnValue:
    return _kept(number, part=Part.WITHDRAWAL)


@blueprint.post("/<int:number>/doet-niet-mee")
@requires(Role.RESEARCHER)
def withdraw(number: int) -> ResponseReturnValue:
    """Somebody takes part no more."""
    return _kept(number, part=Part.STOP)


@blueprint.post("/<int:number>/gesprek")
@requires(Role.RESEARCHER)
def link_interview(number: int) -> ResponseReturnValue:
    """Link an interview, or take the link to the one in `loose` away; that asks first while its words are held back."""
    try:
        return _kept(number, part=Part.INTERVIEW)
    except WordsHeldBack:
        _hold_what_was_typed(_study(), number)
        return redirect(url_for(".ask_loose", number=number, interview_number=request.form.get("loose", 0, type=int)))


@blueprint.get("/<int:number>/gesprek/<int:interview_number>/los")
@requires(Role.RESEARCHER)
def ask_loose(number: int, interview_number: int) -> ResponseReturnValue:
    session, study = request_session(), _study()
    found, interview = _respondent(study, number), interview_by_number(session, study.id, interview_number)
    if interview.respondent_id != found.id or not holds_words_back(session, found):
        return redirect(url_for(".one", number=number))
    return _loose_page(study, number, interview_number)


@blueprint.post("/<int:number>/gesprek/<int:interview_number>/los")
@requires(Role.RESEARCHER)
def unlink_with_reason(number: int, interview_number: int) -> ResponseReturnValue:
    session, study = request_session(), _study()
    found, interview = _respondent(study, number), interview_by_number(session, study.id, interview_number)
    try:
        register.unlink_interview(session, found, interview, request.form.get("reason", ""))
    except WordsHeldBack:
        error = _("Schrijf op waarom dit gesprek niet bij %(title)s hoort.", title=found.title)
        return _loose_page(study, number, interview_number, error), 422
    flash(_("%(interview)s is losgemaakt.", interview=interview.title))
    return redirect(url_for(".one", number=number))


def _loose_page(study: Study, number: int, interview_number: int, error: str = "") -> str:
    interview, found = interview_by_number(request_session(), study.id, interview_number), _respondent(study, number)
    return render_template(
        "interviews/respondents/loose.html",
        study=study,
        respondent=found,
        interview=interview,
        why=str(WordsHeldBack(found, interview)),
        error=error,
    )


@blueprint.post("/<int:number>/terug")
@requires(Role.RESEARCHER)
def take_back(number: int) -> ResponseReturnValue:
    return _kept(number, {Part.UNDO: take_back_last}, Part.UNDO)


@blueprint.post("/<int:number>/weg")
@requires(Role.RESEARCHER)
def remove(number: int) -> ResponseReturnValue:
    found = _respondent(_study(), number)
    register.remove_respondent(request_session(), found)
    flash(_("%(title)s is van de lijst gehaald.", title=found.title))
    return redirect(url_for(".all_respondents"))
